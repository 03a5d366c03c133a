"""The data bus: one refresh a burst, hidden panels wait, the origin may be spared."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QWidget

from tests.ui.kit.parts import FakeChange
from ui.kit.bus import DataBus, watch


def _change(table: str, *ids: int) -> FakeChange:
    return FakeChange(1, {table: frozenset(ids) if ids else None})


def _shown(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_a_burst_of_changes_is_one_refresh_with_the_ids_united(qtbot) -> None:
    bus, heard = DataBus(), []
    widget = _shown(qtbot)
    watch(bus, widget, ["orders", "customers"], heard.append)
    bus.changed.emit(_change("customers", 1), None)
    bus.changed.emit(_change("customers", 2), None)
    bus.changed.emit(_change("staff", 9), None)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [{"customers": frozenset({1, 2})}]


def test_many_or_unknown_ids_stay_unknown(qtbot) -> None:
    bus, heard, widget = DataBus(), [], _shown(qtbot)
    watch(bus, widget, ["orders"], heard.append)
    bus.changed.emit(_change("orders", 1), None)
    bus.changed.emit(_change("orders"), None)
    bus.changed.emit(_change("orders", 2), None)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [{"orders": None}]


def test_a_hidden_panel_is_refreshed_when_it_is_shown_again(qtbot) -> None:
    bus, heard = DataBus(), []
    widget = _shown(qtbot)
    watch(bus, widget, ["orders"], heard.append)
    widget.hide()
    bus.changed.emit(_change("orders", 5), None)
    qtbot.wait(40)
    assert heard == []
    widget.show()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [{"orders": frozenset({5})}]


def test_the_origin_is_spared_where_asked_and_others_are_not(qtbot) -> None:
    bus, mine, others = DataBus(), [], []
    widget = _shown(qtbot)
    watch(bus, widget, ["orders"], mine.append, skip=widget)
    watch(bus, widget, ["orders"], others.append)
    bus.changed.emit(_change("orders", 5), widget)
    qtbot.waitUntil(lambda: bool(others))
    assert mine == []


def test_a_panel_that_is_gone_hears_nothing(qtbot) -> None:
    bus, heard = DataBus(), []
    widget = QWidget()
    widget.show()
    watch(bus, widget, ["orders"], heard.append)
    shiboken6.delete(widget)
    bus.changed.emit(_change("orders", 5), None)
    qtbot.wait(30)
    assert heard == []
