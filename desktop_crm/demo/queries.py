"""Who the invented people became in the store."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable


def ids_by_name(session: Session) -> dict[str, int]:
    """Return the id of each customer by folded name, the oldest where a name is borne twice."""
    asked = select(CustomerTable.name_folded, CustomerTable.id).where(CustomerTable.deleted_at.is_(None))
    rows = session.execute(asked.order_by(CustomerTable.id.desc()))
    return {name: row_id for name, row_id in rows}  # noqa: C416 - rows are no pairs
