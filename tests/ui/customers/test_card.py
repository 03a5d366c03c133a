"""The card: who somebody is, what they did page by page, and leaving the program only knowingly."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.customers.types import NewCustomer
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import Payment
from desktop_crm.platform.clock import instant
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.plugs import Ref
from tests.ui.customers.people import HOSTILE
from tests.ui.kit.parts import held_readers
from ui.customers import history_tab, reach
from ui.customers.history_tab import FIRST, PAGE
from ui.customers.panel import CustomersPanel
from ui.customers.talk_dialog import TalkDialog
from ui.customers.talk_view import TalkView
from ui.customers.words import breakable, how_long
from ui.kit import exporting
from ui.kit.context import Context
from ui.kit.pages import CardTab


def dialog(panel: CustomersPanel, kind: type):
    return next(box for box in panel.findChildren(kind) if box.isVisible())


def titles(rows) -> list[str]:
    return [rows.row_at(place).title for place in range(rows.count())]


def test_a_card_says_who_it_is_and_for_how_long_they_have_been_a_customer(panel: CustomersPanel) -> None:
    assert panel.card.head.lines[:2] == ("Ayşe Yıldırım", "Karşıyaka, İzmir · customer for 3 years 2 months")
    assert panel.card.figures.text("total") == "₺2,600"
    assert [panel.card.figures.text(key) for key in ("orders", "talks", "last", "score")] == [
        "2",
        "3",
        "12/11/2026",
        "9",
    ]


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (None, "no order yet"), (date(2026, 11, 1), "new customer"), (date(2026, 10, 21), "customer for 1 month"),
        (date(2025, 11, 21), "customer for 1 year"), (date(2023, 9, 14), "customer for 3 years 2 months"),
    ],
)  # fmt: skip
def test_time_as_a_customer_counts_whole_months(first: date | None, words: str) -> None:
    assert how_long(first, date(2026, 11, 21)) == words


@pytest.mark.feature("B3")
def test_history_is_read_in_pages_while_one_scrolls(
    panel: CustomersPanel, app: App, shop: dict[str, int], desk: Context, settle
) -> None:
    def talk_much() -> None:
        with app.db.write("Talk much"):
            for turn in range(180):
                at = instant(date(2024, 1, 1), time(10)) + turn * 3_600_000
                new = NewInteraction(shop["Umut Doğan"], Channel.SMS, Direction.OUT, f"Mesaj {turn}", at)
                app.interactions.log(new)

    desk.do(panel, talk_much)
    settle()
    panel.open("customer", shop["Umut Doğan"])
    settle()
    rows = panel.card.tabs.page("history").list
    assert FIRST <= rows.count() < 120
    for _turn in range(6):
        rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
        settle()
    assert rows.count() == 186  # 180 orders, the card made, and five stages they came to
    seconds = [rows.row_at(place).second for place in range(rows.count())]
    assert [text for text in seconds if text.startswith("Mesaj")] == [f"Mesaj {turn}" for turn in range(179, -1, -1)]


@pytest.mark.feature("B3")
def test_history_is_filtered_by_kind_and_opens_what_a_line_tells_of(panel: CustomersPanel, settle) -> None:
    history = panel.card.tabs.page("history")
    history.kinds.set_value("interaction")
    settle()
    assert titles(history.list) == ["Phone · incoming · 4 minutes", "WhatsApp · outgoing", "Instagram · incoming"]
    history.list.opened.emit(history.list.pages.ids[0])
    settle()
    assert dialog(panel, TalkView).windowTitle() == "Phone · incoming"
    dialog(panel, TalkView).done(0)
    history.kinds.set_value("order")
    settle()
    history.list.opened.emit(history.list.pages.ids[-1])
    settle()
    assert panel.card.tabs.current == "orders"
    assert "Keten gömlek (M)" in titles(panel.card.tabs.page("orders").list)


def test_a_card_comes_together_with_the_beginning_of_its_history(panel: CustomersPanel, shop, qtbot) -> None:
    card, other = panel.card, shop["Umut Doğan"]
    card.show_customer(other)
    assert card.tabs.page("history").customer_shown is None
    qtbot.waitUntil(lambda: card.facts.customer.id == other)
    assert card.tabs.page("history").customer_shown == other


def test_a_change_heard_while_a_card_is_on_its_way_does_not_begin_it_again(
    panel: CustomersPanel, shop, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, read = [], history_tab.read_page

    def counted(session, customer_id, kind, before, limit, *asked, **more):
        limits.append(limit)
        return read(session, customer_id, kind, before, limit, *asked, **more)

    monkeypatch.setattr(history_tab, "read_page", counted)
    history = panel.card.tabs.page("history")
    panel.card.show_customer(shop["Umut Doğan"])
    history.refresh()
    settle()
    assert history.customer_shown == shop["Umut Doğan"]
    assert sorted(limits) == [FIRST, PAGE]


def test_a_card_on_its_way_does_not_come_when_nobody_is_chosen_any_more(
    panel: CustomersPanel, desk: Context, shop, settle
) -> None:
    card = panel.card
    with held_readers(desk):
        card.show_customer(shop["Umut Doğan"])
        card.show_customer(None)
    settle()
    assert card.facts is None
    assert card.state.isVisible()
    card.show_customer(shop["Umut Doğan"])
    settle()
    assert card.facts.customer.name == "Umut Doğan"
    assert card.tabs.page("history").customer_shown == shop["Umut Doğan"]


def test_the_newest_order_stands_open_though_a_change_is_heard_while_they_are_on_their_way(
    panel: CustomersPanel, desk: Context, settle
) -> None:
    panel.card.tabs.show_tab("orders")
    settle()
    page = panel.card.tabs.page("orders")
    open_at_first = titles(page.list)
    with held_readers(desk):
        page.show_customer(page._customer_id)
        page._load()
    settle()
    assert titles(page.list) == open_at_first


def test_more_changes_are_read_once_however_often_the_end_is_reached(
    panel: CustomersPanel, desk: Context, app: App, shop, settle
) -> None:
    who = shop["Derya Kılıç"]
    for number in range(150):
        app.customers.edit(who, NewCustomer(name="Derya Kılıç", note=str(number)))
    panel.open("customer", who)
    panel.card.tabs.show_tab("changes")
    settle()
    page = panel.card.tabs.page("changes")
    assert page._limit == 100
    bar = page.list.verticalScrollBar()
    with held_readers(desk):
        for _time in range(3):
            bar.setValue(bar.maximum() - 1)
            bar.setValue(bar.maximum())
        assert page._limit == 200
    settle()


def test_what_is_chosen_while_a_card_is_on_its_way_counts(panel: CustomersPanel, shop, settle) -> None:
    history = panel.card.tabs.page("history")
    panel.card.show_customer(shop["Umut Doğan"])
    history.kinds.set_value("answer")
    settle()
    assert (history.customer_shown, titles(history.list)) == (shop["Umut Doğan"], ["NPS 9"])


def test_a_history_that_cannot_be_read_leaves_the_card_alone(
    panel: CustomersPanel, shop, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object, **_more: object) -> None:
        raise UserError("The history is damaged.")

    monkeypatch.setattr(history_tab, "read_page", broken)
    panel.card.show_customer(shop["Umut Doğan"])
    settle()
    assert panel.card.head.lines[0] == "Umut Doğan"
    assert "The history is damaged." in panel.card.tabs.page("history").list.overlay.words


def test_a_conversation_is_deleted_from_its_view(panel: CustomersPanel, desk: Context, settle) -> None:
    panel.card.show_thing(Ref("interaction", 1))
    settle()
    dialog(panel, TalkView)._delete()
    settle()
    QTest.qWait(60)
    settle()
    assert desk.tell.said[-1][0] == "Conversation deleted"
    assert panel.card.figures.text("talks") == "2"


@pytest.mark.feature("E14")
@pytest.mark.feature("E1")
def test_an_order_shows_its_lines_and_is_marked_as_paid_where_it_stands(
    panel: CustomersPanel, app: App, desk: Context, shop: dict[str, int], settle
) -> None:
    panel.card.tabs.show_tab("orders")
    settle()
    rows = panel.card.tabs.page("orders").list
    assert titles(rows) == [
        "E-1 · WhatsApp", "El yapımı fincan", "Keten kumaş", "Shipping", "Discount", "Waiting for payment",
        "E-1 · Instagram",
    ]  # fmt: skip
    assert rows.row_at(2).second == "1.5 × ₺420.00"
    assert rows.row_at(2).trail == "₺630.00"
    paying = rows.row_at(5)
    rows.acted.emit("paid", paying.id)
    settle()
    QTest.qWait(60)
    settle()
    newest = app.read(lambda session: orders.of_customer(session, shop["Ayşe Yıldırım"]))[0]
    assert newest.payment is Payment.PAID
    assert titles(rows)[5] == "Paid"
    rows.opened.emit(rows.pages.ids[0])
    assert titles(rows) == ["E-1 · WhatsApp", "E-1 · Instagram"]


@pytest.mark.parametrize("kind", ["order", "interaction"])
def test_an_order_or_conversation_found_elsewhere_opens_its_customers_card(
    panel: CustomersPanel, app: App, shop: dict[str, int], settle, kind: str
) -> None:
    panel.open("customer", shop["Umut Doğan"])
    settle()
    thing = 1
    if kind == "order":
        thing = app.read(lambda session: orders.of_customer(session, shop["Ayşe Yıldırım"]))[1].id
    panel.open(kind, thing)
    settle()
    assert panel.shown_id == shop["Ayşe Yıldırım"]
    assert panel.card.tabs.current == ("orders" if kind == "order" else "history")
    if kind == "interaction":
        assert dialog(panel, TalkView)


@pytest.mark.feature("I8")
def test_consents_are_recorded_from_the_details(panel: CustomersPanel, app: App, desk: Context, shop, settle) -> None:
    panel.card.tabs.show_tab("details")
    settle()
    details = panel.card.tabs.page("details")
    next(box for box in details.findChildren(QWidget) if box.accessibleName() == "SMS: Refuses").click()
    settle()
    found = app.read(lambda session: consents.states(session, [shop["Ayşe Yıldırım"]]))
    assert found == {shop["Ayşe Yıldırım"]: {"sms": "refused"}}
    assert desk.tell.said[-1][0] == "SMS: refused"


@pytest.mark.feature("I4")
def test_changes_are_told_in_words(panel: CustomersPanel, app: App, desk: Context, shop, settle) -> None:
    who = shop["Derya Kılıç"]
    desk.do(panel, lambda: app.customers.edit(who, NewCustomer(name="Derya Ak", birthday="1990-03-12", note="VIP")))
    settle()
    panel.open("customer", who)
    panel.card.tabs.show_tab("changes")
    settle()
    listed = panel.card.tabs.page("changes").list
    assert listed.row_at(0).title == "Edit customer Derya Ak"
    rows = map(listed.row_at, range(1, listed.count()))
    told = [(row.title, row.second) for row in rows if row.lead.tone == "neutral"]
    assert told[-3:] == [("Name", "Derya Kılıç → Derya Ak"), ("Birthday", "12/03/1990"), ("Note", "VIP")]


def test_follow_ups_are_ticked_on_the_card(panel: CustomersPanel, desk: Context, settle) -> None:
    panel.card.tabs.show_tab("followups")
    settle()
    rows = panel.card.tabs.page("followups").list
    assert [chip.text for chip in rows.row_at(0).chips] == ["late", "19 Nov"]
    first = rows.pages.ids[0]
    rows.checked.emit(first)
    rows.checked.emit(first)
    settle()
    QTest.qWait(60)
    settle()
    assert rows.row_at(0).done
    assert desk.tell.said[-1][0] == "Follow-up done"
    assert desk.tell.errors == []
    rows.checked.emit(first)
    settle()
    assert desk.tell.said[-1][0] == "Follow-up open again"


def test_a_follow_up_is_planned_by_the_feature_that_keeps_them(panel: CustomersPanel, desk: Context) -> None:
    asked: list[tuple[str, int]] = []
    desk.go.commanded.connect(lambda id_, customer: asked.append((id_, customer)))
    panel.card.head.follow_up.click()
    assert asked == [("followup.plan", panel.shown_id)]


def test_escape_leads_back_from_the_card_to_the_list(panel: CustomersPanel, qtbot) -> None:
    panel.activateWindow()
    panel.card.enter()
    qtbot.keyClick(panel.card.tabs.bar, Qt.Key.Key_Escape)
    assert panel.focusWidget() is panel.list.table


def test_tabs_of_other_features_stand_on_the_card(desk: Context, shop: dict[str, int], settle, qtbot) -> None:
    made: list[int] = []

    def make(_ctx: Context, customer_id: int) -> QWidget:
        made.append(customer_id)
        return QLabel(str(customer_id))

    desk.card_tabs = [CardTab("points", "Points", make)]
    panel = CustomersPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    settle()
    panel.card.tabs.show_tab("points")
    panel.open("customer", shop["Umut Doğan"])
    settle()
    assert made == [shop["Ayşe Yıldırım"], shop["Umut Doğan"]]


def test_who_goes_on_and_straight_back_sees_the_history_again(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    history = panel.card.tabs.page("history")
    before = titles(history.list)
    panel.card.show_customer(shop["Umut Doğan"])
    panel.card.show_customer(shop["Ayşe Yıldırım"])
    settle()
    QTest.qWait(150)
    assert titles(history.list) == before
    assert not history.list.overlay.isVisible()
    assert history.customer_shown == shop["Ayşe Yıldırım"]


def test_a_customer_who_is_gone_leaves_a_plain_word(
    panel: CustomersPanel, app: App, desk: Context, shop, qtbot
) -> None:
    gone = shop["Ayşe Yıldırım"]
    desk.do(panel, lambda: app.customers.delete([gone]))
    qtbot.waitUntil(lambda: gone not in panel.list.pages.ids)
    panel.card.show_customer(gone)
    qtbot.waitUntil(lambda: "not there any more" in panel.card.state.words)
    assert desk.tell.errors == []


class _Opened(QObject):
    """Takes the links that would leave the program."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture
