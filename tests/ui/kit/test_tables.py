"""The table: ids in order, rows in blocks when seen, order by the store, place and selection kept by id."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QHeaderView

from tests.ui.kit.parts import HOSTILE, Numbers, press
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.paging import BLOCK, Pages
from ui.kit.table_view import TableView
from ui.kit.tables import Column, Kind, TableModel

COLUMNS = (Column("name", "Name", 200, Kind.PERSON, stretch=True), Column("number", "Number", 80, Kind.NUMBER))


@pytest.fixture
def made(ctx: Context, home: Callable, qtbot) -> Callable[[Numbers], TableView]:
    """Makes a shown table on numbered rows."""

    def make(source: Numbers) -> TableView:
        pages = Pages(ctx, source)
        table = TableView(TableModel(COLUMNS, pages), "Numbers")
        pages.setParent(table)
        qtbot.addWidget(table)
        table.resize(500, 400)
        table.show()
        pages.refresh()
        home()
        return table

    return make


def test_the_rows_in_view_are_asked_for_and_then_those_around_them(made: Callable, home: Callable, qtbot) -> None:
    source = Numbers(100_000)
    table = made(source)
    assert table.model().rowCount() == 100_000
    qtbot.waitUntil(lambda: [asked[0] for asked in source.asked] == [1, BLOCK + 1])
    assert table.model().index(0, 0).data() == "row 1"
    table.scrollTo(table.model().index(60_000, 0))
    table.grab()
    home()
    table.grab()
    assert table.model().index(60_000, 0).data() == "row 60001"
    assert len(source.asked[2]) <= BLOCK
    table.grab()
    qtbot.waitUntil(lambda: len(source.asked) == 4)
    home()
    assert {59_960, 60_045} <= set(source.asked[3])
    assert sum(len(asked) for asked in source.asked) <= 8 * BLOCK


def test_a_row_on_its_way_is_blank_and_does_not_wait(made: Callable) -> None:
    table = made(Numbers(5000))
    assert table.model().index(4000, 0).data() is None


def test_rows_far_away_are_forgotten(made: Callable, home: Callable) -> None:
    table = made(Numbers(100_000))
    pages = table.model().pages
    for place in range(0, 100_000, 1500):
        pages.see(place, place + 20)
        home()
    assert len(pages.rows) <= 41 * BLOCK
    assert pages.row(99_000) is not None


def test_a_click_on_a_title_orders_by_it_and_a_second_turns_it_round(made: Callable, home: Callable) -> None:
    source = Numbers(1000)
    table = made(source)
    table.horizontalHeader().sectionClicked.emit(1)
    home()
    assert (source.sorts[-1].key, source.sorts[-1].descending) == ("number", False)
    table.horizontalHeader().sectionClicked.emit(1)
    home()
    assert table.model().index(0, 0).data() == "row 1000"


def test_a_column_the_source_cannot_order_by_does_nothing(ctx: Context, home: Callable, qtbot) -> None:
    source = Numbers(5)
    pages = Pages(ctx, source)
    model = TableModel((Column("name", "Name", 80, sortable=False),), pages)
    model.sort_by(0)
    home()
    assert source.sorts == []


def test_a_refresh_keeps_selection_current_row_and_scroll_by_id(made: Callable, home: Callable) -> None:
    source = Numbers(5000)
    table = made(source)
    table.go_to(3000)
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 7)
    top_before = table.model().pages.ids[table.rowAt(0)], table.rowViewportPosition(table.rowAt(0))
    source.order = [*range(9001, 9101), *(n for n in range(1, 5001) if n % 2 == 0)]
    table.model().pages.refresh()
    home()
    assert table.current_id == 3000
    assert table.selected_ids == [3000]
    top_after = table.model().pages.ids[table.rowAt(0)], table.rowViewportPosition(table.rowAt(0))
    assert abs(top_after[0] - top_before[0]) <= 2
    if top_before[0] % 2 == 0:
        assert top_after == top_before


def test_a_refresh_keeps_a_selection_of_the_whole_list(made: Callable, home: Callable) -> None:
    source = Numbers(20_000)
    table = made(source)
    table.selectAll()
    source.order = [*range(1, 10_001), *range(10_002, 20_002)]
    table.model().pages.refresh()
    home()
    assert len(table.selected_ids) == 19_999
    assert len(table.selectionModel().selection()) == 1


def test_a_selected_row_that_is_gone_is_no_longer_selected(made: Callable, home: Callable) -> None:
    source = Numbers(50)
    table = made(source)
    table.go_to(10)
    source.order = [n for n in range(1, 51) if n != 10]
    table.model().pages.refresh()
    home()
    assert table.selected_ids == []


def test_changed_rows_are_read_again_without_a_new_order(made: Callable, home: Callable) -> None:
    source = Numbers(1000)
    table = made(source)
    table.go_to(3)
    source.word = "changed"
    table.model().pages.renew([3])
    home()
    assert table.model().index(2, 0).data() == "changed 3"
    assert (len(source.sorts), table.current_id) == (1, 3)


def test_enter_and_arrows_work_without_a_mouse(made: Callable) -> None:
    table, opened, picked = made(Numbers(50)), [], []
    table.opened.connect(opened.append)
    table.picked.connect(picked.append)
    table.setFocus()
    table.go_to(1)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    assert (picked[-1], opened) == (2, [2])


def test_an_empty_table_says_what_will_stand_here(ctx: Context, home: Callable, qtbot) -> None:
    pages = Pages(ctx, Numbers(0))
    table = TableView(TableModel(COLUMNS, pages), "Numbers")
    pages.setParent(table)
    qtbot.addWidget(table)
    table.empty_words = ("No customers yet", "Import your list to begin.")
    table.show()
    pages.refresh()
    home()
    assert table.overlay.isVisible()
    assert table.overlay.words == "No customers yet Import your list to begin."


def test_a_failed_load_is_told_and_can_be_tried_again(ctx: Context, home: Callable, qtbot) -> None:
    source = Numbers(5)
    broken = [True]
    whole_ids = source.ids

    def ids(session: object, sort: object) -> object:
        if broken:
            raise OSError("the disk is full")
        return whole_ids(session, sort)

    source.ids = ids
    pages = Pages(ctx, source)
    table = TableView(TableModel(COLUMNS, pages), "Numbers")
    pages.setParent(table)
    qtbot.addWidget(table)
    table.show()
    pages.refresh()
    home()
    assert "the disk is full" in table.overlay.words
    broken.clear()
    table.overlay._button.click()
    home()
    assert not table.overlay.isVisible()
    assert table.model().rowCount() == 5


def test_the_model_keeps_qts_promises(made: Callable, home: Callable) -> None:
    source = Numbers(500)
    table = made(source)
    tester = QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Warning)
    source.order = list(range(400, 0, -1))
    table.model().pages.refresh()
    home()
    assert table.model().rowCount() == 400
    del tester


def test_data_that_looks_like_html_is_shown_as_typed(ctx: Context, qtbot) -> None:
    pages = Pages()
    pages.put([1], [(HOSTILE, Chip(HOSTILE, "red"))])
    model = TableModel((Column("a", "Name", 90), Column("b", "Group", 90, Kind.CHIP)), pages)
    table = TableView(model, "Names")
    qtbot.addWidget(table)
    table.show()
    assert model.index(0, 0).data() == HOSTILE
    assert model.index(0, 1).data() == HOSTILE
    shown = []
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QToolTip

    point = table.visualRect(model.index(0, 0)).center()
    table.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, point, QPoint(5, 5)))
    shown.append(QToolTip.text())
    assert shown == ["<qt>&lt;img src=&quot;file:///etc/hostname&quot;&gt;&lt;b&gt;x</qt>"]
    QToolTip.hideText()


def test_no_header_ever_measures_all_rows(made: Callable) -> None:
    table = made(Numbers(1000))
    for header in (table.verticalHeader(), table.horizontalHeader()):
        modes = {header.sectionResizeMode(place) for place in range(header.count())}
        assert QHeaderView.ResizeMode.ResizeToContents not in modes


def test_going_to_a_row_chooses_it_alone_whichever_keys_are_held(made: Callable) -> None:
    table = made(Numbers(50))
    table.choose(0)
    QTest.keyPress(table, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    table.go_to(4)
    QTest.keyRelease(table, Qt.Key.Key_Shift)
    assert table.selected_ids == [4]
