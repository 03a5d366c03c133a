"""Exact decimals kept as whole millionths, so that SQL can add them: quantities, unit prices, rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

MILLION: Final = 1_000_000


def decimal(millionths: int) -> Decimal:
    """Return whole millionths as an exact decimal without trailing zeros."""
    whole, rest = divmod(millionths, MILLION)
    return Decimal(whole) if not rest else Decimal(millionths).scaleb(-6).normalize()