def opened():
    """The links handed to the system, instead of opening them."""
    taker = _Opened()
    for scheme in reach.SCHEMES:
        QDesktopServices.setUrlHandler(scheme, taker, "take")
    yield taker
    for scheme in reach.SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.feature("B12")
@pytest.mark.parametrize(
    ("button", "url", "channel"),
    [
        ("phone", "tel:+905324182790", Channel.PHONE), ("whatsapp", "https://wa.me/905324182790", Channel.WHATSAPP),
        ("mail", "mailto:ayse.yildirim@example.com", Channel.EMAIL),
    ],
)  # fmt: skip
def test_links_show_their_target_first_then_open_it_then_offer_to_log(
    panel: CustomersPanel, opened: _Opened, settle, button: str, url: str, channel: Channel
) -> None:
    getattr(panel.card.head, button).click()
    box = dialog(panel, reach.ReachDialog)
    assert box.link.text().replace("\u200b", "") == url
    assert opened.urls == []
    box.verb.click()
    settle()
    assert opened.urls == [url]
    talk = dialog(panel, TalkDialog)
    assert (talk.channel.value(), talk.direction.value()) == (channel, Direction.OUT)
    assert talk.person.value() == panel.shown_id


def test_a_target_can_be_copied_instead_and_nothing_is_opened(
    panel: CustomersPanel, opened: _Opened, desk: Context, settle
) -> None:
    panel.call()
    box = dialog(panel, reach.ReachDialog)
    box.log.setChecked(False)
    box._copy()
    settle()
    assert QGuiApplication.clipboard().text() == "0532 418 27 90"
    assert opened.urls == []
    assert not [talk for talk in panel.findChildren(TalkDialog) if talk.isVisible()]


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "/etc/hostname", "javascript:alert(1)", "http://x.example", ""]
)
def test_only_web_mail_and_phone_links_ever_leave_the_program(url: str) -> None:
    with pytest.raises(UserError):
        reach.open_outside(url)


