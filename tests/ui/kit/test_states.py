"""What a page says when it has nothing to show, in whatever room it has."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.lint import problems
from ui.kit.states import State
from ui.kit.theme import theme

TITLE, TEXT = "Nothing has happened yet", "Orders, conversations and follow-ups of this customer will stand here."


@pytest.fixture
def room(qtbot) -> QWidget:
    """A room with a state in it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def stand(room: QWidget, width: int, height: int) -> State:
    room.resize(width, height)
    state = State(room)
    state.setGeometry(room.rect())
    state.empty(TITLE, TEXT, "Log a conversation", lambda: None)
    room.show()
    QApplication.processEvents()
    return state


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize(("width", "height"), [(600, 320), (380, 150), (400, 100)])
def test_no_word_is_cut_however_low_the_list_is(room: QWidget, percent: int, width: int, height: int) -> None:
    theme().use(percent=percent)
    state = stand(room, width, height)
    assert [str(problem) for problem in problems(room)] == []
    assert state.words == f"{TITLE} {TEXT}"


def test_what_had_no_room_comes_back_with_it(room: QWidget) -> None:
    state = stand(room, 400, 70)
    assert not state._text.isVisible()
    state.resize(400, 400)
    assert state._text.isVisible()
    assert state._badge.isVisible()
