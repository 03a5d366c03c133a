"""Every state of the import page, in both languages and at both sizes: nothing clipped, nothing without a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop_crm.platform import i18n
from tests.ui.transfer.conftest import AYSE, SHOPIFY, SUKRU, TRENDYOL
from ui.kit.context import Context
from ui.kit.lint import problems
from ui.kit.theme import Mode, theme
from ui.transfer.panel import TransferPanel

SIZES = ((1072, 642), (1232, 822))
"""What the frame leaves to a page at 1280×720 and 1440×900."""


@pytest.fixture
def framed(ctx: Context, home: Callable, qtbot) -> Callable[..., tuple[QScrollArea, TransferPanel]]:
    """Makes the page as it stands in the window: in a place that scrolls where the page does not fit."""

    def make(size: tuple[int, int]) -> tuple[QScrollArea, TransferPanel]:
        place = QScrollArea()
        place.setWidgetResizable(True)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel = TransferPanel(ctx)
        place.setWidget(panel)
        qtbot.addWidget(place)
        place.resize(*size)
        place.show()
        home()
        return place, panel

    return make


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_every_step_fits_with_nothing_clipped_or_unnamed(
    framed: Callable, home: Callable, broken: Path, language: str, size: tuple[int, int]
) -> None:
    i18n.use(language)
    place, panel = framed(size)

    def look(step: str) -> None:
        home()
        panel.grab()
        QApplication.processEvents()
        assert problems(panel) == [], step
        assert (place.verticalScrollBar().maximum(), place.horizontalScrollBar().maximum()) == (0, 0), step

    look("start")
    for files in ([broken], [TRENDYOL, broken, SHOPIFY], [TRENDYOL]):
        panel.show_files(files)
        look(f"preview of {len(files)}")
    panel.agree()
    look("result")
    panel.result.undo.click()
    look("undone")


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_other_text_sizes_clip_nothing(framed: Callable, home: Callable, percent: int) -> None:
    theme().use(Mode.DARK, percent)
    _place, panel = framed((1072, 642))
    panel.grab()
    QApplication.processEvents()
    assert problems(panel) == []
    panel.show_files([TRENDYOL])
    home()
    panel.grab()
    QApplication.processEvents()
    assert problems(panel) == []


def test_a_page_built_anew_shows_the_history(
    panel: TransferPanel, ctx: Context, imported: Callable, home: Callable, sheet: Callable[..., Path], qtbot
) -> None:
    imported(sheet(AYSE, SUKRU))
    again = TransferPanel(ctx)
    qtbot.addWidget(again)
    again.show()
    home()
    assert again.start.history.rows.count() == 1
