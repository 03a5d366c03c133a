"""Reading follow-ups: what is to be done and when, for whom, by whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, String, case, cast, exists, func, select
from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.followups import rules
from desktop_crm.followups.tables import FollowUpTable, ReminderTable, RungTable
from desktop_crm.followups.types import LONGEST_BEFORE, Agenda, FollowUp, Remind, Ring, State
from desktop_crm.platform import clock, settings
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_

_LAST: Final = "24:00"
"""Where what has no wall time stands within its day: after everything that has one."""
_MANY: Final = 30_000
"""SQLite takes at most 32,766 values in one statement."""


def due(session: Session, until: date, owner_id: int | None = None) -> list[FollowUp]:
    """Return the open follow-ups due on or before the local day `until`, the longest due first.

    Those without a wall time come after those with one on the same day. `owner_id` keeps one person's only. Nothing is
    to be done, here and below, for a customer in the bin.
    """
    asked = _all().where(*_OPEN, FollowUpTable.due_date <= until.isoformat())
    return _read(session, asked.where(*_owned(owner_id)).order_by(*_IN_ORDER))


def agenda(session: Session, now: int, until: date | None = None, owner_id: int | None = None) -> Agenda:
    """Return the ids of open follow-ups due up to the local day `until`, grouped as they stand at `now` (UTC ms).

    Days are those of the shop's zone; None for `until` means all that are planned.
    """
    here = clock.at(now, settings.value(session, settings.ZONE))
    asked = select(FollowUpTable.id, FollowUpTable.due_date, func.coalesce(FollowUpTable.due_time, _LAST)).where(
        *_OPEN, *_owned(owner_id)
    )
    if until is not None:
        asked = asked.where(FollowUpTable.due_date <= until.isoformat())
    rows = session.execute(asked.order_by(*_IN_ORDER)).all()
    moments = [(day, wall) for _, day, wall in rows]
    today, tomorrow = here.date(), here.date() + timedelta(days=1)
    starts = (
        bisect_left(moments, (today.isoformat(), f"{here:%H:%M}\uffff")),
        bisect_left(moments, (tomorrow.isoformat(), "")),
        bisect_left(moments, ((tomorrow + timedelta(days=1)).isoformat(), "")),
    )
    ids = [row_id for row_id, _, _ in rows]
    return Agenda(
        *(tuple(ids[first:last]) for first, last in zip((0, *starts), (*starts, len(ids)), strict=True)),
    )


def waiting(session: Session, now: int, owner_id: int | None = None) -> int:
    """Return how many open follow-ups are late or due on the shop's local day of `now` (UTC ms)."""
    today = clock.local_date(now, settings.value(session, settings.ZONE))
    asked = select(func.count()).where(*_OPEN, FollowUpTable.due_date <= today.isoformat(), *_owned(owner_id))
    return session.scalar(asked) or 0


def done_on(session: Session, day: date, owner_id: int | None = None) -> list[int]:
    """Return the ids of the follow-ups that were done on a local day of the shop, the last one first."""
    zone = settings.value(session, settings.ZONE)
    first, last = (clock.instant(one, time(0), zone) for one in (day, day + timedelta(days=1)))
    asked = select(FollowUpTable.id).where(
        FollowUpTable.deleted_at.is_(None),
        FollowUpTable.state == State.DONE,
        FollowUpTable.closed_at >= first,
        FollowUpTable.closed_at < last,
        *_owned(owner_id),
    )
    return list(session.scalars(asked.order_by(FollowUpTable.closed_at.desc(), FollowUpTable.id.desc())))


def of_customer(session: Session, customer_id: int) -> list[FollowUp]:
    """Return all of a customer's follow-ups: open ones first by day, then closed ones, newest first."""
    asked = _all().where(FollowUpTable.customer_id == customer_id)
    found = _read(session, asked.order_by(FollowUpTable.due_date, FollowUpTable.id))
    still_open = [item for item in found if item.state is State.OPEN]
    closed = [item for item in found if item.state is not State.OPEN]
    return still_open + sorted(closed, key=lambda item: -(item.closed_at or 0))


def one(session: Session, followup_id: int) -> FollowUp:
    """Return one follow-up. Raises NotFound."""
    found = _read(session, _all().where(FollowUpTable.id == followup_id))
    if not found:
        raise NotFound(N_("This follow-up is not there any more."))
    return found[0]


def count(session: Session) -> int:
    """Return how many follow-ups there are, open and closed, the bin left out."""
    return session.scalar(select(func.count()).where(FollowUpTable.deleted_at.is_(None))) or 0


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, FollowUp]:
    """Return follow-ups by id, those in the bin left out."""
    parts = [ids[first : first + _MANY] for first in range(0, len(ids), _MANY)]
    return {item.id: item for part in parts for item in _read(session, _all().where(FollowUpTable.id.in_(part)))}


