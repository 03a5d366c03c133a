"""The list of customers with the shop's own fields: columns, queries and views, also when a field changes or goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.fields.types import FieldKind, NewField
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.segments import queries as views
from desktop_crm.segments.types import ColumnPlace, Layout, NewView, SavedView
from tests.ui.kit.parts import press
from ui.customers import exporting
from ui.customers.panel import CustomersPanel
from ui.kit.context import Context

Settle = Callable[[], None]


@pytest.fixture
def foot(app: App) -> int:
    """A field of numbers, filled in on one card."""
    field = app.fields.define(NewField("Ayak no", FieldKind.NUMBER))
    app.customers.add(NewCustomer(name="Zehra Ün", custom={field: "38.5"}))
    return field


@pytest.fixture
def again(settle: Settle) -> Settle:
    """Waits until what was written has come to the list, and what that started is home."""

    def wait() -> None:
        settle()
        QTest.qWait(60)
        settle()

    return wait


def names(panel: CustomersPanel) -> list[str]:
    model = panel.list.table.model()
    place = [one.key for one in model.columns].index("name")
    return [model.index(row, place).data() or "" for row in range(model.rowCount())]


def cell(panel: CustomersPanel, row: int, column: str) -> str:
    model = panel.list.table.model()
    return model.index(row, [one.key for one in model.columns].index(column)).data()


def show(panel: CustomersPanel, *keys: str) -> None:
    panel.list.arrangement.show_columns([ColumnPlace(key) for key in keys])


@pytest.mark.feature("A7")
def test_an_own_field_is_a_column_says_that_it_cannot_sort_and_is_exported(
    foot: int, panel: CustomersPanel, app: App, settle: Settle
) -> None:
    box = panel.views.choose_columns()
    assert [line.tick.text() for line in box.lines][-1] == "Ayak no"
    box.reject()
    show(panel, "name", f"custom.{foot}")
    settle()
    row = names(panel).index("Zehra Ün")
    assert [cell(panel, place, f"custom.{foot}") for place in (0, row)] == ["–", "38.5"]
    header, model = panel.list.table.horizontalHeader(), panel.list.table.model()
    place = [one.key for one in model.columns].index(f"custom.{foot}")
    tip = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "cannot be sorted" in tip
    before = names(panel)
    x = header.sectionViewportPosition(place) + 10
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    settle()
    assert names(panel) == before
    offer = exporting.offer(panel.list)
    shape = app.read(lambda session: offer.make(session, app.db.clock))
    assert [column.name for column in shape.columns] == ["Name", "Ayak no"]


@pytest.mark.feature("A7")
def test_an_own_field_is_completed_and_narrows_the_list(
    foot: int, panel: CustomersPanel, settle: Settle, qtbot: Any
) -> None:
    find = panel.list.head.find
    panel.find()
    qtbot.keyClicks(find, "aya")
    assert find._completer.model().stringList() == ['"Ayak no">']
    find._take(0)
    qtbot.keyClicks(find, "38")
    settle()
    assert names(panel) == ["Zehra Ün"]
    assert panel.list.head.chips[0].accessibleName() == 'Remove "Ayak no">38'
    find.setText("ayak no:38,5 zehra")
    settle()
    assert names(panel) == ["Zehra Ün"]


@pytest.mark.feature("A7")
def test_a_field_made_renamed_or_deleted_while_the_list_is_open_is_seen_at_once(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], again: Settle
) -> None:
    panel.open("customer", shop["Derya Kılıç"])
    panel.list.table.selectAll()
    field = app.fields.define(NewField("Kargo notu"))
    again()
    assert panel.list.table.model().columns[-1].words == "Kargo notu"
    assert len(panel.list.chosen) == 15
    show(panel, "name", f"custom.{field}", "orders")
    app.fields.change(field, NewField("Name"))
    again()
    assert panel.list.table.model().columns[-1].words == "Name"
    shape = app.read(lambda session: exporting.offer(panel.list).make(session, app.db.clock))
    assert [column.name for column in shape.columns] == ["Name", "Name (2)", "Orders"]
    app.fields.delete(field)
    again()
    assert [key for key, _width in panel.list.table.arrangement()] == ["name", "orders"]
    assert cell(panel, 0, "orders") == "2"


def saved(app: App) -> SavedView:
    (found,) = [view for view in app.read(views.views) if not view.key]
    return found


@pytest.mark.feature("J6")
def test_a_view_outlives_another_name_of_its_field_and_says_so_when_the_field_is_gone(
    foot: int, panel: CustomersPanel, app: App, again: Settle
) -> None:
    panel.list.head.find.setText("ayak no>=38")
    show(panel, "name", f"custom.{foot}")
    again()
    box = panel.views.save_view()
    box.name.setText("Büyük ayaklar")
    box.verb.click()
    again()
    assert saved(app).query == f"custom.{foot}>=38"
    app.fields.change(foot, NewField("Numara", FieldKind.NUMBER))
    again()
    panel.list.head.clear()
    panel.open("customer_view", str(saved(app).id))
    again()
    assert (panel.list.head.find.text(), names(panel)) == ("Numara>=38", ["Zehra Ün"])
    app.fields.delete(foot)
    again()
    panel.list.head.clear()
    again()
    assert len(names(panel)) == 16
    panel.open("customer_view", str(saved(app).id))
    again()
    assert names(panel) == []
    assert panel.list.head._wrong.isVisible()
    assert "field of your own that was deleted" in panel.list.head._wrong.text()
    assert "This view cannot be shown" in panel.list.table.overlay.words
    assert [one.accessibleName() for one in panel.list.head.chips if one.isChecked()] == ["Büyük ayaklar"]
    app.customers.add(NewCustomer(name="Başkası"))
    again()
    assert names(panel) == []
    panel.views.keep_view(saved(app))
    again()
    assert saved(app).query == f"custom.{foot}>=38"
    for _step in range(3):
        app.undo()
    again()
    panel.open("customer_view", str(saved(app).id))
    again()
    assert names(panel) == ["Zehra Ün"]


@pytest.mark.feature("A3")
def test_the_stage_and_how_somebody_is_reached_stand_in_the_list(
    panel: CustomersPanel, app: App, shop: dict[str, int], again: Settle
) -> None:
    show(panel, "name", "stage", "reach", "points", "level", "why_lost")
    app.lifecycle.mark([shop["Ayşe Yıldırım"]], NewMark(Stage.LOST, reason="Delivery was late"))
    app.loyalty.give(shop["Ayşe Yıldırım"], 1700)
    again()
    keys = ("stage", "reach", "points", "level", "why_lost")
    assert [cell(panel, 0, key) for key in keys] == ["Lost", "E-mail, SMS, Phone", "1,700", "Gold", "Delivery was late"]
    panel.list.head.find.setText("stage:lost")
    again()
    assert names(panel) == ["Ayşe Yıldırım"]


@pytest.mark.feature("J6")
def test_the_view_shown_is_told_to_the_navigation(
    panel: CustomersPanel, desk: Context, app: App, again: Settle
) -> None:
    told: list[tuple[str, str]] = []
    desk.go.shown.connect(lambda kind, thing: told.append((kind, thing)))
    panel.open("customer_view", "vip")
    again()
    assert told[-1] == ("customer_view", "vip")
    panel.list.head.find.setText("tag:vip orders>1")
    again()
    assert told[-1] == ("customer_view", "")
    app.views.save(NewView("Yeni", "tag:vip orders>1", Layout()))
    again()
    assert told[-1] == ("customer_view", str(saved(app).id))


@pytest.mark.feature("J5")
def test_all_that_the_filter_holds_is_chosen_also_what_is_still_on_its_way(
    panel: CustomersPanel, desk: Context, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.kit.paging._FIRST", 5)
    table, pages = panel.list.table, panel.list.pages
    calls: list[list[int]] = []

    def while_beginning(act: Callable[[], None]) -> None:
        """Do something when the beginning of the list is there and the rest is not."""
        pages.replaced.connect(act, Qt.ConnectionType.SingleShotConnection)
        pages.begin()
        settle()

    def choose_all() -> None:
        assert pages.partial
        press(table, Qt.Key.Key_A, control=True)
        assert table.awaits_rest
        assert panel.list.bar.said.text() == "Everybody is chosen; the rest of the list is on its way"
        panel.list.with_chosen(calls.append)
        assert len(calls) == 0

    while_beginning(choose_all)
    assert "on its way" in desk.tell.said[-1][0]
    assert [len(chosen) for chosen in calls] == [15]
    assert panel.list.bar.said.text() == "15 customers chosen"

    def choose_all_and_think_again() -> None:
        panel.list.table.selectAll()
        panel.list.with_chosen(calls.append)
        table.choose(1)

    while_beginning(choose_all_and_think_again)
    assert len(calls) == 1
    assert len(panel.list.chosen) == 1
