"""The fields of a follow-up: who, what, by whom, when, over what, when to be reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.followups import rules, working_days
from desktop_crm.followups.types import FollowUp, NewFollowUp, Remind
from desktop_crm.interactions.types import CHANNEL_NAMES, Channel
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _, language
from desktop_crm.platform.text import upper_tr
from ui.followups.words import away, length_words, reminds_words
from ui.kit.buttons import Button, filter_chip
from ui.kit.date_field import DateField
from ui.kit.dates import weekday_name
from ui.kit.fields import CheckBox, ChoiceField, NoteField, TextField
from ui.kit.flow import Flow
from ui.kit.forms import Entry, Form
from ui.kit.number_fields import TimeField
from ui.kit.pickers import PersonField, Suggest, Suggestion

_LENGTHS: Final = (15, 30, 45, 60, 90, 120)
_WITH_TIME: Final = (
    (), (Remind(before=0),), (Remind(before=15),), (Remind(before=15), Remind(wall=rules.MORNING)),
    (Remind(before=60),), (Remind(before=24 * 60),),
)  # fmt: skip
_WITHOUT_TIME: Final = (
    (), (Remind(wall=rules.MORNING),), (Remind(wall=time(12)),), (Remind(before=24 * 60), Remind(wall=rules.MORNING)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filling:
    """What the form starts from: the shop's day, its country, its people, and the follow-up to edit if any."""

    today: date
    region: str
    staff: Mapping[int, str]
    me: int | None
    person: Suggestion | None = None
    item: FollowUp | None = None
    reminders: tuple[Remind, ...] = ()


class DayChips(QWidget):
    """Days chosen with one press; `chosen(day)`."""

    chosen = Signal(object)

    def __init__(self, today: date, region: str) -> None:
        super().__init__()
        self._chips: list[tuple[date, Button]] = []
        flow = Flow(self)
        flow.setContentsMargins(0, 0, 0, 0)
        for words, day in quick_days(today, region):
            chip = filter_chip(words, partial(self.chosen.emit, day))
            self._chips.append((day, chip))
            flow.addWidget(chip)

    def show_day(self, day: date | None) -> None:
        """Mark the chip of a day, if it has one."""
        for own, chip in self._chips:
            chip.setChecked(own == day)


def quick_days(today: date, region: str) -> Sequence[tuple[str, date]]:
    """Return the days worth one press: tomorrow, the working day after it, in a week, the month's first one."""
    tomorrow = today + timedelta(days=1)
    soon = working_days.after(tomorrow, region)
    month = working_days.from_day((today.replace(day=1) + timedelta(days=32)).replace(day=1), region)
    offered = [
        (_("Tomorrow"), tomorrow),
        (weekday_name(soon), soon),
        (_("In 1 week"), today + timedelta(days=7)),
        (_("Start of the month"), month),
    ]
    return [(words, day) for place, (words, day) in enumerate(offered) if day not in [d for _w, d in offered[:place]]]


