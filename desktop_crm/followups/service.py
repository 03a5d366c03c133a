"""Changing follow-ups: each verb is one step that can be undone."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.followups import rules
from desktop_crm.followups.tables import FollowUpTable
from desktop_crm.followups.types import NewFollowUp, State
from desktop_crm.platform import settings
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import Conflict, NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze


class FollowUpService:
    """The verbs on follow-ups."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def plan(self, new: NewFollowUp) -> int:
        """Plan a follow-up; returns its id. Raises UserError naming the field, NotFound for a missing customer."""
        with self._db.write(N_("Plan follow-up")) as session:
            row = FollowUpTable(
                state=State.OPEN,
                created_at=self._db.clock.now(),
                zone=settings.value(session, settings.ZONE),
                owner_id=self._db.author(),
            )
            self._fill(session, row, new)
            session.add(row)
            return row.id

    def edit(self, followup_id: int, new: NewFollowUp) -> None:
        """Make a follow-up what the form says. Raises UserError, NotFound."""
        with self._db.write(N_("Edit follow-up")) as session:
            self._fill(session, _living(session, followup_id), new)

    def complete(self, followup_id: int) -> None:
        """Note that a follow-up was done. Raises NotFound, Conflict where it is not open any more."""
        with self._db.write(N_("Complete follow-up")) as session:
            self._become(_living(session, followup_id), State.DONE)

    def cancel(self, followup_id: int) -> None:
        """Note that a follow-up is not needed any more. Raises NotFound, Conflict where it is not open any more."""
        with self._db.write(N_("Cancel follow-up")) as session:
            self._become(_living(session, followup_id), State.CANCELLED)

    def reopen(self, followup_id: int) -> None:
        """Open a closed follow-up again. Raises NotFound, Conflict where it is open."""
        with self._db.write(N_("Reopen follow-up")) as session:
            self._become(_living(session, followup_id), State.OPEN)

    def postpone(self, followup_id: int, day: date, wall: time | None = None) -> None:
        """Move an open follow-up to another day; its wall time stays where none is given.

        Raises NotFound, Conflict where it is not open any more.
        """
        with self._db.write(N_("Postpone follow-up")) as session:
            row = _living(session, followup_id)
            if State(row.state) is not State.OPEN:
                raise Conflict(N_("This follow-up is closed already."))
            row.due_date = day.isoformat()
            if wall is not None:
                row.due_time = wall.isoformat("minutes")

    def _become(self, row: FollowUpTable, wanted: State) -> None:
        if not rules.may_become(State(row.state), wanted):
            raise Conflict(N_("This follow-up is closed already."))
        row.state = wanted
        row.closed_at = None if wanted is State.OPEN else self._db.clock.now()

    def _fill(self, session: Session, row: FollowUpTable, new: NewFollowUp) -> None:
        title = squeeze(new.title)
        if not title:
            raise UserError(N_("Write what is to be done."), field="title")
        if new.customer_id is not None:
            living(session, new.customer_id)
        row.customer_id, row.title, row.note = new.customer_id, title, new.note.strip() or None
        row.channel = new.channel or None
        row.owner_id = new.owner_id if new.owner_id is not None else row.owner_id
        row.due_date = new.due_date.isoformat()
        row.due_time = new.due_time.isoformat("minutes") if new.due_time else None


def _living(session: Session, followup_id: int) -> FollowUpTable:
    row = session.get(FollowUpTable, followup_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This follow-up is not there any more."))
    return row
