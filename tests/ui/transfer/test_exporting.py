"""The dialog that writes lists to files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.transfer.tables import ExportTable
from desktop_crm.transfer.writing import export, iys_layout, shown, worded
from tests.clock import FakeClock
from tests.ui.kit.parts import FakeAsk, FakeTell, press
from tests.ui.transfer.conftest import TRENDYOL
from tests.ui.transfer.seen import spoken
from ui.kit import exporting
from ui.kit.context import Context
from ui.kit.exporting import Offer
from ui.transfer.export_dialog import ExportDialog
from ui.transfer.export_layout import LayoutDialog
from ui.transfer.panel import TransferPanel


@pytest.fixture
def people(app: App) -> list[int]:
    """Three customers; the first may be mailed."""
    made = [app.customers.add(NewCustomer(name=f"Ece {n}", emails=(f"ece{n}@ornek.test",))) for n in range(3)]
    app.consents.record(made[0], "email", granted=True)
    return made


@pytest.fixture
def dialog(ctx: Context, people: list[int], home: Callable[[], None], qtbot) -> ExportDialog:
    """The dialog over a list of two of the three, backwards, one column, both chosen."""
    shown_ids = [people[2], people[0]]
    offer = Offer("customers", "Customers", lambda _session: shown_ids, shown_ids, shown.customers(("name",)))
    made = ExportDialog(ctx, None, [offer])
    qtbot.addWidget(made)
    made.open()
    home()
    return made


def answers(ctx: Context) -> FakeAsk:
    assert isinstance(ctx.ask, FakeAsk)
    return ctx.ask


@pytest.mark.feature("J6")
def test_the_list_is_written_as_it_is_shown(
    dialog: ExportDialog, ctx: Context, home: Callable[[], None], tmp_path: Path
) -> None:
    assert dialog.told == ["2 get into the file"]
    dialog.file.set_value(".csv")
    home()
    answers(ctx).path = tmp_path / "liste"
    dialog.verb.click()
    home()
    with (tmp_path / "liste.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["Name"], ["Ece 2"], ["Ece 0"]]
    assert dialog.written == tmp_path / "liste.csv"
    assert dialog.folder.isVisible()
    assert isinstance(ctx.tell, FakeTell)
    assert ctx.tell.said[-1][0] == "liste.csv is written: 2 rows"


@pytest.mark.feature("J6")
def test_no_second_file_is_begun_while_one_is_written_whatever_is_chosen_meanwhile(
    dialog: ExportDialog, ctx: Context, home: Callable[[], None], tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, go_on = dialog._desk.write, Event()

    def slowly(*asked):
        assert go_on.wait(20)
        return write(*asked)

    monkeypatch.setattr(dialog._desk, "write", slowly)
    answers(ctx).path = tmp_path / "liste"
    dialog.verb.click()
    dialog.file.set_value(".csv")
    dialog._look()
    qtbot.waitUntil(lambda: ctx.jobs.busy == 1)
    assert not dialog.verb.isEnabled()
    go_on.set()
    home()
    assert dialog.verb.isEnabled()


@pytest.mark.feature("G7")
def test_who_is_left_out_is_said_before_anything_is_written(dialog: ExportDialog, home: Callable[[], None]) -> None:
    dialog.what.set_value("customers")
    dialog.shape.set_value("mailchimp")
    home()
    assert dialog.told == ["1 gets into the file", "2 have not allowed e-mail and are left out"]
    assert dialog.file.value() == ".csv"
    dialog.shape.set_value("sms")
    home()
    assert dialog.told == ["0 get into the file", "3 have no mobile phone and are left out"]
    assert not dialog.verb.isEnabled()


def test_every_list_and_every_shape_can_be_looked_at(dialog: ExportDialog, home: Callable[[], None]) -> None:
    seen = 0
    for what in range(dialog.what.count()):
        dialog.what.setCurrentIndex(what)
        for shape in range(dialog.shape.count()):
            dialog.shape.setCurrentIndex(shape)
            home()
            assert dialog.told
            seen += 1
    assert seen > 30


def test_a_file_whose_ending_was_added_is_not_replaced_unasked(
    dialog: ExportDialog, ctx: Context, home: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "liste.xlsx").write_text("there already")
    answers(ctx).path = tmp_path / "liste"
    answers(ctx).yes = False
    dialog.verb.click()
    home()
    assert (tmp_path / "liste.xlsx").read_text() == "there already"
    assert dialog.written is None


def test_what_cannot_be_written_is_said(
    dialog: ExportDialog, ctx: Context, home: Callable[[], None], tmp_path: Path
) -> None:
    answers(ctx).path = tmp_path / "missing" / "liste.xlsx"
    dialog.verb.click()
    home()
    assert isinstance(ctx.tell, FakeTell)
    assert [str(error) for error in ctx.tell.errors] == [
        "liste.xlsx cannot be written: its folder is missing or protected."
    ]
    assert dialog.verb.isEnabled()


@pytest.mark.feature("I8")
def test_the_layout_for_the_register_is_edited_as_lines(
    ctx: Context, app: App, dialog: ExportDialog, home: Callable[[], None], qtbot
) -> None:
    dialog.shape.set_value("iys")
    home()
    assert dialog.layout_button.isVisible()
    kept: list[bool] = []
    form = LayoutDialog(ctx, dialog, iys_layout.supplied(), lambda: kept.append(True))
    qtbot.addWidget(form)
    form.columns.set_value("TİP = kind of message\nKİM=phone or e-mail")
    form.verb.click()
    assert not kept, "a layout without an answer is refused"
    form.columns.set_value("TİP = kind of message\nKİM=phone or e-mail\nNE = state")
    form.words["granted"].set_value("ONAY")
    form.verb.click()
    home()
    assert kept == [True]
    layout = app.read(iys_layout.layout)
    assert [header for header, _ in layout.columns] == ["TİP", "KİM", "NE"]
    assert layout.words["granted"] == "ONAY"


def test_a_page_out_of_sight_offers_nothing(ctx: Context, qtbot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    offer = Offer("customers", "Customers", lambda _session: [], [], shown.customers(("name",)))
    exporting.offer(panel, lambda: offer)
    assert offer not in exporting.offered()
    panel.show()
    assert exporting.offered() == [offer]


def test_a_part_of_a_page_comes_before_the_page_unless_somebody_works_beside_it(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    field, part = QLineEdit(page), QLineEdit(page)
    outer = Offer("customers", "Customers", lambda _session: [], [], shown.customers(("name",)))
    inner = Offer("orders", "Orders", lambda _session: [], [], worded.orders)
    exporting.offer(page, lambda: outer)
    exporting.offer(part, lambda: inner)
    page.show()
    assert exporting.offered() == [inner, outer]
    field.setFocus()
    assert exporting.offered() == [outer, inner]
    part.setFocus()
    assert exporting.offered() == [inner, outer]
    part.hide()
    assert exporting.offered() == [outer]


@pytest.mark.feature("J6")
def test_what_left_stands_in_the_history_with_who_stayed_out_and_why(
    panel: TransferPanel, dialog: ExportDialog, app: App, ctx: Context, home: Callable[[], None], tmp_path: Path, qtbot
) -> None:
    elif_ = app.staff.add("Elif Kaya")
    app.db.author = lambda: elif_
    name = "Earlier imports and exports"
    answers(ctx).path = tmp_path / "liste.xlsx"
    dialog.verb.click()
    home()
    dialog.what.set_value("customers")
    dialog.shape.set_value("mailchimp")
    home()
    answers(ctx).path = tmp_path / "posta.csv"
    dialog.verb.click()
    home()
    qtbot.waitUntil(lambda: len(spoken(panel.start, name)) == 2)
    home()
    newest, older = (
        "posta.csv, Customers · Mailchimp audience · 1 got into the file · Elif Kaya, 2 stayed out, ",
        ("liste.xlsx, Customers · as the list showed them · 2 got into the file · Elif Kaya, "),
    )
    at = "21/11/2026 12:00"
    assert spoken(panel.start, name) == [newest + at, older + at]
    shown = panel.start.history.rows
    shown.setCurrentIndex(shown.model().index(0, 0))
    press(shown, Qt.Key.Key_Return)
    assert spoken(panel.start, name) == [newest + at, "2 have not allowed e-mail and are left out", older + at]
    press(shown, Qt.Key.Key_Return)
    assert len(spoken(panel.start, name)) == 2
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Return)
    assert len(spoken(panel.start, name)) == 3


def test_imports_and_exports_stand_together_the_newest_first(
    panel: TransferPanel, app: App, clock: FakeClock, home: Callable[[], None], tmp_path: Path
) -> None:
    app.customers.add(NewCustomer(name="Ece"))
    export.write(app.db, "customers", tmp_path / "once.csv")
    clock.tick(minutes=1)
    app.transfer.run([TRENDYOL])
    clock.tick(minutes=1)
    with app.db.write("prepare") as session:
        session.add(ExportTable(at=clock.now(), list="stars", target="sky", things=0, left_out=3, file="son.csv"))
    panel.start.refresh()
    home()
    rows = [panel.start.history.rows.row_at(place) for place in range(3)]
    assert [row.title for row in rows] == ["son.csv", "trendyol_kisa.csv", "once.csv"]
    assert (rows[0].second, rows[0].acts) == ("stars · sky · 0 got into the file", ())
