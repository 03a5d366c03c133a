"""Postal addresses of rows: il and ilçe found, postal codes whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from desktop_crm.customers.rules import address_key
from desktop_crm.platform import places
from desktop_crm.platform.text import fold, squeeze

PARTS: Final = ("line", "neighbourhood", "district", "city", "region", "postal_code", "country")
TELLS_APART: Final = ("neighbourhood", "postal_code")
"""In what two addresses of one street, il and ilçe may contradict each other; regions every store writes in its way."""
_QUARTER: Final = re.compile(r" (?:mah|mh|mahalle|mahallesi)\b")
_SIGNS: Final = re.compile(r"[ ,./|-]")
_PLATE: Final = re.compile(r"(?:TR-)?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as kept; il and ilçe in their official spelling where they were known.

    `folded` and `place` are the same for two spellings of one address: as the store compares it, and as il, ilçe, line.
    `mark` is `folded` with what tells two such addresses apart.
    """

    line: str | None = None
    neighbourhood: str | None = None
    district: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    folded: str = ""
    place: str = ""
    mark: str = ""

    def is_like(self, other: Address) -> bool:
        """Return whether both may be one address: the same street, il and ilçe, and nothing that contradicts it."""
        told = ((apart(getattr(self, part)), apart(getattr(other, part))) for part in TELLS_APART)
        return self.folded == other.folded and all(not one or not two or one == two for one, two in told)

    def __bool__(self) -> bool:
        """Return whether there is more than a country."""
        return bool(self.line or self.city or self.district or self.postal_code or self.neighbourhood)


NOWHERE: Final = Address()


@lru_cache(maxsize=200_000)
def normal(
    line: str | None, neighbourhood: str | None, district: str | None, city: str | None, region: str | None,
    postal_code: str | None, country: str | None,
) -> Address:  # fmt: skip
    """Return an address with its il and ilçe in their official spelling; unknown ones stay as typed."""
    if country is None or places.is_turkey(country):
        city, district, region = _turkish(city, district, region)
        if postal_code and len(postal_code) == 4 and postal_code.isdigit() and city and places.province(city):
            postal_code = "0" + postal_code
    if line:
        line = ", ".join(part for part in (piece.strip() for piece in line.splitlines()) if part)
    folded = address_key(line or "", district or "", city or postal_code or "")
    place = f"{name_key(city or '')}|{name_key(district or '')}|{folded.partition('|')[0]}"
    mark = "|".join(filter(None, (folded, apart(neighbourhood), apart(postal_code))))
    return Address(line, neighbourhood, district, city, region, postal_code, country, folded, place, mark)


@lru_cache(maxsize=20_000)
def apart(text: str | None) -> str:
    """Return by what a part tells an address from another: without spaces, signs and the word mahalle, "" for blank."""
    return _SIGNS.sub("", _QUARTER.sub("", fold(text or "")))


@lru_cache(maxsize=5_000)
def name_key(text: str) -> str:
    """Return the folded form by which two spellings are the same."""
    return squeeze(fold(text))


def _turkish(city: str | None, district: str | None, region: str | None) -> tuple[str | None, str | None, str | None]:
    if city and not places.province(city):
        parts = [part.strip() for part in re.split(r"[/\-,|]", city) if part.strip()]
        known = [part for part in parts if places.province(part)]
        if len(parts) == 2 and known:
            inner = next(part for part in parts if part is not known[-1])
            city, district = known[-1], district or inner
    province = places.province(city) if city else None
    if province is None and region:
        province = _of_region(region)
        if province and (city is None or places.district(city, province)):
            city, district = province, district or city
            region = None
        else:
            province = None
    if province is None:
        return city, district, region
    if district:
        bare = re.split(r"[/|]", district)[0].strip() if "/" in district else district
        district = places.district(bare, province) or places.district(district, province) or district
    return province, district, region


def _of_region(region: str) -> str | None:
    plate = _PLATE.fullmatch(region)
    if plate and 1 <= int(plate[1]) <= 81:
        return places.provinces()[int(plate[1]) - 1]
    return places.province(region)


def reader(part: str, get: Callable[[str], list[Any]], has: Callable[[str], bool]) -> Callable[[int], Address]:
    """Return what gives the address of a row out of the columns `part.line`, `part.city` …"""
    names = [f"{part}.{name}" for name in PARTS]
    if not any(has(name) for name in names):
        return lambda _index: NOWHERE
    columns = [get(name) for name in names]

    def of(index: int) -> Address:
        return normal(*(column[index] for column in columns))

    return of
