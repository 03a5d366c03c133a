"""Cells that hold ways to reach somebody: several addresses, numbers or tags in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_crm.platform import emails, phones
from desktop_crm.platform.phones import Phone
from desktop_crm.platform.text import fold
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import cells

_NOTHING: Final = frozenset({"", "-", "–", "yok", "n/a", "na", "none", "null", "bos", "nan", "."})
_LONGEST_NOTHING: Final = 4


def addresses(cell: Cell) -> tuple[str, ...]:
    """Return the e-mail addresses in a cell. Raises ValueError where it holds something else."""
    raw = cells.text(cell)
    if _says_nothing(raw):
        return ()
    found = [emails.normal(part) for part in _parts(raw, ("::: ", ":::", ";", ",", " "))]
    good = tuple(dict.fromkeys(address for address in found if address))
    if not good:
        whole = emails.normal(raw)
        if whole is None:
            raise ValueError(raw)
        return (whole,)
    return good


def numbers(raw: str, country: str | None, default: str) -> tuple[Phone, ...] | None:
    """Return the phone numbers in a text, None for none. Raises ValueError where it holds something else.

    `country` is what stands beside the number, `default` the region of numbers that name no country.
    """
    if _says_nothing(raw):
        return None
    region = phones.region(country, default) if country else default
    whole = phones.normal(raw, region, sure=bool(country) or default != "TR")
    if whole and (whole.dialable or len(whole.digits) < 12):
        return (whole,)
    several = [phones.normal(part, region) for part in _parts(raw, (":::", ";", ",", " / ", "\n"))]
    good = tuple(dict.fromkeys(phone for phone in several if phone))
    if not good and whole is None:
        raise ValueError(raw)
    return good or ((whole,) if whole else None)


def tags(cell: Cell) -> tuple[str, ...]:
    """Return the tags in a cell; quotes and the marks of Google's labels are taken off."""
    raw = cells.text(cell).replace('"', "")
    found = (part.lstrip("* ").strip() for part in _parts(raw, (":::", ",", ";")))
    return tuple(dict.fromkeys(part for part in found if part and part != "myContacts"))


def _says_nothing(raw: str) -> bool:
    return len(raw) <= _LONGEST_NOTHING and fold(raw) in _NOTHING


def _parts(raw: str, separators: Sequence[str]) -> list[str]:
    parts = [raw]
    for separator in separators:
        parts = [piece for part in parts for piece in part.split(separator)]
    return [part.strip() for part in parts if part.strip()]
