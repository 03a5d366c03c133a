"""F1 opens the guide, offline, in the language in use, on the page that fits; links outside are told, not opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import OpenWindow
from ui.help.guide import Guide, fitting
from ui.help.window import GuideWindow, open_guide
from ui.kit.lint import problems
from ui.kit.theme import Mode, theme
from ui.main import parts
from ui.settings.preferences import LANGUAGE, Preferences
from ui.shell.speech import speak
from ui.shell.window import Window


@pytest.fixture
def beside(qtbot: QtBot) -> Iterator[QWidget]:
    """A window to open the guide beside."""
    speak("en")
    window = QWidget()
    window.show()
    yield window
    speak("en")
    window.close()
    window.deleteLater()


def guide_of(window: QWidget) -> GuideWindow:
    guide = window.findChild(GuideWindow)
    assert guide is not None
    return guide


@pytest.mark.feature("J9")
def test_f1_opens_the_guide_on_the_page_in_front(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(features=parts)
    for page, title in (("settings", "Settings"), ("transfer", "Bringing a file in")):
        window.show_page(page)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        guide = guide_of(window)
        assert guide.pages.currentItem().text() == title
        assert guide.reader.toPlainText().startswith(title)
        guide.close()
    assert len(window.findChildren(GuideWindow)) == 1


def test_every_page_of_the_window_has_a_page_of_the_guide_of_its_own() -> None:
    known = {chapter.name for chapter in Guide("en").chapters}
    fits = [fitting(page.id) for page in parts().pages]
    assert set(fits) <= known
    assert len(set(fits)) == len(fits)


def test_help_stands_among_the_commands(open_window: OpenWindow) -> None:
    window = open_window()
    assert [command.id for command in window.frame.commands.find("hel")] == ["help.open"]


def test_the_first_start_offers_the_guide_by_key(preferences: Preferences, tmp_path: Path, qtbot: QtBot) -> None:
    speak("en")
    window = Window(tmp_path / "none.crm", preferences, parts)
    with qtbot.waitSignal(window.stopped):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.body.isVisible())
    qtbot.keyClick(window.body, Qt.Key.Key_F1)
    assert guide_of(window).reader.name == "first-day.md"
    window.close()
    window.deleteLater()


def test_the_guide_follows_the_language_and_keeps_its_page(
    open_window: OpenWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    window = open_window()
    guide = open_guide(window, "settings")
    preferences.put(LANGUAGE, "tr")
    qtbot.waitUntil(lambda: guide.reader.toPlainText().startswith("Ayarlar"))
    assert guide.pages.currentItem().text() == "Ayarlar"
    assert guide.isVisible()


def test_a_link_between_pages_turns_and_one_outside_is_only_told(
    beside: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    guide = open_guide(beside, "settings")
    guide.reader.anchorClicked.emit(QUrl("backups.md"))
    assert guide.reader.name == "backups.md"
    assert not guide.outside.isVisible()
    guide.reader.anchorClicked.emit(QUrl("https://example.com/a"))
    assert guide.outside.isVisible()
    assert guide.outside.text() == "https://example.com/a"
    guide.copy.click()
    assert QGuiApplication.clipboard().text() == "https://example.com/a"
    assert (guide.reader.name, opened) == ("backups.md", [])
    guide.reader.anchorClicked.emit(QUrl("../../command-line.md"))
    assert guide.outside.text() == "docs/command-line.md"
    guide.turn("undo.md")
    assert not guide.outside.isVisible()


def test_pictures_are_no_wider_than_the_column_and_nothing_else_is_loaded(beside: QWidget, tmp_path: Path) -> None:
    reader = open_guide(beside, "today").reader
    kind = QTextDocument.ResourceType
    picture = reader.loadResource(kind.ImageResource.value, QUrl("../pictures/en-follow-ups.png"))
    assert 0 < picture.width() <= reader.viewport().width() * reader.devicePixelRatioF()
    secret = tmp_path / "secret.png"
    picture.save(str(secret))
    assert reader.loadResource(kind.ImageResource.value, QUrl.fromLocalFile(str(secret))).isNull()
    assert reader.loadResource(kind.StyleSheetResource.value, QUrl("style.css")) is None


@pytest.mark.feature("J8")
@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_in_the_guide_is_named_and_nothing_is_cut_off(beside: QWidget, language: str, percent: int) -> None:
    speak(language)
    theme().use(Mode.DARK, percent)
    guide = open_guide(beside, "")
    guide.reader.left.emit("https://example.com/" + "a" * 300)
    assert [fault for fault in problems(guide) if "rich text" not in fault] == []


def test_escape_closes_the_guide_and_the_arrows_turn_its_pages(beside: QWidget, qtbot: QtBot) -> None:
    guide = open_guide(beside, "")
    qtbot.keyClick(guide.pages, Qt.Key.Key_Down)
    assert guide.reader.name == "import.md"
    qtbot.keyClick(guide.reader, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_a_new_text_size_lays_the_page_out_again(beside: QWidget) -> None:
    guide = open_guide(beside, "")
    guide.turn("keys.md")
    bar = guide.reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = guide.reader.document().size().height()
    theme().use(percent=150)
    assert guide.reader.document().size().height() > before
    assert guide.reader.name == "keys.md"
    assert bar.value() > 0
