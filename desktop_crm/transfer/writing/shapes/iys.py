"""Consents as İYS (the national register) takes them: a row for each answer and each address it is about.

It holds refusals as well as allowances. An allowance is reported for the first address of its kind, which is the one it
was given for as far as anybody knows; a refusal for all of them. How the columns look is data, see `iys_layout`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.consents.rules import GRANTED, HAND, ConsentEvent
from desktop_crm.customers.types import CustomerKind
from desktop_crm.followups import working_days
from desktop_crm.platform import clock, settings
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import counted
from desktop_crm.transfer.writing import iys_layout
from desktop_crm.transfer.writing.columns import Cell, Column
from desktop_crm.transfer.writing.iys_layout import Layout, Value
from desktop_crm.transfer.writing.lists import moment
from desktop_crm.transfer.writing.people import Person, reader
from desktop_crm.transfer.writing.shape import Left, Shape
from desktop_crm.transfer.writing.shapes import reach

_CHANNELS: Final = ("email", "sms", "call")
_SOURCE: Final = "HS_"
_SATURDAY: Final = 5
_WIDTHS: Final = {Value.RECIPIENT: 30, Value.DATE: 20, Value.SOURCE: 22, Value.NAME: 26}


def consents(session: Session, now: Clock) -> Shape:
    """Return the shape as the shop's layout has it."""
    wanted = iys_layout.layout(session)
    columns = tuple(Column(header, _WIDTHS.get(value, 16)) for header, value in wanted.columns)
    zone, region = settings.value(session, settings.ZONE), settings.value(session, settings.REGION)
    today = clock.local_date(now.now(), zone)
    oldest = _oldest(today, wanted.days, region) if wanted.days else date.min

    def rows(people: Sequence[Person]) -> list[list[Cell]]:
        return [
            [cell(person, event, recipient) for cell in cells]
            for person in people
            for event, recipient in _answers(person, wanted)
        ]

    def late(person: Person) -> bool:
        granted = (event.at for event, _ in _answers(person, wanted) if event.state == GRANTED)
        return any(clock.local_date(at, zone) < oldest for at in granted)

    cells = [_cell(value, wanted) for _, value in wanted.columns]
    return Shape(reader(session), columns, rows, _leaves, late if wanted.days else None, _late)


def keep(db: Database, layout: Layout) -> None:
    """Keep a layout as the shop's own, the supplied one by forgetting what was kept. Raises UserError."""
    own = iys_layout.plain(layout)
    settings.put(db, iys_layout.LAYOUT, {} if iys_layout.checked(own) == iys_layout.supplied() else own)


def _late(count: int) -> str:
    return counted(
        "{count} allowed it longer ago than İYS takes: it may be refused there",
        "{count} allowed it longer ago than İYS takes: they may be refused there", count,
    )  # fmt: skip


def _oldest(today: date, days: int, region: str) -> date:
    """Return the day so many working days before today; for the register a Saturday is none."""
    day = today
    while days:
        day -= timedelta(days=1)
        if day.weekday() < _SATURDAY and working_days.is_working(day, region):
            days -= 1
    return day


def _leaves(person: Person) -> Left | None:
    """Leave out who said nothing, and whose answers no address belongs to."""
    if not person.consents:
        return Left.NOTHING_SAID
    if any(_recipients(person, channel) for channel in person.consents):
        return None
    return Left.NO_RECIPIENT


def _recipients(person: Person, channel: str) -> list[str]:
    """Return the addresses an answer about a channel may be for; the register is one of Turkish numbers."""
    if channel == "email":
        return reach.emails(person)
    found = reach.mobiles(person) if channel == "sms" else person.phones
    return [number for number in found if number.startswith("+90")]


def _answers(person: Person, wanted: Layout) -> Iterator[tuple[ConsentEvent, str]]:
    """Yield what holds for each channel, as it was last said, with each address it is reported for."""
    for channel in _CHANNELS:
        state = person.consents.get(channel)
        if state is None:
            continue
        event = next(one for one in reversed(person.said) if one.channel == channel and one.state == state)
        found = _recipients(person, channel)
        for recipient in found[:1] if state == GRANTED else found:
            yield event, recipient if channel == "email" or wanted.phone != iys_layout.NATIONAL else recipient[3:]


def _cell(value: Value, wanted: Layout) -> Callable[[Person, ConsentEvent, str], Cell]:
    """Return what fills a column."""
    words = wanted.words
    match value:
        case Value.CHANNEL:
            return lambda _person, event, _to: words[event.channel]
        case Value.RECIPIENT:
            return lambda _person, _event, to: to
        case Value.RECIPIENT_TYPE:
            return lambda person, _event, _to: words["company" if person.kind == CustomerKind.COMPANY else "person"]
        case Value.STATE:
            return lambda _person, event, _to: words["granted" if event.state == GRANTED else "refused"]
        case Value.SOURCE:
            return lambda _person, event, _to: _source(event, words["by_hand"], words["by_file"])
        case Value.DATE:
            return lambda person, event, _to: _written(event.at, person.zone, wanted.date)
        case Value.NAME:
            return lambda person, _event, _to: person.name


def _source(event: ConsentEvent, by_hand: str, by_file: str) -> str:
    """Return the register's source where the record names one, else the shop's word for how it came here."""
    if event.text.startswith(_SOURCE):
        return event.text
    return by_hand if event.source == HAND else by_file


def _written(at: int, zone: str, pattern: str) -> str:
    shown = moment(at, zone)
    return shown.strftime(pattern) if shown is not None else ""
