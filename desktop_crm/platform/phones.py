"""Phone numbers: any spelling read once, kept as E.164, shown as people write them.

The library of the world's numbers is loaded for the first number that is not Turkish: most shops start without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop_crm.platform import countries
from desktop_crm.platform.text import digits, fold

_PREFIX: Final = re.compile(r"^(?:p|tel|phone|whatsapp|wa|gsm|cep)\s*:\s*", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\s*(?:;ext=|ext\.?|dahili\.?|dah\.|x|#)\s*:?\s*\d{1,6}\s*$", re.IGNORECASE)
_FLOAT: Final = re.compile(r"^(\d{6,15})[.,]0+$")
_TURKISH: Final = re.compile(r"^(?:00|\+)?(?:90)?0?([2-5]\d{9})$")
_SIGNS: Final = re.compile(r"[\s()\-./\u00a0\u2010-\u2015\u202a-\u202e\u2066-\u2069]+")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_SHORT_LINE: Final = re.compile(r"^444\d{4}$")
_UNKNOWN_REGION: Final = "ZZ"
_LONGEST_AT_HOME: Final = 11
"""Hardly a number is longer within its country, but for the 0 before it: one that is begins with a country's code."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to keep: E.164 where it can be dialled, as typed otherwise; its digits without `+`."""

    number: str
    digits: str
    dialable: bool


def region(country: str, default: str = "TR") -> str:
    """Return the ISO region of a country as typed (Turkish, English or German name, its code), else `default`."""
    return countries.by_name().get(fold(country).strip(), default)


@lru_cache(maxsize=200_000)
def normal(text: str, region: str = "TR", *, sure: bool = False) -> Phone | None:
    """Return the number in `text`, or None where there is none. Never raises.

    `region` is the country a number without country code belongs to; `sure` says that it was given beside the
    number, so that a possible number is believed even where no such number has been given out yet.
    """
    plain = _bare(text)
    short = _SIGNS.sub("", plain)
    if _SHORT_LINE.match(short) and region == "TR":
        return Phone(plain, short, dialable=False)
    turkish = _TURKISH.match(short) if region == "TR" or short.startswith(("+90", "0090")) else None
    if turkish and turkish.group(1)[0] == "5":
        return Phone(f"+90{turkish.group(1)}", f"90{turkish.group(1)}", dialable=True)
    if len(digits(short)) < 6 or len(_LETTERS.findall(short)) > 2:
        return None
    return _parsed(plain, region, sure=sure) or _as_typed(plain)


def _bare(text: str) -> str:
    plain = _PREFIX.sub("", text.strip().strip("'\"\u200e\u200f\u202a\u202c").strip())
    plain = _EXTENSION.sub("", plain)
    whole = _FLOAT.match(plain)
    plain = whole.group(1) if whole else plain
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    return plain


def _parsed(plain: str, region: str, *, sure: bool) -> Phone | None:
    """Return the number read as one of `region`, or as one that begins with the code of a country."""
    if plain.startswith("+"):
        return _read(plain, region, believed=True)
    if len(digits(plain)) > _LONGEST_AT_HOME and not plain.startswith("0"):
        return _read(f"+{plain}", region)
    return _read(plain, region, believed=sure) or _read(f"+{plain}", region)


def _read(text: str, region: str, *, believed: bool = False) -> Phone | None:
    """Return the number in `text` if it is valid, or, where it is `believed`, possible."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region or _UNKNOWN_REGION)
    except phonenumbers.NumberParseException:
        return None
    fits = phonenumbers.is_possible_number if believed else phonenumbers.is_valid_number
    if not fits(number) and not phonenumbers.is_valid_number(number):
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(written, written[1:], dialable=True)


def _as_typed(plain: str) -> Phone | None:
    only = digits(plain)
    if not 6 <= len(only) <= 17 or len(only) < len(_SIGNS.sub("", plain)) - 3:
        return None
    return Phone(plain, only, dialable=False)


def shown(number: str) -> str:
    """Return a kept number as people write it: `0532 418 27 90` in Turkey, international for the rest."""
    if number.startswith("+90") and len(number) == 13 and number[1:].isdigit():
        return f"0{number[3:6]} {number[6:9]} {number[9:11]} {number[11:]}"
    import phonenumbers

    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
