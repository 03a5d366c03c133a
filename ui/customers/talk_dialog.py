"""Logging a conversation: three keys in the common case, and everything else one Tab away."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries, rules
from desktop_crm.interactions.types import CHANNEL_NAMES, Channel, Direction, NewInteraction
from desktop_crm.platform import clock, settings
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.staff import queries as staff
from ui.customers.card_words import asked_words
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.finding import about
from ui.customers.words import CHANNEL_ICONS
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, NoteField
from ui.kit.finding import suggest
from ui.kit.form_dialog import FormDialog
from ui.kit.forms import Entry
from ui.kit.labels import PlainLabel
from ui.kit.number_fields import QuantityField, TimeField
from ui.kit.pickers import PersonField

_LONGEST = 24 * 60


def log_conversation(
    ctx: Context,
    parent: QWidget | None,
    customer_id: int | None = None,
    channel: Channel = Channel.PHONE,
    direction: Direction = Direction.IN,
) -> TalkDialog:
    """Open the form of a conversation just had; returns it. With a customer the cursor stands in the text."""
    dialog = TalkDialog(ctx, parent, customer_id, channel, direction)
    dialog.open()
    return dialog


class TalkDialog(FormDialog):
    """Who, over which channel, who began, what was said; when and who of the shop are filled in already."""

    def __init__(
        self, ctx: Context, parent: QWidget | None, customer_id: int | None, channel: Channel, direction: Direction
    ) -> None:
        super().__init__(ctx, parent, _("Log a conversation"), _("Save"), width=620)
        now = ctx.app.db.clock.now()
        self._zone = clock.DEFAULT_ZONE
        self.person = PersonField(suggest(ctx, self))
        self.channel = ChipChoice([Option(one, _(CHANNEL_NAMES[one]), CHANNEL_ICONS[one]) for one in Channel])
        self.direction = ChipChoice(
            [Option(Direction.IN, _("They came to us")), Option(Direction.OUT, _("We went to them"))]
        )
        self.text = NoteField(placeholder=_("What did you talk about?"), lines=4)
        self.ask = PlainLabel(look="hintbox", wrap=True)
        self.ask.hide()
        self.day = DateField(past=True, today=lambda: clock.local_date(now, self._zone))
        self.wall = TimeField()
        self.minutes = QuantityField()
        self.who: ChoiceField[int | None] = ChoiceField([(None, "–")])
        self._lay_out()
        self.channel.set_value(channel)
        self.direction.set_value(direction)
        self._now = now
        self._kept: tuple[date | None, time | None] = (None, None)
        self._prepare(customer_id)

    def send(self) -> None:
        customer_id = self.person.value()
        if customer_id is None:
            raise UserError(N_("Choose who you talked with."), field="customer")
        new = NewInteraction(
            customer_id, self.channel.value() or Channel.PHONE, self.direction.value() or Direction.IN,
            self.text.value(), self._moment(), minutes=self._minutes(), staff_id=self.who.value(),
        )  # fmt: skip
        self.write(lambda: self.ctx.app.interactions.log(new), _("Conversation saved"))

    def _lay_out(self) -> None:
        form = self.form
        form.add(_("Customer"), self.person, name="customer")
        form.add_widget(self.ask)
        self.person.edited.connect(self._look_at_card)
        form.add_beside([Entry(_("Channel"), self.channel, name="channel", share=1)])
        form.add(_("Who began"), self.direction, name="direction")
        form.add(_("What was said"), self.text, name="text")
        form.add_beside(
            [
                Entry(_("Day"), self.day, name="at", share=4),
                Entry(_("Time"), self.wall, name="time", share=2),
                Entry(_("Minutes"), self.minutes, name="minutes", share=2),
                Entry(_("Who of us"), self.who, name="staff", share=3),
            ]
        )

    def _prepare(self, customer_id: int | None) -> None:
        """Fill in what is known; what the store has to say comes a moment later."""
        self.form.settle()
        about(self, self.person, customer_id, self.text)

        def come(answer: tuple[str, list[Any]]) -> None:
            self._zone, people = answer
            self._fill_in(people)

        self.ctx.load(
            self, lambda session: (settings.value(session, settings.ZONE), staff.everyone(session)), come, slot="staff"
        )

    def _look_at_card(self) -> None:
        """Say what to ask this time: what their card does not know yet."""
        customer_id = self.person.value()
        if customer_id is None:
            self.ctx.forget(self, slot="missing")
            self.ask.hide()
            return
        self.ctx.load(
            self, lambda session: rules.completeness(queries.card(session, customer_id)), self._show_missing,
            lambda _error: self.ask.hide(), slot="missing",
        )  # fmt: skip

    def _show_missing(self, known: rules.Completeness) -> None:
        asked = asked_words(known.missing[:3])
        self.ask.setText(_("Ask this time: {fields}.").format(fields=asked))
        self.ask.setVisible(bool(asked))
        self.fit()

    def _fill_in(self, people: list[Any]) -> None:
        me, here = self.ctx.me(), clock.at(self._now, self._zone)
        self.who.set_choices([(None, "–"), *((one.id, one.name) for one in people)])
        self._kept = (here.date(), here.time().replace(second=0, microsecond=0))
        self.form.fill_in(self.who, me.id if me is not None else None)
        self.form.fill_in(self.day, self._kept[0])
        self.form.fill_in(self.wall, self._kept[1])

    def _moment(self) -> int | None:
        """Return when it was, None for just now."""
        day, wall = self.day.value(), self.wall.value()
        if (day, wall) == self._kept or day is None:
            return None
        return clock.instant(day, wall or time(12, 0), self._zone)

    def _minutes(self) -> int | None:
        typed = self.minutes.value()
        if typed is None:
            return None
        if not 0 <= typed <= _LONGEST:
            raise UserError(N_("A conversation lasts from 0 to {most} minutes."), field="minutes", most=_LONGEST)
        return int(typed) or None
