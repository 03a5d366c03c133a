"""Changing customers: each verb is one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.customers import history, queries, rules
from desktop_crm.customers.rows import ensure_tag, living, put_parts, put_tags, tag_row, wall_text
from desktop_crm.customers.tables import CustomerTable, CustomerTagTable
from desktop_crm.customers.types import Customer, CustomerKind, EditConflict, NewCustomer
from desktop_crm.fields.rows import put_values
from desktop_crm.platform import settings
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold, sort_key, squeeze

__all__ = ["CustomerService", "living"]

_AS_TYPED: Final = (
    "birthday", "gender", "language", "tax_number", "tax_office", "note", "heard_from", "address_as",
    "preferred_channel", "aim", "next_step", "expected_wish", "next_wish",
)  # fmt: skip


class CustomerService:
    """The verbs on customers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, new: NewCustomer) -> int:
        """Add a customer; returns the id. Raises UserError naming the field that cannot be taken."""
        with self._db.write(N_("Add customer {name}"), name=new.name or new.company) as session:
            row = CustomerTable(created_at=self._db.clock.now(), source=new.source)
            self._fill(session, row, new)
            session.add(row)
            put_parts(session, row.id, new)
            put_values(session, row.id, new.custom or {})
            return row.id

    def edit(self, customer_id: int, new: NewCustomer, seen: Customer | None = None) -> None:
        """Make a customer what the form says. Raises UserError, NotFound.

        With `seen`, the card as it was when the form was opened, raises EditConflict where somebody changed it since.
        """
        with self._db.write(N_("Edit customer {name}"), name=new.name or new.company) as session:
            row = living(session, customer_id)
            now = queries.card(session, customer_id) if seen is not None else None
            if seen is not None and now is not None and (changed := rules.differing(seen, now)):
                raise EditConflict(now, changed)
            self._fill(session, row, new)
            put_parts(session, customer_id, new)
            put_values(session, customer_id, new.custom or {})

    def put_back(self, customer_id: int, change: history.FieldChange) -> None:
        """Make one field, phone, e-mail … again what it was before a change. Raises NotFound, UserError."""
        with self._db.write(N_("Put back: {field}"), field=_(change.name)) as session:
            living(session, customer_id)
            history.put_back(session, customer_id, change)

    def delete(self, customer_ids: Sequence[int]) -> None:
        """Put customers into the bin; what they did stays. Raises NotFound."""
        label = N_("Delete one customer") if len(customer_ids) == 1 else N_("Delete {count} customers")
        with self._db.write(label, count=len(customer_ids)) as session:
            for customer_id in customer_ids:
                living(session, customer_id).deleted_at = self._db.clock.now()

    def tag(self, customer_ids: Iterable[int], name: str) -> None:
        """Put a tag on customers. Raises UserError for a blank tag, NotFound."""
        with self._db.write(N_("Tag {name}"), name=name) as session:
            tag_id = ensure_tag(session, name)
            for customer_id in customer_ids:
                living(session, customer_id)
                if not tag_row(session, customer_id, tag_id):
                    session.add(CustomerTagTable(customer_id=customer_id, tag_id=tag_id))

    def untag(self, customer_ids: Iterable[int], name: str) -> None:
        """Take a tag off customers."""
        with self._db.write(N_("Remove tag {name}"), name=name) as session:
            tag_id = ensure_tag(session, name)
            for customer_id in customer_ids:
                row = tag_row(session, customer_id, tag_id)
                if row is not None:
                    session.delete(row)

    def set_tags(self, customer_id: int, names: Sequence[str]) -> None:
        """Make these the tags of a customer. Raises UserError for a blank tag, NotFound."""
        with self._db.write(N_("Change tags")) as session:
            living(session, customer_id)
            put_tags(session, customer_id, names)

    def _fill(self, session: Session, row: CustomerTable, new: NewCustomer) -> None:
        name, company = squeeze(new.name), squeeze(new.company)
        shown = name or company
        if not shown:
            raise UserError(N_("Write a name or a company."), field="name")
        today = local_date(self._db.clock.now(), settings.value(session, settings.ZONE))
        if new.birthday and new.birthday != row.birthday and not rules.is_birthday(new.birthday, today):
            raise UserError(N_("{value} cannot be a day of birth."), field="birthday", value=new.birthday)
        company_only = bool(company) and not name
        row.kind = CustomerKind.COMPANY if company_only else new.kind
        row.name, row.name_folded, row.sort_key = shown, fold(shown), sort_key(shown)
        row.first_name, row.last_name = rules.split_name(name) if name else (None, None)
        row.company, row.owner_id = company or None, new.owner_id
        for column in _AS_TYPED:
            setattr(row, column, getattr(new, column) or None)
        row.best_from, row.best_to = wall_text(new.best_hours.start), wall_text(new.best_hours.end)
        row.quiet_from, row.quiet_to = wall_text(new.quiet_hours.start), wall_text(new.quiet_hours.end)
