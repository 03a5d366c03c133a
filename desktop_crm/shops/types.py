"""Sales channels as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shop:
    """One sales channel: `kind` is the platform (trendyol, shopify, own, …), currency ISO 4217, zone IANA."""

    id: int
    name: str
    kind: str
    currency: str
    zone: str
