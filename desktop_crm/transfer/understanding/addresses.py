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
_PLATE: Final = re.compile(r"(?:TR-)?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as kept; il and ilçe in their official spelling where they were known.

    `folded` and `place` are the same for two spellings of one address: as the store compares it, and as il, ilçe, line.
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
    return Address(line, neighbourhood, district, city, region, postal_code, country, folded, place)


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
