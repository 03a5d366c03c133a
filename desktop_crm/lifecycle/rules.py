"""Pure decisions about stages: where somebody stands by what they did and what was said, and how they came there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from desktop_crm.lifecycle.types import Deeds, Limits, Mark, Stage, Standing


@dataclass(frozen=True, slots=True)
class Passage:
    """A customer came to a stage on a local day; `mark` where it was said by hand."""

    day: date
    stage: Stage
    mark: Mark | None = None


def standing(deeds: Deeds, marks: Sequence[Mark], limits: Limits, today: date) -> Standing:
    """Return where a customer stands on `today`; what is said to have been done later is not looked at.

    What was said last holds while it is pinned, or while the rules have seen nothing newer than its day.
    """
    last = max(marks, key=lambda mark: (mark.at, mark.id), default=None)
    stage, since = by_deeds(deeds, last, limits, today)
    if last is not None and last.stage is not None and (last.pinned or since <= last.day):
        return Standing(last.stage, last.day, last)
    return Standing(stage, since)


def by_deeds(deeds: Deeds, last: Mark | None, limits: Limits, today: date) -> tuple[Stage, date]:
    """Return the stage that the rules see and since when; `last` tells whether they had been given up before.

    Whoever orders again after `lost_days` without an order, or after being said to be lost, was won back.
    """
    number = bisect_right(deeds.orders, today)
    if not number:
        left = bisect_right(deeds.baskets, today)
        if left:
            return Stage.BASKET, deeds.baskets[left - 1]
        talked = deeds.first_talk is not None and deeds.first_talk <= today
        return (Stage.INTERESTED, deeds.first_talk) if deeds.first_talk and talked else (Stage.NEW, deeds.created)
    newest = deeds.orders[number - 1]
    if (today - newest).days >= limits.lost_days:
        return Stage.LOST, newest + timedelta(limits.lost_days)
    if (today - newest).days >= limits.at_risk_days:
        return Stage.AT_RISK, newest + timedelta(limits.at_risk_days)
    if number == 1:
        return Stage.FIRST, newest
    before = deeds.orders[number - 2]
    given_up = last is not None and last.stage is Stage.LOST and before <= last.day < newest
    if given_up or (newest - before).days >= limits.lost_days:
        return Stage.WON_BACK, newest
    return (Stage.LOYAL if number >= limits.loyal_orders else Stage.REPEAT), newest


def path(deeds: Deeds, marks: Sequence[Mark], limits: Limits, today: date) -> list[Passage]:
    """Return every stage a customer came to, oldest first, ending where they stand today.

    Of one day what they did stands before what was said.
    """
    known = sorted(marks, key=lambda mark: (mark.at, mark.id))
    passages: list[Passage] = []
    for day in sorted(day for day in _turns(deeds, known, limits) if day <= today):
        found = standing(deeds, [mark for mark in known if mark.day < day], limits, day)
        if not passages or passages[-1].stage is not found.stage:
            passages.append(Passage(day, found.stage))
        for mark in known:
            if mark.day == day:
                said = [other for other in known if (other.at, other.id) <= (mark.at, mark.id)]
                passages.append(Passage(day, standing(deeds, said, limits, day).stage, mark))
    return passages


def _turns(deeds: Deeds, marks: Sequence[Mark], limits: Limits) -> set[date]:
    """Return the days on which a stage can change: silence counts only where no order broke it."""
    days = {deeds.created, *deeds.orders, *deeds.baskets, *(mark.day for mark in marks)}
    if deeds.first_talk is not None:
        days.add(deeds.first_talk)
    for day, following in zip_longest(deeds.orders, deeds.orders[1:]):
        for later in (limits.at_risk_days, limits.lost_days):
            if following is None or (following - day).days > later:
                days.add(day + timedelta(later))
    return days
