"""Papers draw the same on screen and in a PDF, show words as typed, and keep within their sheet."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.platform.errors import UserError
from tests.ui.kit.parts import HOSTILE, FakeAsk, FakeStore, FakeTell
from ui.kit import lint
from ui.kit.ask import place_for
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.jobs import Job
from ui.kit.painting import Painting, Pdf
from ui.kit.paper import A4, Paper, PaperColumn, Section, TablePaper, TextPaper
from ui.kit.printing import PageView, PrintDialog


def drawn(paper: Paper, page: int = 0) -> QImage:
    """Return a page as a picture of a point a pixel."""
    image = QImage(paper.sheet.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paper.paint(painter, page)
    painter.end()
    return image


def ink(image: QImage, room: QRectF | None = None) -> int:
    """Return how many pixels are dark, in a room or everywhere."""
    rect = image.rect() if room is None else room.toAlignedRect().intersected(image.rect())
    return sum(
        image.pixelColor(x, y).lightness() < 140
        for x in range(rect.left(), rect.right() + 1, 2)
        for y in range(rect.top(), rect.bottom() + 1, 2)
    )


def save_pdf(paper: Paper, target: Path, title: str) -> None:
    """Write a whole paper and wait for it."""
    pdf, home = Pdf(paper.sheet, title), QEventLoop()
    job = Job(lambda _nothing: None, lambda _error: None, finished=home.quit)
    QTimer.singleShot(0, painting(pdf, paper, job).go_on)
    home.exec()
    pdf.keep(target)


def painting(pdf: Pdf, paper: Paper, job: Job) -> Painting:
    app = QApplication.instance()
    assert app is not None
    pages = range(paper.pages)
    return Painting(pdf.painter, paper, pages, pdf.resolution / 72, pdf.new_page, lambda: None, job, app)


class Slow:
    """A paper of many pages, each of which takes its time."""

    sheet = A4
    pages = 200

    def __init__(self) -> None:
        self.painted: list[int] = []

    def paint(self, painter: QPainter, page: int) -> None:
        self.painted.append(page)
        until = time.monotonic() + 0.01
        while time.monotonic() < until:
            painter.drawPoint(1, 1)


def letter(lines: int = 3) -> TextPaper:
    return TextPaper("Ayşe Öz", [Section("Siparişler", [("TY-1", "120,00 TL")] * lines)])


@pytest.mark.feature("J7")
def test_a_long_text_flows_over_pages_and_every_page_bears_ink(qapp: QApplication) -> None:
    paper = letter(200)
    assert paper.pages > 2
    assert all(ink(drawn(paper, page)) > 50 for page in range(paper.pages))


def test_words_are_printed_as_typed(qapp: QApplication) -> None:
    paper = TextPaper(HOSTILE, [Section(HOSTILE, [(HOSTILE, f"{HOSTILE}\n{'x' * 5000}")])])
    assert paper.text().count(HOSTILE) == 4
    assert ink(drawn(paper)) > 200


@pytest.mark.feature("J7")
def test_a_table_repeats_its_titles_and_leaves_no_row_out(qapp: QApplication) -> None:
    seen: list[str] = []

    class Listed(list[str]):
        def __iter__(self):
            seen.append(list.__getitem__(self, 0))
            return super().__iter__()

    rows = [Listed([f"{number}", HOSTILE]) for number in range(95)]
    paper = TablePaper("Müşteriler", [PaperColumn("No", right=True), PaperColumn("Ad", 3)], rows, A4)
    for page in range(paper.pages):
        image = drawn(paper, page)
        titles = QRectF(paper.sheet.inside.left(), paper.sheet.inside.top() + 20, 200, 25)
        assert ink(image, titles) > 0
    assert seen == [f"{number}" for number in range(95)]
    assert TablePaper("Boş", [PaperColumn("Ad")], []).pages == 1


@pytest.mark.feature("J7")
def test_a_pdf_holds_every_page_and_replaces_the_old_one_whole(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "kart.pdf"
    target.write_text("old", encoding="utf-8")
    paper = letter(200)
    save_pdf(paper, target, "Ayşe Öz")
    data = target.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == paper.pages
    assert [path.name for path in tmp_path.iterdir()] == ["kart.pdf"]


def test_a_pdf_that_cannot_be_written_is_said_and_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"kart\.pdf cannot be written"):
        save_pdf(letter(), tmp_path / "missing" / "kart.pdf", "x")
    (tmp_path / "kart.pdf").mkdir()
    with pytest.raises(UserError, match=r"kart\.pdf cannot be written"):
        save_pdf(letter(), tmp_path / "kart.pdf", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["kart.pdf"]


def test_pages_are_turned_by_key_and_stop_at_the_ends(qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.show_paper(letter(200))
    assert view.paper is not None
    view.show()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 0
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == view.paper.pages - 1
    assert str(view.paper.pages) in view.accessibleDescription()
    assert not view.grab().toImage().isNull()


def test_the_dialog_saves_a_pdf_where_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    ask, tell = FakeAsk(path=tmp_path / "kart"), FakeTell()
    ctx = Context(FakeStore(), ask=ask, tell=tell)
    host = QWidget()
    qtbot.addWidget(host)
    dialog = PrintDialog(ctx, host, "Yazdır", "kart")
    dialog.show_paper(letter(60))
    dialog.resize(QSize(800, 700))
    dialog.show()
    assert lint.problems(dialog) == []
    button = next(one for one in dialog.findChildren(Button) if one.accessibleName() == "Save as PDF")
    ask.path = tmp_path / "missing" / "kart.pdf"
    button.click()
    qtbot.waitUntil(lambda: bool(tell.errors))
    assert "cannot be written" in str(tell.errors[0])
    assert dialog.isVisible()
    ask.path = tmp_path / "kart"
    button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert (tmp_path / "kart.pdf").read_bytes().startswith(b"%PDF-")
    ctx.close()


@pytest.mark.feature("J7")
def test_a_long_paper_is_written_while_the_window_lives_and_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    ctx = Context(FakeStore(), ask=FakeAsk(path=tmp_path / "liste.pdf"), tell=FakeTell())
    host = QWidget()
    qtbot.addWidget(host)
    dialog = PrintDialog(ctx, host, "Yazdır", "liste")
    paper = Slow()
    dialog.show_paper(paper)
    dialog.show()
    turns: list[int] = []
    beat = QTimer(dialog)
    beat.timeout.connect(lambda: turns.append(len(paper.painted)))
    beat.start(0)
    next(one for one in dialog.findChildren(Button) if one.accessibleName() == "Save as PDF").click()
    assert not dialog.verb.isEnabled()
    qtbot.waitUntil(dialog.bar.isVisible)
    assert len(turns) > 3
    dialog.reject()
    qtbot.waitUntil(dialog.verb.isEnabled)
    beat.stop()
    assert dialog.isVisible()
    assert len(paper.painted) < paper.pages
    assert list(tmp_path.iterdir()) == []
    dialog.reject()
    assert not dialog.isVisible()
    ctx.close()


def test_a_name_gets_the_ending_of_its_kind_and_another_file_is_only_replaced_after_a_question(tmp_path: Path) -> None:
    ask = FakeAsk(path=tmp_path / "müşteriler 1.11")
    place = tmp_path / "müşteriler 1.11.pdf"

    def asked() -> Path | None:
        return place_for(ask, None, "Save", "müşteriler", ("PDF", ".pdf"))

    assert asked() == place
    place.touch()
    assert asked() == place
    ask.yes = False
    assert asked() is None
    ask.path = tmp_path / "LISTE.PDF"
    ask.path.touch()
    assert asked() == ask.path, "the window that asks for files has asked this already"
    ask.path = None
    assert asked() is None
