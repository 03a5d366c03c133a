"""The gallery's pages of single parts: buttons, chips, fields, states, and a dialog."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.buttons import Button, IconButton, filter_chip, link, primary, quiet, small
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.dialog import Dialog
from ui.kit.fields import CheckBox, ChoiceField, NoteField, PhoneField, RadioButton, TextField
from ui.kit.forms import Entry, Form
from ui.kit.gallery_pages import new_page
from ui.kit.gallery_samples import say
from ui.kit.icons import ICONS, IconLabel
from ui.kit.labels import PlainLabel, title
from ui.kit.menus import Menu
from ui.kit.number_fields import MoneyField, QuantityField, TimeField
from ui.kit.pickers import PersonField, Suggestion, TagField
from ui.kit.states import State
from ui.kit.tell import Toast
from ui.kit.theme import theme


def parts(_ctx: Context) -> QWidget:
    """Return buttons, chips, fields, boxes and icons."""
    page, column = new_page()
    column.addWidget(title(say("Parçalar", "Parts")))
    line = QHBoxLayout()
    line.setSpacing(theme().px(8))
    disabled = Button(say("Kapalı", "Disabled"))
    disabled.setEnabled(False)
    for widget in (
        primary(say("Kaydet", "Save"), icon="check"),
        Button(say("Normal", "Normal")),
        Button(say("Simgeli", "With icon"), icon="phone"),
        small(say("Küçük", "Small")),
        quiet(say("Sessiz", "Quiet")),
        disabled,
        IconButton("undo", say("Geri al", "Undo"), framed=True),
        IconButton("more", say("Diğer", "More")),
        link(say("bağlantı", "a link")),
    ):
        line.addWidget(widget)
    line.addStretch(1)
    column.addLayout(line)
    chips = QHBoxLayout()
    for tone in ("neutral", "count", "accent", "red", "amber", "green", "blue", "violet"):
        chips.addWidget(ChipLabel(Chip(tone, tone)))
    chips.addWidget(ChipLabel(Chip("icon", icon="phone")))
    for place, words in enumerate(
        (say("Yarın", "Tomorrow"), say("Salı", "Tuesday"), say("1 hafta sonra", "In a week"))
    ):
        chip = filter_chip(words)
        chip.setChecked(place == 1)
        chips.addWidget(chip)
    chips.addStretch(1)
    column.addLayout(chips)
    sides = QHBoxLayout()
    sides.setSpacing(theme().size("gap"))
    card = Card(say("Alanlar", "Fields"))
    card.add(_sample_form())
    sides.addWidget(card, 3)
    sides.addWidget(_ticks_and_icons(), 2)
    column.addLayout(sides)
    column.addStretch(1)
    return page


def _sample_form() -> Form:
    form = Form()
    person = form.add(
        say("Kim", "Who"), PersonField(lambda _typed, show: show([Suggestion(1, "Şükrü İnce", "Gaziantep")]))
    )
    person.set_value(Suggestion(1, "Şükrü İnce"))
    form.add(
        say("Ad soyad", "Name"),
        TextField("Ayşe & Yıldırım"),
        help=say("Faturadaki gibi", "As on the invoice"),
        name="name",
    )
    money, day, amount, when = MoneyField("TRY"), DateField(date(2026, 11, 24)), QuantityField(), TimeField()
    money.set_value(123_450)
    amount.set_value(Decimal("1.5"))
    when.set_value(time(10, 30))
    form.add_beside(
        [
            Entry(say("Gün", "Day"), day, say("3 gün sonra, iş günü", "in 3 days, a working day"), share=2),
            Entry(say("Saat", "Time"), when),
            Entry(say("Tutar", "Amount"), money, name="amount"),
            Entry(say("Miktar", "Quantity"), amount),
        ]
    )
    choice = ChoiceField([("tel", say("Telefon", "Phone")), ("wa", "WhatsApp")])
    form.add_beside(
        [Entry(say("Kanal", "Channel"), choice), Entry(say("Telefon", "Phone"), PhoneField(), name="phone")]
    )
    tags = form.add(say("Etiketler", "Tags"), TagField(["Toptan"]))
    tags.set_value(["Toptan", "VIP", "Hediye paketi"])
    form.add(say("Not", "Note"), NoteField(placeholder=say("Ne konuştunuz?", "What did you talk about?"), lines=2))
    return form


def _ticks_and_icons() -> QWidget:
    card = Card(say("Seçenekler ve simgeler", "Options and icons"))
    card.add(CheckBox(say("Her gün hatırlat", "Remind every day"), checked=True))
    card.add(CheckBox(say("Resmî tatilde kaydır", "Move off public holidays")))
    one, two = RadioButton(say("Bir kez", "Once")), RadioButton(say("30 günde bir", "Every 30 days"))
    one.setChecked(True)
    card.add(one)
    card.add(two)
    card.add(
        PlainLabel(say("Resmî tatile düşerse sonraki iş gününe kayar", "Moves to the next working day"), look="hintbox")
    )
    grid = QGridLayout()
    grid.setSpacing(theme().px(8))
    for place, meaning in enumerate(ICONS):
        grid.addWidget(IconLabel(meaning, "text"), place // 14, place % 14)
    card.body.addLayout(grid)
    card.body.addStretch(1)
    return card


def states(_ctx: Context) -> QWidget:
    """Return what pages say when there is nothing, or an error; a menu, a message."""
    page, column = new_page()
    line = QHBoxLayout()
    line.setSpacing(theme().size("gap"))
    for words in ("empty", "loading", "error"):
        card = Card()
        state = State()
        if words == "empty":
            state.empty(
                say("Takip yok", "No follow-ups"),
                say("Söz verdiğiniz her şey burada durur.", "Everything you promised stands here."),
                say("Takip ekle", "Add follow-up"),
                lambda: None,
                icon="follow_up",
            )
        elif words == "error":
            state.error(say("Dosya başka bir programda açık.", "The file is open elsewhere."), lambda: None)
        else:
            state.loading()
        card.setMinimumHeight(theme().px(260))
        card.add(state, 1)
        line.addWidget(card, 1)
    column.addLayout(line)
    menu = Menu(say("Diğer", "More"), page)
    menu.setWindowFlags(Qt.WindowType.Widget)
    menu.entry(say("Tamamla", "Complete"), lambda: None, icon="check", shortcut="Space")
    menu.entry(say("Ertele", "Postpone"), lambda: None, icon="alarm", shortcut="Ctrl+P")
    menu.addSeparator()
    menu.entry(say("Sil", "Delete"), lambda: None, icon="delete", enabled=False)
    column.addWidget(menu, 0, Qt.AlignmentFlag.AlignLeft)
    menu.show()
    column.addStretch(1)
    Toast(page).say(say("Takip tamamlandı: İade kargosu ulaştı mı, sor", "Follow-up completed"), lambda: None)
    return page


def follow_up(parent: QWidget | None) -> Dialog:
    """Return a dialog like the one for a follow-up."""
    dialog = Dialog(say("Takip ekle", "Add follow-up"), say("Takip ekle", "Add follow-up"), parent=parent)
    form = Form()
    person = form.add(say("Kim", "Who"), PersonField(lambda _typed, show: show([])), name="person")
    person.set_value(Suggestion(1, "Şükrü İnce"))
    form.add(
        say("Ne yapılacak", "What"),
        TextField(say("Toptan teklif için telefon et", "Call about the offer")),
        name="what",
    )
    form.add(say("Kim yapacak", "Who does it"), ChoiceField([(1, "Elif (ben)"), (2, "Emre")]), name="owner")
    when = TimeField()
    when.set_value(time(10, 30))
    form.add_beside(
        [
            Entry(
                say("Gün", "Day"),
                DateField(date(2026, 11, 24)),
                say("3 gün sonra, iş günü", "in 3 days, a working day"),
                "day",
                2,
            ),
            Entry(say("Saat", "Time"), when, say("30 dakika", "30 minutes"), "time"),
            Entry(say("Kanal", "Channel"), ChoiceField([(1, say("Telefon", "Phone"))]), "", "channel"),
        ]
    )
    chips = QWidget()
    line = QHBoxLayout(chips)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(6))
    for place, words in enumerate(
        (
            say("Yarın", "Tomorrow"),
            say("Salı", "Tuesday"),
            say("1 hafta sonra", "In a week"),
            say("Ay başı", "Next month"),
        )
    ):
        chip = filter_chip(words)
        chip.setChecked(place == 1)
        line.addWidget(chip)
    line.addWidget(filter_chip(say("30 günde bir", "Every 30 days"), icon="repeat"))
    line.addStretch(1)
    form.add_widget(chips)
    form.add(
        say("Hatırlat", "Remind"),
        TextField(say("15 dakika önce, bir de o sabah 09:00", "15 minutes before, and at 9:00")),
        name="remind",
    )
    form.add_widget(
        PlainLabel(say("Resmî tatile düşerse sonraki iş gününe kayar", "Moves to the next working day"), look="hintbox")
    )
    form.settle()
    dialog.add(form)
    dialog.protect(form.changed)
    return dialog
