"""Words are shown as typed everywhere, messages are short and true, and nothing is clipped or unnamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from desktop_crm.platform import i18n
from desktop_crm.platform.errors import Cancelled, Conflict, FileRefused, StoreError, UserError
from tests.ui.kit.parts import HOSTILE
from ui.kit import gallery, gallery_parts
from ui.kit.ask import WindowAsk, message
from ui.kit.buttons import Button, IconButton, filter_chip
from ui.kit.cards import Card, StatTile
from ui.kit.charts import Bar, BarsAcross, Columns, LineChart, Sparkline
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel
from ui.kit.lint import problems
from ui.kit.menus import Menu
from ui.kit.split import Split
from ui.kit.tabs import Tabs
from ui.kit.tell import FootBar, Toast, WindowTell, error_title
from ui.kit.theme import Mode, theme
from ui.kit.words import plain_tip, set_tip


@pytest.fixture
def window(qtbot) -> QWidget:
    """An empty window on screen."""
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_label_shows_what_looks_like_html_as_typed(qtbot) -> None:
    label = PlainLabel(HOSTILE)
    rich = QLabel(HOSTILE)
    for made in (label, rich):
        qtbot.addWidget(made)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > rich.sizeHint().width()


def test_a_tooltip_keeps_the_lines_of_its_words() -> None:
    assert plain_tip("<b>\nx & y") == "<qt>&lt;b&gt;<br>x &amp; y</qt>"
    assert plain_tip("") == ""


def test_every_part_shows_hostile_words_as_words(window: QWidget) -> None:
    card = Card(HOSTILE, count=HOSTILE)
    tile = StatTile(HOSTILE)
    tile.show_figure("3", HOSTILE)
    card.setParent(window)
    tile.setParent(window)
    chip = ChipLabel(Chip(HOSTILE, "red"), window)
    tip = Button(HOSTILE, tip=HOSTILE, parent=window)
    for widget in (card, tile, chip, tip):
        widget.show()
    assert tip.toolTip() == plain_tip(HOSTILE)
    assert [fault for fault in problems(window) if "HTML" in fault] == []


def test_an_ampersand_is_an_ampersand() -> None:
    assert Button("A & B").text() == "A && B"
    assert Button("A & B").accessibleName() == "A & B"


def test_a_message_shows_its_words_as_typed_and_answers(window: QWidget) -> None:
    dialog = message(window, HOSTILE, HOSTILE, "Delete")
    dialog.open()
    assert problems(dialog) == []
    assert HOSTILE in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.done(0)


@pytest.mark.parametrize(("press", "answer"), [("Later", 0), ("Apart", 1), ("Merge", 2), ("Cancel", None)])
def test_a_question_answers_with_the_button_pressed(window: QWidget, press: str, answer: int | None, qtbot) -> None:
    from PySide6.QtCore import QTimer

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == press]
        button.click()

    QTimer.singleShot(0, window, click)
    assert WindowAsk().choose(window, "Same person?", "Two cards", ["Later", "Apart", "Merge"]) == answer


def test_a_confirmation_is_yes_only_when_agreed(window: QWidget) -> None:
    from PySide6.QtCore import QTimer

    for accept in (True, False):

        def click(accept: bool = accept) -> None:
            dialog = QApplication.activeModalWidget()
            dialog.verb.click() if accept else dialog.reject()

        QTimer.singleShot(0, window, click)
        assert WindowAsk().confirm(window, "Erase", "For good.", "Erase") is accept


def test_the_toast_offers_undo_once_and_no_more_when_withdrawn(window: QWidget) -> None:
    tell, undone = WindowTell(), []
    tell.host = window
    tell.say("Done", lambda: undone.append(1))
    toast = window.findChild(Toast)
    assert (toast.isVisible(), toast.text, toast.offers_undo) == (True, "Done", True)
    toast._button.click()
    toast._button.click()
    assert (undone, toast.isVisible()) == ([1], False)
    tell.say(HOSTILE * 20, lambda: undone.append(2))
    tell.withdraw()
    assert not toast.offers_undo
    assert toast.width() <= window.width()


def test_the_toast_stands_above_a_bar_at_the_foot_of_the_page(window: QWidget) -> None:
    tell = WindowTell()
    tell.host = window
    tell.say("Done")
    toast = window.findChild(Toast)
    alone = toast.geometry()
    bar = FootBar(window)
    bar.setGeometry(0, alone.top() - 10, window.width(), window.height() - alone.top() + 10)
    bar.show()
    assert toast.geometry().bottom() < bar.geometry().top()
    bar.hide()
    assert toast.geometry() == alone
    toast.hide()


@pytest.mark.parametrize("error", [UserError("a"), FileRefused("b"), Conflict("c"), StoreError("d")])
def test_an_error_says_what_happened_and_what_may_help(window: QWidget, error: Exception) -> None:
    tell, tried = WindowTell(), []
    tell.host = window
    tell.show(error, lambda: tried.append(1))
    (dialog,) = [d for d in window.findChildren(Dialog) if d.isVisible()]
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert str(error) in words
    assert error_title(error) in words
    dialog.verb.click()
    assert tried == [1]


def test_our_own_bug_goes_to_the_crash_window_and_cancelling_to_nobody(window: QWidget, caplog) -> None:
    tell, crashed = WindowTell(), []
    tell.host, tell.crashed = window, crashed.append
    tell.show(Cancelled())
    tell.show(ZeroDivisionError())
    assert [type(error) for error in crashed] == [ZeroDivisionError]
    assert window.findChildren(QDialog) == []
    caplog.clear()


def test_lint_finds_what_a_careful_eye_would(window: QWidget) -> None:
    nameless = IconButton("close", "", parent=window)
    rich = QLabel("<b>x</b>", window)
    clipped = PlainLabel("Words that need more room", parent=window)
    clipped.resize(20, 20)
    tipped = QPushButton("x", window)
    tipped.setToolTip("<b>x</b>")
    for widget in (nameless, rich, clipped, tipped):
        widget.show()
    faults = " ".join(problems(window))
    for words in ("no accessible name", "may read its text as HTML", "cuts its text off", "tooltip that may be read"):
        assert words in faults
    set_tip(tipped, "<b>x</b>")
    assert "tooltip" not in " ".join(problems(window))


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("code", ["tr", "en"])
@pytest.mark.parametrize("name", list(gallery.PAGES))
def test_no_part_of_the_gallery_is_clipped_or_unnamed(name: str, code: str, percent: int, ctx: Context, qtbot) -> None:
    i18n.use(code)
    theme().use(Mode.LIGHT, percent)
    page = gallery.PAGES[name](ctx)
    qtbot.addWidget(page)
    page.resize(round(1240 * percent / 100), round(850 * percent / 100))
    page.show()
    gallery.settle(ctx)
    assert problems(page) == []


def test_the_dialog_of_the_gallery_is_clean(qtbot) -> None:
    dialog = gallery_parts.follow_up(None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.wait(10)
    assert problems(dialog) == []


def test_the_gallery_writes_a_picture_of_every_page(ctx: Context, tmp_path: Path) -> None:
    written = gallery.shoot(ctx, tmp_path / "shots", (700, 500))
    assert len(written) == 4 * (len(gallery.PAGES) + 1)
    assert all(path.stat().st_size > 2000 for path in written)


def test_charts_say_their_figures(qtbot) -> None:
    columns, across, line, spark = Columns("Scores"), BarsAcross("Groups"), LineChart("Revenue"), Sparkline([1, 2.5])
    columns.show_bars([Bar("9", 62, "62")])
    across.show_bars([Bar(HOSTILE, 0, "0")])
    line.show_line(["Jan", "Feb"], [1, 2], [0, 1], [2, 3], ahead=1)
    for chart in (columns, across, line, spark):
        qtbot.addWidget(chart)
        chart.resize(300, 200)
        chart.grab()
    assert columns.accessibleDescription() == "9: 62"
    assert across.accessibleDescription() == f"{HOSTILE}: 0"
    assert line.accessibleDescription() == "Jan: 1; Feb: 2"
    assert spark.accessibleName() == "1 → 2.5"


def test_tabs_make_their_pages_when_first_shown(qtbot) -> None:
    tabs, made = Tabs("Card"), []
    qtbot.addWidget(tabs)
    for key in ("a", "b"):
        tabs.add(key, f"{key} & co", lambda key=key: made.append(key) or QWidget())
    assert made == ["a"]
    tabs.show_tab("b")
    tabs.show_tab("a")
    assert (made, tabs.current) == (["a", "b"], "a")
    assert tabs.bar.tabText(0) == "a && co"


def test_a_divided_page_remembers_where_the_line_was(qtbot) -> None:
    class Memory(dict):
        value = dict.get
        setValue = dict.__setitem__  # noqa: N815

    memory = Memory({"split/customers": "300:500"})
    split = Split(QWidget(), QWidget(), key="customers", memory=memory)
    qtbot.addWidget(split)
    split.resize(801, 300)
    split.show()
    assert split.sizes() == [300, 500]
    split.moveSplitter(400, 1)
    split.splitterMoved.emit(400, 1)
    assert memory["split/customers"].startswith("400:")


def test_a_menu_shows_its_lines_as_typed(qtbot) -> None:
    menu, chosen = Menu("More"), []
    qtbot.addWidget(menu)
    action = menu.entry("A & <b>", lambda: chosen.append(1), icon="edit", shortcut="Ctrl+E")
    action.trigger()
    assert (action.text(), chosen) == ("A && <b>", [1])


def test_filter_chips_can_be_chosen_by_keyboard(qtbot) -> None:
    chip = filter_chip("Tomorrow")
    qtbot.addWidget(chip)
    assert chip.isCheckable()
    assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
