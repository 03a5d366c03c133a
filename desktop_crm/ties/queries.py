"""Reading who belongs together with whom."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.customers.types import Phone
from desktop_crm.ties.tables import TieTable
from desktop_crm.ties.types import SEEN_FROM_THERE, TIE_NAMES, Tie, TieKind


def of_customer(session: Session, customer_id: int) -> list[Tie]:
    """Return the ties of a customer from either side, household first, then by name; who is in the bin is left out."""
    rows = list(session.scalars(touching(customer_id)))
    others = {row.id: row.other_id if row.customer_id == customer_id else row.customer_id for row in rows}
    living = select(CustomerTable.id).where(CustomerTable.id.in_(others.values()), CustomerTable.deleted_at.is_(None))
    there = set(session.scalars(living))
    names = customers.names(session, there)
    phones = customers.phones(session, list(there))
    found = [
        _tie(row, others[row.id], names[others[row.id]], _first(phones.get(others[row.id], ())), customer_id)
        for row in rows
        if others[row.id] in there
    ]
    return sorted(found, key=lambda tie: (tie.kind is not TieKind.HOUSEHOLD, tie.name, tie.id))


def touching(customer_id: int) -> Select[TieTable]:
    """Return the SELECT of the living ties a customer stands at either end of, those to themselves left out."""
    return select(TieTable).where(
        TieTable.deleted_at.is_(None),
        TieTable.customer_id != TieTable.other_id,
        or_(TieTable.customer_id == customer_id, TieTable.other_id == customer_id),
    )


def _tie(row: TieTable, other: int, name: str, phone: str, seen_from: int) -> Tie:
    kind = TieKind(row.kind)
    words = (TIE_NAMES if row.customer_id == seen_from else SEEN_FROM_THERE)[kind]
    return Tie(row.id, other, name, kind, words, row.note or "", phone)


def _first(phones: Iterable[Phone]) -> str:
    return next((phone.number for phone in phones if not phone.gone), "")
