"""The list of customers with their figures: ids in order first, then a page of rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.customers.types import CustomerKind
from desktop_crm.insights.types import CustomerRow, CustomerSums, Narrow, Sort
from desktop_crm.interactions.tables import InteractionTable
from desktop_crm.orders import queries as orders
from desktop_crm.orders.tables import OrderTable, RefundTable
from desktop_crm.orders.types import OrderStatus
from desktop_crm.platform.text import fold
from desktop_crm.search import queries as search
from desktop_crm.surveys.tables import AnswerTable

_BUYING: Final = """
SELECT customer_id, count(*) AS orders, max(local_date) AS last_order
FROM orders WHERE deleted_at IS NULL AND status <> 'cancelled' AND customer_id IS NOT NULL
GROUP BY customer_id
"""
_TOTALS: Final = """
SELECT customer_id, max(total) AS total FROM (
    SELECT o.customer_id, o.currency, sum(o.total - coalesce(r.amount, 0)) AS total
    FROM orders o LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM refunds WHERE deleted_at IS NULL
                             GROUP BY order_id) r ON r.order_id = o.id
    WHERE o.deleted_at IS NULL AND o.status <> 'cancelled' AND o.customer_id IS NOT NULL
    GROUP BY o.customer_id, o.currency) GROUP BY customer_id
"""
"""What each customer brought in the currency that brought most, as the list shows it: currencies are never added."""
_SCORES: Final = """
SELECT customer_id, score FROM (SELECT customer_id, score,
    row_number() OVER (PARTITION BY customer_id ORDER BY answered_at DESC, id DESC) AS n
    FROM answers WHERE kind = 'nps' AND deleted_at IS NULL AND customer_id IS NOT NULL) WHERE n = 1
"""
_CITIES: Final = "SELECT customer_id, city FROM customer_addresses WHERE position = 0 AND deleted_at IS NULL"
_ORDERED: Final = {
    Sort.NAME: ("", "c.sort_key"),
    Sort.CREATED: ("", "c.created_at"),
    Sort.ORDERS: (f"LEFT JOIN ({_BUYING}) f ON f.customer_id = c.id", "f.orders"),
    Sort.TOTAL: (f"LEFT JOIN ({_TOTALS}) f ON f.customer_id = c.id", "f.total"),
    Sort.LAST_ORDER: (f"LEFT JOIN ({_BUYING}) f ON f.customer_id = c.id", "f.last_order"),
    Sort.SCORE: (f"LEFT JOIN ({_SCORES}) f ON f.customer_id = c.id", "f.score"),
    Sort.CITY: (f"LEFT JOIN ({_CITIES}) f ON f.customer_id = c.id", "turkish_order(f.city)"),
}  # fmt: skip


EVERYONE: Final = Narrow()
"""No narrowing at all."""
_TAGGED: Final = (
    "c.id IN (SELECT k.customer_id FROM customer_tags k JOIN tags t ON t.id = k.tag_id "
    "WHERE t.folded = ? AND t.deleted_at IS NULL AND k.deleted_at IS NULL)"
)
_BUYERS: Final = (
    "EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.deleted_at IS NULL AND o.status <> 'cancelled')"
)


def ids(session: Session, sort: Sort = Sort.NAME, *, descending: bool = False, narrow: Narrow = EVERYONE) -> list[int]:
    """Return the ids of the living customers that `narrow` lets through, in order.

    Those without the value come last either way.
    """
    conditions, values = _conditions(narrow)
    joined, column = _ORDERED[sort]
    direction = "DESC" if descending else "ASC"
    then = "" if sort is Sort.NAME else "c.sort_key, "
    last = "" if sort in (Sort.NAME, Sort.CREATED) else f"{column} IS NULL, "
    statement = (
        f"SELECT c.id FROM customers c {joined} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {last}{column} {direction}, {then}c.id"
    )
    return list(session.connection().exec_driver_sql(statement, tuple(values)).scalars())


def rows(session: Session, wanted: Sequence[int]) -> list[CustomerRow]:
    """Return the rows of the given customers in the given order, those not there any more left out."""
    asked = select(CustomerTable.id, CustomerTable.name, CustomerTable.kind).where(
        CustomerTable.id.in_(wanted), CustomerTable.deleted_at.is_(None)
    )
    found = {row_id: (name, kind) for row_id, name, kind in session.execute(asked)}
    phones, emails = customers.phones(session, wanted), customers.emails(session, wanted)
    places, tags = customers.addresses(session, wanted), customers.tags(session, wanted)
    figures, scores = _figures(session, wanted), _scores(session, wanted)
    listed: list[CustomerRow] = []
    for row_id in wanted:
        if row_id not in found:
            continue
        name, kind = found[row_id]
        count, total, currency, last = figures.get(row_id, (0, None, "", None))
        listed.append(
            CustomerRow(
                row_id, name, kind == CustomerKind.COMPANY,
                next((phone.number for phone in phones.get(row_id, ())), ""),
                next((mail.address for mail in emails.get(row_id, ())), ""),
                next((place.city for place in places.get(row_id, ()) if place.city), ""),
                count, total, currency, last, scores.get(row_id), tuple(tags.get(row_id, ())),
            )
        )  # fmt: skip
    return listed


def count(session: Session) -> int:
    """Return how many customers there are, those in the bin left out."""
    living = select(func.count()).select_from(CustomerTable).where(CustomerTable.deleted_at.is_(None))
    return session.scalar(living) or 0


def narrow_count(session: Session, narrow: Narrow) -> int:
    """Return how many living customers `narrow` lets through."""
    conditions, values = _conditions(narrow)
    statement = f"SELECT count(*) FROM customers c WHERE {' AND '.join(conditions)}"
    return int(session.connection().exec_driver_sql(statement, tuple(values)).scalar_one())


def sums(session: Session, customer_id: int) -> CustomerSums:
    """Return the figures on top of one customer's card."""
    talks = session.scalar(
        select(func.count())
        .select_from(InteractionTable)
        .where(InteractionTable.customer_id == customer_id, InteractionTable.deleted_at.is_(None))
    )
    number, _, _, last = _figures(session, [customer_id]).get(customer_id, (0, None, "", None))
    score = _scores(session, [customer_id]).get(customer_id)
    return CustomerSums(tuple(orders.totals(session, customer_id)), number, last, talks or 0, score)


