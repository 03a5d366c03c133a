"""From the preview to the store and back: import, cancel, result, undo, history, the sheet of rows to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.platform.errors import StoreError
from desktop_crm.transfer import queries
from desktop_crm.transfer.apply import Applier
from tests.dump import logical_dump
from tests.ui.kit.parts import held_writer, press
from tests.ui.transfer.conftest import AYSE, SHOPIFY, SUKRU, TRENDYOL, Gate
from tests.ui.transfer.seen import figures, rows, spoken
from ui.kit.context import Context
from ui.transfer.model import UNDO
from ui.transfer.page import PAGE
from ui.transfer.panel import TransferPanel

Show = Callable[..., TransferPanel]
Home = Callable[[], None]
Sheet = Callable[..., Path]


@pytest.mark.feature("E1")
def test_enter_imports_what_the_preview_shows(app: App, ctx: Context, show: Show, home: Home) -> None:
    panel = show(TRENDYOL)
    assert panel.focusWidget() is panel.preview.verb
    press(panel.preview.verb, Qt.Key.Key_Return)
    home()
    assert panel.preview is None
    assert figures(panel.result)["New orders"] == "2"
    assert figures(panel.result)["Rows in trouble"] == "2 1 was left out"
    assert spoken(panel.result, "The new customers") == ["Ayla Deneme, Ankara"]
    assert app.read(customers.count) == 1
    assert [text for text, _undo in ctx.tell.said] == ["Imported: 1 new customer, 2 new orders, 2 rows in trouble"]
    assert ctx.tell.said[0][1] is not None, "the message offers no undo"


def test_enter_on_another_button_presses_that_button(app: App, show: Show, home: Home) -> None:
    panel = show(TRENDYOL)
    panel.preview.back.setFocus()
    press(panel.preview.back, Qt.Key.Key_Return)
    home()
    assert panel.preview is None
    assert app.read(queries.runs) == []


@pytest.mark.feature("E3")
def test_stopping_an_import_leaves_nothing(app: App, ctx: Context, show: Show, gate: Gate, home: Home) -> None:
    panel = show(TRENDYOL)
    before = logical_dump(app.db.path)
    gate.shut = True
    panel.agree()
    assert gate.reached.wait(5)
    assert not panel.preview.verb.isEnabled()
    press(panel.preview, Qt.Key.Key_Escape)
    gate.opened.set()
    home()
    assert panel.preview.line.said == "Stopped: nothing was saved"
    assert panel.preview.verb.isEnabled()
    assert (logical_dump(app.db.path), app.read(queries.runs), ctx.tell.errors) == (before, [], [])
    gate.shut = False
    panel.agree()
    home()
    assert panel.result is not None


def test_files_brought_during_an_import_wait_for_another_time(
    ctx: Context, show: Show, gate: Gate, home: Home, sheet: Sheet
) -> None:
    panel = show(TRENDYOL)
    gate.shut = True
    panel.agree()
    assert gate.reached.wait(5)
    panel.show_files([sheet(AYSE)])
    assert ctx.tell.said[-1][0] == "An import is running: bring this file when it is done."
    gate.opened.set()
    home()
    assert panel.result.told.run.report.files[0].file == "trendyol_kisa.csv"


def test_an_import_that_fails_keeps_the_preview(
    app: App, ctx: Context, show: Show, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = show(TRENDYOL)

    def full(*_asked: object, **_named: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Applier, "apply", full)
    panel.agree()
    home()
    assert [str(error) for error in ctx.tell.errors] == ["The disk is full."]
    assert panel.preview.verb.isEnabled()


@pytest.mark.feature("E3")
def test_a_file_that_changed_since_its_preview_is_looked_at_again_before_it_comes_in(
    app: App, ctx: Context, show: Show, home: Home, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Callable[[], None] | None] = []
    monkeypatch.setattr(
        ctx.tell, "show", lambda error, again=None: (ctx.tell.errors.append(error), offered.append(again))
    )
    panel = show(sheet(AYSE))
    sheet(AYSE, SUKRU)
    panel.agree()
    home()
    assert [str(error) for error in ctx.tell.errors] == [
        "musteriler.csv has changed since you looked at it. Nothing was imported: look at it again first."
    ]
    assert app.read(queries.runs) == []
    (again,) = offered
    again()
    home()
    assert figures(panel.preview)["New customers"] == "2"
    panel.agree()
    home()
    assert figures(panel.result)["New customers"] == "2"


@pytest.mark.feature("E4")
def test_the_same_file_again_has_nothing_to_import(imported: Show, show: Show) -> None:
    imported(SHOPIFY)
    preview = show(SHOPIFY).preview
    assert not preview.verb.isEnabled()
    assert preview.line.said == "Everything is there already"
    assert figures(preview)["Rows already there"] == "4 stay as they are"


@pytest.mark.feature("E5")
def test_the_result_takes_the_whole_import_back(app: App, ctx: Context, imported: Show, home: Home) -> None:
    before = logical_dump(app.db.path)
    panel = imported(TRENDYOL)
    assert panel.result.undo.isVisibleTo(panel)
    panel.result.undo.click()
    home()
    assert logical_dump(app.db.path) == before
    assert panel.result.told.run.undone
    assert not panel.result.undo.isVisibleTo(panel)
    assert ctx.tell.said[-1][0] == "Undone: Import trendyol_kisa.csv"


@pytest.mark.feature("E5")
def test_an_import_is_taken_back_once_however_often_undo_is_pressed(ctx: Context, imported: Show, home: Home) -> None:
    panel = imported(TRENDYOL)
    ctx.tell.said.clear()
    with held_writer(ctx):
        panel.result.undo.click()
        panel.result.undo.click()
    home()
    assert ctx.tell.errors == []
    assert [said for said, _undo in ctx.tell.said] == ["Undone: Import trendyol_kisa.csv"]


@pytest.mark.feature("E5")
def test_an_undo_that_ends_while_another_file_is_looked_at_leaves_its_preview_alone(
    app: App, ctx: Context, imported: Show, home: Home, sheet: Sheet, qtbot
) -> None:
    panel = imported(sheet(AYSE, SUKRU))
    (ayse,) = [hit.ref.id for hit in app.search("ayse") if hit.ref.kind == "customer"]
    app.customers.tag([ayse], "VIP")
    with held_writer(ctx):
        panel.result.undo.click()
        panel.show_files([TRENDYOL])
        qtbot.waitUntil(lambda: panel.preview is not None)
    home()
    assert ctx.tell.said[-1][0] == "Undone: Import musteriler.csv"
    assert panel.preview is not None


@pytest.mark.feature("E5")
def test_what_was_used_since_stays_and_is_listed(app: App, imported: Show, home: Home, sheet: Sheet) -> None:
    panel = imported(sheet(AYSE, SUKRU))
    (ayse,) = [hit.ref.id for hit in app.search("ayse") if hit.ref.kind == "customer"]
    app.customers.tag([ayse], "VIP")
    panel.result.undo.click()
    home()
    assert spoken(panel.result, "These stayed, because they were used since") == [
        "Ayşe Yılmaz, something newer refers to it"
    ]
    assert app.search("sukru") == []


@pytest.mark.feature("E5")
def test_an_undo_from_elsewhere_is_seen_on_the_result(ctx: Context, imported: Show, qtbot) -> None:
    panel = imported(TRENDYOL)
    ctx.undo()
    qtbot.waitUntil(lambda: panel.result.told.run.undone)
    ctx.redo()
    qtbot.waitUntil(lambda: not panel.result.told.run.undone)
    assert panel.result.undo.isVisibleTo(panel)


@pytest.mark.feature("E5")
def test_the_history_tells_who_brought_what_and_takes_it_back(
    app: App, imported: Show, home: Home, sheet: Sheet, qtbot
) -> None:
    elif_id = app.staff.add("Elif Kaya")
    app.db.author = lambda: elif_id
    panel = imported(TRENDYOL)
    panel.go_back()
    imported(sheet(AYSE, SUKRU)).go_back()
    qtbot.waitUntil(lambda: panel.start.history.rows.count() == 2)
    home()
    said = spoken(panel.start, "Earlier imports and exports")
    assert said[0] == "musteriler.csv, 2 new customers · Elif Kaya, 21/11/2026 12:00"
    assert said[1].startswith("trendyol_kisa.csv, Trendyol · 1 new customer, 2 new orders, 2 rows in trouble")
    older = panel.start.history.rows.row_at(1).id
    panel.start.history.rows.acted.emit(UNDO, older)
    qtbot.waitUntil(lambda: "Undone" in spoken(panel.start, "Earlier imports and exports")[1])
    assert panel.start.history.rows.row_at(1).acts == ()
    assert app.search("ayla") == []
    assert app.search("ayse")


def test_an_import_of_the_history_opens_as_its_result(app: App, imported: Show, home: Home) -> None:
    panel = imported(TRENDYOL)
    panel.go_back()
    panel.start.history.rows.opened.emit(app.read(queries.runs)[0].id)
    home()
    assert figures(panel.result)["New orders"] == "2"
    assert panel.result.line.said == "21/11/2026 12:00"


def test_an_empty_history_says_what_will_stand_there(panel: TransferPanel) -> None:
    assert panel.start.history.rows.overlay.words.startswith("Nothing was imported or exported yet")


@pytest.mark.feature("E3")
def test_bad_rows_are_handed_back_corrected_and_taken_alone(
    app: App, ctx: Context, show: Show, imported: Show, home: Home, tmp_path: Path
) -> None:
    panel = imported(TRENDYOL)
    ctx.ask.path = tmp_path / "duzeltilecek"
    panel.result.errors_asked.emit()
    home()
    path = tmp_path / "duzeltilecek.xlsx"
    assert ctx.tell.said[-1][0] == "Saved: duzeltilecek.xlsx"
    book = openpyxl.load_workbook(path)
    header, *bad = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert header[:2] == ["Sipari? Statüsü", "Sipari? Tarihi"]
    (row,) = [number for number, cells in enumerate(bad, start=2) if cells[1].startswith("32.11.2026")]
    book.active.cell(row, header.index("Sipari? Tarihi") + 1, "02.09.2026 14:05")
    book.active.cell(row, header.index("Adet") + 1, "2")
    book.save(path)
    assert app.read(customers.count) == 1
    preview = show(path).preview
    assert figures(preview)["New orders"] == "1"
    assert figures(preview)["Rows in trouble"].startswith("1")


def test_an_error_file_is_not_put_over_another_without_asking(
    ctx: Context, imported: Show, home: Home, tmp_path: Path
) -> None:
    kept = tmp_path / "hatalar.xlsx"
    kept.write_bytes(b"mine")
    ctx.ask.path, ctx.ask.yes = tmp_path / "hatalar", False
    imported(TRENDYOL).result.errors_asked.emit()
    home()
    assert kept.read_bytes() == b"mine"


def test_a_new_customer_opens_as_a_card(ctx: Context, imported: Show) -> None:
    asked: list[tuple[str, object]] = []
    ctx.go.asked.connect(lambda kind, thing: asked.append((kind, thing)))
    shown = rows(imported(TRENDYOL).result, "The new customers")
    shown.setCurrentIndex(shown.model().index(0, 0))
    press(shown, Qt.Key.Key_Return)
    assert asked == [("customer", shown.row_at(0).id)]


def test_choosing_a_file_brings_it_to_the_page(ctx: Context, panel: TransferPanel) -> None:
    asked: list[tuple[str, object]] = []
    ctx.go.asked.connect(lambda kind, thing: asked.append((kind, thing)))
    ctx.ask.path = TRENDYOL
    choose = next(command for command in PAGE.commands(ctx) if command.id == "transfer.choose")
    assert choose.shortcut == "Ctrl+O"
    choose.run()
    panel.start.drop.choose.click()
    ctx.ask.path = None
    choose.run()
    assert asked == [("import", [TRENDYOL])] * 2
