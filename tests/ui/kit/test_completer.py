"""Words offered while somebody types: found in either spelling of İ, I, ı and i, wherever the letters stand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from ui.kit.completer import Completer


def offered(completer: Completer, typed: str) -> list[str]:
    completer.setCompletionPrefix(typed)
    model = completer.completionModel()
    return [completer.pathFromIndex(model.index(row, 0)) for row in range(model.rowCount())]


@pytest.mark.parametrize("typed", ["ist", "İST", "Ist", "ıst", "tanb"])
def test_words_are_offered_however_their_letters_are_typed(qtbot, typed: str) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    completer = Completer(field, ["Ankara", "İstanbul", "Iğdır"])
    assert offered(completer, typed) == ["İstanbul"]
    completer.offer(["Kıstas", "Ankara"])
    assert offered(completer, "ist") == ["Kıstas"]


def test_words_looked_up_for_what_is_typed_are_all_offered(qtbot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert offered(Completer(field, ["Ayşe · 0532", "Berk"], found=True), "532 04") == ["Ayşe · 0532", "Berk"]
