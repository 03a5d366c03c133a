"""Reading customers: ids in order, pages of rows, the card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.orm import Session

from desktop_crm.customers.rows import hours_of, living
from desktop_crm.customers.tables import (
    AddressTable,
    CustomerTable,
    CustomerTagTable,
    EmailTable,
    HandleTable,
    PhoneTable,
    TagTable,
    TraitTable,
)
from desktop_crm.customers.types import Address, Customer, CustomerKind, Email, Handle, Phone, Trait
from desktop_crm.fields import queries as fields
from desktop_crm.platform import emails as mails_of_text
from desktop_crm.platform import phones as phones_of_text
from desktop_crm.platform.text import fold, sort_key, squeeze


def card(session: Session, customer_id: int) -> Customer:
    """Return one customer's card. Raises NotFound."""
    row = living(session, customer_id)
    words = traits(session, [row.id]).get(row.id, {})
    return Customer(
        id=row.id, name=row.name, first_name=row.first_name or "", last_name=row.last_name or "",
        company=row.company or "", kind=CustomerKind(row.kind),
        emails=tuple(emails(session, [row.id]).get(row.id, ())),
        phones=tuple(phones(session, [row.id]).get(row.id, ())),
        addresses=tuple(addresses(session, [row.id]).get(row.id, ())),
        handles=tuple(handles(session, [row.id]).get(row.id, ())),
        tags=tuple(tags(session, [row.id]).get(row.id, ())),
        birthday=row.birthday or "", gender=row.gender or "", language=row.language or "",
        address_as=row.address_as or "", tax_number=row.tax_number or "", tax_office=row.tax_office or "",
        note=row.note or "", source=row.source or "", heard_from=row.heard_from or "",
        sizes=words.get(Trait.SIZE, ()), tastes=words.get(Trait.TASTE, ()), interests=words.get(Trait.INTEREST, ()),
        bonds=words.get(Trait.BOND, ()), preferred_channel=row.preferred_channel or "",
        best_hours=hours_of(row.best_from, row.best_to), quiet_hours=hours_of(row.quiet_from, row.quiet_to),
        aim=row.aim or "", next_step=row.next_step or "", expected_wish=row.expected_wish or "",
        next_wish=row.next_wish or "", loyalty_level=row.loyalty_level or "",
        owner_id=row.owner_id, created_at=row.created_at, custom=fields.values(session, [row.id]).get(row.id, {}),
    )  # fmt: skip


def count(session: Session) -> int:
    """Return how many customers there are, the bin left out."""
    return session.scalar(select(func.count()).where(CustomerTable.deleted_at.is_(None))) or 0


