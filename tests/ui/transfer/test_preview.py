"""The preview: true counts, columns, problems and reasons, and nothing saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import StoreError
from tests.dump import logical_dump
from tests.ui.kit.parts import HOSTILE, press
from tests.ui.transfer.conftest import AYSE, SHOPIFY, SUKRU, TRENDYOL, Gate
from tests.ui.transfer.seen import cells, figures, rows, spoken
from ui.kit.chips import ChipLabel
from ui.kit.context import Context
from ui.kit.lint import problems
from ui.transfer.panel import TransferPanel

Show = Callable[..., TransferPanel]
Home = Callable[[], None]


@pytest.mark.feature("E3")
def test_the_preview_tells_what_would_come_and_saves_nothing(app: App, show: Show) -> None:
    before = logical_dump(app.db.path)
    preview = show(TRENDYOL).preview
    assert figures(preview) == {
        "New customers": "1",
        "Customers to update": "0",
        "New orders": "2",
        "Rows already there": "0",
        "Rows in trouble": "2 1 is left out",
        "Rows skipped": "1 titles, blanks, totals",
    }
    assert preview.verb.accessibleName() == "Import 3 rows"
    assert preview.line.said == "Nothing is saved yet"
    assert "Trendyol order report recognised" in [chip.chip.text for chip in preview.findChildren(ChipLabel)]
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E3")
def test_problems_name_the_row_the_column_and_the_value(show: Show) -> None:
    said = spoken(show(TRENDYOL).preview, "Problems and warnings")
    place = "Column: Barkod · the rest of the row comes in"
    assert said == [
        f"A spreadsheet has shortened this number; its digits are lost: “1.05E+10”, {place}, Row 5",
        "The quantity is missing or cannot be read, The row is left out, Row 6",
        "This cannot be read as a date: “32.11.2026 14:05”, Column: Sipari? Tarihi · the row is left out, Row 6",
    ]


@pytest.mark.feature("E2")
def test_columns_show_their_field_a_sample_and_what_was_understood(show: Show) -> None:
    found = {header: rest for header, *rest in cells(show(TRENDYOL).preview)}
    assert found["Barkod"] == ["Barcode", "8690000000017 · 8690000000024 · 1.05E+10", "Recognised"]
    assert found["Teslim Tarihi"] == ["Delivered on", "05.09.2026 10:00", "Day first"]
    assert found["Sat?? Tutar?"] == ["Leave this column", "100,00 · 50,00", "Not known"]


@pytest.mark.feature("E2")
def test_each_decision_stands_with_its_reason(show: Show) -> None:
    said = spoken(show(TRENDYOL).preview, "How it was read")
    assert "Layout: Trendyol, Its columns are those of this layout" in said
    assert "Numbers: decimal comma, 3 of 3 values can only be read so" in said


def test_words_that_look_like_html_are_shown_as_typed(show: Show, sheet: Callable[..., Path]) -> None:
    path = sheet(f"{HOSTILE};{HOSTILE};{HOSTILE};İzmir;Bornova;;")
    preview = show(path).preview
    assert cells(preview)[0][2] == HOSTILE
    assert any(HOSTILE in row for row in spoken(preview, "Problems and warnings"))
    assert problems(preview) == []


def test_a_value_without_end_is_shortened(show: Show, sheet: Callable[..., Path]) -> None:
    said = spoken(show(sheet(f"Can Ak;{'çok ' * 1000}uzun;can@ornek.test;;;;")).preview, "Problems and warnings")
    assert "…”" in said[0]
    assert len(said[0]) < 300


@pytest.mark.feature("E3")
def test_several_files_have_a_summary_each_and_a_refused_one_says_why(
    show: Show, sheet: Callable[..., Path], broken: Path
) -> None:
    preview = show(sheet(AYSE, SUKRU), broken, SHOPIFY).preview
    files = spoken(preview, "Files")
    assert files[0] == "bozuk.xlsx, bozuk.xlsx is damaged and cannot be opened., Not taken"
    assert files[1] == "musteriler.csv, 2 new customers, Your own customer list"
    assert files[2].startswith("shopify_customers.csv, 3 new customers, 6 new consents")
    assert figures(preview)["New customers"] == "2"
    rows(preview, "Files").setCurrentIndex(rows(preview, "Files").model().index(2, 0))
    assert figures(preview)["New customers"] == "3"
    assert preview.verb.accessibleName() == "Import 6 rows"


@pytest.mark.feature("E3")
def test_a_file_that_cannot_be_taken_is_named_with_the_reason(show: Show, broken: Path) -> None:
    panel = show(broken)
    assert panel.preview is None
    said = "bozuk.xlsx, bozuk.xlsx is damaged and cannot be opened."
    assert spoken(panel, "This could not be taken") == [said]
    press(panel.start.drop.choose, Qt.Key.Key_Escape)
    assert not panel.start.shows_refused


def test_a_store_that_cannot_be_read_is_told_and_the_page_stays(
    app: App, ctx: Context, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_asked: object, **_named: object) -> None:
        raise StoreError("The store is locked.")

    monkeypatch.setattr(app.transfer, "sitting", locked)
    panel = show(TRENDYOL)
    assert [str(error) for error in ctx.tell.errors] == ["The store is locked."]
    assert panel.preview is None


def test_reading_neither_holds_the_writer_nor_the_window(
    app: App, ctx: Context, panel: TransferPanel, gate: Gate, home: Home, qtbot
) -> None:
    gate.shut = True
    panel.show_files([TRENDYOL])
    assert gate.reached.wait(5)
    written: list[int] = []
    ctx.do(panel, lambda: app.customers.add(NewCustomer(name="Işıl Kaya")), then=written.append)
    qtbot.waitUntil(lambda: bool(written))
    assert panel.preview is None
    gate.opened.set()
    home()
    assert panel.preview is not None


def test_the_page_never_asks_the_store_in_the_thread_of_the_window(app: App, show: Show) -> None:
    app.db.forbid_this_thread()
    assert show(TRENDYOL).preview is not None


def test_a_file_brought_while_another_is_read_takes_its_place(
    panel: TransferPanel, gate: Gate, home: Home, sheet: Callable[..., Path]
) -> None:
    gate.shut = True
    panel.show_files([TRENDYOL])
    assert gate.reached.wait(5)
    gate.shut = False
    panel.show_files([sheet(AYSE)])
    gate.opened.set()
    home()
    assert panel.preview.verb.accessibleName() == "Import 1 row"


def test_escape_stops_the_reading_and_leaves_the_preview(
    panel: TransferPanel, gate: Gate, home: Home, ctx: Context
) -> None:
    gate.shut = True
    panel.show_files([TRENDYOL])
    assert gate.reached.wait(5)
    press(panel, Qt.Key.Key_Escape)
    gate.opened.set()
    home()
    assert (panel.preview, ctx.tell.errors) == (None, [])
    gate.shut = False
    panel.show_files([TRENDYOL])
    home()
    assert panel.preview is not None
    press(panel.preview.verb, Qt.Key.Key_Escape)
    assert panel.preview is None
