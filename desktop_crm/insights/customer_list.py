"""The list of customers with their figures: the first page at once, ids in order, then rows for what is in view."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import filterfalse
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.customers.types import CustomerKind
from desktop_crm.insights.book import EVERY_SHOPS, Book
from desktop_crm.insights.customer_fields import searching
from desktop_crm.insights.declared import BY_FIGURE, TABLE, TAG_SEPARATOR, Figure
from desktop_crm.insights.list_columns import COLUMNS, ColumnKind, ListColumn, Value, read, selected
from desktop_crm.insights.many_ids import fetched_ids
from desktop_crm.insights.types import Asked, CustomerRow, CustomerSums
from desktop_crm.orders import queries as orders
from desktop_crm.platform import settings
from desktop_crm.platform.clock import local_date
from desktop_crm.segments.fields import KEY_OF_OWN, Moment
from desktop_crm.segments.sql import condition
from desktop_crm.segments.tree import EVERYBODY, Node, asked_fields

EVERYONE: Final = Asked()
"""All customers by name."""
_SORTED: Final = 250_000
"""So many are sorted faster than found in the order of everybody."""
_GONE: Final = ListColumn("", "", ColumnKind.TEXT, "NULL", "")
ORDERS: Final = {column.key: BY_FIGURE[column.order] for column in COLUMNS if column.order}
"""The figure that a list is ordered by, by the key of the column."""


def ids(session: Session, asked: Asked = EVERYONE) -> array[int]:
    """Return the ids of the living customers that are asked for, in order.

    Those without the value that they are ordered by come last either way; of those who share one, see `Figure.order`.
    """
    if asked.tree != EVERYBODY:
        return _narrowed_ids(session, asked)
    figure = ORDERS[asked.sort]
    found = fetched_ids(session, f"SELECT id FROM {TABLE} {_ordered(figure, descending=asked.descending)}")
    if not figure.always:
        found.extend(_without(session, figure, found))
    return found


def _without(session: Session, figure: Figure, having: array[int]) -> Iterable[int]:
    """Return who lacks a figure by name; sorted out of all names, by whichever are fewer."""
    names = fetched_ids(session, f"SELECT id FROM {TABLE} ORDER BY sort_key")
    if len(having) * 2 < len(names):
        return filterfalse(frozenset(having).__contains__, names)
    lacking = frozenset(fetched_ids(session, f"SELECT id FROM {TABLE} WHERE {figure.key} IS NULL"))
    return filter(lacking.__contains__, names) if lacking else ()


def _narrowed_ids(session: Session, asked: Asked) -> array[int]:
    """Return those a query finds in order: few are sorted, many are taken out of the order of everybody."""
    chosen, values = _chosen(session, asked.tree, asked.now)
    found = fetched_ids(session, f"SELECT f.id FROM {chosen}", values)
    if len(found) > _SORTED:
        return array("q", filter(frozenset(found).__contains__, ids(session, replace(asked, tree=EVERYBODY))))
    few = f"{TABLE} f WHERE f.id IN (SELECT value FROM json_each(?))"
    return fetched_ids(session, f"SELECT f.id FROM {few} {_order(asked)}", (json.dumps(found.tolist()),))


def first_ids(session: Session, asked: Asked, limit: int) -> list[int]:
    """Return the ids that `ids` begins with, without looking at those after them where nothing narrows the list."""
    ask = session.connection().exec_driver_sql
    if asked.tree != EVERYBODY:
        statement, values = _narrowed(session, asked)
        return list(ask(f"{statement} LIMIT {int(limit)}", values).scalars())
    figure = ORDERS[asked.sort]
    found = _first_with(session, figure, limit, descending=asked.descending)
    if len(found) < limit and not figure.always:
        rest = f"WHERE {figure.key} IS NULL ORDER BY sort_key, id LIMIT {limit - len(found)}"
        found += ask(f"SELECT id FROM {TABLE} {rest}").scalars().all()
    return found


def count_of(session: Session, tree: Node, now: int) -> int:
    """Return how many living customers a query finds, asked at the instant `now` (UTC ms)."""
    found, values = _chosen(session, tree, now)
    return int(session.connection().exec_driver_sql(f"SELECT count(*) FROM {found}", values).scalar_one())


def book_for(session: Session, now: int, columns: Collection[str] = (), fields: Collection[str] = ()) -> Book:
    """Return what every shop has where that holds these columns and fields, else all of this shop's at `now`."""
    if EVERY_SHOPS.by_key.keys() >= set(columns) and EVERY_SHOPS.language.by_key.keys() >= set(fields):
        return EVERY_SHOPS
    from desktop_crm.insights.shop_book import shop_book

    return shop_book(session, now)


def table(session: Session, wanted: Sequence[int], keys: Sequence[str], now: int) -> list[tuple[Value, ...] | None]:
    """Return what stands in the columns of those keys for each customer, in the given order; None where one is gone.

    Each customer is one row of the customers and one of the figures; stages are those at the instant `now` (UTC ms).
    A field of the shop's own that was deleted is empty. Raises KeyError for another column that is not there.
    """
    known = book_for(session, now, columns=keys).by_key
    columns = tuple(_GONE if key not in known and KEY_OF_OWN.fullmatch(key) else known[key] for key in keys)
    found = {row_id: read(columns, row) for row_id, row in _read(session, wanted, map(selected, columns))}
    return [found.get(row_id) for row_id in wanted]