def names(session: Session, customer_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of the given customers, those in the bin included."""
    asked = select(CustomerTable.id, CustomerTable.name).where(CustomerTable.id.in_(list(customer_ids)))
    return {row.id: row.name for row in session.execute(asked)}


def emails(session: Session, customer_ids: Sequence[int]) -> dict[int, list[Email]]:
    """Return the e-mail addresses of each customer who has any, in their order."""
    rows = _parts(session, EmailTable, customer_ids)
    return _grouped(
        (row.customer_id, Email(row.address, row.masked, row.kind or "", row.preferred, row.gone)) for row in rows
    )


def phones(session: Session, customer_ids: Sequence[int]) -> dict[int, list[Phone]]:
    """Return the phones of each customer who has any, in their order."""
    rows = _parts(session, PhoneTable, customer_ids)
    return _grouped((row.customer_id, Phone(row.number, row.kind or "", row.preferred, row.gone)) for row in rows)


def handles(session: Session, customer_ids: Sequence[int]) -> dict[int, list[Handle]]:
    """Return the names on networks and marketplaces of each customer who has any, in their order."""
    rows = _parts(session, HandleTable, customer_ids)
    return _grouped((row.customer_id, Handle(row.handle, row.kind or "", row.preferred, row.gone)) for row in rows)


def traits(session: Session, customer_ids: Sequence[int]) -> dict[int, dict[Trait, tuple[str, ...]]]:
    """Return the words about each customer of whom any are known, by what they say."""
    found: dict[int, dict[Trait, tuple[str, ...]]] = {}
    for row in _parts(session, TraitTable, customer_ids):
        of_kind = found.setdefault(row.customer_id, {})
        of_kind[Trait(row.kind)] = (*of_kind.get(Trait(row.kind), ()), row.text)
    return found


def known_traits(session: Session, kind: Trait, limit: int = 500) -> list[str]:
    """Return the words already used of anybody, the commonest first: what a field of such words proposes."""
    asked = (
        select(func.min(TraitTable.text))
        .where(TraitTable.kind == kind, TraitTable.deleted_at.is_(None))
        .group_by(TraitTable.folded)
        .order_by(func.count().desc(), TraitTable.folded)
        .limit(limit)
    )
    return [text for text in session.scalars(asked) if text]


def addresses(session: Session, customer_ids: Sequence[int]) -> dict[int, list[Address]]:
    """Return the addresses of each customer who has any, in their order."""
    return _grouped(
        (
            row.customer_id,
            Address(
                row.line or "", row.neighbourhood or "", row.district or "", row.city or "", row.region or "",
                row.postal_code or "", row.country or "", row.kind or "", row.preferred, row.gone,
            ),
        )
        for row in _parts(session, AddressTable, customer_ids)
    )  # fmt: skip


def tags(session: Session, customer_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the tags of each customer who has any, in Turkish order."""
    found = _grouped((customer, name) for customer, name in session.execute(_TAGS, {"of": list(customer_ids)}))
    return {customer: sorted(words, key=sort_key) for customer, words in found.items()}


_TAGS: Final = (
    select(CustomerTagTable.customer_id, TagTable.name)
    .join(TagTable, TagTable.id == CustomerTagTable.tag_id)
    .where(CustomerTagTable.customer_id.in_(bindparam("of", expanding=True)), CustomerTagTable.deleted_at.is_(None))
)


def all_tags(session: Session) -> list[str]:
    """Return every tag of the shop in Turkish order."""
    return sorted(session.scalars(select(TagTable.name).where(TagTable.deleted_at.is_(None))), key=sort_key)


def known(
    session: Session, *, name: str = "", phone: str = "", email: str = "", limit: int = 3
) -> list[tuple[int, str]]:
    """Return (id, name) of living customers who have this very name, phone or e-mail, however it is written.

    Give one of the three; what is no phone or e-mail finds nobody.
    """
    asked = select(CustomerTable.id, CustomerTable.name).where(CustomerTable.deleted_at.is_(None))
    number, address = phones_of_text.normal(phone) if phone else None, mails_of_text.normal(email) if email else None
    if number is not None:
        having = select(PhoneTable.customer_id).where(
            PhoneTable.number == number.number, PhoneTable.deleted_at.is_(None)
        )
        asked = asked.where(CustomerTable.id.in_(having))
    elif address is not None:
        having = select(EmailTable.customer_id).where(
            EmailTable.folded == mails_of_text.folded(address), EmailTable.deleted_at.is_(None)
        )
        asked = asked.where(CustomerTable.id.in_(having))
    elif squeeze(name):
        asked = asked.where(CustomerTable.name_folded == fold(squeeze(name)))
    else:
        return []
    return [(row_id, shown) for row_id, shown in session.execute(asked.order_by(CustomerTable.id).limit(limit))]


def _parts(session: Session, table: Any, customer_ids: Sequence[int]) -> Iterable[Any]:
    return session.execute(_parts_of(table), {"of": list(customer_ids)})


@cache
def _parts_of(table: Any) -> Executable:
    """Return the statement that reads a table's rows of the customers `of`; a card asks for five tables."""
    return (
        select(*table.__table__.columns)
        .where(table.customer_id.in_(bindparam("of", expanding=True)), table.deleted_at.is_(None))
        .order_by(table.customer_id, table.position, table.id)
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