def _conditions(narrow: Narrow) -> tuple[list[str], list[Any]]:
    """Return the conditions on `customers c` as SQL, and their values in order."""
    conditions, values = ["c.deleted_at IS NULL"], list[Any]()
    if narrow.text.strip():
        found, value = search.ids_matching("customer", narrow.text)
        conditions.append(f"c.id IN ({found})")
        values.append(value)
    if narrow.tag:
        conditions.append(_TAGGED)
        values.append(fold(narrow.tag))
    if narrow.buyers:
        conditions.append(_BUYERS)
    if narrow.since is not None:
        conditions.append("c.created_at >= ?")
        values.append(narrow.since)
    return conditions, values


def _figures(session: Session, wanted: Sequence[int]) -> dict[int, tuple[int, int | None, str, str | None]]:
    """Return (orders, revenue, its currency, last day) by customer: the currency that brought most speaks."""
    given_back = (
        select(RefundTable.order_id, func.sum(RefundTable.amount).label("amount"))
        .join(OrderTable, OrderTable.id == RefundTable.order_id)
        .where(OrderTable.customer_id.in_(wanted), RefundTable.deleted_at.is_(None))
        .group_by(RefundTable.order_id)
        .subquery()
    )
    revenue: Any = func.sum(OrderTable.total - func.coalesce(given_back.c.amount, 0))
    asked = (
        select(OrderTable.customer_id, OrderTable.currency, func.count(), revenue, func.max(OrderTable.local_date))
        .select_from(OrderTable)
        .outerjoin(given_back, given_back.c.order_id == OrderTable.id)
        .where(OrderTable.customer_id.in_(wanted), OrderTable.deleted_at.is_(None))
        .where(OrderTable.status != OrderStatus.CANCELLED)
        .group_by(OrderTable.customer_id, OrderTable.currency)
        .order_by(OrderTable.customer_id, case((revenue.is_(None), 1), else_=0), revenue)
    )
    found: dict[int, tuple[int, int | None, str, str | None]] = {}
    for customer_id, currency, number, total, last in session.execute(asked):
        if customer_id is None:
            continue
        before = found.get(customer_id, (0, None, "", None))
        days = [day for day in (before[3], last) if day]
        found[customer_id] = (before[0] + number, int(total), currency, max(days, default=None))
    return found


def _scores(session: Session, wanted: Sequence[int]) -> dict[int, int]:
    """Return the last NPS score by customer."""
    asked = (
        select(AnswerTable.customer_id, AnswerTable.score)
        .where(AnswerTable.customer_id.in_(wanted), AnswerTable.kind == "nps", AnswerTable.deleted_at.is_(None))
        .order_by(AnswerTable.answered_at, AnswerTable.id)
    )
    return {customer: score for customer, score in session.execute(asked) if customer is not None and score is not None}
