"""Reads cards to be merged beside each other: their fields, the lines of their lists, and what would move."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.duplicates import fields
from desktop_crm.duplicates.merging import CUSTOMERS, SAME_BY, told_apart
from desktop_crm.platform.columns import business_tables
from desktop_crm.platform.images import quoted

_ADDRESS: Final = "concat_ws(', ', {})".format(
    ", ".join(
        f"nullif({part}, '')"
        for part in ("line", "neighbourhood", "district", "postal_code", "city", "region", "country")
    )
)
_ADDRESS_KEY: Final = "concat_ws('|', folded, {})".format(
    ", ".join(f"coalesce({word}, '')" for word in told_apart("customer_addresses", "customer_addresses", ["folded"]))
)
LISTS: Final[dict[str, str]] = {
    "customer_phones": "SELECT id, customer_id, number, digits FROM customer_phones",
    "customer_emails": "SELECT id, customer_id, address, folded FROM customer_emails",
    "customer_addresses": f"SELECT id, customer_id, {_ADDRESS}, {_ADDRESS_KEY} FROM customer_addresses",
    "customer_handles": "SELECT id, customer_id, concat_ws(': ', kind, handle), concat_ws('|', kind, folded) "
    "FROM customer_handles",
    "customer_traits": "SELECT id, customer_id, text, concat_ws('|', kind, folded) FROM customer_traits",
    "customer_tags": "SELECT k.id, k.customer_id, t.name, t.folded FROM customer_tags k JOIN tags t ON t.id = k.tag_id",
}
"""The lists of a card as (row, customer, words, key of what is the same), in the order they are shown."""
_DECIDED: Final = frozenset({"customers_apart", "customers_merged"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its words as one card has them, and the rows by customer that say the same."""

    words: str
    rows: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """Something each card may hold once, as a field the shop made: what it is called, words and row by customer."""

    name: str
    table: str
    words: Mapping[int, str]
    rows: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Cards to be merged, the one that would stay first.

    `fields` holds, by column, what each card says where any says something; `proposed` whose value would stay.
    `lists` holds lines by table, `counts` how many rows of other tables each customer has.
    """

    cards: tuple[int, ...]
    names: Mapping[int, str]
    since: Mapping[int, int]
    sources: Mapping[int, str]
    fields: Mapping[str, Mapping[int, Any]]
    proposed: Mapping[str, int]
    lists: Mapping[str, tuple[Line, ...]]
    slots: tuple[Slot, ...]
    counts: Mapping[str, Mapping[int, int]]


def side_by_side(session: Session, customer_ids: Sequence[int], keep: int | None = None) -> SideBySide:
    """Return customers beside each other; where `keep` is None, the card with most history would stay.

    Raises NotFound where one is not there any more.
    """
    for customer_id in customer_ids:
        living(session, customer_id)
    counts = _counts(session, customer_ids)
    found = fields.values(session, customer_ids)

    def weight(customer_id: int) -> tuple[bool, int, int]:
        rows = sum(each.get(customer_id, 0) for each in counts.values())
        return customer_id != keep, -rows, customer_id

    order = tuple(sorted(dict.fromkeys(customer_ids), key=weight))
    cards = [found[customer_id] for customer_id in order]
    told = {name: {int(card["id"]): card[name] for card in cards} for name in fields.columns()}
    told = {name: values for name, values in told.items() if any(value not in (None, "") for value in values.values())}
    return SideBySide(
        cards=order,
        names={customer_id: found[customer_id]["name"] for customer_id in order},
        since={customer_id: found[customer_id]["created_at"] for customer_id in order},
        sources={customer_id: found[customer_id]["source"] or "" for customer_id in order},
        fields=told,
        proposed={name: fields.proposed(cards, name) for name in told},
        lists={table: lines for table in LISTS if (lines := _lines(session, table, order))},
        slots=tuple(slot for table in _slotted() for slot in _slots(session, table, order)),
        counts=counts,
    )


def _lines(session: Session, table: str, order: Sequence[int]) -> tuple[Line, ...]:
    """Return the lines of a list, those of the first card first, each once however many cards have it."""
    alias = "k." if table == "customer_tags" else ""
    statement = (
        f"{LISTS[table]} WHERE {alias}customer_id IN (SELECT value FROM json_each(?)) AND {alias}deleted_at IS NULL "
        f"ORDER BY {alias + 'position, ' if table in SAME_BY else ''}{alias}id"
    )
    rows = session.connection().exec_driver_sql(statement, (json.dumps(list(order)),)).all()
    words: dict[str, str] = {}
    owners: dict[str, dict[int, tuple[int, ...]]] = defaultdict(dict)
    for row_id, customer_id, said, key in sorted(rows, key=lambda row: order.index(row[1])):
        words.setdefault(key, said)
        owners[key][customer_id] = (*owners[key].get(customer_id, ()), row_id)
    return tuple(Line(said, owners[key]) for key, said in words.items())


def _slotted() -> list[tuple[Table, str, str]]:
    """Return the tables that hold one text a customer and thing, with the column of the thing and its table."""
    found: list[tuple[Table, str, str]] = []
    for table in business_tables():
        parents = {key.parent.name: key.column.table for key in table.foreign_keys}
        for index in table.indexes:
            columns = [column.name for column in index.columns]
            if index.unique and len(columns) == 2 and {"text"} <= set(table.c.keys()) and set(columns) <= set(parents):
                column = next((name for name in columns if parents[name].name != CUSTOMERS), "")
                if column and "customer_id" in columns and "name" in parents[column].c:
                    found.append((table, column, parents[column].name))
    return found


def _slots(session: Session, slotted: tuple[Table, str, str], order: Sequence[int]) -> list[Slot]:
    table, column, parent = slotted
    rows = session.connection().exec_driver_sql(
        f"SELECT v.{column}, f.name, v.id, v.customer_id, v.text FROM {quoted(table.name)} v "
        f"JOIN {quoted(parent)} f ON f.id = v.{column} AND f.deleted_at IS NULL WHERE v.deleted_at IS NULL "
        f"AND v.customer_id IN (SELECT value FROM json_each(?)) ORDER BY v.{column}",
        (json.dumps(list(order)),),
    )
    words: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    ids: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for thing, name, row_id, customer_id, text in rows:
        words[thing, name][customer_id], ids[thing, name][customer_id] = text, row_id
    return [Slot(key[1], table.name, words[key], ids[key]) for key in words]


def _counts(session: Session, customer_ids: Sequence[int]) -> dict[str, dict[int, int]]:
    """Return how many living rows refer to each customer, by table; lists of the card and decisions left out."""
    left_out = {*LISTS, *_DECIDED, CUSTOMERS, *(table.name for table, _, _ in _slotted())}
    found: dict[str, dict[int, int]] = {}
    given = json.dumps(list(customer_ids))
    tables: list[Table] = business_tables()
    for table in tables:
        for key in table.foreign_keys:
            if key.column.table.name != CUSTOMERS or table.name in left_out:
                continue
            column = quoted(key.parent.name)
            rows = session.connection().exec_driver_sql(
                f"SELECT {column}, count(*) FROM {quoted(table.name)} WHERE deleted_at IS NULL "
                f"AND {column} IN (SELECT value FROM json_each(?)) GROUP BY {column}",
                (given,),
            )
            for customer_id, count in rows:
                of_table = found.setdefault(table.name, {})
                of_table[customer_id] = of_table.get(customer_id, 0) + count
    return found
