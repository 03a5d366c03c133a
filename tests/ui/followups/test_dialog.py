"""The form of a follow-up: planned by typing, refused beside the field, quick days, reminders that fit the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, NewFollowUp, Remind
from desktop_crm.platform import i18n
from tests.clock import FakeClock
from tests.ui.followups.conftest import elsewhere
from tests.ui.kit.parts import HOSTILE, FakeTell, type_text
from ui.followups.commands import commands
from ui.followups.dialog import FollowUpDialog, edit_followup, plan_followup
from ui.followups.form import quick_days
from ui.kit import lint
from ui.kit.context import Context
from ui.kit.labels import PlainLabel
from ui.kit.theme import Mode, theme

TODAY = date(2026, 11, 21)
MORNING, QUARTER = Remind(wall=time(9)), Remind(before=15)


@pytest.fixture
def dialog(ctx: Context, qtbot: QtBot) -> Callable[..., FollowUpDialog]:
    """Opens the dialog and returns it once it is there."""

    def show(customer_id: int | None = None, followup_id: int | None = None) -> FollowUpDialog:
        if followup_id is None:
            plan_followup(ctx, None, customer_id)
        else:
            edit_followup(ctx, None, followup_id)
        qtbot.waitUntil(lambda: bool(dialogs()))
        return dialogs()[0]

    return show


def dialogs() -> list[FollowUpDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FollowUpDialog) and one.isVisible()]


def planned(app: App) -> list[FollowUp]:
    return elsewhere(lambda: app.read(lambda session: queries.due(session, date(2100, 1, 1))))


def words(dialog: FollowUpDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible())


@pytest.mark.feature("C1")
def test_a_follow_up_is_planned_by_typing_alone(
    app: App, tell: FakeTell, dialog: Callable[..., FollowUpDialog], qtbot: QtBot
) -> None:
    elsewhere(lambda: app.customers.add(NewCustomer(name="Şükrü İnce", phones=("0532 418 27 90",))))
    made = dialog()
    form = made.form
    type_text(form.person.edit, "sukru")
    qtbot.waitUntil(lambda: form.person.edit.completer().popup().isVisible())
    form.person.edit.completer().popup().setCurrentIndex(form.person.edit.completer().popup().model().index(0, 0))
    QTest.keyClick(form.person.edit.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.person.person is not None)
    type_text(form.title, "Toptan teklif için telefon et")
    form.day.clear()
    type_text(form.day, "salı")
    type_text(form.wall, "10.30")
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialogs())
    (item,) = planned(app)
    assert (item.title, item.customer) == ("Toptan teklif için telefon et", "Şükrü İnce")
    assert (item.due_date, item.due_time, item.channel) == (date(2026, 11, 24), time(10, 30), "phone")
    assert elsewhere(lambda: app.read(lambda session: queries.reminders(session, item.id))) == (QUARTER,)
    assert tell.said[-1][0] == "Planned for 24 Nov Tuesday 10:30: Toptan teklif için telefon et"


@pytest.mark.feature("C1")
def test_a_name_that_is_typed_and_not_chosen_is_neither_passed_over_nor_lost(
    app: App, dialog: Callable[..., FollowUpDialog], settle: Callable[[], None]
) -> None:
    made = dialog()
    type_text(made.form.person.edit, "Ayşe Yıldırım")
    made.reject()
    assert made.isVisible()
    made.form.title.set_value("ara")
    made.verb.click()
    settle()
    assert "Choose somebody from the list, or empty the field." in words(made)
    assert planned(app) == []


def test_the_key_plans_for_the_one_customer_in_sight(app: App, ctx: Context, qtbot: QtBot) -> None:
    sukru = elsewhere(lambda: app.customers.add(NewCustomer(name="Şükrü İnce")))
    plan = next(command for command in commands(ctx) if command.shortcut == "Ctrl+T")
    for chosen, meant in (((sukru,), sukru), ((sukru, sukru + 1), None), ((), None)):
        ctx.chosen = lambda chosen=chosen: chosen
        plan.run()
        qtbot.waitUntil(lambda: bool(dialogs()))
        assert dialogs()[0].form.person.value() == meant
        dialogs()[0].reject()
        qtbot.waitUntil(lambda: not dialogs())


def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_is_lost(
    app: App, dialog: Callable[..., FollowUpDialog], qtbot: QtBot, settle: Callable[[], None]
) -> None:
    made = dialog()
    made.form.note.set_value("yarım kalan not")
    made.verb.click()
    qtbot.waitUntil(lambda: "Write what is to be done." in words(made))
    assert made.form.title.property("invalid")
    made.form.title.set_value("ara")
    made.form.day.setText("32.13")
    made.verb.click()
    assert "is not a day" in words(made)
    made.form.day.setText("")
    made.verb.click()
    assert "Choose a day." in words(made)
    made.form.wall.setText("27:90")
    made.verb.click()
    assert "is not a time" in words(made)
    settle()
    assert planned(app) == []
    assert made.form.note.value() == "yarım kalan not"
    assert made.verb.isEnabled()


def test_a_customer_gone_meanwhile_is_said_and_the_form_stays(
    app: App, dialog: Callable[..., FollowUpDialog], qtbot: QtBot
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name="Işıl Ak")))
    made = dialog(customer)
    made.form.title.set_value("ara")
    elsewhere(lambda: app.customers.delete([customer]))
    made.verb.click()
    qtbot.waitUntil(lambda: "not there any more" in words(made))
    assert dialogs() == [made]


def test_editing_shows_what_was_planned_and_saves_the_change(
    app: App, dialog: Callable[..., FollowUpDialog], qtbot: QtBot
) -> None:
    elif_, emre = elsewhere(lambda: app.staff.add("Elif")), elsewhere(lambda: app.staff.add("Emre"))
    old = NewFollowUp(
        "ara", date(2026, 12, 1), due_time=time(16), note="not", channel="whatsapp", owner_id=elif_, minutes=25,
        reminders=(Remind(before=100),),
    )  # fmt: skip
    followup = elsewhere(lambda: app.followups.plan(old))
    made = dialog(followup_id=followup)
    form = made.form
    assert (form.title.value(), form.day.value(), form.wall.value()) == ("ara", date(2026, 12, 1), time(16))
    assert (form.channel.value(), form.length.value(), form.owner.value()) == ("whatsapp", 25, elif_)
    assert form.remind.value() == (Remind(before=100),)
    assert not form.changed()
    form.owner.set_value(emre)
    made.verb.click()
    qtbot.waitUntil(lambda: not dialogs())
    (item,) = planned(app)
    assert (item.owner_id, item.note, item.minutes) == (emre, "not", 25)
    elsewhere(app.undo)
    assert planned(app)[0].owner_id == elif_


@pytest.mark.feature("C9")
def test_the_day_tells_how_far_it_is_and_where_it_shifts(
    dialog: Callable[..., FollowUpDialog], clock: FakeClock
) -> None:
    clock.set(date(2026, 10, 26))
    made = dialog()
    form = made.form
    form.day.set_value(date(2026, 10, 27))
    assert "tomorrow, a working day" in words(made)
    form.day.set_value(date(2026, 10, 29))
    assert "in 3 days, Republic Day; moves to 30.10 Friday" in words(made)
    form.working_day.setChecked(False)
    assert "moves to" not in words(made)
    form.day.set_value(date(2026, 10, 25))
    assert "a day gone by" in words(made)


def test_quick_days_are_those_people_say_and_none_is_offered_twice() -> None:
    assert quick_days(TODAY, "TR") == [
        ("Tomorrow", date(2026, 11, 22)), ("Monday", date(2026, 11, 23)), ("In 1 week", date(2026, 11, 28)),
        ("Start of the month", date(2026, 12, 1)),
    ]  # fmt: skip
    assert [words for words, _ in quick_days(date(2026, 11, 30), "TR")] == ["Tomorrow", "Wednesday", "In 1 week"]
    days = [day for _, day in quick_days(date(2026, 12, 31), "TR")]
    assert len(days) == len(set(days))


def test_a_quick_day_fills_the_field_and_is_marked(dialog: Callable[..., FollowUpDialog]) -> None:
    form = dialog().form
    chips = [chip for _, chip in form.chips._chips]
    chips[2].click()
    assert form.day.value() == date(2026, 11, 28)
    assert [chip.isChecked() for chip in chips] == [False, False, True, False]


def test_reminders_fit_whether_there_is_a_time_until_they_are_chosen_by_hand(
    dialog: Callable[..., FollowUpDialog],
) -> None:
    form = dialog().form
    assert form.remind.value() == (MORNING,)
    form.wall.setText("10:30")
    assert form.remind.value() == (QUARTER,)
    assert "15 minutes before, and that day at 09:00" in [form.remind.itemText(n) for n in range(form.remind.count())]
    form.remind.set_value((QUARTER, MORNING))
    form.remind.activated.emit(3)
    form.wall.setText("")
    assert form.remind.value() == (QUARTER, MORNING)


def test_escape_asks_before_typed_words_are_lost(dialog: Callable[..., FollowUpDialog]) -> None:
    made = dialog()
    made.form.title.set_value("ara")
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert dialogs() == [made]
    assert "Discard what you typed?" in words(made)


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_nothing_is_unnamed_clipped_or_read_as_html(
    app: App, dialog: Callable[..., FollowUpDialog], settle: Callable[[], None], language: str, mode: Mode
) -> None:
    elsewhere(lambda: app.staff.add(HOSTILE))
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name=HOSTILE)))
    i18n.use(language)
    theme().use(mode)
    made = dialog(customer)
    made.form.title.set_value(HOSTILE)
    settle()
    assert lint.problems(made) == []
    assert made.form.person.person is not None
    assert made.form.person.person.name == HOSTILE
    theme().use(Mode.LIGHT)
