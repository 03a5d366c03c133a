"""The card of the whole person: hostile names, conflicts, stages, points, referrals, changes put back, the bin."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_crm.app import App
from desktop_crm.bin import queries as bins
from desktop_crm.customers import queries, rules
from desktop_crm.customers.types import Address, Customer, Email, Handle, Hours, NewCustomer, Phone
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.types import Asked
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.lifecycle import queries as stages
from desktop_crm.lifecycle.types import Stage
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.referrals import queries as referrals
from desktop_crm.segments.parsing import parse
from desktop_crm.ties.types import TieKind
from tests.clock import FakeClock
from tests.ui.kit.parts import held_readers, held_writer, press
from ui.customers.bin_dialog import open_bin
from ui.customers.card import CustomerCard
from ui.customers.card_words import asked_words
from ui.customers.customer_dialog import CustomerDialog, edit_customer
from ui.customers.panel import CustomersPanel
from ui.customers.points_dialog import PointsDialog, change_points
from ui.customers.reach import ReachDialog
from ui.customers.reach_count import ReachCount
from ui.customers.referral_dialog import ReferralDialog, note_referral
from ui.customers.stage_dialog import StageDialog, change_stage
from ui.customers.talk_dialog import log_conversation
from ui.kit.context import Context
from ui.kit.row_paint import Row
from ui.kit.rows import RowList

HOSTILE = '<img src="file:///etc/hostname"><b>x'
EVERYWHERE = NewCustomer(
    name=HOSTILE, company=HOSTILE, note=HOSTILE, address_as=HOSTILE, phones=(HOSTILE, "05321112233"),
    emails=("a@example.com", "x@trendyolmail.com"), handles=(Handle(HOSTILE, "instagram"),),
    addresses=(Address(line=HOSTILE, city=HOSTILE, district=HOSTILE),), tags=(HOSTILE,), sizes=(HOSTILE,),
    tastes=(HOSTILE,), interests=(HOSTILE,), bonds=(HOSTILE,), aim=HOSTILE, next_step=HOSTILE, expected_wish=HOSTILE,
    next_wish=HOSTILE, heard_from=HOSTILE, tax_office=HOSTILE, quiet_hours=Hours(time(11), time(13)),
)  # fmt: skip


@pytest.fixture
def card(desk: Context, settle, qtbot) -> CustomerCard:
    made = CustomerCard(desk)
    qtbot.addWidget(made)
    made.resize(460, 860)
    made.show()
    settle()
    return made


def kept(app: App, customer: int) -> Customer:
    return app.read(lambda session: queries.card(session, customer))


def box_of(window: QWidget, kind: type[QDialog]):
    return next(box for box in reversed(window.findChildren(kind)) if box.isVisible())


def rows_of(page: QWidget) -> list[Row]:
    listed = page if isinstance(page, RowList) else page.list
    return [row for place in range(listed.count()) if (row := listed.row_at(place)) is not None]


def assert_as_typed(widget: QWidget) -> None:
    """Nothing shown below a widget is read as HTML, and no tooltip holds the raw mark-up."""
    for one in (widget, *widget.findChildren(QWidget)):
        tip = one.toolTip()
        assert "<img" not in tip, (one, tip)
        assert "<b>x" not in tip, (one, tip)
        if isinstance(one, QLabel):
            assert one.textFormat() is Qt.TextFormat.PlainText, one.text()
            assert one.pixmap().isNull()


@pytest.mark.feature("A1")
def test_a_hostile_customer_is_shown_as_typed_in_every_text_tooltip_and_dialog(
    card: CustomerCard, desk: Context, app: App, window: QWidget, settle
) -> None:
    customer = app.customers.add(EVERYWHERE)
    other = app.customers.add(NewCustomer(name=f"{HOSTILE} 2"))
    app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, HOSTILE))
    app.loyalty.give(customer, 5, HOSTILE)
    app.loyalty.set_level(customer, HOSTILE)
    app.referrals.note(customer, other, HOSTILE)
    app.referrals.note(app.customers.add(NewCustomer(name=f"{HOSTILE} 3")), customer, HOSTILE)
    app.lifecycle.mark([customer], stage_lost())
    app.customers.edit(customer, replace(EVERYWHERE, note=f"{HOSTILE}!"))
    card.show_customer(customer)
    settle()
    for tab in ("history", "details", "changes", "orders", "followups", "surveys"):
        card.tabs.show_tab(tab)
        settle()
        card.grab()
        assert_as_typed(card)
    assert card.head.lines[0] == HOSTILE
    told = [row.title + row.second for row in rows_of(card.tabs.page("history"))]
    assert sum(HOSTILE in text for text in told) >= 5
    assert any(HOSTILE in row.second for row in rows_of(card.tabs.page("changes")))
    details = [label.text().replace("\u200b", "") for label in card.tabs.page("details").findChildren(QLabel)]
    assert sum(HOSTILE in text for text in details) >= 12
    for opens in (edit_customer, change_stage, change_points, note_referral, log_conversation):
        opens(desk, window, customer)
        settle()
        box = box_of(window, QDialog)
        box.grab()
        assert_as_typed(box)
        texts = [field.text() for field in box.findChildren(QLineEdit)]
        texts += [field.toPlainText() for field in box.findChildren(QPlainTextEdit)]
        texts += [one.text() for one in box.findChildren(QLabel)] + [
            one.text() for one in box.findChildren(QAbstractButton)
        ]
        assert any(HOSTILE in text.replace("\u200b", "") for text in texts), opens
        box.done(0)
        settle()
    app_delete(desk, app, customer, settle)
    box = open_bin(desk, window)
    settle()
    box.grab()
    assert_as_typed(box)
    assert rows_of(box.list)[0].title == HOSTILE


def stage_lost():
    from desktop_crm.lifecycle.types import NewMark

    return NewMark(Stage.LOST, reason=HOSTILE, note=HOSTILE)


def app_delete(desk: Context, app: App, customer: int, settle) -> None:
    desk.do(desk, lambda: app.customers.delete([customer]))
    settle()


@pytest.mark.feature("A5")
def test_the_head_says_when_not_to_call_and_calling_warns(
    card: CustomerCard, desk: Context, app: App, clock: FakeClock, settle
) -> None:
    new = NewCustomer(
        name="Ayşe Öz", phones=("05321112233",), preferred_channel="whatsapp", best_hours=Hours(time(18)),
        quiet_hours=Hours(time(11), time(13)), address_as="Ayşe Hanım",
    )  # fmt: skip
    customer = app.customers.add(new)
    card.show_customer(customer)
    settle()
    assert (card.head.quiet.chip.text, card.head.quiet.chip.tone) == ("do not call now: 11:00–13:00", "red")
    assert card.head._habit.text() == "write on WhatsApp, after 18:00 · address as Ayşe Hanım"
    card.call()
    box = box_of(card.window(), ReachDialog)
    assert box.warning.text().replace("\u200b", "").splitlines() == [
        "Do not call now: 11:00–13:00.",
        "They prefer: write on WhatsApp, after 18:00.",
    ]
    box.done(0)


@pytest.mark.feature("A3")
@pytest.mark.feature("A17")
def test_saying_that_somebody_is_lost_asks_why_and_the_card_tells_it(
    card: CustomerCard, desk: Context, app: App, clock: FakeClock, window: QWidget, settle, send, qtbot
) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz"))
    card.show_customer(customer)
    settle()
    assert card.head.stage_chip.chip.text == "Not yet contacted"
    change_stage(desk, window, customer)
    settle()
    box = box_of(window, StageDialog)
    assert not box.reason.isVisible()
    box.stage.set_value(Stage.LOST.value)
    assert box.reason.isVisible()
    send(box)
    assert box.isVisible()
    next(one for one in box._reasons.findChildren(QAbstractButton) if "expensive" in one.text()).click()
    send(box)
    qtbot.waitUntil(lambda: card.head.stage_chip.chip.text == "Lost")
    found = app.read(lambda session: stages.standing(session, customer, clock.now()))
    assert found.mark is not None
    assert found.mark.reason == "Found it too expensive"
    change_stage(desk, window, customer)
    settle()
    again = box_of(window, StageDialog)
    again.stage.set_value(Stage.INTERESTED.value)
    send(again)
    qtbot.waitUntil(lambda: card.head.stage_chip.chip.text == "Interested")
    found = app.read(lambda session: stages.standing(session, customer, clock.now()))
    assert found.mark is not None
    assert found.mark.reason == ""


@pytest.mark.feature("A13")
def test_points_and_a_level_are_given_in_one_step(desk: Context, app: App, window: QWidget, settle, send) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz"))
    change_points(desk, window, customer)
    settle()
    box = box_of(window, PointsDialog)
    box.points.setText("150")
    box.reason.setText("doğum günü")
    box.level.setText("Altın")
    send(box)
    settle()
    account = app.read(lambda session: loyalty.account(session, customer, kept(app, customer).loyalty_level))
    assert (account.balance, account.level) == (150, "Altın")
    app.undo()
    assert kept(app, customer).loyalty_level == ""


@pytest.mark.feature("A6")
def test_noting_who_brought_somebody_proposes_to_thank_them(
    desk: Context, app: App, window: QWidget, settle, send
) -> None:
    from ui.kit.pickers import Suggestion

    commanded: list[tuple[str, int]] = []
    desk.go.commanded.connect(lambda name, who: commanded.append((name, who)))
    customer, referrer = (app.customers.add(NewCustomer(name=name)) for name in ("Ayşe Öz", "Banu Ak"))
    note_referral(desk, window, customer)
    settle()
    box = box_of(window, ReferralDialog)
    box.referrer.set_value(Suggestion(referrer, "Banu Ak"))
    send(box)
    settle()
    assert commanded == [("followup.plan", referrer)]
    assert [one.name for one in app.read(lambda s: referrals.of_customer(s, referrer)).brought] == ["Ayşe Öz"]


@pytest.mark.feature("A6")
@pytest.mark.parametrize("thank", [True, False])
def test_only_whom_the_core_took_is_thanked(
    desk: Context, app: App, window: QWidget, settle, send, thank: bool
) -> None:
    from ui.kit.pickers import Suggestion

    commanded: list[tuple[str, int]] = []
    desk.go.commanded.connect(lambda name, who: commanded.append((name, who)))
    customer, referrer = (app.customers.add(NewCustomer(name=name)) for name in ("Ayşe Öz", "Banu Ak"))
    note_referral(desk, window, customer)
    settle()
    box = box_of(window, ReferralDialog)
    box.referrer.set_value(Suggestion(customer, "Ayşe Öz"))
    send(box)
    assert box.isVisible()
    box.referrer.set_value(Suggestion(referrer, "Banu Ak"))
    box.thank.set_value(thank)
    send(box)
    settle()
    assert commanded == ([("followup.plan", referrer)] if thank else [])


@pytest.mark.feature("A1")
def test_two_windows_editing_one_card_the_second_is_told_and_loses_nothing(
    desk: Context, app: App, window: QWidget, settle, send
) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz", note="eski"))
    edit_customer(desk, window, customer)
    settle()
    box = box_of(window, CustomerDialog)
    box.note.set_value("benimki")
    theirs = replace(rules.form_of(kept(app, customer)), note="onunki", phones=(Phone("05321112233"),))
    desk.do(desk, lambda: app.customers.edit(customer, theirs))
    settle()
    send(box)
    assert box.isVisible()
    assert box.conflict.isVisible()
    assert box.note.value() == "benimki"
    said = " ".join(label.text() for label in box.conflict.findChildren(QLabel))
    assert "eski → onunki" in said
    next(one for one in box.conflict.findChildren(QAbstractButton) if one.accessibleName().endswith("Phone")).click()
    send(box)
    settle()
    found = kept(app, customer)
    assert (found.note, found.phones) == ("benimki", (Phone("+905321112233"),))


@pytest.mark.feature("I4")
def test_a_change_is_put_back_from_its_line(card: CustomerCard, desk: Context, app: App, settle) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz", phones=("05321112233",), note="ilk"))
    app.customers.edit(customer, NewCustomer(name="Ayşe Öz", note="yeni"))
    card.show_customer(customer)
    card.tabs.show_tab("changes")
    settle()
    page = card.tabs.page("changes")
    line = next(row for row in rows_of(page) if row.title == "Phone")
    page.list.acted.emit("back", line.id)
    settle()
    assert (kept(app, customer).phones, kept(app, customer).note) == ((Phone("+905321112233"),), "yeni")
    assert desk.tell.said[-1][0] == "Put back: Phone"


@pytest.mark.feature("A1")
def test_what_is_pressed_twice_on_the_details_while_the_disk_is_slow_is_written_once(
    card: CustomerCard, desk: Context, app: App, settle
) -> None:
    customer, brought, brother = (app.customers.add(NewCustomer(name=name)) for name in ("Ayşe Öz", "Banu Ak", "Can"))
    app.loyalty.give(customer, 5, "doğum günü")
    app.referrals.note(brought, customer)
    app.ties.tie(customer, brother, TieKind.HOUSEHOLD)
    card.show_customer(customer)
    card.tabs.show_tab("details")
    settle()
    page = card.tabs.page("details")
    verbs = [
        one for one in page.findChildren(QAbstractButton)
        if one.accessibleName().startswith(("Remove: ", "They were thanked", "SMS: Allows"))
    ]  # fmt: skip
    assert len(verbs) == 5
    with held_writer(desk):
        for verb in verbs:
            verb.click()
            verb.click()
    settle()
    assert desk.tell.errors == []
    said = sorted(words for words, _undo in desk.tell.said)
    assert said == ["Entry removed", "Referral removed", "Removed", "SMS: allowed", "Thanks noted"]


@pytest.mark.feature("I4")
def test_a_row_of_the_card_acted_on_twice_while_the_disk_is_slow_is_written_once(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle
) -> None:
    app.customers.edit(shop["Ayşe Yıldırım"], replace(rules.form_of(kept(app, shop["Ayşe Yıldırım"])), note="yeni"))
    for tab, key, title in (("orders", "paid", "Waiting for payment"), ("changes", "back", "Note")):
        panel.card.tabs.show_tab(tab)
        settle()
        page = panel.card.tabs.page(tab)
        row = next(row for row in rows_of(page) if row.title == title)
        with held_writer(desk):
            page.list.acted.emit(key, row.id)
            page.list.acted.emit(key, row.id)
        settle()
    assert desk.tell.errors == []
    assert [words for words, _undo in desk.tell.said] == ["Order E-1 is paid", "Put back: Note"]


@pytest.mark.feature("B3")
def test_the_history_is_narrowed_by_kind_and_by_words(
    card: CustomerCard, desk: Context, app: App, clock: FakeClock, settle, qtbot
) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz"))
    for text in ("Kargo nerede", "Işıl’ın bedeni", "iade"):
        clock.tick(minutes=1)
        app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, text))
    app.loyalty.give(customer, 5)
    card.show_customer(customer)
    settle()
    page = card.tabs.page("history")
    shown = [chip.text() for chip in page.kinds.chips if not chip.isHidden()]
    assert shown == ["All", "Conversations", "Stages", "Points", "Edits"]
    page.words.setText("isil")
    qtbot.waitUntil(lambda: [row.second for row in rows_of(page)] == ["Işıl’ın bedeni"])
    page.words.setText("")
    page.kinds.set_value("points")
    settle()
    assert [row.title for row in rows_of(page)] == ["5 points given"]


@pytest.mark.feature("I4")
def test_the_bin_gives_back_what_was_deleted(desk: Context, app: App, window: QWidget, settle, qtbot) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz"))
    app_delete(desk, app, customer, settle)
    box = open_bin(desk, window)
    settle()
    box.list.acted.emit("restore", rows_of(box.list)[0].id)
    settle()
    assert kept(app, customer).name == "Ayşe Öz"
    assert app.read(bins.things) == []
    qtbot.waitUntil(lambda: box.list.count() == 0)


@pytest.mark.feature("I4")
def test_enter_pressed_twice_in_the_bin_while_the_disk_is_slow_takes_one_thing_out_once(
    desk: Context, app: App, window: QWidget, settle
) -> None:
    for name in ("Ayşe Öz", "Banu Ak"):
        app_delete(desk, app, app.customers.add(NewCustomer(name=name)), settle)
    desk.tell.said.clear()
    box = open_bin(desk, window)
    settle()
    box.list.setCurrentIndex(box.list.model().index(0, 0))
    with held_writer(desk):
        press(box.list, Qt.Key.Key_Return)
        press(box.list, Qt.Key.Key_Return)
    settle()
    assert desk.tell.errors == []
    assert [words for words, _undo in desk.tell.said] == ["1 thing taken out of the bin"]
    assert box.list.count() == 1
    box.done(0)


@pytest.mark.feature("A14")
def test_logging_a_talk_says_what_to_ask_this_time(desk: Context, app: App, window: QWidget, settle) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz", phones=("05321112233",), emails=(Email("a@example.com"),)))
    box = log_conversation(desk, window, customer)
    settle()
    missing = rules.completeness(kept(app, customer)).missing
    assert box.ask.text() == f"Ask this time: {asked_words(missing[:3])}."
    assert box.ask.isVisible()
    box.done(0)


@pytest.mark.feature("A16")
def test_the_list_says_how_many_of_those_it_shows_can_be_reached(desk: Context, app: App, settle, qtbot) -> None:
    app.customers.add(NewCustomer(name="Ayşe Öz", phones=("05321112233",)))
    app.customers.add(NewCustomer(name="Banu Ak", emails=("x@trendyolmail.com",)))
    asked = Asked()
    line = ReachCount(desk, lambda: asked)
    qtbot.addWidget(line)
    line.count()
    settle()
    assert line.text() == "1 of 2 can be reached"
    assert line.accessibleDescription().splitlines()[-1] == "Only through a marketplace: 1"
    asked = Asked(parse("ayse", CUSTOMERS))
    line.count()
    settle()
    assert line.text() == "1 of 1 can be reached"


@pytest.mark.feature("A16")
def test_how_many_can_be_reached_follows_a_new_customer_within_a_moment(
    panel: CustomersPanel, desk, app, settle, qtbot
) -> None:
    line = panel.list.findChild(ReachCount)
    line.count()
    settle()
    before = line.text()
    desk.do(panel, lambda: app.customers.add(NewCustomer(name="Can Er", phones=("05321112255",))))
    qtbot.waitUntil(lambda: line.text() != before)
    assert line.text().endswith("of 16 can be reached")


@pytest.mark.feature("A16")
def test_narrowing_the_list_lets_go_of_how_many_could_be_reached(panel: CustomersPanel, settle, qtbot) -> None:
    line = panel.list.findChild(ReachCount)
    line.count()
    settle()
    assert line.text().endswith("of 15 can be reached")
    panel.list.head.find.setText("ayse")
    assert line.text() == ""
    qtbot.waitUntil(lambda: line.text() != "")
    assert f"of {len(panel.list.pages.ids)} can" in line.text()


@pytest.mark.feature("A16")
def test_a_count_of_everybody_that_comes_after_the_list_was_narrowed_is_not_shown(
    panel: CustomersPanel, desk: Context, settle
) -> None:
    line = panel.list.findChild(ReachCount)
    with held_readers(desk):
        line.count()
        panel.list.head.find.setText("ayse")
    settle()
    assert "of 15 can be reached" not in line.text()
