"""Changing customers: each verb is one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers import rules
from desktop_crm.customers.tables import (
    AddressTable,
    CustomerTable,
    CustomerTagTable,
    EmailTable,
    PhoneTable,
    TagTable,
)
from desktop_crm.customers.types import Address, CustomerKind, NewCustomer
from desktop_crm.platform import emails, phones, settings
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, sort_key, squeeze

Row = TypeVar("Row", EmailTable, PhoneTable, AddressTable)


class CustomerService:
    """The verbs on customers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, new: NewCustomer) -> int:
        """Add a customer; returns the id. Raises UserError naming the field that cannot be taken."""
        with self._db.write(N_("Add customer {name}"), name=new.name or new.company) as session:
            row = CustomerTable(created_at=self._db.clock.now(), source=new.source)
            self._fill(row, new)
            session.add(row)
            self._put_parts(session, row.id, new)
            return row.id

    def edit(self, customer_id: int, new: NewCustomer) -> None:
        """Make a customer what the form says. Raises UserError, NotFound."""
        with self._db.write(N_("Edit customer {name}"), name=new.name or new.company) as session:
            self._fill(living(session, customer_id), new)
            self._put_parts(session, customer_id, new)

    def delete(self, customer_ids: Sequence[int]) -> None:
        """Put customers into the bin; what they did stays. Raises NotFound."""
        with self._db.write(N_("Delete {count} customers"), count=len(customer_ids)) as session:
            for customer_id in customer_ids:
                living(session, customer_id).deleted_at = self._db.clock.now()

    def tag(self, customer_ids: Iterable[int], name: str) -> None:
        """Put a tag on customers. Raises UserError for a blank tag, NotFound."""
        with self._db.write(N_("Tag {name}"), name=name) as session:
            tag_id = _ensure_tag(session, name)
            for customer_id in customer_ids:
                living(session, customer_id)
                if not _tag_row(session, customer_id, tag_id):
                    session.add(CustomerTagTable(customer_id=customer_id, tag_id=tag_id))

    def untag(self, customer_ids: Iterable[int], name: str) -> None:
        """Take a tag off customers."""
        with self._db.write(N_("Remove tag {name}"), name=name) as session:
            tag_id = _ensure_tag(session, name)
            for customer_id in customer_ids:
                row = _tag_row(session, customer_id, tag_id)
                if row is not None:
                    session.delete(row)

    def set_tags(self, customer_id: int, names: Sequence[str]) -> None:
        """Make these the tags of a customer. Raises UserError for a blank tag, NotFound."""
        with self._db.write(N_("Change tags")) as session:
            living(session, customer_id)
            _put_tags(session, customer_id, names)

    def _fill(self, row: CustomerTable, new: NewCustomer) -> None:
        name, company = squeeze(new.name), squeeze(new.company)
        shown = name or company
        if not shown:
            raise UserError(N_("Write a name or a company."), field="name")
        today = local_date(self._db.clock.now())
        if new.birthday and not rules.is_birthday(new.birthday, today):
            raise UserError(N_("{value} cannot be a day of birth."), field="birthday", value=new.birthday)
        company_only = bool(company) and not name
        row.kind = CustomerKind.COMPANY if company_only else new.kind
        row.name, row.name_folded, row.sort_key = shown, fold(shown), sort_key(shown)
        row.first_name, row.last_name = rules.split_name(name) if name else (None, None)
        row.company = company or None
        row.birthday, row.gender = new.birthday or None, new.gender or None
        row.tax_number, row.tax_office = new.tax_number or None, new.tax_office or None
        row.note, row.heard_from, row.owner_id = new.note or None, new.heard_from or None, new.owner_id

    def _put_parts(self, session: Session, customer_id: int, new: NewCustomer) -> None:
        _replace(
            session,
            EmailTable,
            customer_id,
            "folded",
            [_email(text) for text in new.emails if text.strip()],
        )
        region = settings.value(session, settings.REGION)
        numbers = [_phone(text, region) for text in new.phones if text.strip()]
        _replace(session, PhoneTable, customer_id, "number", numbers)
        _replace(
            session, AddressTable, customer_id, "folded",
            [_address(address) for address in new.addresses if any(_texts(address).values())],
        )  # fmt: skip
        _put_tags(session, customer_id, [name for name in new.tags if name.strip()])


def living(session: Session, customer_id: int) -> CustomerTable:
    """Return the row of a customer who is not in the bin. Raises NotFound."""
    row = session.get(CustomerTable, customer_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This customer is not there any more."))
    return row


def _replace(session: Session, table: type[Row], customer_id: int, key: str, wanted: list[dict[str, Any]]) -> None:
    """Make the parts of a customer the wanted ones, leaving alone those that are there already."""
    rows = session.scalars(select(table).where(table.customer_id == customer_id)).all()
    by_key = {getattr(row, key): row for row in rows}
    unique = {values[key]: values for values in wanted}
    for found, row in by_key.items():
        if found not in unique:
            session.delete(row)
    for position, (found, values) in enumerate(unique.items()):
        row = by_key.get(found)
        if row is None:
            session.add(table(customer_id=customer_id, position=position, **values))
            continue
        row.position = position
        for name, value in values.items():
            setattr(row, name, value)


def _put_tags(session: Session, customer_id: int, names: Sequence[str]) -> None:
    kept = {_ensure_tag(session, name) for name in names}
    rows = session.scalars(select(CustomerTagTable).where(CustomerTagTable.customer_id == customer_id)).all()
    for row in rows:
        if row.tag_id not in kept:
            session.delete(row)
    for tag_id in sorted(kept - {row.tag_id for row in rows}):
        session.add(CustomerTagTable(customer_id=customer_id, tag_id=tag_id))


def _email(text: str) -> dict[str, Any]:
    address = emails.normal(text)
    if address is None:
        raise UserError(N_("{value} is not an e-mail address."), field="emails", value=text)
    return {"address": address, "folded": emails.folded(address), "masked": emails.is_relay(address)}


def _phone(text: str, region: str) -> dict[str, Any]:
    phone = phones.normal(text, region)
    if phone is None:
        raise UserError(N_("{value} is not a phone number."), field="phones", value=text)
    return {"number": phone.number, "digits": phone.digits}


def _address(address: Address) -> dict[str, Any]:
    values: dict[str, Any] = {name: squeeze(text) or None for name, text in _texts(address).items()}
    return values | {"folded": rules.address_key(address.line, address.district, address.city)}


def _texts(address: Address) -> dict[str, str]:
    names = ("line", "neighbourhood", "district", "city", "region", "postal_code", "country")
    return {name: getattr(address, name) for name in names}


def _ensure_tag(session: Session, name: str) -> int:
    shown = squeeze(name)
    if not shown:
        raise UserError(N_("Write a tag."), field="tags")
    row = session.scalar(select(TagTable).where(TagTable.folded == fold(shown), TagTable.deleted_at.is_(None)))
    if row is None:
        row = TagTable(name=shown, folded=fold(shown))
        session.add(row)
    return row.id


def _tag_row(session: Session, customer_id: int, tag_id: int) -> CustomerTagTable | None:
    return session.scalar(
        select(CustomerTagTable).where(CustomerTagTable.customer_id == customer_id, CustomerTagTable.tag_id == tag_id)
    )
