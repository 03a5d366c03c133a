"""Changing follow-ups and their reminders: each verb is one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.followups import queries, rules, working_days
from desktop_crm.followups.tables import FollowUpTable, ReminderTable, RungTable
from desktop_crm.followups.types import NewFollowUp, Remind, State
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
            session.flush()
            self._put_reminders(session, row, new.reminders)
            return row.id

    def edit(self, followup_id: int, new: NewFollowUp) -> None:
        """Make a follow-up what the form says. Raises UserError, NotFound."""
        with self._db.write(N_("Edit follow-up")) as session:
            row = _living(session, followup_id)
            before = (row.due_date, row.due_time)
            self._fill(session, row, new)
            self._put_reminders(session, row, new.reminders)
            if (row.due_date, row.due_time) != before:
                self._start_again(row, _reminders(session, followup_id))

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
        """Move an open follow-up to another day; its wall time stays where none is given, its reminders go with it.

        Raises NotFound, Conflict where it is not open any more.
        """
        with self._db.write(N_("Postpone follow-up")) as session:
            row = _living(session, followup_id)
            if State(row.state) is not State.OPEN:
                raise Conflict(N_("This follow-up is closed already."))
            row.due_date = self._on(session, day, working_day=bool(row.working_day)).isoformat()
            if wall is not None:
                row.due_time = wall.isoformat("minutes")
            self._start_again(row, _reminders(session, followup_id))

    def delete(self, followup_id: int) -> None:
        """Put a follow-up into the bin. Raises NotFound."""
        with self._db.write(N_("Delete follow-up")) as session:
            _living(session, followup_id).deleted_at = self._db.clock.now()

    def snooze(self, reminder_ids: Iterable[int], until: int) -> None:
        """Let reminders ring again at the instant `until` (UTC ms). Raises NotFound."""
        with self._db.write(N_("Snooze reminder")) as session:
            for row, _ in _with_followups(session, reminder_ids):
                row.snoozed_until, row.dismissed = until, None

    def dismiss(self, reminder_ids: Iterable[int]) -> None:
        """Answer reminders that rang; the follow-up stays as it is. Raises NotFound."""
        with self._db.write(N_("Dismiss reminder")) as session:
            for row, followup in _with_followups(session, reminder_ids):
                row.dismissed = _occurrence(row, followup)

    def ring(self) -> bool:
        """Let every reminder that is due ring; returns whether any did.

        Each occurrence rings once, whichever of several programs on one store comes first, and whatever is undone.
        """
        now = self._db.clock.now()
        with self._db.read() as session:
            if not self._due(session, now) and not queries.rung_too_early(session, now):
                return False
        with self._db.write(N_("Ring reminders")) as session:
            for early in queries.rung_too_early(session, now):
                session.delete(early)
            session.flush()
            due = self._due(session, now)
            session.add_all(
                RungTable(reminder_id=one.reminder_id, occurrence=one.occurrence, due_at=one.at, rung_at=now)
                for one in due
            )
            return bool(due)

    def _due(self, session: Session, now: int) -> list[queries.Coming]:
        return [one for one in queries.coming(session, now) if one.at <= now]

    def _become(self, row: FollowUpTable, wanted: State) -> None:
        if not rules.may_become(State(row.state), wanted):
            raise Conflict(
                N_("This follow-up is open already.")
                if wanted is State.OPEN
                else N_("This follow-up is closed already.")
            )
        row.state = wanted
        row.closed_at = None if wanted is State.OPEN else self._db.clock.now()

    def _on(self, session: Session, day: date, *, working_day: bool) -> date:
        return working_days.from_day(day, settings.value(session, settings.REGION)) if working_day else day

    def _fill(self, session: Session, row: FollowUpTable, new: NewFollowUp) -> None:
        title = squeeze(new.title)
        if not title:
            raise UserError(N_("Write what is to be done."), field="title")
        if new.customer_id is not None:
            living(session, new.customer_id)
        row.customer_id, row.title, row.note = new.customer_id, title, new.note.strip() or None
        row.channel, row.minutes, row.working_day = new.channel or None, new.minutes, new.working_day
        row.owner_id = new.owner_id if new.owner_id is not None else row.owner_id
        row.due_date = self._on(session, new.due_date, working_day=new.working_day).isoformat()
        row.due_time = new.due_time.isoformat("minutes") if new.due_time else None

    def _put_reminders(self, session: Session, row: FollowUpTable, wanted: tuple[Remind, ...]) -> None:
        """Make a follow-up's reminders the wanted ones, leaving alone those that are there already."""
        kept: set[Remind] = set()
        for reminder in _reminders(session, row.id):
            remind = queries.remind_of(reminder)
            if remind in wanted and remind not in kept:
                kept.add(remind)
            else:
                session.delete(reminder)
        made = [
            ReminderTable(
                followup_id=row.id,
                minutes_before=remind.before,
                wall=remind.wall.isoformat("minutes") if remind.wall else None,
            )
            for remind in dict.fromkeys(wanted)
            if remind not in kept
        ]
        self._start_again(row, made)
        session.add_all(made)

    def _start_again(self, row: FollowUpTable, reminders: Iterable[ReminderTable]) -> None:
        """Let reminders begin anew after their follow-up moved.

        One whose moment is past already comes at the follow-up's own moment instead, at once within that minute, or
        not at all where it has none.
        """
        now = self._db.clock.now()
        day, wall = date.fromisoformat(row.due_date), time.fromisoformat(row.due_time) if row.due_time else None
        for reminder in reminders:
            reminder.snoozed_until, reminder.dismissed = None, None
            if rules.reminds_at(queries.remind_of(reminder), day, wall, row.zone) > now:
                continue
            moment = rules.due_at(day, wall, row.zone)
            if wall is not None and moment + rules.MINUTE > now:
                reminder.snoozed_until = moment
            else:
                reminder.dismissed = _occurrence(reminder, row)


def _living(session: Session, followup_id: int) -> FollowUpTable:
    row = session.get(FollowUpTable, followup_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This follow-up is not there any more."))
    return row


def _reminders(session: Session, followup_id: int) -> list[ReminderTable]:
    asked = select(ReminderTable).where(ReminderTable.followup_id == followup_id, ReminderTable.deleted_at.is_(None))
    return list(session.scalars(asked.order_by(ReminderTable.id)))


def _with_followups(session: Session, reminder_ids: Iterable[int]) -> list[tuple[ReminderTable, FollowUpTable]]:
    found: list[tuple[ReminderTable, FollowUpTable]] = []
    for reminder_id in reminder_ids:
        row = session.get(ReminderTable, reminder_id)
        if row is None or row.deleted_at is not None:
            raise NotFound(N_("This reminder is not there any more."))
        found.append((row, _living(session, row.followup_id)))
    return found


def _occurrence(row: ReminderTable, followup: FollowUpTable) -> str:
    wall = time.fromisoformat(followup.due_time) if followup.due_time else None
    return rules.occurrence(date.fromisoformat(followup.due_date), wall, row.snoozed_until)
