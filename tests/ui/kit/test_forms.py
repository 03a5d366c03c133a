"""Forms, fields and dialogs: one call does all, errors stand beside their field, typed text is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.platform import i18n
from desktop_crm.platform.errors import UserError
from tests.ui.kit.parts import HOSTILE, press, type_text
from ui.kit.date_field import DateField
from ui.kit.dialog import Dialog
from ui.kit.fields import CheckBox, ChoiceField, NoteField, PhoneField, RadioButton, TextField
from ui.kit.forms import Entry, Form
from ui.kit.number_fields import MoneyField, QuantityField, TimeField
from ui.kit.pickers import PersonField, Suggestion, TagField

SATURDAY = date(2026, 11, 21)


@pytest.fixture
def form(qtbot) -> Form:
    """An empty form on screen."""
    made = Form()
    qtbot.addWidget(made)
    made.show()
    return made


def _shown_words(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def test_one_call_gives_label_buddy_name_and_help(form: Form) -> None:
    field = form.add("Name & title", TextField(), help="As on the invoice", name="name")
    (label,) = [label for label in form.findChildren(QLabel) if label.buddy() is field]
    assert label.text() == "Name && title"
    assert field.accessibleName() == "Name & title"
    assert field.accessibleDescription() == "As on the invoice"


def test_a_click_on_a_label_leads_to_its_field(form: Form, qtbot) -> None:
    form.add("Name", TextField(), name="name")
    phone = form.add("Phone", PhoneField(), name="phone")
    form.activateWindow()
    (label,) = [label for label in form.findChildren(QLabel) if label.buddy() is phone]
    qtbot.mouseClick(label, Qt.MouseButton.RightButton)
    assert not phone.hasFocus()
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(phone.hasFocus)


def test_an_error_stands_beside_its_field_and_takes_the_focus(form: Form, qtbot) -> None:
    form.add("Name", TextField(), name="name")
    phone = form.add("Phone", PhoneField(), help="With its code", name="phone")
    form.activateWindow()
    form.show_errors(UserError("This number is too short.", field="phone"), UserError("Another thing."))
    assert "This number is too short." in _shown_words(form)
    assert "With its code" not in _shown_words(form)
    assert "Another thing." in _shown_words(form)
    assert phone.property("invalid") is True
    qtbot.waitUntil(phone.hasFocus)
    form.show_errors()
    assert "With its code" in _shown_words(form)
    assert phone.property("invalid") is False


def test_a_form_reads_every_field_and_shows_what_it_cannot(form: Form) -> None:
    money = form.add("Amount", MoneyField(), name="amount")
    money.setText("much")
    assert not form.check()
    assert "“much” is not a number" in _shown_words(form)
    money.setText("12,50")
    assert form.check()


def test_a_form_knows_whether_anything_was_typed(form: Form) -> None:
    name = form.add("Name", TextField("Ayşe"), name="name")
    tags = TagField()
    form.add_beside([Entry("Tags", tags, name="tags")])
    form.settle()
    assert not form.changed()
    tags.set_value(["VIP"])
    assert form.changed()
    tags.set_value([])
    name.setText("Ayşen")
    assert form.changed()


def test_what_the_store_knew_is_filled_in_only_where_nothing_was_entered(form: Form) -> None:
    name, day, sum_ = TextField(), DateField(today=lambda: SATURDAY), MoneyField()
    form.add_beside([Entry("Name", name, name="name"), Entry("Day", day, name="day"), Entry("Sum", sum_, name="sum")])
    form.settle()
    form.fill_in(name, "Ayşe")
    assert (name.value(), form.changed()) == ("Ayşe", False)
    day.setText("24.11")
    sum_.setText("much")
    form.fill_in(day, SATURDAY)
    form.fill_in(sum_, 100)
    assert (day.value(), sum_.text(), form.changed()) == (date(2026, 11, 24), "much", True)


def test_a_tag_that_is_typed_and_not_yet_added_counts(form: Form) -> None:
    tags = form.add("Tags", TagField())
    tags.set_value(["VIP"])
    tags.edit.setText(" düğün, ")
    assert tags.value() == ["VIP", "düğün"]
    tags.edit.setText("vıp")
    assert tags.value() == ["VIP"]


def test_a_field_of_tags_may_be_deleted_while_somebody_types_in_it(qtbot: QtBot) -> None:
    tags = TagField()
    tags.show()
    with qtbot.waitActive(tags):
        tags.edit.setFocus()
    QTest.keyClicks(tags.edit, "vip")
    assert tags.edit.hasFocus()
    with qtbot.capture_exceptions() as caught:
        tags.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert caught == []


def test_two_fields_cannot_share_a_name(form: Form) -> None:
    form.add("Name", TextField(), name="name")
    with pytest.raises(ValueError, match="name"):
        form.add("Name", TextField(), name="name")


def test_money_is_tidied_when_left(form: Form) -> None:
    i18n.use("tr")
    field = form.add("Tutar", MoneyField("TRY"))
    field.setText("1234,5")
    field.editingFinished.emit()
    assert field.text() == "₺1.234,50"
    assert field.value() == 123450


def test_quantity_and_time_are_tidied_when_left(form: Form) -> None:
    i18n.use("tr")
    quantity, wall = form.add("Miktar", QuantityField()), form.add("Saat", TimeField())
    quantity.setText("1,50")
    quantity.editingFinished.emit()
    wall.setText("930")
    wall.editingFinished.emit()
    assert (quantity.text(), quantity.value()) == ("1,5", Decimal("1.5"))
    assert (wall.text(), wall.value()) == ("09:30", time(9, 30))


def test_a_day_is_typed_in_words_and_shown_with_its_weekday(form: Form) -> None:
    i18n.use("tr")
    field = form.add("Gün", DateField(today=lambda: SATURDAY))
    field.setText("24.11")
    field.editingFinished.emit()
    assert field.text() == "24.11.2026 Salı"
    field.setText("yarın")
    assert field.value() == date(2026, 11, 22)


def test_the_calendar_opens_by_key_and_gives_the_day_chosen(form: Form, qtbot) -> None:
    field = form.add("Day", DateField(SATURDAY, today=lambda: SATURDAY))
    press(field, Qt.Key.Key_Down, alt=True)
    from ui.kit.month import MonthPopup

    (popup,) = field.findChildren(MonthPopup)
    grid = popup.panel.grid
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        press(grid, key)
    assert grid.accessibleName() == "29/12/2026 Tuesday"
    press(grid, Qt.Key.Key_Return)
    assert field.value() == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("typed", "key", "corner"), [("31.12.9999", Qt.Key.Key_Right, (6, 6)), ("01.01.0001", Qt.Key.Key_Left, (0, 0))]
)
def test_the_calendar_ends_with_the_days_there_are(
    form: Form, qtbot, typed: str, key: Qt.Key, corner: tuple[int, int]
) -> None:
    field = form.add("Day", DateField(past=True))
    type_text(field, typed)
    before = field.value()
    popup = field.open_calendar()
    grid = popup.panel.grid
    grid.grab()
    for step in (key, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        press(grid, step)
    grid.show_day(before)
    press(grid, key)
    assert grid.day == before
    column, row = corner
    qtbot.mouseClick(
        grid, Qt.MouseButton.LeftButton, pos=QPoint(column * grid.width() // 7 + 5, row * grid.height() // 7 + 5)
    )
    assert field.value() == before
    popup.close()


def test_a_person_is_found_while_typing_and_becomes_a_chip(form: Form, qtbot) -> None:
    asked: list[str] = []

    def suggest(typed: str, show) -> None:
        asked.append(typed)
        show([Suggestion(7, HOSTILE, "Gaziantep"), Suggestion(8, "Şükrü İnce")])

    field = form.add("Who", PersonField(suggest))
    field.edit.setFocus()
    type_text(field.edit, "şük")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["şük"]
    popup = field._completer.popup()
    assert popup.model().rowCount() == 2
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.person is not None)
    assert field.value() == 7
    assert field._chip.accessibleName() == f"Remove {HOSTILE}"
    popup.hide()
    press(field.edit, Qt.Key.Key_Backspace)
    assert field.value() is None


def test_a_late_suggestion_for_other_letters_is_dropped(form: Form, qtbot) -> None:
    waiting = []
    field = form.add("Who", PersonField(lambda _typed, show: waiting.append(show)))
    type_text(field.edit, "ay")
    qtbot.waitUntil(lambda: bool(waiting))
    field.edit.setText("berk")
    waiting[0]([Suggestion(1, "Ayşe")])
    assert field._found == ()


def test_a_name_that_is_typed_and_not_chosen_counts_and_cannot_be_sent(form: Form) -> None:
    field = form.add("Who", PersonField(lambda _typed, _show: None), name="who")
    form.settle()
    type_text(field.edit, "Ayşe Yıldırım")
    assert form.changed()
    assert not form.check()
    assert "Choose somebody from the list, or empty the field." in _shown_words(form)
    field.edit.clear()
    assert (form.check(), field.value(), form.changed()) == (True, None, False)


def test_a_comma_typed_over_the_suggestions_adds_a_tag(form: Form, qtbot: QtBot) -> None:
    field = form.add("Tags", TagField(["VIP", "Toptan"]))
    form.activateWindow()
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    popup = field.edit.completer().popup()

    def type_on(keys: str) -> None:
        for key in keys:
            QTest.keyClick(popup.windowHandle() if popup.isVisible() else form.windowHandle(), key)

    type_on("vip")
    assert popup.isVisible()
    type_on(",yeni")
    assert (field.edit.text(), field.value()) == ("yeni", ["vip", "yeni"])
    popup.hide()


def test_tags_are_added_by_enter_and_comma_and_taken_by_backspace(form: Form) -> None:
    field = form.add("Tags", TagField())
    type_text(field.edit, "VIP,")
    type_text(field.edit, "vip")
    press(field.edit, Qt.Key.Key_Return)
    type_text(field.edit, "Toptan")
    press(field.edit, Qt.Key.Key_Return)
    assert field.value() == ["VIP", "Toptan"]
    press(field.edit, Qt.Key.Key_Backspace)
    assert field.value() == ["VIP"]


def test_choices_keep_the_value_that_is_still_offered(form: Form) -> None:
    field = form.add("Channel", ChoiceField([(1, "Phone"), (2, HOSTILE)]))
    field.set_value(2)
    field.set_choices([(2, "WhatsApp"), (3, "Mail")])
    assert field.value() == 2
    field.set_value(99)
    assert field.value() is None


def test_ticks_and_notes_answer_with_their_value(form: Form) -> None:
    box, note, radio = CheckBox("A & B"), form.add("Note", NoteField()), RadioButton("Once")
    form.add_widget(box)
    form.add_widget(radio)
    box.click()
    note.setPlainText(f"  {HOSTILE} ")
    assert (box.value(), note.value(), radio.isChecked()) == (True, HOSTILE, False)


def test_a_phone_is_written_as_the_core_writes_it(form: Form) -> None:
    field = form.add("Phone", PhoneField(lambda text: f"+90 {text}"))
    field.setText("532")
    field.editingFinished.emit()
    assert field.text() == "+90 532"


@pytest.fixture
def dialog(qtbot) -> Iterator[Dialog]:
    """A dialog with one field on a window."""
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    made = Dialog("Add follow-up", "Add", parent=window)
    form = Form()
    form.add("What", TextField(), name="what")
    form.settle()
    made.add(form)
    made.protect(form.changed)
    made.open()
    yield made
    made.done(0)


def test_control_enter_saves_and_a_bare_enter_does_not(dialog: Dialog) -> None:
    sent = []
    dialog.submitted.connect(lambda: sent.append(1))
    field = dialog.findChild(TextField)
    press(field, Qt.Key.Key_Return)
    assert sent == []
    press(field, Qt.Key.Key_Return, control=True)
    dialog.set_busy(True)
    press(field, Qt.Key.Key_Return, control=True)
    assert sent == [1]


def test_escape_closes_what_was_not_touched(dialog: Dialog) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_asks_before_typed_text_is_lost(dialog: Dialog) -> None:
    dialog.findChild(TextField).setText("Call about the offer")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Discard what you typed?" in _shown_words(dialog)
    dialog._stay.click()
    assert "Discard what you typed?" not in _shown_words(dialog)
    press(dialog, Qt.Key.Key_Escape)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_dialog_begins_in_its_first_field_and_darkens_the_window(dialog: Dialog, qtbot) -> None:
    from ui.kit.frames import Scrim

    qtbot.waitUntil(lambda: isinstance(dialog.focusWidget(), QLineEdit))
    assert dialog.parentWidget().findChildren(Scrim)
    dialog.accept()
    assert not [scrim for scrim in dialog.parentWidget().findChildren(Scrim) if scrim.isVisible()]


def test_a_dialog_fits_on_a_small_screen_and_scrolls(qtbot) -> None:
    made = Dialog("Long", "Save")
    qtbot.addWidget(made)
    form = Form()
    for number in range(40):
        form.add(f"Field {number}", TextField())
    made.add(form)
    made.show()
    assert made.height() <= made.screen().availableGeometry().height()
    assert made.verb.isVisible()
