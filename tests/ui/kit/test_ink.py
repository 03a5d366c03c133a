"""Texts that are shortened where they do not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.kit.ink import Ink

LETTERS = st.text("abcçğıİjKlmMöşStTuüVWyz 0123456789.,-₺’", min_size=1, max_size=60)


@given(LETTERS, st.integers(20, 220), st.sampled_from(("text", "strong", "number", "small")))
def test_what_does_not_fit_ends_where_qt_would_end_it(qapp: QApplication, text: str, width: int, role: str) -> None:
    ink = Ink(1.0)
    line, metrics = " ".join(text.splitlines()), ink.metrics(role)
    shown, meant = ink.elided(role, text, width), metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
    assert metrics.horizontalAdvance(shown) <= width
    assert abs(len(shown) - len(meant)) <= 2
    assert shown in (line, meant) or (shown.endswith("…") and line.startswith(shown[:-1]))


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بكم في متجرنا الصغير جدا",
        "👩‍👩‍👧‍👦 aile 👩🏽‍🚀 uzun bir ad",
        "คุณลูกค้าคนสำคัญของร้าน",
        "e\u0301e\u0301e\u0301e\u0301" * 9,
    ],
)
def test_letters_that_change_beside_others_are_left_to_qt(qapp: QApplication, text: str) -> None:
    ink = Ink(1.0)
    for width in (30, 60, 90):
        meant = ink.metrics("text").elidedText(text, Qt.TextElideMode.ElideRight, width)
        assert ink.elided("text", text, width) == meant