def test_nothing_but_the_address_reaches_the_mail_program() -> None:
    assert reach.mail_target("a?bcc=b@example.com&x").url == "mailto:a%3Fbcc%3Db@example.com%26x"
    assert reach.whatsapp_target("444 0 444") is None
    assert reach.call_target("444 0 444").url == "tel:4440444"


@pytest.mark.feature("A16")
def test_who_is_only_reached_through_a_marketplace_is_said_so(desk: Context, app: App, settle, qtbot) -> None:
    app.customers.add(NewCustomer(name="Gizli Alıcı", emails=("pf+123@trendyolmail.com",)))
    lone = CustomersPanel(desk)
    qtbot.addWidget(lone)
    lone.show()
    settle()
    assert lone.card.head.unreachable.chip.text == "Only through Trendyol"
    assert not lone.card.head.phone.isVisible()


def test_long_words_can_be_wrapped_and_nothing_of_them_is_lost() -> None:
    assert breakable("kısa söz") == "kısa söz"
    assert breakable("x" * 100).replace("\u200b", "") == "x" * 100
    assert max(map(len, breakable(HOSTILE * 9 + "x" * 99).replace("\u200b", " ").split(" "))) <= 24


@pytest.mark.feature("J6")
def test_the_orders_and_followups_of_a_customer_are_offered_to_be_written_besides_the_list(
    panel: CustomersPanel, app: App, shop: dict[str, int], settle
) -> None:
    assert [offer.list for offer in exporting.offered()] == ["customers"]
    panel.open("customer", shop["Ayşe Yıldırım"])
    panel.card.tabs.show_tab("orders")
    settle()
    panel.list.table.setFocus()
    assert [offer.list for offer in exporting.offered()] == ["customers", "orders"]
    panel.card.tabs.page("orders").list.setFocus()
    shown, everybody = exporting.offered()
    assert everybody.list == "customers"
    found = app.read(lambda session: orders.of_customer(session, shop["Ayşe Yıldırım"]))
    assert shown.ids(None) == [order.id for order in found]
    panel.card.tabs.show_tab("followups")
    settle()
    panel.card.tabs.page("followups").list.setFocus()
    shown, _everybody = exporting.offered()
    assert (shown.list, shown.ids(None)) == ("followups", [1])
