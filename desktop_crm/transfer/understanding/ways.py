"""Of which kind phones, e-mails and addresses are: by the title of their column, or by a column beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import cells, headers, words
from desktop_crm.transfer.understanding.contact_cells import GROUPED_BY
from desktop_crm.transfer.understanding.mapping import Mapped
from desktop_crm.transfer.understanding.words import Topic

_TOPICS: Final[dict[str, Topic]] = {"person.phone": "phone_kind", "person.email": "email_kind"}
_VALUE: Final = " - Value"
_BESIDE: Final = (" - Label", " - Type")
_KINDS: Final = {"phones": "phone_kinds", "emails": "email_kinds", "TEL": "TEL kinds", "EMAIL": "EMAIL kinds"}
_OF_TITLES: Final = frozenset({"mobile", "home", "work", "whatsapp", "personal"})
"""Kinds that the title of a column tells: a billing phone or an e-mail called other is just theirs."""
_MOBILE: Final = "mobile"
_TURKISH, _TURKISH_MOBILE = "+90", "+905"
_PARTED: Final = re.compile(rf"{GROUPED_BY}|;")


@dataclass(slots=True)
class Way:
    """A column of phones or e-mails: its values, and the cells of the column that tells their kinds, if there is one.

    Without one it is the title of the column that tells.
    """

    column: Mapped
    values: list[Any]
    said: list[Cell] | None

    def kinds(self, index: int) -> dict[Any, str]:
        """Return the kinds of the values of a row, those of which nothing is known left out."""
        found: tuple[Any, ...] = self.values[index] or ()
        if not found:
            return {}
        topic = _TOPICS[self.column.target]
        if self.said is None:
            kind = of_title(self.column.header, topic)
            return {one: kind for one in found if _fits(one, kind)}
        told = [_kind(part, topic) for part in _PARTED.split(cells.as_stood(self.said[index]))]
        if len(told) != len(found):
            return {}
        return {one: kind for one, kind in zip(found, told, strict=True) if kind}


def telling(columns: Sequence[Mapped]) -> dict[int, Mapped | None]:
    """Return which columns of phones and e-mails are told the kind of, by place, with the column that tells it."""
    by_header = {column.header: column for column in columns}
    found: dict[int, Mapped | None] = {}
    for column in columns:
        if column.target not in _TOPICS:
            continue
        beside = _beside(column.header, by_header)
        if beside is not None or of_title(column.header, _TOPICS[column.target]):
            found[column.position] = beside
    return found


@cache
def of_title(header: str, topic: Topic) -> str:
    """Return the kind that a column's title tells (Cep Telefonu: mobile), '' for none."""
    kinds = (words.meaning(word, topic) for word in headers.key(header).split())
    return next((kind for kind in kinds if kind in _OF_TITLES), "")


def place_of_titles(titles: Sequence[str]) -> str:
    """Return the kind that the titles of an address's columns tell, '' where they tell none or several."""
    kinds = {of_title(title, "place_kind") for title in titles}
    return kinds.pop() if len(kinds) == 1 else ""


def _beside(header: str, by_header: dict[str, Mapped]) -> Mapped | None:
    names = [_KINDS.get(header, "")]
    if header.endswith(_VALUE):
        names = [header.removesuffix(_VALUE) + ending for ending in _BESIDE]
    return next((by_header[name] for name in names if name in by_header and not by_header[name].target), None)


@cache
def _kind(said: str, topic: Topic) -> str:
    word = said.strip().lstrip("* ")
    whole = words.meaning(word, topic) if word else None
    first = words.meaning(word.split()[0], topic) if word.split() else None
    return whole or first or ""


def _fits(one: Any, kind: str) -> bool:
    """Return whether a number can be of a kind: one of a Turkish city is no mobile, whatever its column is called."""
    number = getattr(one, "number", "")
    return kind != _MOBILE or not number.startswith(_TURKISH) or number.startswith(_TURKISH_MOBILE)