_ROW: Final = (
    "c.name", "c.kind", "f.phone", "f.email", "f.city", "f.orders", "f.revenue", "f.currency", "f.last_order",
    "f.score", "f.tags",
)  # fmt: skip


def rows(session: Session, wanted: Sequence[int]) -> list[CustomerRow]:
    """Return the rows of the given customers in the given order, those not there any more left out."""
    found = {row_id: _row(row_id, values) for row_id, values in _read(session, wanted, _ROW)}
    return [found[row_id] for row_id in wanted if row_id in found]


def sums(session: Session, customer_id: int) -> CustomerSums:
    """Return the figures on top of one customer's card."""
    figures = ("f.orders", "f.last_order", "f.talks", "f.score")
    nothing: tuple[Any, ...] = (0, None, 0, None)
    found = next((row for _, row in _read(session, [customer_id], figures)), nothing)
    return CustomerSums(tuple(orders.totals(session, customer_id)), *found)


def _row(row_id: int, values: tuple[Any, ...]) -> CustomerRow:
    name, kind, phone, email, city, number, total, currency, last, score, tags = values
    return CustomerRow(
        row_id, name, kind == CustomerKind.COMPANY, phone or "", email or "", city or "", number, total, currency or "",
        last, score, tuple(tags.split(TAG_SEPARATOR)) if tags else (),
    )  # fmt: skip


def _read(session: Session, wanted: Sequence[int], what: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    statement = (
        f"SELECT f.id, {', '.join(what)} FROM {TABLE} f JOIN customers c ON c.id = f.id "
        "WHERE f.id IN (SELECT value FROM json_each(?))"
    )
    for row in session.connection().exec_driver_sql(statement, (json.dumps(list(wanted)),)):
        yield row[0], tuple(row[1:])


def _ordered(figure: Figure, *, descending: bool) -> str:
    """Return the condition and order that the index of a figure answers alone."""
    some = "" if figure.always else f"WHERE {figure.key} IS NOT NULL "
    return f"{some}ORDER BY {figure.key} {'DESC' if descending else 'ASC'}, {_ties(figure)}"


def _ties(figure: Figure) -> str:
    return "sort_key, id" if figure.order == "name" else "id"


def _narrowed(session: Session, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for a list that something narrows: the order's index, which holds everybody, is kept out."""
    found, values = _chosen(session, asked.tree, asked.now)
    return f"SELECT f.id FROM {found} {_order(asked)}", values


def _order(asked: Asked) -> str:
    figure, direction = ORDERS[asked.sort], "DESC" if asked.descending else "ASC"
    value, name = f"f.{figure.key}", "+f.sort_key, " if figure.order == "name" else ""
    if not figure.always and figure.order != "name":
        name = f"CASE WHEN {value} IS NULL THEN f.sort_key END, "
    return f"ORDER BY {value} IS NULL, +{value} {direction}, {name}f.id"


def _chosen(session: Session, tree: Node, now: int) -> tuple[str, tuple[Any, ...]]:
    """Return what stands after FROM, and its values, for the figures `f` of the customers a query finds."""
    zone = settings.value(session, settings.ZONE)
    known = book_for(session, now, fields=asked_fields(tree)).language
    wanted, values = condition(tree, known, Moment(local_date(now, zone), zone), searching())
    alone = wanted.replace("c.id", "f.id")
    if "c." in alone:
        return f"{TABLE} f JOIN customers c ON c.id = f.id WHERE {wanted}", values
    return f"{TABLE} f WHERE {alone}", values


def _first_with(session: Session, figure: Figure, limit: int, *, descending: bool) -> list[int]:
    """Return the first ids that have a figure.

    An index walked backwards has its names backwards as well: those who share a value are turned round, and of the
    last value, which may go on beyond the limit, the first by name are read.
    """
    ask = session.connection().exec_driver_sql
    if not descending:
        return list(ask(f"SELECT id FROM {TABLE} {_ordered(figure, descending=False)} LIMIT {limit}").scalars())
    ties, some = _ties(figure), "" if figure.always else f"WHERE {figure.key} IS NOT NULL "
    back = ", ".join(f"{name} DESC" for name in (figure.key, *ties.split(", ")))
    name = "sort_key" if figure.order == "name" else "NULL"
    found = ask(f"SELECT id, {figure.key}, {name} FROM {TABLE} {some}ORDER BY {back} LIMIT {limit}").all()
    if not found:
        return []
    last = found[-1][1]
    whole = sorted((row for row in found if row[1] != last), key=lambda row: (row[2] or "", row[0]))
    whole.sort(key=lambda row: row[1], reverse=True)
    same = f"SELECT id FROM {TABLE} WHERE {figure.key} = ? ORDER BY {ties} LIMIT {limit - len(whole)}"
    return [row[0] for row in whole] + list(ask(same, (last,)).scalars())
