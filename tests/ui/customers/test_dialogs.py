"""The forms of customers: what they save, what they refuse and where they say so, by keyboard alone."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, Customer, CustomerKind, Email, NewCustomer, Phone
from desktop_crm.interactions import queries as interactions
from desktop_crm.interactions.types import Channel, Direction
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import OrderStatus, Payment
from desktop_crm.platform import i18n
from desktop_crm.platform.clock import instant
from desktop_crm.segments.bulk import Verb
from desktop_crm.surveys import queries as surveys
from tests.clock import NOON
from tests.ui.customers.people import EMOJI, HOSTILE, LONG, RIGHT_TO_LEFT
from tests.ui.kit.parts import held_readers, press, type_text
from ui.customers.bulk_dialog import BulkDialog
from ui.customers.card_facts import read_facts
from ui.customers.customer_dialog import CustomerDialog, edit_customer, new_customer
from ui.customers.order_dialog import OrderDialog, take_order
from ui.customers.reach import ReachDialog, call_target
from ui.customers.repeated import Repeated
from ui.customers.score_dialog import ScoreDialog, record_score
from ui.customers.tags_dialog import TagsDialog
from ui.customers.talk_dialog import TalkDialog, log_conversation
from ui.customers.talk_view import TalkView
from ui.kit.context import Context, Person
from ui.kit.lint import problems
from ui.kit.pickers import Suggestion
from ui.kit.theme import Mode, theme


def card(app: App, customer_id: int) -> Customer:
    return app.read(lambda session: customers.card(session, customer_id))


def said(box, name: str) -> str:
    """What stands below the field an error is named for."""
    return box.form._slots[name]._line.text()


@pytest.mark.feature("A1")
def test_a_new_customer_is_saved_with_every_field_and_their_card_is_opened(
    desk: Context, app: App, window: QWidget, settle, send
) -> None:
    went: list[tuple[str, object]] = []
    desk.go.asked.connect(lambda kind, thing: went.append((kind, thing)))
    box = new_customer(desk, window)
    settle()
    box.name.setText("Şule Öz")
    box.phones.set_value([Phone("0532 111 22 33", "mobile")])
    box.phones.add().inner.setText("0216 444 55 66")
    box.phones.fields[1].star.click()
    box.emails.set_value([Email("sule@example.com")])
    place = box.addresses.fields[0].inner
    place.line.setText("Çınar Sk. 4")
    place.city.setText("izmır")
    place.district.setText("karsiyaka")
    place._tidy()
    box.birthday.setText("12.3")
    box.tags.set_value(["VIP"])
    box.heard_from.setText("Instagram")
    box.tax_number.setText("12345678901")
    box.note.set_value("18:00'den sonra arayın")
    send(box)
    found = card(app, 1)
    assert (found.name, found.kind, found.birthday, found.tags) == ("Şule Öz", CustomerKind.PERSON, "--03-12", ("VIP",))
    assert found.phones == (Phone("+902164445566", preferred=True), Phone("+905321112233", "mobile"))
    assert found.addresses == (Address(line="Çınar Sk. 4", district="Karşıyaka", city="İzmir"),)
    assert (found.heard_from, found.tax_number, found.note) == ("Instagram", "12345678901", "18:00'den sonra arayın")
    assert desk.tell.said[-1][0] == "Şule Öz added"
    assert desk.tell.said[-1][1] is not None
    assert went == [("customer", 1)]


@pytest.mark.feature("A15")
def test_a_company_may_be_named_in_either_field(desk: Context, app: App, window: QWidget, settle, send) -> None:
    box = new_customer(desk, window, "Kuru Kahveci")
    box.kind.set_value(CustomerKind.COMPANY)
    send(box)
    assert (card(app, 1).kind, card(app, 1).company) == (CustomerKind.COMPANY, "Kuru Kahveci")


def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_is_lost(
    desk: Context, app: App, window: QWidget, settle, send
) -> None:
    box = new_customer(desk, window)
    settle()
    send(box)
    assert said(box, "name") == "Write a name or a company."
    box.name.setText("Ali")
    box.birthday.setText("32.13")
    send(box)
    assert "32.13" in said(box, "birthday")
    assert box.folds[0].opened
    box.birthday.setText("01.01.2087")
    send(box)
    assert said(box, "birthday") == "2087-01-01 cannot be a day of birth."
    box.birthday.setText("")
    box.emails.fields[0].inner.setText("ali@")
    send(box)
    assert said(box, "emails") == "ali@ is not an e-mail address."
    assert box.isVisible()
    assert box.name.text() == "Ali"
    assert app.read(customers.count) == 0
    box._discard()


def test_editing_changes_what_was_changed_and_keeps_what_the_form_does_not_show(
    desk: Context, app: App, window: QWidget, settle, send
) -> None:
    before = NewCustomer(
        name="Ece Ak", gender="f", phones=("0532 111 22 33",), birthday="1990-05-04",
        addresses=(Address("Gül Sk. 1", "Moda Mah.", "Kadıköy", "İstanbul", "Marmara", "34710", "Türkiye"),),
    )  # fmt: skip
    who = app.customers.add(before)
    edit_customer(desk, window, who)
    settle()
    box = window.findChild(CustomerDialog)
    assert not box.form.changed()
    box.note.set_value("Hediye paketi ister")
    send(box)
    found = card(app, who)
    assert (found.note, found.gender, found.birthday) == ("Hediye paketi ister", "f", "1990-05-04")
    assert found.addresses == before.addresses
    app.undo()
    assert card(app, who).note == ""


def test_a_form_opened_and_left_asks_nothing_but_typed_words_are_asked_about(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle
) -> None:
    for opens in (new_customer, take_order, record_score, log_conversation):
        box = opens(desk, window) if opens is new_customer else opens(desk, window, shop["Umut Doğan"])
        settle()
        assert not box.form.changed(), opens.__name__
        box.reject()
        assert not box.isVisible()
    box = log_conversation(desk, window, shop["Umut Doğan"])
    settle()
    box.text.set_value("Yarım kalan")
    box.reject()
    assert box.isVisible()
    box._discard()


@pytest.mark.feature("A8")
@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("phone", "+90 532 418 2790", "This number is in the book already: Ayşe Yıldırım"),
        ("email", "AYSE.yildirim@example.com", "This e-mail is in the book already: Ayşe Yıldırım"),
        ("name", "ayse yildirim", "There is a customer of this name: Ayşe Yıldırım"),
    ],
)
def test_somebody_who_is_there_already_is_warned_of_while_typing_and_opened(
    desk: Context, shop: dict[str, int], window: QWidget, settle, kind: str, typed: str, words: str
) -> None:
    went: list[tuple[str, object]] = []
    desk.go.asked.connect(lambda where, thing: went.append((where, thing)))
    box = new_customer(desk, window)
    field = {"phone": box.phones.fields[0].inner, "email": box.emails.fields[0].inner, "name": box.name}[kind]
    field.setText(typed)
    settle()
    assert box.twins[kind].words == words
    box.twins[kind].chosen.emit(shop["Ayşe Yıldırım"])
    assert went == [("customer", shop["Ayşe Yıldırım"])]
    field.setText("")
    settle()
    assert box.twins[kind].words == ""
    box._discard()


def test_a_warning_that_comes_after_its_field_was_emptied_is_not_shown(
    desk: Context, shop: dict[str, int], window: QWidget, settle
) -> None:
    box = new_customer(desk, window)
    settle()
    with held_readers(desk):
        box.name.setText("Ayşe Yıldırım")
        box.name.setText("")
    settle()
    assert box.twins["name"].words == ""
    box._discard()


@pytest.mark.feature("A1")
@pytest.mark.parametrize(("typed", "province"), [("ist", "İstanbul"), ("İZM", "İzmir"), ("ığd", "Iğdır")])
def test_provinces_are_offered_in_either_spelling_of_i(
    desk: Context, window: QWidget, settle, typed: str, province: str
) -> None:
    box = new_customer(desk, window)
    settle()
    known = box.addresses.fields[0].inner.city.completer()
    known.setCompletionPrefix(typed)
    assert known.currentCompletion() == province
    box._discard()


def test_nobody_is_warned_of_themselves(desk: Context, shop: dict[str, int], window: QWidget, settle) -> None:
    edit_customer(desk, window, shop["Ayşe Yıldırım"])
    settle()
    box = window.findChild(CustomerDialog)
    box.phones.fields[0].inner.setText("05324182790")
    settle()
    assert box.twins["phone"].words == ""
    box._discard()


def test_lines_are_added_and_taken_away_and_one_always_stays(desk: Context, window: QWidget, settle) -> None:
    box = new_customer(desk, window)
    lines: Repeated[str] = box.phones
    lines._more.click()
    assert [field.accessibleName() for field in lines.fields] == ["Phone", "Phone 2"]
    for _turn in range(3):
        lines._remove(lines._lines[0])
    assert len(lines.fields) == 1
    box._discard()


@pytest.mark.feature("B2")
def test_a_conversation_takes_its_text_and_one_key_more(
    desk: Context, app: App, shop: dict[str, int], me: Person, window: QWidget, settle, send
) -> None:
    box = log_conversation(desk, window, shop["Umut Doğan"])
    settle()
    assert box.focusWidget() is box.text
    box.text.insertPlainText("Kargosunu sordu, yarın teslim dedim.")
    send(box)
    talk = app.read(lambda session: interactions.of_customer(session, shop["Umut Doğan"]))[0]
    assert (talk.channel, talk.direction, talk.at, talk.staff_id) == (Channel.PHONE, Direction.IN, NOON, me.id)
    assert talk.text == "Kargosunu sordu, yarın teslim dedim."
    assert desk.tell.said[-1][0] == "Conversation saved"


@pytest.mark.feature("B2")
def test_when_a_conversation_was_stays_as_typed_when_the_people_come_late(
    desk: Context, app: App, shop: dict[str, int], me: Person, window: QWidget, settle, send
) -> None:
    app.staff.add("Elif")
    with held_readers(desk):
        box = log_conversation(desk, window, shop["Umut Doğan"])
        type_text(box.day, "dün")
        type_text(box.wall, "9")
    settle()
    assert box.who.value() == me.id
    box.text.set_value("Stok haberi verdim")
    send(box)
    talk = app.read(lambda session: interactions.of_customer(session, shop["Umut Doğan"]))[0]
    assert talk.at == instant(date(2026, 11, 20), time(9))


def test_what_to_ask_is_not_said_of_a_customer_taken_away_again(
    desk: Context, shop: dict[str, int], window: QWidget, settle
) -> None:
    box = log_conversation(desk, window)
    settle()
    with held_readers(desk):
        box.person.set_value(Suggestion(shop["Umut Doğan"], "Umut Doğan"))
        box.person.set_value(None)
    settle()
    assert not box.ask.isVisible()
    box._discard()


@pytest.mark.feature("B2")
def test_a_conversation_may_lie_in_the_past_over_any_channel(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    box = log_conversation(desk, window)
    settle()
    press(box, Qt.Key.Key_Return, control=True)
    assert said(box, "customer") == "Choose who you talked with."
    box.person.edit.setFocus()
    box.person.edit.setText("umut")
    box.person._look_up()
    settle()
    box.person.set_value(box.person._found[0])
    box.channel.set_value(Channel.INSTAGRAM)
    box.direction.set_value(Direction.OUT)
    box.text.set_value("Stok haberi verdim")
    box.day.setText("18.11")
    box.wall.setText("930")
    box.minutes.setText("4")
    send(box)
    talk = app.read(lambda session: interactions.of_customer(session, shop["Umut Doğan"]))[0]
    assert (talk.channel, talk.direction, talk.minutes) == (Channel.INSTAGRAM, Direction.OUT, 4)
    assert talk.at == instant(date(2026, 11, 18), time(9, 30))


def test_a_conversation_says_what_is_missing(desk: Context, app: App, shop, window: QWidget, settle, send) -> None:
    box = log_conversation(desk, window, shop["Umut Doğan"])
    settle()
    send(box)
    assert said(box, "text") == "Write what was talked about."
    box.text.set_value("x")
    box.day.setText("24.12.2026")
    send(box)
    assert said(box, "at") == "A conversation cannot lie in the future."
    box.day.setText("21.11.2026")
    box.minutes.setText("9999")
    send(box)
    assert "1440" in said(box, "minutes")
    box._discard()


def test_a_score_is_typed_as_digits_and_saved_with_its_comment(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    box = record_score(desk, window, shop["Umut Doğan"])
    settle()
    send(box)
    assert said(box, "score") == "Choose a score."
    for digit in "10":
        press(box, Qt.Key.Key_0, digit)
    assert box.score.value() == 10
    press(box, Qt.Key.Key_7, "7")
    assert box.score.value() == 7
    box.comment.set_value("Hızlı kargo")
    box.day.setText("20.11")
    send(box)
    answer = app.read(lambda session: surveys.of_customer(session, shop["Umut Doğan"]))[0]
    assert (answer.kind, answer.score, answer.answer) == ("nps", 7, "Hızlı kargo")
    assert answer.answered_at == instant(date(2026, 11, 20), time(12))


def test_the_day_of_a_score_stays_as_typed_when_the_settings_come_late(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    with held_readers(desk):
        box = record_score(desk, window, shop["Umut Doğan"])
        type_text(box.day, "15.11")
    settle()
    box.score.set_value(9)
    send(box)
    answer = app.read(lambda session: surveys.of_customer(session, shop["Umut Doğan"]))[0]
    assert answer.answered_at == instant(date(2026, 11, 15), time(12))


@pytest.mark.feature("E13")
def test_an_order_by_hand_is_reckoned_while_typing_and_saved(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    i18n.use("tr")
    box = take_order(desk, window, shop["Umut Doğan"])
    settle()
    box.shop.setText("Instagram")
    line = box.lines.lines[0]
    line.product.setText("Keten kumaş")
    line.quantity.setText("1,5")
    line.price.setText("420")
    more = box.lines.add()
    more.product.setText("Fincan")
    more.quantity.setText("2")
    more.price.setText("349,90")
    box.shipping.setText("79,90")
    box.discount.setText("50")
    assert [one.sum.text() for one in box.lines.lines] == ["₺630,00", "₺699,80"]
    assert box.total.text() == "₺1.359,70"
    box.lines.add()
    box.method.set_value("transfer")
    box.delivered.setChecked(True)
    send(box)
    order = app.read(lambda session: orders.of_customer(session, shop["Umut Doğan"]))[0]
    assert (order.total, order.shop, order.payment, order.status) == (
        135_970, "Instagram", Payment.PENDING, OrderStatus.DELIVERED,
    )  # fmt: skip
    assert [(one.name, one.quantity, one.total) for one in order.lines] == [
        ("Keten kumaş", Decimal("1.5"), 63_000), ("Fincan", Decimal(2), 69_980),
    ]  # fmt: skip
    assert (order.payment_method, order.shipping, order.discount) == ("transfer", 7_990, 5_000)


@pytest.mark.feature("E13")
def test_the_day_of_an_order_stays_as_typed_when_the_settings_come_late(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    with held_readers(desk):
        box = take_order(desk, window, shop["Umut Doğan"])
        type_text(box.day, "15.11")
    settle()
    assert box.person.value() == shop["Umut Doğan"]
    box.shop.setText("WhatsApp")
    box.lines.lines[0].product.setText("Bluz")
    box.lines.lines[0].price.setText("100")
    send(box)
    order = app.read(lambda session: orders.of_customer(session, shop["Umut Doğan"]))[0]
    assert order.ordered_at == instant(date(2026, 11, 15), time(12))


@pytest.mark.feature("E13")
def test_an_order_says_what_is_missing_line_by_line(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle, send
) -> None:
    box = take_order(desk, window, shop["Umut Doğan"])
    settle()
    before = app.read(orders.count)
    send(box)
    assert said(box, "shop") == "Write where the order came from."
    box.shop.setText("WhatsApp")
    send(box)
    assert said(box, "lines") == "An order needs at least one line."
    line = box.lines.lines[0]
    line.product.setText("Fincan")
    send(box)
    assert said(box, "lines") == "Write the price of Fincan."
    line.price.setText("abc")
    send(box)
    assert "abc" in said(box, "lines")
    line.price.setText("100")
    line.quantity.setText("0")
    send(box)
    assert said(box, "lines") == "The quantity must be more than zero."
    line.quantity.setText("1")
    box.discount.setText("200")
    send(box)
    assert said(box, "discount") == "The discount is larger than the order."
    assert box.isVisible()
    assert app.read(orders.count) == before
    box._discard()


def test_a_missing_customer_is_told_and_the_form_stays(desk: Context, app: App, shop, window, settle, send) -> None:
    box = log_conversation(desk, window, shop["Umut Doğan"])
    settle()
    app.customers.delete([shop["Umut Doğan"]])
    box.text.set_value("Not kaybolmasın")
    send(box)
    assert box.isVisible()
    assert "not there any more" in str(desk.tell.errors[-1])
    assert box.verb.isEnabled()
    box._discard()


@pytest.mark.parametrize("code", ["tr", "en"])
@pytest.mark.parametrize("name", [HOSTILE, LONG, RIGHT_TO_LEFT, EMOJI], ids=["html", "long", "rtl", "emoji"])
def test_every_form_shows_any_name_as_typed(
    desk: Context, app: App, window: QWidget, settle, code: str, name: str
) -> None:
    i18n.use(code)
    theme().use(Mode.DARK if code == "en" else Mode.LIGHT)
    who = app.customers.add(NewCustomer(name=name, note=name, phones=("0532 418 27 90",), tags=(name[:60],)))
    facts = app.read(lambda session: read_facts(session, who, NOON))
    assert facts.customer.name == name
    app.interactions.log(_talk(who, name))
    talk = app.read(lambda session: interactions.of_customer(session, who))[0]
    boxes = [
        TalkDialog(desk, window, who, Channel.PHONE, Direction.IN), ScoreDialog(desk, window, who),
        OrderDialog(desk, window, who), CustomerDialog(desk, window, facts.customer),
        TagsDialog(desk, window, who, name, facts.customer.tags, []),
        BulkDialog(desk, window, [who, who], Verb.TAG, [], []),
        ReachDialog(desk, window, who, name, call_target("+905324182790")),
        TalkView(desk, window, talk, {}, "Europe/Istanbul"),
    ]  # fmt: skip
    for box in boxes:
        box.open()
        settle()
        assert problems(box) == [], type(box).__name__
        assert box.width() <= 800
        QDialog.done(box, 0)
    settle()


def _talk(who: int, text: str):
    from desktop_crm.interactions.types import NewInteraction

    return NewInteraction(who, Channel.PHONE, Direction.IN, text)


def test_saving_before_the_people_are_read_keeps_who_looks_after_the_customer(
    desk: Context, app: App, shop: dict[str, int], window: QWidget, settle
) -> None:
    emre, who = app.staff.add("Emre Ay"), shop["Ayşe Yıldırım"]
    app.customers.edit(who, NewCustomer(name="Ayşe Yıldırım", owner_id=emre))
    dialog = CustomerDialog(desk, window, card(app, who))
    dialog.open()
    dialog.note.set_value("Hızlı kaydedildi")
    dialog.submitted.emit()
    settle()
    kept = card(app, who)
    assert (kept.note, kept.owner_id) == ("Hızlı kaydedildi", emre)
