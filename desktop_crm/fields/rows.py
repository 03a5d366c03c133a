"""Putting values into the fields of a card, inside the write that changes the card."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.fields import queries, rules
from desktop_crm.fields.tables import CustomValueTable
from desktop_crm.fields.types import FieldKind
from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.text import fold


def put_values(session: Session, customer_id: int, wanted: Mapping[int, str]) -> None:
    """Make these the values of fields on a card; "" empties one, fields not named stay. Raises UserError.

    A field that was deleted meanwhile is passed over: there is no place for it any more.
    """
    kept = select(CustomValueTable).where(
        CustomValueTable.customer_id == customer_id, CustomValueTable.deleted_at.is_(None)
    )
    rows = {row.field_id: row for row in session.scalars(kept)}
    for field in queries.defined(session):
        if field.id not in wanted:
            continue
        row = rows.get(field.id)
        text = rules.taken(field, wanted[field.id], row.text if row is not None else "")
        if not text:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = CustomValueTable(customer_id=customer_id, field_id=field.id)
            session.add(row)
        row.text, row.folded = text, fold(text)
        row.number = int(Decimal(text) * MILLION) if field.kind is FieldKind.NUMBER else None
