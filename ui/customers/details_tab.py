"""Everything written on a customer's card, and what they allow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_crm.consents.rules import GRANTED, REFUSED
from desktop_crm.customers.types import CHANNEL_NAMES, CHANNELS, Address, CustomerKind
from desktop_crm.platform import clock, phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _
from ui.customers.card_facts import Facts
from ui.customers.words import birthday_words, breakable
from ui.kit.buttons import small as small_button
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.labels import PlainLabel, hairline, muted, strong
from ui.kit.theme import theme

_STATES: Final = {GRANTED: (N_("Allowed"), "green"), REFUSED: (N_("Refused"), "red")}
_LONGEST: Final = 4000


class DetailsTab(QScrollArea):
    """Shown anew whenever the card is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Details"))

    def show_facts(self, facts: Facts) -> None:
        """Show a customer; the place one reads stays."""
        px, kept = theme().px, self.verticalScrollBar().value()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(14), px(16), px(16))
        column.setSpacing(px(14))
        column.addLayout(self._fields(facts))
        column.addWidget(hairline())
        column.addWidget(strong(_("What they allow")))
        column.addLayout(self._consents(facts))
        column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(kept)

    def _fields(self, facts: Facts) -> QGridLayout:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnMinimumWidth(0, px(120))
        grid.setColumnStretch(1, 1)
        for row, (words, value) in enumerate(_lines(facts)):
            grid.addWidget(muted(words, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(breakable(value[:_LONGEST]), wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _consents(self, facts: Facts) -> QGridLayout:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(0, px(120))
        grid.setColumnStretch(1, 1)
        for row, channel in enumerate(CHANNELS):
            name = _(CHANNEL_NAMES[channel])
            words, tone = _STATES.get(facts.states.get(channel, ""), (N_("Not asked"), "neutral"))
            grid.addWidget(muted(name), row, 0)
            grid.addWidget(ChipLabel(Chip(_(words), tone)), row, 1)
            buttons = QHBoxLayout()
            buttons.setSpacing(px(6))
            for granted, verb in ((True, _("Allows")), (False, _("Refuses"))):
                button = small_button(verb, partial(self._record, facts.customer.id, channel, granted))
                button.setAccessibleName(f"{name}: {verb}")
                buttons.addWidget(button)
            grid.addLayout(buttons, row, 2)
        return grid

    def _record(self, customer_id: int, channel: str, granted: bool) -> None:
        service, name = self._ctx.app.consents, _(CHANNEL_NAMES[channel])
        said = _("{channel}: allowed") if granted else _("{channel}: refused")
        self._ctx.do(self, lambda: service.record(customer_id, channel, granted=granted), said.format(channel=name))


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each field that is filled in, as (what it is, what stands in it)."""
    card = facts.customer
    if card.kind is CustomerKind.COMPANY:
        yield _("Kind"), _("Company")
    yield _("Name"), card.name
    if card.company and card.company != card.name:
        yield _("Company"), card.company
    if card.phones:
        yield _("Phone"), "\n".join(phones.shown(phone.number) for phone in card.phones)
    if card.emails:
        masked = _("(the marketplace's masked address)")
        yield _("E-mail"), "\n".join(f"{m.address} {masked}" if m.masked else m.address for m in card.emails)
    for address in card.addresses:
        yield _("Address"), _address(address)
    owner = facts.people.get(card.owner_id or 0, "")
    since = shown_date(clock.local_date(card.created_at, facts.zone))
    for words, value in (
        (_("Tags"), ", ".join(card.tags)), (_("Birthday"), birthday_words(card.birthday)), (_("Note"), card.note),
        (_("How they heard of us"), card.heard_from), (_("Tax or identity number"), card.tax_number),
        (_("Tax office"), card.tax_office), (_("Who looks after them"), owner), (_("In the book since"), since),
    ):  # fmt: skip
        if value:
            yield words, value


def _address(address: Address) -> str:
    place = " ".join(filter(None, (address.postal_code, " / ".join(filter(None, (address.district, address.city))))))
    return "\n".join(filter(None, (address.line, address.neighbourhood, place, address.region, address.country)))
