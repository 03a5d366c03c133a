"""Reading customers who may be the same: what they are compared by, the pairs found, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable
from desktop_crm.duplicates import findings
from desktop_crm.duplicates.book import Book
from desktop_crm.duplicates.likeness import Likeness
from desktop_crm.duplicates.tables import ApartTable, MergedTable
from desktop_crm.duplicates.types import Crowd, Kind, Pair
from desktop_crm.platform.identity import is_placeholder
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.text import fold

_LIVING: Final = "customer_id IN (SELECT id FROM customers WHERE deleted_at IS NULL) AND deleted_at IS NULL"
_OPEN: Final = (
    "FROM duplicate_pairs p JOIN customers a ON a.id = p.first_id AND a.deleted_at IS NULL "
    "JOIN customers b ON b.id = p.second_id AND b.deleted_at IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM customers_apart x WHERE x.deleted_at IS NULL AND "
    "((x.first_id = p.first_id AND x.second_id = p.second_id) "
    "OR (x.first_id = p.second_id AND x.second_id = p.first_id)))"
)
_SURE: Final = (
    "instr(p.evidence, 'same_email') AND instr(p.evidence, 'same_name') AND NOT instr(p.evidence, 'other_tax')"
)
"""The same e-mail and the same name, and no two tax numbers."""
_KINDS: Final = {
    Kind.ALL: "1",
    Kind.SURE: _SURE,
    Kind.EMAIL: "instr(p.evidence, 'same_email')",
    Kind.PHONE: "instr(p.evidence, 'same_phone')",
    Kind.NAME: "NOT instr(p.evidence, 'same_email') AND NOT instr(p.evidence, 'same_phone')",
}


def book(session: Session) -> Book:
    """Return what all living customers are compared by."""
    rows = session.connection().exec_driver_sql
    found = Book()
    for row_id, name, number in rows("SELECT id, name_folded, tax_number FROM customers WHERE deleted_at IS NULL"):
        found.names[row_id] = name
        if number and not is_placeholder(number):
            found.tax_numbers[row_id] = number
    for row_id, number in rows(f"SELECT customer_id, number FROM customer_phones WHERE {_LIVING}"):
        found.phones[row_id] = found.phones.get(row_id, _NONE) | {number}
    for row_id, email in rows(f"SELECT customer_id, folded FROM customer_emails WHERE NOT masked AND {_LIVING}"):
        found.emails[row_id] = found.emails.get(row_id, _NONE) | {email}
    folded: dict[str, str] = {}
    places = f"SELECT customer_id, city, coalesce(district, '') FROM customer_addresses WHERE city <> '' AND {_LIVING}"
    for row_id, city, district in rows(places):
        town = folded.get(city) or folded.setdefault(city, fold(city))
        found.cities[row_id] = found.cities.get(row_id, _NONE) | {town}
        if district:
            place = folded.get(f"{city}/{district}") or folded.setdefault(
                f"{city}/{district}", fold(f"{city}/{district}")
            )
            found.districts[row_id] = found.districts.get(row_id, _NONE) | {place}
    return found


_NONE: Final = frozenset[str]()


def count(session: Session) -> int:
    """Return how many pairs wait for somebody to decide."""
    return int(session.connection().exec_driver_sql(f"SELECT count(*) {_OPEN}").scalar_one())


def ids(session: Session, kind: Kind = Kind.ALL, text: str = "") -> list[int]:
    """Return the ids of the pairs that wait, best first; `text` narrows them to people whose name holds it."""
    wanted = fold(text).strip()
    named = "AND (instr(a.name_folded, :text) OR instr(b.name_folded, :text))" if wanted else ""
    statement = f"SELECT p.id {_OPEN} AND {_KINDS[kind]} {named} ORDER BY p.id"
    return list(session.connection().exec_driver_sql(statement, {"text": wanted}).scalars())


def pairs(session: Session, ids: Sequence[int]) -> dict[int, Pair]:
    """Return pairs by their ids, those that are not there any more left out."""
    statement = (
        "SELECT id, first_id, second_id, score, name, evidence FROM duplicate_pairs "
        "WHERE id IN (SELECT value FROM json_each(?))"
    )
    return {
        row_id: Pair(first, second, Likeness(score, name, tuple(evidence.split())))
        for row_id, first, second, score, name, evidence in by_id(session, statement, ids).values()
    }


def sure_groups(session: Session) -> list[tuple[int, ...]]:
    """Return groups of customers who are the same beyond doubt (same e-mail and same name), the oldest card first."""
    links = session.connection().exec_driver_sql(f"SELECT p.first_id, p.second_id {_OPEN} AND {_SURE}")
    group_of: dict[int, set[int]] = {}
    for first, second in links:
        joined = group_of.get(first, {first}) | group_of.get(second, {second})
        for member in joined:
            group_of[member] = joined
    unique = {id(group): group for group in group_of.values()}
    apart = decided_apart(session)
    groups = sorted(tuple(sorted(group)) for group in unique.values())
    return [group for group in groups if not any((a, b) in apart for a in group for b in group)]


def crowds(session: Session) -> tuple[Crowd, ...]:
    """Return what the last search did not compare by, because too many cards share it; most cards first."""
    return tuple(findings.crowds(session.connection()))


def are_true(session: Session) -> bool:
    """Return whether the pairs found know of every change of a customer."""
    return findings.are_true(session.connection())


def decided_apart(session: Session) -> set[tuple[int, int]]:
    """Return the pairs of customers who are not the same, the lesser id first."""
    rows = session.execute(select(ApartTable.first_id, ApartTable.second_id).where(ApartTable.deleted_at.is_(None)))
    return {(min(pair), max(pair)) for pair in ((row[0], row[1]) for row in rows)}


def lives_on_as(session: Session, customer_id: int) -> int:
    """Return the id of the card a customer's history is on now: of the one it was merged into, else its own.

    A merged card that was taken out of the bin stands for itself again.
    """
    in_bin = select(CustomerTable.id).where(CustomerTable.deleted_at.is_not(None))
    merged = select(MergedTable.into_id).where(
        MergedTable.customer_id == customer_id, MergedTable.deleted_at.is_(None), MergedTable.customer_id.in_(in_bin)
    )
    return session.scalar(merged) or customer_id
