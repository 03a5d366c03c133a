"""Tokens, theme and icons: readable in both themes, switched live, every size from one."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.kit import tokens
from ui.kit.avatars import avatar_tone
from ui.kit.buttons import Button
from ui.kit.icons import ICONS, glyph, icon, pixmap
from ui.kit.theme import Mode, theme


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("pair", tokens.TEXT_PAIRS, ids="-on-".join)
def test_words_stand_out_from_their_ground(name: str, pair: tuple[str, str]) -> None:
    colours = tokens.colours(name)
    assert tokens.contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) >= 4.5


def test_contrast_is_the_wcag_figure() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_focus_ring_stands_out_from_what_it_lies_on(name: str) -> None:
    colours = tokens.colours(name)
    assert tokens.contrast(colours.accent, colours.surface) >= 3
    assert tokens.contrast(colours.accent, colours.bg) >= 3
    assert tokens.contrast(colours.text, colours.bg) >= 3


def test_every_icon_of_the_map_exists_in_the_font(qapp: QApplication) -> None:
    letters = {meaning: glyph(meaning) for meaning in ICONS}
    assert all(len(letter) == 1 for letter in letters.values())
    with pytest.raises(KeyError):
        icon("no such meaning")


def test_only_one_icon_font_is_loaded(qapp: QApplication) -> None:
    from ui.kit.icons import _font

    assert _font()[0].lower().startswith("phosphor")


def test_an_icon_takes_the_colour_of_the_theme_in_use() -> None:
    def darkest(made: QIcon) -> int:
        image = made.pixmap(32, 32).toImage()
        solid = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 200]
        return min(colour.lightness() for colour in solid)

    made = icon("close")
    theme().use(Mode.LIGHT)
    light = darkest(made)
    theme().use(Mode.DARK)
    assert light < 80 < 180 < darkest(made)


def test_the_theme_switches_in_open_windows(qtbot) -> None:
    button = Button("x")
    qtbot.addWidget(button)
    button.show()
    theme().use(Mode.DARK)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.colours("dark").bg
    assert tokens.colours("dark").accent in QApplication.instance().styleSheet()
    theme().use(Mode.LIGHT)
    assert tokens.colours("dark").accent not in QApplication.instance().styleSheet()


def test_the_style_sheet_leaves_no_placeholder_and_names_no_colour_of_its_own() -> None:
    from importlib.resources import files

    assert "$" not in QApplication.instance().styleSheet()
    source = (files("resources") / "theme" / "style.qss").read_text("utf-8")
    assert "#" not in source.replace("QLineEdit#", "")


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_every_size_follows_the_text_size(percent: int) -> None:
    theme().use(percent=percent)
    assert theme().ink.font("text").pixelSize() == round(13 * percent / 100)
    assert theme().size("table_row") == round(36 * percent / 100)
    assert f"font-size: {round(13 * percent / 100)}px" in QApplication.instance().styleSheet()


def test_the_text_size_is_kept_within_its_bounds() -> None:
    theme().use(percent=500)
    assert theme().percent == 200
    theme().use(percent=1)
    assert theme().percent == 80


def test_number_fonts_have_figures_of_one_width(qapp: QApplication) -> None:
    if theme().ink.font("number").family() != "Inter":
        pytest.skip("Inter is not installed here")
    assert theme().ink.width("number", "111") == theme().ink.width("number", "888")


def test_a_name_keeps_its_tone_however_it_is_written() -> None:
    assert avatar_tone("IĞDIR Çiçek") == avatar_tone("ığdır çiçek")


def test_qt_calls_do_not_wear_out_none(qtbot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    before = sys.getrefcount(None)
    for number in range(1000):
        edit.setText("x" if number % 2 else "y")
    assert abs(sys.getrefcount(None) - before) < 200


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    made = pixmap("today", 16, "text", 2.0)
    assert (made.width(), made.devicePixelRatio()) == (32, 2.0)
