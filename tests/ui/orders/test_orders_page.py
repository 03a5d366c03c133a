"""The page of orders: lists that narrow, sort, open and export, honest figures, and its states at the edges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from desktop_crm.app import App
from desktop_crm.insights import order_list
from desktop_crm.insights.order_list import Show
from desktop_crm.orders.tables import OrderTable
from desktop_crm.platform import i18n, settings
from desktop_crm.platform.clock import to_ms
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.writing.export import Shown, write_shown
from tests.core.insights.parcels import Planter
from tests.ui.kit.parts import HOSTILE, held_readers, press
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.exporting import offered
from ui.kit.lint import problems
from ui.orders import words
from ui.orders.commands import TAB, TABS, commands
from ui.orders.in_hand import InHand, Known
from ui.orders.panel import OrdersPanel

Settle = Callable[[], None]
Shop = dict[str, int]


def cells(table: Any, column: str) -> list[str]:
    """Return what stands in a column, row by row."""
    model = table.model()
    place = [one.key for one in model.columns].index(column)
    found = [model.cell(row, place) for row in range(model.rowCount())]
    return [one.text if isinstance(one, Chip) else str(one) for one in found]


def written(app: App, folder: Path, place: int = 0) -> list[str]:
    """Write the list that stands at a place of those offered; return its lines."""
    found = offered()[place]
    path = folder / f"{found.list}.csv"
    ids = list(app.read(found.ids))
    write_shown(app.db, Shown(found.list, found.title, ids, found.make), path)
    return path.read_text(encoding="utf-8-sig").splitlines()


def gone_to(desk: Context) -> list[tuple[str, Any]]:
    seen: list[tuple[str, Any]] = []
    desk.go.asked.connect(lambda kind, thing: seen.append((kind, thing)))
    return seen


@pytest.fixture
def open_tab(panel: OrdersPanel, settle: Settle) -> Callable[[str], Any]:
    def turn(key: str) -> Any:
        panel.show_tab(key)
        settle()
        return panel.tab

    return turn


@pytest.mark.feature("E1")
def test_all_orders_stand_there_the_newest_first_with_their_state_and_amount(panel: OrdersPanel) -> None:
    table = panel.tab.table
    assert cells(table, "number") == ["A-1", "B-2", "B-1", "E-7", "A-2"]
    assert cells(table, "customer") == ["Şükrü İnce", "Ali Er", "Ali Er", HOSTILE, "Şükrü İnce"]
    assert cells(table, "status") == ["Being prepared", "Cancelled", "On its way", "On its way", "Partly returned"]
    assert cells(table, "amount") == ["₺100.00", "₺100.00", "₺100.00", "€100.00", "₺200.00"]
    assert (cells(table, "payment")[0], cells(table, "refunded")[-1]) == ("Unpaid", "₺100.00")
    assert problems(panel) == []


@pytest.mark.feature("E8")
def test_chips_and_words_narrow_the_orders_and_the_sums_follow(panel: OrdersPanel, settle: Settle) -> None:
    tab = panel.tab
    assert "5 orders · revenue after refunds ₺300.00 · €100.00 · given back ₺100.00" in tab._sums.text()
    assert "1 cancelled, not counted" in tab._sums.text()
    for show, expected in (
        (Show.UNPAID, ["A-1"]), (Show.WAITING, ["A-1"]), (Show.ON_WAY, ["B-1", "E-7"]), (Show.RETURNED, ["A-2"]),
        (Show.CANCELLED, ["B-2"]),
    ):  # fmt: skip
        tab._chip(show).click()
        settle()
        assert cells(tab.table, "number") == expected
    tab._chip(Show.ALL).click()
    tab.find.setText("sukru trend")
    settle()
    assert cells(tab.table, "number") == ["A-1", "A-2"]
    assert tab._sums.text().startswith("2 orders · revenue after refunds ₺200.00")
    tab.find.setText("zzz")
    settle()
    assert "No such order" in tab.table.overlay.words
    tab.table.overlay._button.click()
    settle()
    assert len(tab.pages.ids) == 5


def test_a_click_on_a_column_sorts_and_again_turns_it_round(panel: OrdersPanel, settle: Settle) -> None:
    table = panel.tab.table
    table.horizontalHeader().sectionClicked.emit(1)
    settle()
    assert cells(table, "number") == ["A-1", "A-2", "B-1", "B-2", "E-7"]
    table.horizontalHeader().sectionClicked.emit(1)
    settle()
    assert cells(table, "number") == ["E-7", "B-2", "B-1", "A-2", "A-1"]


@pytest.mark.feature("E1")
def test_enter_opens_an_order_on_its_customers_card_and_says_where_it_has_none(
    panel: OrdersPanel, desk: Context, shop: Shop, settle: Settle
) -> None:
    went, table = gone_to(desk), panel.tab.table
    press(table, Qt.Key.Key_Return)
    settle()
    assert went == [("order", shop["new"])]
    table.choose(1)
    press(table, Qt.Key.Key_Return)
    settle()
    assert went == [("order", shop["new"])]
    assert desk.tell.said[-1][0] == "This order has no customer in the book."  # type: ignore[attr-defined]


def test_a_change_elsewhere_refreshes_the_list_and_undo_brings_it_back(
    panel: OrdersPanel, app: App, plant: Planter, shop: Shop, settle: Settle, qtbot
) -> None:
    plant.bin(OrderTable, shop["back"])
    qtbot.waitUntil(lambda: panel.tab._sums.text().startswith("4 orders"))
    settle()
    assert "A-2" not in cells(panel.tab.table, "number")
    app.undo()
    qtbot.waitUntil(lambda: panel.tab._sums.text().startswith("5 orders"))
    settle()
    assert cells(panel.tab.table, "number")[-1] == "A-2"


@pytest.mark.feature("E12")
@pytest.mark.feature("E8")
def test_products_say_what_came_back_and_few_pieces_speak_as_pieces(open_tab: Callable[[str], Any]) -> None:
    tab = open_tab("products")
    assert cells(tab.table, "name") == ["Gömlek", HOSTILE, "Şal"]
    assert cells(tab.table, "sold") == ["6", "1.5", "0"]
    assert cells(tab.table, "rate") == ["17%", "0 of 1.5", "–"]
    assert cells(tab.table, "cancelled") == ["1", "–", "–"]
    assert cells(tab.table, "revenue") == ["₺300.00", "€100.00", "–"]
    assert (cells(tab.table, "stock")[2], cells(tab.table, "stars")[2]) == ("4", "5.0 (1)")
    assert problems(tab.window()) == []


@pytest.mark.feature("E8")
def test_a_product_tells_its_sizes_its_reasons_and_its_buyers(
    open_tab: Callable[[str], Any], desk: Context, shop: Shop, settle: Settle
) -> None:
    tab, went = open_tab("products"), gone_to(desk)
    told = [tab.card.list.row_at(place) for place in range(tab.card.list.count())]
    spoken = [row.spoken for row in told]
    assert spoken[:3] == [
        "Sizes and colours", "Beyaz / S, 5 sold · G-1-S", "Beyaz / L, 1 sold, 1 cancelled · G-1-L, came back: 1 of 1",
    ]  # fmt: skip
    assert "bedeni küçük, 1 order, returned" in spoken
    assert "The file gives no reason, 1 order, cancelled" in spoken
    assert spoken[spoken.index("Bought last by") + 1].startswith("Şükrü İnce, 20/11/2026 · A-1")
    tab.card.list.opened.emit(spoken.index("Bought last by") + 1)
    assert went == [("order", shop["new"])]
    tab.find.setText("S-1")
    settle()
    assert cells(tab.table, "name") == ["Şal"]
    tab.find.setText("zzz")
    settle()
    assert "No such product" in tab.table.overlay.words
    assert "No product chosen" in tab.card.list.overlay.words


def test_the_product_chosen_stays_and_is_told_anew_when_an_order_comes(
    open_tab: Callable[[str], Any], plant: Planter, settle: Settle, qtbot
) -> None:
    tab = open_tab("products")
    tab.table.choose(2)
    settle()
    assert tab.card.list.row_at(1).second == "0 sold · S-1"
    plant.order(0.5, lines=[{"name": "Şal", "sku": "S-1", "quantity": Decimal(2)}])
    qtbot.waitUntil(lambda: tab.card.list.count() > 3)
    settle()
    assert tab.source.thing(tab.table.current_id).name == "Şal"
    assert tab.card.list.row_at(1).second == "2 sold · S-1"


def test_products_are_ordered_by_each_column_and_what_has_no_figure_stands_last(
    open_tab: Callable[[str], Any], settle: Settle
) -> None:
    tab = open_tab("products")
    for column in range(len(tab.table.model().columns)):
        for _way in range(2):
            tab.table.horizontalHeader().sectionClicked.emit(column)
            settle()
            assert sorted(cells(tab.table, "name")) == sorted([HOSTILE, "Gömlek", "Şal"])
            if column == 3:
                assert cells(tab.table, "rate")[-1] == "–"


@pytest.mark.feature("E9")
def test_carriers_show_medians_and_late_parcels_stand_there_with_their_customers(
    open_tab: Callable[[str], Any], desk: Context, shop: Shop
) -> None:
    tab, went = open_tab("deliveries"), gone_to(desk)
    assert cells(tab.table, "carrier") == ["Yurtiçi", "Aras"]
    assert cells(tab.table, "to_ship") == ["1.0", "1.0"]
    assert cells(tab.table, "under_way") == ["2.0", "–"]
    assert cells(tab.table, "late") == ["1 of 2", "–"]
    assert tab.late.count() == 1
    assert tab.late.row_at(0).spoken.startswith("Şükrü İnce · A-1, to be shipped by 21/11/2026 · Yurtiçi")
    assert "late today" in tab.late.row_at(0).spoken
    tab.late.opened.emit(shop["late"])
    assert went == [("order", shop["new"])]
    assert problems(tab.window()) == []


@pytest.mark.feature("E10")
def test_a_code_says_what_it_gives_and_brought_and_leads_to_its_orders(
    open_tab: Callable[[str], Any], panel: OrdersPanel, settle: Settle
) -> None:
    tab = open_tab("coupons")
    assert [cells(tab.table, key)[0] for key in ("code", "gives", "orders", "cancelled", "given", "revenue")] == [
        "YAZ10", "10% from ₺400.00", "1", "1", "₺5.00", "₺100.00",
    ]  # fmt: skip
    assert problems(panel) == []
    tab.table.choose(0)
    press(tab.table, Qt.Key.Key_Return)
    settle()
    assert panel.tabs.current == "orders"
    assert cells(panel.tab.table, "number") == ["B-2", "A-2"]


@pytest.mark.feature("E12")
def test_every_list_is_written_to_a_file_as_it_is_shown(
    open_tab: Callable[[str], Any], panel: OrdersPanel, app: App, tmp_path: Path
) -> None:
    numbers = [line.split(";")[0].split(",")[0] for line in written(app, tmp_path)]
    assert numbers[1:] == ["A-1", "B-2", "B-1", "E-7", "A-2"]
    open_tab("products")
    assert written(app, tmp_path)[0].count("Revenue (") == 2
    tab = open_tab("deliveries")
    assert "Yurtiçi" in written(app, tmp_path)[1]
    tab.late.setFocus()
    assert "Şükrü İnce" in written(app, tmp_path)[1]
    assert "Yurtiçi" in written(app, tmp_path, 1)[1]
    open_tab("coupons")
    assert "YAZ10" in written(app, tmp_path)[1]


def test_keys_and_the_palette_lead_to_every_tab(panel: OrdersPanel, desk: Context, settle: Settle) -> None:
    known = {command.id: command for command in commands(desk)}
    desk.go.asked.connect(panel.open)
    for id_, key in (
        ("orders.products", "products"),
        ("orders.deliveries", "deliveries"),
        ("orders.coupons", "coupons"),
    ):
        known[id_].run()
        settle()
        assert panel.tabs.current == key
        known["orders.find"].run()
    known["orders.show.orders"].run()
    settle()
    assert panel.tabs.current == "orders"
    known["orders.find"].run()
    assert panel.tab.find.hasFocus() or not panel.isActiveWindow()
    assert all(QKeySequence(command.shortcut).count() for command in known.values() if command.shortcut)
    panel.open(TAB, len(TABS))
    assert panel.tabs.current == "orders"


def test_an_empty_store_says_what_will_stand_on_each_tab_and_leads_to_a_file(
    empty_panel: OrdersPanel, desk: Context, settle: Settle
) -> None:
    went = gone_to(desk)
    for key, said in (
        ("orders", "No orders yet"), ("products", "No products yet"), ("deliveries", "No parcels yet"),
        ("coupons", "No discount codes yet"),
    ):  # fmt: skip
        empty_panel.show_tab(key)
        settle()
        assert said in empty_panel.tab.table.overlay.words
        empty_panel.tab.table.overlay._button.click()
        assert problems(empty_panel) == []
    assert went == [("transfer", None)] * 4
    assert "No parcel is late" in empty_panel.tabs.page("deliveries").late.overlay.words  # type: ignore[union-attr]


def test_what_cannot_be_read_is_said_and_can_be_tried_again(
    panel: OrdersPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object) -> Any:
        raise StoreError(N_("The store has been closed."))

    with monkeypatch.context() as patch:
        patch.setattr(order_list, "first_ids", broken)
        patch.setattr(order_list, "ids", broken)
        panel.tab.pages._replace([], {})
        panel.tab.pages.refresh()
        settle()
        assert "The store has been closed." in panel.tab.table.overlay.words
    panel.tab.table.overlay._button.click()
    settle()
    assert len(panel.tab.pages.ids) == 5


def test_words_are_clear_in_turkish_in_a_narrow_window_and_in_a_wide_one(
    desk: Context, shop: Shop, settle: Settle, qtbot
) -> None:
    i18n.use("tr")
    made = OrdersPanel(desk)
    qtbot.addWidget(made)
    made.show()
    for width, height in ((816, 560), (1072, 600), (1232, 780)):
        made.resize(width, height)
        for key in TABS:
            made.show_tab(key)
            settle()
            assert problems(made) == [], (key, width)
            assert made.minimumSizeHint().height() <= height


def test_shares_and_spans_are_said_as_each_language_writes_them() -> None:
    assert (words.share(1, 3), words.share(3, 24), words.share(0, 0)) == ("1 of 3", "12%", "–")
    assert (words.days(1.25), words.days(None), words.stars(4.5, 12)) == ("1.2", "–", "4.5 (12)")
    i18n.use("tr")
    assert (words.share(1, 3), words.share(3, 24)) == ("3 tanede 1", "%12")
    assert (words.days(0.8), words.stars(4.5, 12)) == ("0,8", "4,5 (12)")


def test_a_product_asked_about_is_forgotten_when_none_is_chosen(
    open_tab: Callable[[str], Any], desk: Context, settle: Settle
) -> None:
    tab = open_tab("products")
    card, product = tab.card, tab.source.shown[0]
    card.show_product(None)
    with held_readers(desk):
        card.show_product(product)
        card.show_product(None)
    settle()
    assert card.list.count() == 0
    assert "No product chosen" in card.list.overlay.words


def test_enter_on_a_product_on_its_way_opens_no_order_of_the_one_before(
    open_tab: Callable[[str], Any], desk: Context, settle: Settle
) -> None:
    tab, went = open_tab("products"), gone_to(desk)
    many, few = tab.source.shown[0], tab.source.shown[-1]
    tab.card.show_product(many)
    settle()
    with held_readers(desk):
        tab.card.show_product(few)
        for place in range(20):
            tab.card.list.opened.emit(place)
    settle()
    assert went == []


@pytest.mark.feature("E10")
def test_the_day_a_code_ends_is_that_of_the_shops_zone_in_the_list_and_in_the_file(
    open_tab: Callable[[str], Any], app: App, plant: Planter, settle: Settle, qtbot, tmp_path: Path
) -> None:
    plant.coupon("GECE", ends_at=to_ms(datetime(2026, 11, 30, 22, 30, tzinfo=UTC)))
    tab = open_tab("coupons")
    qtbot.waitUntil(lambda: "01/12/2026" in cells(tab.table, "until"))
    settings.put(app.db, settings.ZONE, "Europe/London")
    qtbot.waitUntil(lambda: "30/11/2026" in cells(tab.table, "until"))
    settle()
    assert any("2026-11-30" in line for line in written(app, tmp_path))


def test_a_list_read_before_a_change_is_not_kept_after_it() -> None:
    begun, go_on = Event(), Event()
    things = [1]

    def read(_session: object) -> list[int]:
        found = list(things)
        begun.set()
        assert go_on.wait(20)
        return found

    source = InHand(Known(read, lambda one: one, lambda one: [str(one)], {}))
    reader = Thread(target=lambda: source.ids(None, None))
    reader.start()
    assert begun.wait(20)
    things.append(2)
    source.forget()
    go_on.set()
    reader.join()
    assert source.ids(None, None) == [1, 2]
