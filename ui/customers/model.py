"""The columns of the list of customers, and where its rows come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from desktop_crm.insights import customer_list
from desktop_crm.insights.types import Asked, CustomerRow, Narrow
from desktop_crm.platform import money, phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, whole
from desktop_crm.segments.tree import Condition, Node, Number, Op, Text, Words, all_of
from ui.kit.avatars import avatar_tone
from ui.kit.chips import Chip
from ui.kit.paging import Sort
from ui.kit.tables import Cell, Cells, Column, Kind

NOTHING: Final = "–"

COLUMNS: Final = (
    Column("name", N_("Name"), 136, Kind.PERSON, stretch=True),
    Column("tags", N_("Tags"), 88, Kind.CHIP, sortable=False),
    Column("phone", N_("Phone"), 128, Kind.DATE, sortable=False),
    Column("city", N_("Province"), 82, Kind.MUTED),
    Column("orders", N_("Orders"), 74, Kind.NUMBER),
    Column("total", N_("Total"), 94, Kind.MONEY),
    Column("last_order", N_("Last order"), 96, Kind.DATE),
    Column("score", N_("NPS"), 46, Kind.NUMBER),
)
LEAST_NEEDED: Final = ("tags", "last_order", "score", "city", "orders", "total", "phone")
"""The columns in the order in which a narrow list does without them."""


def tree_of(narrow: Narrow) -> Node:
    """Return what a list is narrowed to as a query."""
    parts: list[Node] = [Words(narrow.text)] if narrow.text.strip() else []
    if narrow.tag:
        parts.append(Condition("tag", Op.IS, Text(narrow.tag)))
    if narrow.buyers:
        parts.append(Condition("orders", Op.MORE, Number(Decimal(0))))
    return all_of(parts)


class CustomerSource:
    """Customers in the order of a column, as far as `narrow` lets them through."""

    def __init__(self) -> None:
        self.narrow = Narrow()

    def ids(self, session: Any, sort: Sort | None) -> Sequence[int]:
        """Return the ids in order."""
        descending = sort is not None and sort.descending
        return customer_list.ids(session, Asked(tree_of(self.narrow), sort.key if sort else "name", descending))

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Cells | None]:
        """Return the rows ready to paint, None where a customer is gone."""
        found = {row.id: cells(row) for row in customer_list.rows(session, ids)}
        return [found.get(id_) for id_ in ids]


def cells(row: CustomerRow) -> Cells:
    """Return a customer's row as painted."""
    return (
        row.name,
        _mark(row),
        phones.shown(row.phone) if row.phone else NOTHING,
        row.city or NOTHING,
        whole(row.orders),
        money.shown(row.total, row.currency) if row.total is not None else NOTHING,
        shown_date(date.fromisoformat(row.last_order)) if row.last_order else NOTHING,
        NOTHING if row.score is None else str(row.score),
    )


def tag_chip(name: str) -> Chip:
    """Return a tag as a chip, in the tone that always goes with it."""
    return Chip(name, avatar_tone(name))


def _mark(row: CustomerRow) -> Cell:
    """Return the first tag and how many more there are; else whether it is a company."""
    if row.tags:
        more = f" +{len(row.tags) - 1}" if len(row.tags) > 1 else ""
        return Chip(f"{row.tags[0]}{more}", avatar_tone(row.tags[0]))
    return Chip(_("Company")) if row.company else ""
