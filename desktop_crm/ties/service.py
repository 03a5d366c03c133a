"""Noting who belongs together: each verb is one step that can be undone."""

from __future__ import annotations

from sqlalchemy import or_

from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.ties import queries
from desktop_crm.ties.tables import TieTable
from desktop_crm.ties.types import TieKind


class TieService:
    """The verbs on ties."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def tie(self, customer_id: int, other_id: int, kind: TieKind, note: str = "") -> int:
        """Note how a customer belongs to another one; returns the tie's id. A tie of the same kind is renewed.

        Raises UserError for a tie to oneself, NotFound.
        """
        with self._db.write(N_("Note who belongs together")) as session:
            living(session, customer_id)
            living(session, other_id)
            if customer_id == other_id:
                raise UserError(N_("Choose somebody else."), field="other")
            asked = queries.touching(customer_id).where(
                TieTable.kind == kind, or_(TieTable.customer_id == other_id, TieTable.other_id == other_id)
            )
            row = session.scalar(asked.limit(1)) or TieTable(customer_id=customer_id, other_id=other_id)
            row.customer_id, row.other_id, row.kind = customer_id, other_id, kind.value
            row.note = note.strip() or None
            session.add(row)
            session.flush()
            return row.id

    def untie(self, tie_id: int) -> None:
        """Take a tie back. Raises NotFound."""
        with self._db.write(N_("Remove who belongs together")) as session:
            row = session.get(TieTable, tie_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This is not noted any more."))
            row.deleted_at = self._db.clock.now()
