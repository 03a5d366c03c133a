"""Turkish identity and tax numbers: their own check digits."""

from __future__ import annotations

from typing import Final

_PLACEHOLDER: Final = "11111111111"


def is_citizen_number(number: str) -> bool:
    """Return whether `number` is a well-formed TCKN: 11 digits whose last two are the checks of the others."""
    if len(number) != 11 or not (number.isascii() and number.isdigit()) or number[0] == "0":
        return False
    digits = [int(digit) for digit in number]
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def is_tax_number(number: str) -> bool:
    """Return whether `number` is a well-formed VKN: 10 digits whose last one is the check of the others."""
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        return False
    total = 0
    for place, digit in enumerate(number[:9]):
        shifted = (int(digit) + 9 - place) % 10
        total += (shifted * 2 ** (9 - place)) % 9 or (9 if shifted else 0)
    return int(number[9]) == -total % 10


def is_placeholder(number: str) -> bool:
    """Return whether `number` is what marketplaces give instead of a real one; it never identifies anybody."""
    return number == _PLACEHOLDER or not number.strip("0")
