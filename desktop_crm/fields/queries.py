"""Reading the shop's own fields and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.fields.tables import CustomFieldTable, CustomValueTable
from desktop_crm.fields.types import CustomField, FieldKind


def defined(session: Session) -> list[CustomField]:
    """Return the fields of the shop in the order in which they stand on cards."""
    asked = select(CustomFieldTable).where(CustomFieldTable.deleted_at.is_(None))
    return [field_of(row) for row in session.scalars(asked.order_by(CustomFieldTable.position, CustomFieldTable.id))]


def values(session: Session, customer_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """Return what stands in the living fields of cards, by customer and field."""
    asked = (
        select(CustomValueTable.customer_id, CustomValueTable.field_id, CustomValueTable.text)
        .join(CustomFieldTable, CustomFieldTable.id == CustomValueTable.field_id)
        .where(
            CustomValueTable.customer_id.in_(customer_ids),
            CustomValueTable.deleted_at.is_(None),
            CustomFieldTable.deleted_at.is_(None),
        )
    )
    found: dict[int, dict[int, str]] = {}
    for customer_id, field_id, text in session.execute(asked):
        found.setdefault(customer_id, {})[field_id] = text
    return found


def filled_in(session: Session, field_id: int) -> int:
    """Return on how many cards something stands in a field."""
    asked = select(func.count()).where(CustomValueTable.field_id == field_id, CustomValueTable.deleted_at.is_(None))
    return session.scalar(asked) or 0


def field_of(row: CustomFieldTable) -> CustomField:
    """Return a row as a field."""
    choices = tuple(json.loads(row.choices)) if row.choices else ()
    return CustomField(row.id, row.name, FieldKind(row.kind), choices, row.card_kind or "", row.position)
