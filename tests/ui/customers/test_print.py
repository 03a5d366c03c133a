"""Printing customers: cards, the list as shown, labels, envelopes; and the card as text on the clipboard."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.fields.types import NewField
from tests.ui.customers.people import HOSTILE, LONG
from tests.ui.kit.test_printing import drawn, ink, save_pdf
from ui.customers.card_paper import card_paper, copy_card, read_card
from ui.customers.panel import CustomersPanel
from ui.customers.post import EnvelopePaper, LabelPaper
from ui.customers.print_dialog import CardsPaper, CustomerPrintDialog, What
from ui.kit import lint
from ui.kit.context import Context
from ui.kit.paper import TablePaper


@pytest.fixture
def printing(panel: CustomersPanel, settle) -> CustomerPrintDialog:
    panel.print_out()
    settle()
    return panel.window().findChild(CustomerPrintDialog)


@pytest.mark.feature("J7")
def test_everything_can_be_printed_from_the_page(printing: CustomerPrintDialog, settle, tmp_path: Path) -> None:
    assert isinstance(printing.view.paper, CardsPaper)
    for what, kind in ((What.LIST, TablePaper), (What.LABELS, LabelPaper), (What.ENVELOPES, EnvelopePaper)):
        printing.what.set_value(what)
        printing.who.set_value(False)
        settle()
        paper = printing.view.paper
        assert isinstance(paper, kind)
        assert ink(drawn(paper)) > 50
        assert lint.problems(printing) == []
        save_pdf(paper, tmp_path / f"{what}.pdf", "x")
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert "left out" in printing.left_out.text(), "who has no street cannot get a letter"


@pytest.mark.parametrize("what", list(What))
def test_every_paper_is_seen_whole_in_a_low_window(printing: CustomerPrintDialog, settle, what: What) -> None:
    printing.window().parentWidget().resize(1024, 640)
    printing.what.set_value(what)
    settle()
    printing.fit()
    settle()
    assert printing._scroll.verticalScrollBar().maximum() == 0


def test_labels_used_already_and_other_sheets_are_shown_at_once(printing: CustomerPrintDialog, settle) -> None:
    printing.what.set_value(What.LABELS)
    printing.who.set_value(False)
    settle()
    before = printing.view.paper
    printing.labels.set_value(3)
    printing.used.set_value(2)
    settle()
    assert printing.view.paper is not before
    assert not printing.envelopes.isVisibleTo(printing)


def test_a_reader_never_looks_at_the_fields_of_the_window(
    printing: CustomerPrintDialog, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[threading.Thread] = []
    for field in (printing.what, printing.who, printing.labels, printing.used, printing.envelopes):
        value = field.value
        monkeypatch.setattr(field, "value", lambda value=value: (looked.append(threading.current_thread()), value())[1])
    for what in What:
        printing.what.set_value(what)
        settle()
    assert set(looked) == {threading.main_thread()}


@pytest.mark.feature("J7")
def test_a_card_says_everything_as_typed(app: App, qtbot: QtBot) -> None:
    own = app.fields.define(NewField(HOSTILE))
    new = NewCustomer(
        name=HOSTILE, phones=("0532 418 27 90",), tags=("VIP",), note=LONG, aim=HOSTILE, custom={own: HOSTILE}
    )
    made = app.customers.add(new)
    paper = card_paper(app.read(lambda session: read_card(session, made, app.db.clock.now())))
    text = paper.text()
    assert text.startswith(HOSTILE)
    assert text.count(HOSTILE) >= 4
    assert "0532 418 27 90" in text
    assert "Tags: VIP" in text
    assert all(ink(drawn(paper, page)) > 0 for page in range(paper.pages))


@pytest.mark.feature("J7")
def test_the_card_shown_is_copied_as_text(desk: Context, shop: dict[str, int], settle) -> None:
    copy_card(desk, None, shop["Ayşe Yıldırım"])
    settle()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Ayşe Yıldırım")
    assert "0532 418 27 90" in copied
    assert desk.tell.said[-1][0] == "Copied: Ayşe Yıldırım"
    copy_card(desk, None, None)
    settle()
    assert len(desk.tell.said) == 1
