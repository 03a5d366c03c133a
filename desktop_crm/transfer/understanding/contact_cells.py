"""Cells that hold ways to reach somebody: several addresses, numbers or tags in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop_crm.platform import emails, phones
from desktop_crm.platform.phones import Phone
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import cells

_NOTHING: Final = frozenset({"", "-", "–", "yok", "n/a", "na", "none", "null", "bos", "nan", "."})
_LONGEST_NOTHING: Final = 4
GROUPED_BY: Final = ":::"
"""What Google puts between several values of one cell."""
PARTED_BY: Final = (GROUPED_BY, ",", ";")
"""What stands between tags in a cell, as far as nothing is known of who wrote it."""
_QUOTES: Final = re.compile(r'"((?:[^"]|"")*)"|([^"]+)')
_COMMA: Final = re.compile(r",(?!\d)|(?<!\d),")


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

    `country` is what stands beside the number, `default` the region of numbers that name no country; a word that is
    no country says nothing.
    """
    if _says_nothing(raw):
        return None
    named = phones.region(country, "") if country else ""
    region = named or default
    whole = phones.normal(raw, region, sure=bool(named) or default != "TR")
    if whole and (whole.dialable or len(whole.digits) < 12):
        return (whole,)
    several = [phones.normal(part, region) for part in _parts(raw, (":::", ";", ",", " / ", "\n"))]
    good = tuple(dict.fromkeys(phone for phone in several if phone))
    if not good and whole is None:
        raise ValueError(raw)
    return good or ((whole,) if whole else None)


def tags(cell: Cell, separators: Sequence[str] = PARTED_BY) -> tuple[str, ...]:
    """Return the tags in a cell; the marks of Google's labels are taken off.

    What stands in quotes is one tag whatever signs it holds, a quote in it written twice; Google knows no quotes.
    """
    raw = cells.as_written(cell)
    if '"' in raw and tuple(separators) != (GROUPED_BY,):
        found = _unquoted(raw, separators)
    else:
        found = [part.lstrip("* ") for part in _parts(cells.text(cell), separators)]
    return tuple(dict.fromkeys(part for part in map(squeeze, found) if part and part != "myContacts"))


def quoted(tag: str) -> str:
    """Return a tag as it stands among others in a cell, so that `tags` finds it whole."""
    if not any(sign in tag for sign in ('"', *PARTED_BY)):
        return tag
    return '"' + tag.replace('"', '""') + '"'


def word_list(cell: Cell) -> tuple[str, ...]:
    """Return the words in a cell: parted by `;`, by line, or by a comma that is no decimal one (38,5)."""
    raw = cells.lines(cell)
    found = _unquoted(raw, (";", "\n")) if '"' in raw else _parts(raw, (GROUPED_BY, ";", "\n"))
    if len(found) == 1 and '"' not in raw:
        found = _COMMA.split(raw)
    return tuple(dict.fromkeys(part for part in map(squeeze, found) if part and fold(part) not in _NOTHING))


def _unquoted(raw: str, separators: Sequence[str]) -> list[str]:
    """Return what stands between separators that are not in quotes; quotes that do not close mean nothing."""
    if raw.count('"') % 2:
        return _parts(raw.replace('"', ""), separators)
    parts = [""]
    for enclosed, open_ in _QUOTES.findall(raw):
        first, *more = _split(open_, separators)
        parts[-1] += enclosed.replace('""', '"') + first
        parts += more
    return parts


def _says_nothing(raw: str) -> bool:
    return len(raw) <= _LONGEST_NOTHING and fold(raw) in _NOTHING


def _parts(raw: str, separators: Sequence[str]) -> list[str]:
    return [part.strip() for part in _split(raw, separators) if part.strip()]


def _split(raw: str, separators: Sequence[str]) -> list[str]:
    parts = [raw]
    for separator in separators:
        parts = [piece for part in parts for piece in part.split(separator)]
    return parts
