"""The day's list: ids in their groups with a heading each, rows ready to paint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, State, When
from desktop_crm.platform import clock, settings
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.i18n import _, whole
from desktop_crm.staff import queries as staff
from ui.followups.words import GROUP_NAMES, channel_chip, due_chip
from ui.kit.paging import Sort
from ui.kit.row_paint import Act, Lead, Row

POSTPONE: Final = "postpone"
MORE: Final = "more"
_HEADINGS: Final = {when: -place for place, when in enumerate(When, 1)}
"""Headings stand in the list under ids of their own, below zero."""


class Span(StrEnum):
    """How far ahead the list looks."""

    TODAY = "today"
    WEEK = "week"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show: how far ahead, and whose (None: everybody's). `me` looks at it."""

    span: Span = Span.TODAY
    owner_id: int | None = None
    me: int | None = None


class FollowUps:
    """The open follow-ups of the day, the week or all, in groups. `asked` may be changed between two readings."""

    def __init__(self, watch: Clock) -> None:
        self._clock = watch
        self.asked = Asked()
        self._counts: Mapping[int, tuple[When, int]] = {}

    def ids(self, session: Any, _sort: Sort | None) -> Sequence[int]:
        """Return the ids in order, each group behind its heading."""
        now = self._clock.now()
        until = _until(self.asked.span, clock.local_date(now, settings.value(session, settings.ZONE)))
        found = queries.agenda(session, now, until, self.asked.owner_id)
        groups = list(found.groups())
        self._counts = {_HEADINGS[when]: (when, len(ids)) for when, ids in groups}
        return [row_id for when, ids in groups for row_id in (_HEADINGS[when], *ids)]

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Row | None]:
        """Return the rows of these ids; those closed meanwhile are ticked, those in the bin are left out."""
        found = queries.by_ids(session, [row_id for row_id in ids if row_id > 0])
        names, now = staff.names(session), self._clock.now()
        return [self._row(row_id, found.get(row_id), names, now) for row_id in ids]

    def _row(self, row_id: int, item: FollowUp | None, names: Mapping[int, str], now: int) -> Row | None:
        if row_id in self._counts:
            when, count = self._counts[row_id]
            return Row(row_id, f"{_(GROUP_NAMES[when])} · {whole(count)}", heading=True)
        if item is None:
            return None
        owner = "" if item.owner_id == self.asked.me else names.get(item.owner_id or 0, "")
        return row_of(item, owner, now)


class DoneToday:
    """What was done on the shop's day, the last one first."""

    def __init__(self, watch: Clock) -> None:
        self._clock = watch
        self.owner_id: int | None = None

    def ids(self, session: Any, _sort: Sort | None) -> Sequence[int]:
        """Return the ids in order."""
        today = clock.local_date(self._clock.now(), settings.value(session, settings.ZONE))
        return queries.done_on(session, today, self.owner_id)

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Row | None]:
        """Return the rows of these ids."""
        found, now = queries.by_ids(session, ids), self._clock.now()
        return [row_of(found[row_id], "", now) if row_id in found else None for row_id in ids]


def row_of(item: FollowUp, owner: str, now: int) -> Row:
    """Return a follow-up as the list shows it at the instant `now`; `owner` is named where it is not ''."""
    still_open = item.state is State.OPEN
    said = item.note.splitlines()[0] if item.note else ""
    chips = [channel_chip(item.channel), due_chip(item, now)]
    more = Act(MORE, _("More"), "more")
    return Row(
        item.id,
        item.title,
        " · ".join(filter(None, (item.customer, said, owner))),
        lead=Lead("check", checked=item.state is State.DONE),
        chips=tuple(chip for chip in chips if chip is not None),
        acts=(Act(POSTPONE, _("Postpone"), "alarm"), more) if still_open else (more,),
        done=not still_open,
    )


def _until(span: Span, today: date) -> date | None:
    """Return the last day of a span: today, the coming Sunday, or no end."""
    if span is Span.ALL:
        return None
    return today if span is Span.TODAY else today + timedelta(days=6 - today.weekday())
