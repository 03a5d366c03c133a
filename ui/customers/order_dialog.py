"""An order taken by hand: at the counter, on Instagram, on WhatsApp; what it comes to is reckoned while typing."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.orders.types import METHOD_NAMES, NewOrder
from desktop_crm.platform import clock, money, settings
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.shops import queries as shops
from desktop_crm.shops.service import OWN
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.finding import about
from ui.customers.order_lines import OrderLines
from ui.kit.completer import complete
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.fields import CheckBox, NoteField, TextField
from ui.kit.finding import suggest
from ui.kit.form_dialog import FormDialog
from ui.kit.forms import Entry
from ui.kit.labels import PlainLabel, muted
from ui.kit.number_fields import MoneyField
from ui.kit.pickers import PersonField
from ui.kit.theme import theme

BY_HAND: Final = (N_("Instagram"), N_("WhatsApp"), N_("At the counter"), N_("Phone"))
"""Where orders that no store writes down usually come from."""


def take_order(ctx: Context, parent: QWidget | None, customer_id: int | None = None) -> OrderDialog:
    """Open the form of an order; returns it."""
    dialog = OrderDialog(ctx, parent, customer_id)
    dialog.open()
    return dialog


class OrderDialog(FormDialog):
    """Who, where, what and how much; shipping, discount, how it is paid and whether it is with them already."""

    def __init__(self, ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
        super().__init__(ctx, parent, _("Add an order"), _("Save the order"), width=680)
        self._now = ctx.app.db.clock.now()
        self._zone = clock.DEFAULT_ZONE
        self._today: date | None = None
        self.person = PersonField(suggest(ctx, self))
        self.shop = TextField(placeholder=_("Instagram, WhatsApp, at the counter…"), limit=80)
        self.day = DateField(past=True, today=lambda: clock.local_date(self._now, self._zone))
        self.number = TextField(placeholder=_("given by itself"), limit=60)
        self.lines = OrderLines()
        self.shipping, self.discount = MoneyField(), MoneyField()
        self.method = ChipChoice([Option(code, _(words)) for code, words in METHOD_NAMES.items()])
        self.paid, self.delivered = CheckBox(_("Paid")), CheckBox(_("Handed over or delivered"))
        self.note = NoteField(lines=2)
        self.total = PlainLabel(look="heading")
        self._lay_out()
        for field in (self.lines, self.shipping, self.discount):
            field.edited.connect(self._reckon)
        self._reckon()
        self._prepare(customer_id)

    def sum(self) -> int:
        """Return what the order comes to at this moment, in minor units."""
        return self.lines.total + (_amount(self.shipping) or 0) - (_amount(self.discount) or 0)

    def send(self) -> None:
        customer_id = self.person.value()
        if customer_id is None:
            raise UserError(N_("Choose who bought."), field="customer")
        if not self.shop.value():
            raise UserError(N_("Write where the order came from."), field="shop")
        if self.sum() < 0:
            raise UserError(N_("The discount is larger than the order."), field="discount")
        new = NewOrder(
            customer_id, self.shop.value(), tuple(self.lines.value()), self.lines.currency, self.number.value(),
            self.method.value() or "", self.paid.value(), self.delivered.value(),
            self._positive(self.shipping, "shipping"), self._positive(self.discount, "discount"),
            self.note.value(), self._moment(),
        )  # fmt: skip
        said = _("Order saved: {total}").format(total=money.shown(self.sum(), new.currency))
        self.write(lambda: self.ctx.app.orders.take(new), said)

    def _lay_out(self) -> None:
        form = self.form
        form.add(_("Customer"), self.person, name="customer")
        form.add_beside(
            [
                Entry(_("Where it came from"), self.shop, name="shop", share=3),
                Entry(_("Day"), self.day, name="day", share=3),
                Entry(_("Order number"), self.number, name="number", share=2),
            ]
        )
        form.add(_("What was bought"), self.lines, name="lines")
        form.add_beside(
            [
                Entry(_("Shipping"), self.shipping, name="shipping"),
                Entry(_("Discount"), self.discount, name="discount"),
                Entry(_("Note"), self.note, name="note", share=2),
            ]
        )
        form.add(_("How it is paid"), self.method, name="method")
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(14))
        line.addWidget(self.paid)
        line.addWidget(self.delivered)
        line.addStretch(1)
        line.addWidget(muted(_("Total")))
        line.addWidget(self.total, 0, Qt.AlignmentFlag.AlignRight)
        form.add_widget(foot)

    def _prepare(self, customer_id: int | None) -> None:
        self.form.settle()
        about(self, self.person, customer_id, self.shop)

        def read(session: Any) -> tuple[str, str, list[str]]:
            own = [shop.name for shop in shops.everyone(session) if shop.kind == OWN]
            return settings.value(session, settings.ZONE), settings.value(session, settings.CURRENCY), own

        def come(answer: tuple[str, str, list[str]]) -> None:
            self._zone, currency, own = answer
            self._fill_in(currency, own)

        self.ctx.load(self, read, come, slot="order")

    def _fill_in(self, currency: str, own: list[str]) -> None:
        self.lines.set_currency(currency)
        for field in (self.shipping, self.discount):
            field.currency = currency
            field.setPlaceholderText(money.shown(0, currency))
        complete(self.shop, list(dict.fromkeys([*own, *(_(words) for words in BY_HAND)])))
        self._today = clock.local_date(self._now, self._zone)
        self.form.fill_in(self.day, self._today)
        self._reckon()

    def _reckon(self) -> None:
        words = money.shown(self.sum(), self.lines.currency)
        self.total.setText(words)
        self.total.setAccessibleName(_("Total") + f": {words}")

    def _moment(self) -> int | None:
        day = self.day.value()
        if day is None or day == self._today:
            return None
        if self._today is not None and day > self._today:
            raise UserError(N_("An order cannot lie in the future."), field="day")
        return clock.instant(day, time(12, 0), self._zone)

    def _positive(self, field: MoneyField, name: str) -> int:
        amount = field.value() or 0
        if amount < 0:
            raise UserError(N_("This cannot be below zero."), field=name)
        return amount


def _amount(field: MoneyField) -> int | None:
    try:
        return field.value()
    except UserError:
        return None