def reminders(session: Session, followup_id: int) -> tuple[Remind, ...]:
    """Return when a follow-up is to be recalled, in the order it was asked for."""
    rows = session.scalars(
        select(ReminderTable)
        .where(ReminderTable.followup_id == followup_id, ReminderTable.deleted_at.is_(None))
        .order_by(ReminderTable.id)
    )
    return tuple(remind_of(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Coming:
    """One reminder that has not rung yet: which occurrence of it, and the instant it is due (UTC ms)."""

    reminder_id: int
    occurrence: str
    at: int


def coming(session: Session, now: int) -> list[Coming]:
    """Return the reminders of open follow-ups that have not rung yet, the first one first.

    All that are due at `now` (UTC ms) are there, and those of the next day; later ones may be.
    """
    horizon = clock.local_date(now, "UTC") + timedelta(days=2, minutes=LONGEST_BEFORE)
    rows = session.execute(
        select(
            ReminderTable.id, ReminderTable.minutes_before, ReminderTable.wall, ReminderTable.snoozed_until,
            FollowUpTable.due_date, FollowUpTable.due_time, FollowUpTable.zone, _OCCURRENCE,
        )
        .join(FollowUpTable, FollowUpTable.id == ReminderTable.followup_id)
        .outerjoin(RungTable, (RungTable.reminder_id == ReminderTable.id) & (RungTable.occurrence == _OCCURRENCE))
        .where(*_ASKED_FOR, FollowUpTable.due_date <= horizon.isoformat(), RungTable.reminder_id.is_(None))
    )  # fmt: skip
    found = [
        Coming(row_id, which, snoozed if snoozed is not None else _instant(before, wall, day, due_time, zone))
        for row_id, before, wall, snoozed, day, due_time, zone, which in rows
    ]
    return sorted(found, key=lambda one: (one.at, one.reminder_id))


def rung_too_early(session: Session, now: int) -> list[RungTable]:
    """Return what was rung by a clock that ran more than rules.EARLY ahead of `now` (UTC ms)."""
    return list(session.scalars(select(RungTable).where(RungTable.due_at > now + rules.EARLY)))


def ringing(session: Session, limit: int | None = None) -> list[Ring]:
    """Return the follow-ups whose reminders have rung and wait for an answer, the longest due first.

    At most `limit` of them; `ringing_count` tells how many there are.
    """
    rows = session.execute(
        select(ReminderTable.followup_id, ReminderTable.id, RungTable.due_at, RungTable.rung_at)
        .join(FollowUpTable, FollowUpTable.id == ReminderTable.followup_id)
        .join(RungTable, (RungTable.reminder_id == ReminderTable.id) & (RungTable.occurrence == _OCCURRENCE))
        .where(*_ASKED_FOR)
        .order_by(RungTable.due_at, ReminderTable.id)
    )
    grouped: dict[int, list[tuple[int, int, int]]] = {}
    for followup_id, reminder_id, due_at, rung_at in rows:
        grouped.setdefault(followup_id, []).append((reminder_id, due_at, rung_at))
    shown = list(grouped)[:limit]
    followups = by_ids(session, shown)
    phones = customers.phones(session, [one.customer_id for one in followups.values() if one.customer_id is not None])
    rings: list[Ring] = []
    for followup_id in shown:
        item, parts = followups[followup_id], grouped[followup_id]
        numbers = phones.get(item.customer_id or 0, [])
        missed = all(rung_at - due_at > rules.MISSED_AFTER for _, due_at, rung_at in parts)
        reminder_ids = tuple(reminder_id for reminder_id, _, _ in parts)
        rings.append(Ring(item, reminder_ids, parts[0][1], missed, numbers[0].number if numbers else ""))
    return rings


def ringing_count(session: Session) -> int:
    """Return how many follow-ups have rung and wait for an answer."""
    asked = (
        select(func.count(ReminderTable.followup_id.distinct()))
        .join(FollowUpTable, FollowUpTable.id == ReminderTable.followup_id)
        .join(RungTable, (RungTable.reminder_id == ReminderTable.id) & (RungTable.occurrence == _OCCURRENCE))
        .where(*_ASKED_FOR)
    )
    return session.scalar(asked) or 0


_OCCURRENCE: Final = case(
    (ReminderTable.snoozed_until.is_not(None), "snoozed " + cast(ReminderTable.snoozed_until, String)),
    else_=FollowUpTable.due_date + " " + func.coalesce(FollowUpTable.due_time, ""),
)
"""What rules.occurrence says, in SQL."""

_OPEN: Final = (
    FollowUpTable.state == State.OPEN,
    FollowUpTable.deleted_at.is_(None),
    ~exists()
    .where(CustomerTable.id == FollowUpTable.customer_id, CustomerTable.deleted_at.is_not(None))
    .correlate(FollowUpTable),
)
_ASKED_FOR: Final = (
    *_OPEN,
    ReminderTable.deleted_at.is_(None),
    func.coalesce(ReminderTable.dismissed, "") != _OCCURRENCE,
)


def _instant(before: int | None, wall: str | None, day: str, due_time: str | None, zone: str) -> int:
    remind = Remind(before, time.fromisoformat(wall) if wall else None)
    return rules.reminds_at(remind, date.fromisoformat(day), time.fromisoformat(due_time) if due_time else None, zone)


def remind_of(row: ReminderTable) -> Remind:
    """Return a reminder's row as what was asked for."""
    return Remind(row.minutes_before, time.fromisoformat(row.wall) if row.wall else None)


_IN_ORDER: Final = (FollowUpTable.due_date, func.coalesce(FollowUpTable.due_time, _LAST), FollowUpTable.id)


def _owned(owner_id: int | None) -> list[ColumnElement[bool]]:
    return [] if owner_id is None else [FollowUpTable.owner_id == owner_id]


def _all() -> Select[FollowUpTable, str]:
    return (
        select(FollowUpTable, CustomerTable.name)
        .outerjoin(CustomerTable, CustomerTable.id == FollowUpTable.customer_id)
        .where(FollowUpTable.deleted_at.is_(None))
    )


def _read(session: Session, asked: Select[FollowUpTable, str]) -> list[FollowUp]:
    return [
        FollowUp(
            row.id, row.customer_id, customer or "", row.title, row.note or "", row.channel or "", row.owner_id,
            date.fromisoformat(row.due_date), time.fromisoformat(row.due_time) if row.due_time else None, row.zone,
            State(row.state), row.closed_at, row.created_at, row.minutes, bool(row.working_day),
        )
        for row, customer in session.execute(asked)
    ]  # fmt: skip