class FollowUpForm(Form):
    """The fields, filled from a `Filling`; `new()` is what was entered."""

    def __init__(self, filling: Filling, suggest: Suggest) -> None:
        super().__init__()
        self._filling = filling
        self._touched = filling.item is not None
        self.person = self.add(_("Who"), PersonField(suggest), name="customer_id")
        self.title = self.add(
            _("What is to be done"), TextField(placeholder=_("Call about the wholesale offer")), name="title"
        )
        self.owner = ChoiceField(_owners(filling))
        if filling.staff:
            self.add(_("Who does it"), self.owner, name="owner_id")
        self.day = DateField(today=lambda: filling.today)
        self.wall = TimeField()
        self.length = ChoiceField(_lengths(filling.item))
        self.add_beside([
            Entry(_("Day"), self.day, name="due_date", share=5),
            Entry(_("Time"), self.wall, name="due_time", share=2),
            Entry(_("Takes"), self.length, name="minutes", share=3),
        ])  # fmt: skip
        self.chips = DayChips(filling.today, filling.region)
        self.add_widget(self.chips)
        self.channel = ChoiceField(_channels())
        self.remind = ChoiceField[tuple[Remind, ...]]()
        self.add_beside([
            Entry(_("Channel"), self.channel, name="channel", share=2),
            Entry(_("Remind"), self.remind, name="reminders", share=3),
        ])  # fmt: skip
        self.note = self.add(_("Note"), NoteField(lines=2), name="note")
        self.working_day = CheckBox(_("If the shop is closed that day, move it to the next working day"))
        self.add_widget(self.working_day)
        self._fill()
        self._connect()
        self._day_changed()
        self.settle()

    def new(self) -> NewFollowUp:
        """Return what was entered. Raises UserError naming its field; call `check()` first."""
        day = self.day.value()
        if day is None:
            raise UserError(N_("Choose a day."), field="due_date")
        return NewFollowUp(
            self.title.value(), day, self.person.value(), self.wall.value(), self.note.value(),
            self.channel.value() or "", self.owner.value(), self.length.value(), self.working_day.value(),
            self.remind.value() or (),
        )  # fmt: skip

    def _fill(self) -> None:
        filling, item = self._filling, self._filling.item
        self.person.set_value(filling.person)
        self.owner.set_value(item.owner_id if item else filling.me)
        if item is None:
            self.day.set_value(working_days.after(filling.today, filling.region))
            self.channel.set_value(Channel.PHONE)
            self.working_day.set_value(True)
        else:
            self.title.set_value(item.title)
            self.day.set_value(item.due_date)
            self.wall.set_value(item.due_time)
            self.length.set_value(item.minutes)
            self.channel.set_value(item.channel)
            self.note.set_value(item.note)
            self.working_day.set_value(item.working_day)
        self._offer_reminders(filling.reminders if item else rules.usual_reminders(self.wall.value()))

    def _connect(self) -> None:
        self.day.edited.connect(self._day_changed)
        self.working_day.edited.connect(self._day_changed)
        self.chips.chosen.connect(self.day.set_value)
        self.wall.edited.connect(self._time_changed)
        self.remind.activated.connect(self._touch)

    def _touch(self) -> None:
        self._touched = True

    def _day_changed(self) -> None:
        filling = self._filling
        try:
            day = self.day.value()
        except UserError:
            day = None
        self.chips.show_day(day)
        words = "" if day is None else away(day, filling.today, filling.region)
        if day is not None and self.working_day.value():
            moved = working_days.from_day(day, filling.region)
            if moved != day:
                words = _("{why}; moves to {day}").format(why=words, day=f"{moved:%d.%m} {weekday_name(moved)}")
        self.help(self.day, words)

    def _time_changed(self) -> None:
        try:
            wall = self.wall.value()
        except UserError:
            return
        kept = self.remind.value() or ()
        self._offer_reminders(kept if self._touched else rules.usual_reminders(wall))

    def _offer_reminders(self, chosen: tuple[Remind, ...]) -> None:
        offered = _WITH_TIME if self._has_time() else _WITHOUT_TIME
        if chosen not in offered:
            offered = (*offered, chosen)
        self.remind.set_choices([(one, _capital(reminds_words(one))) for one in offered])
        self.remind.set_value(chosen)

    def _has_time(self) -> bool:
        try:
            return self.wall.value() is not None
        except UserError:
            return False


def _owners(filling: Filling) -> list[tuple[int | None, str]]:
    own = _("{name} (me)")
    people: list[tuple[int | None, str]] = [
        (key, own.format(name=name) if key == filling.me else name) for key, name in filling.staff.items()
    ]
    nobody = filling.me is None if filling.item is None else filling.item.owner_id is None
    return [(None, _("Nobody yet")), *people] if nobody else people


def _channels() -> list[tuple[str, str]]:
    return [("", _("Any")), *((str(channel), _(words)) for channel, words in CHANNEL_NAMES.items())]


def _lengths(item: FollowUp | None) -> list[tuple[int | None, str]]:
    known = {*_LENGTHS, *([item.minutes] if item and item.minutes else [])}
    return [(None, _("Not said")), *((minutes, length_words(minutes)) for minutes in sorted(known))]


def _capital(words: str) -> str:
    """Return words as they begin a line; Turkish i becomes İ."""
    first = upper_tr(words[:1]) if language() == "tr" else words[:1].upper()
    return first + words[1:]
