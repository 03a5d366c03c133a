"""One window a store: who comes second hands over and goes."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from tests.ui.shell.parts import elsewhere
from ui.shell.single import SingleInstance
from ui.shell.window import Window


def test_only_the_first_takes_the_store(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "a.crm", tmp_path)
    second = SingleInstance(tmp_path / "a.crm", tmp_path)
    other = SingleInstance(tmp_path / "b.crm", tmp_path)
    assert (first.take(), second.take(), other.take()) == (True, False, True)
    first.release()
    assert second.take()
    second.release()
    other.release()


def test_a_second_start_hands_its_files_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    sheet = tmp_path / "siparişler.csv"
    sheet.write_text("a;b\n")
    first = SingleInstance(tmp_path / "a.crm", tmp_path)
    assert first.take()
    first.listen()
    answers: list[bool] = []
    files = [sheet, tmp_path / "gone.csv"]
    thread = threading.Thread(
        target=lambda: answers.append(SingleInstance(tmp_path / "a.crm", tmp_path).hand_over(files))
    )
    with qtbot.waitSignal(first.handed) as handed:
        thread.start()
    thread.join()
    assert answers == [True]
    assert handed.args == [[sheet]]
    first.release()


def test_a_first_that_does_not_answer_is_not_waited_for_long(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "a.crm", tmp_path)
    assert first.take()
    assert not elsewhere(lambda: SingleInstance(tmp_path / "a.crm", tmp_path).hand_over([], patience=0.0))
    first.release()


def test_a_lock_left_by_a_process_that_died_is_taken(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "a.crm", tmp_path)
    assert first.take()
    first.release()
    left = QLockFile(str(next(iter(tmp_path.glob("*.lock")), tmp_path / "none.lock")))
    assert SingleInstance(tmp_path / "a.crm", tmp_path).take()
    assert left.error() == QLockFile.LockError.NoError


def test_the_first_comes_to_the_front(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = tmp_path / "orders.csv"
    sheet.write_text("a;b\n")
    window.showMinimized()
    window.bring([sheet])
    assert not window.isMinimized()
    assert window.frame.current == "other"
