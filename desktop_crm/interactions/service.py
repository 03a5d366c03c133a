"""Recording conversations."""

from __future__ import annotations

from desktop_crm.customers.service import living
from desktop_crm.interactions.tables import InteractionTable
from desktop_crm.interactions.types import NewInteraction
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_


class InteractionService:
    """The verbs on conversations."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def log(self, new: NewInteraction) -> int:
        """Record a conversation; returns its id.

        Raises UserError where nothing was said or it lies in the future, NotFound for a missing customer.
        """
        text, now = new.text.strip(), self._db.clock.now()
        if not text:
            raise UserError(N_("Write what was talked about."), field="text")
        if new.at is not None and new.at > now:
            raise UserError(N_("A conversation cannot lie in the future."), field="at")
        with self._db.write(N_("Log a conversation")) as session:
            living(session, new.customer_id)
            row = InteractionTable(
                customer_id=new.customer_id, channel=new.channel, direction=new.direction,
                at=now if new.at is None else new.at, text=text, reason=new.reason or None, mood=new.mood or None,
                minutes=new.minutes, staff_id=self._db.author() if new.staff_id is None else new.staff_id,
            )  # fmt: skip
            session.add(row)
            return row.id

    def delete(self, interaction_id: int) -> None:
        """Put a conversation into the bin. Raises NotFound."""
        with self._db.write(N_("Delete a conversation")) as session:
            row = session.get(InteractionTable, interaction_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This conversation is not there any more."))
            row.deleted_at = self._db.clock.now()
