"""The columns of the list of customers as painted, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop_crm.customers.types import CustomerKind
from desktop_crm.insights.list_columns import COLUMNS as LISTED
from desktop_crm.insights.list_columns import USUAL, Amount, ColumnKind, ListColumn, Value
from desktop_crm.insights.types import Asked
from desktop_crm.platform import clock, money, phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import _, language, whole
from desktop_crm.platform.text import squeeze
from ui.kit.avatars import avatar_tone
from ui.kit.chips import Chip
from ui.kit.paging import Sort
from ui.kit.tables import Cell, Cells, Column, Kind
from ui.kit.theme import theme

NOTHING: Final = "–"

_KINDS: Final = {
    ColumnKind.TEXT: Kind.MUTED, ColumnKind.PHONE: Kind.DATE, ColumnKind.TAGS: Kind.CHIP,
    ColumnKind.NUMBER: Kind.NUMBER, ColumnKind.RATIO: Kind.NUMBER, ColumnKind.MONEY: Kind.MONEY,
    ColumnKind.DAY: Kind.DATE, ColumnKind.INSTANT: Kind.DATE, ColumnKind.CHOICE: Kind.MUTED,
    ColumnKind.CHOICES: Kind.MUTED, ColumnKind.DECIMAL: Kind.NUMBER,
}  # fmt: skip
_WIDTHS: Final = {
    "name": 136, "tags": 88, "phone": 122, "city": 82, "orders": 72, "total": 94, "last_order": 96, "score": 46,
    "email": 170, "talks": 96, "last_talk": 116, "ratio": 116, "next_due": 104, "owner": 110,
    "stage": 144, "points": 66, "level": 100, "reach": 150, "heard_from": 130, "why_lost": 150,
}  # fmt: skip
_WIDTH: Final = 100


def table_columns(listed: Sequence[ListColumn]) -> tuple[Column, ...]:
    """Return columns of the list as the table shows them."""
    return tuple(
        Column(
            one.key, one.title, _WIDTHS.get(one.key, _WIDTH), Kind.PERSON if one.key == "name" else _KINDS[one.kind],
            stretch=one.key == "name", sortable=bool(one.order), literal=one.own,
        )
        for one in listed
    )  # fmt: skip


COLUMNS: Final = table_columns(LISTED)
"""The columns that every shop has."""
LEAST_NEEDED: Final = ("tags", "last_order", "score", "city", "orders", "total", "phone")
"""The usual columns in the order in which a narrow list does without them."""


class CustomerSource:
    """Customers in the order of a column, as far as a query lets them through; only columns in sight are read.

    `columns` are all that the table has, `keys` those in sight.
    """

    def __init__(self) -> None:
        self.asked = Asked()
        self.columns: Sequence[ListColumn] = LISTED
        self.keys: tuple[str, ...] = USUAL

    def ids(self, session: Any, sort: Sort | None) -> Sequence[int]:
        """Return the ids in order."""
        from desktop_crm.insights import customer_list

        return customer_list.ids(session, self._sorted(sort))

    def first(self, session: Any, sort: Sort | None, limit: int) -> Sequence[int]:
        """Return the ids that `ids` begins with."""
        from desktop_crm.insights import customer_list

        return customer_list.first_ids(session, self._sorted(sort), limit)

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Cells | None]:
        """Return the rows ready to paint, None where a customer is gone."""
        from desktop_crm.insights import customer_list
        from desktop_crm.platform import settings

        keys, columns = (*self.keys, "kind"), self.columns
        timed = any(column.kind is ColumnKind.INSTANT for column in columns if column.key in self.keys)
        shape = shaper(keys, settings.value(session, settings.ZONE) if timed else "", columns)
        found = customer_list.table(session, ids, keys, self.asked.now)
        return [None if row is None else shape(row) for row in found]

    def _sorted(self, sort: Sort | None) -> Asked:
        if sort is None:
            return self.asked
        return replace(self.asked, sort=sort.key, descending=sort.descending)


def fitting(width: int) -> list[str]:
    """Return the keys of the usual columns that have room in so many pixels, the most needed ones."""
    px = theme().px
    shown = {column.key: px(column.width) for column in COLUMNS if column.key in USUAL}
    for key in LEAST_NEEDED:
        if sum(shown.values()) <= width - px(12):
            break
        del shown[key]
    return list(shown)


def shaper(
    keys: Sequence[str], zone: str, columns: Sequence[ListColumn] = LISTED
) -> Callable[[Sequence[Value]], Cells]:
    """Return what turns a row into its cells as painted, one for each of the table's `columns`.

    `keys` name a row's values, the last is the kind of customer; what no column is called by is left out.
    """
    places = {column.key: place for place, column in enumerate(columns)}
    known = [(places[key], columns[places[key]]) if key in places else None for key in keys]
    tags, kind = places.get("tags"), places.get("kind")

    def shape(row: Sequence[Value]) -> Cells:
        shown: list[Cell] = [""] * len(columns)
        for where, value in zip(known, row, strict=True):
            if where is not None:
                shown[where[0]] = cell(where[1], value, zone)
        if tags is not None and kind is not None and not shown[tags] and row[-1] == CustomerKind.COMPANY:
            shown[tags] = Chip(str(shown[kind]))
        return shown

    return shape


def cell(column: ListColumn, value: Value, zone: str) -> Cell:
    """Return what stands in a column as it is painted; instants by their day in a zone."""
    if column.kind is ColumnKind.TAGS:
        return _tags(value if isinstance(value, tuple) else ())
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, Amount):
        return money.shown(value.minor, value.currency)
    if column.kind is ColumnKind.CHOICE:
        words = dict(column.choices).get(str(value))
        return _(words) if words else str(value)
    if column.kind is ColumnKind.CHOICES and isinstance(value, tuple):
        return ", ".join(_(words) for each, words in column.choices if each in value)
    if column.kind is ColumnKind.DECIMAL:
        return str(value).replace(".", "," if language() == "tr" else ".")
    if column.kind is ColumnKind.PHONE:
        return phones.shown(str(value))
    if column.kind is ColumnKind.DAY:
        return shown_date(date.fromisoformat(str(value)))
    if column.kind is ColumnKind.INSTANT and isinstance(value, int):
        return shown_date(clock.local_date(value, zone))
    if column.kind is ColumnKind.RATIO and isinstance(value, float):
        return f"{value:.1f}".replace(".", "," if language() == "tr" else ".")
    return whole(value) if isinstance(value, int) else squeeze(str(value))


def tag_chip(name: str) -> Chip:
    """Return a tag as a chip, in the tone that always goes with it."""
    return Chip(name, avatar_tone(name))


def _tags(tags: Sequence[str]) -> Cell:
    """Return the first tag and how many more there are."""
    if not tags:
        return ""
    more = f" +{len(tags) - 1}" if len(tags) > 1 else ""
    return Chip(f"{tags[0]}{more}", avatar_tone(tags[0]))
