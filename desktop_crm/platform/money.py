"""Money as whole minor units beside a currency; amounts of two currencies are never added."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop_crm.platform.i18n import language

# ISO 4217: currencies whose minor unit is not a hundredth.
_EXPONENTS: Final = {
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0,
    "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0,
    "XOF": 0, "XPF": 0,
}  # fmt: skip
_SIGNS: Final = {"TRY": "₺", "EUR": "€", "USD": "$", "GBP": "£"}


def exponent(currency: str) -> int:
    """Return how many digits the minor unit of `currency` (ISO 4217 code) has."""
    return _EXPONENTS.get(currency, 2)


def codes_with(digits: int) -> list[str]:
    """Return the currencies whose minor unit has that many digits, where that is not the usual two."""
    return [code for code, places in _EXPONENTS.items() if places == digits]


def to_minor(amount: Decimal, currency: str) -> int:
    """Return `amount` (major units) in minor units of `currency`, half a unit rounded away from zero."""
    scaled = amount.scaleb(exponent(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_major(minor: int, currency: str) -> Decimal:
    """Return minor units as an exact decimal in major units."""
    return Decimal(minor).scaleb(-exponent(currency))


def plain(minor: int, currency: str) -> str:
    """Return minor units as machines write them: `2979.65`."""
    return f"{to_major(minor, currency):f}"


def shown(minor: int, currency: str, *, whole: bool = False) -> str:
    """Return minor units as people read them: `₺1.234,50` in Turkish, `₺1,234.50` in English.

    `whole` leaves the minor digits out, rounded half up. Unknown currencies show their code.
    """
    places = 0 if whole else exponent(currency)
    amount = to_major(abs(minor), currency).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    number = f"{amount:,.{places}f}"
    if language() == "tr":
        number = number.translate(str.maketrans(",.", ".,"))
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{'-' if minor < 0 else ''}{sign}{number}"
