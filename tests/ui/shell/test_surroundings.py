"""Beside the pages: backups made by themselves, and looks that cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_crm.backup import service
from desktop_crm.platform.errors import StoreError
from tests.ui.shell.parts import settle
from ui.shell.surroundings import BACKUP_MS, LOOK_MS
from ui.shell.window import Window


def backups(store: Path) -> Sequence[Path]:
    return list(store.with_name(f"{store.name}-backups").glob("*.crm"))


@pytest.mark.feature("I2")
def test_a_backup_is_made_by_itself_and_the_status_line_says_when(window: Window, store: Path, qtbot: QtBot) -> None:
    assert window.desk is not None
    with qtbot.waitSignal(window.desk.surroundings.backed_up):
        window.desk.surroundings.back_up()
    assert len(backups(store)) == 1
    qtbot.waitUntil(lambda: "Last backup" in window.frame.status.words())


def test_nothing_is_backed_up_twice(window: Window, store: Path, qtbot: QtBot) -> None:
    assert window.desk is not None
    for _time in range(2):
        with qtbot.waitSignal(window.desk.surroundings.backed_up):
            window.desk.surroundings.back_up()
    assert len(backups(store)) == 1


def test_a_backup_that_fails_is_said_in_the_status_line(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(service, "automatic", refuse)
    assert window.desk is not None
    with qtbot.waitSignal(window.desk.surroundings.backed_up):
        window.desk.surroundings.back_up()
    assert "No backup could be made: The disk is full." in window.frame.status.words()


def test_looks_and_backups_come_at_their_times(window: Window) -> None:
    assert window.desk is not None
    assert [timer.interval() for timer in window.desk.surroundings._timers] == [LOOK_MS, BACKUP_MS]
    assert all(timer.isActive() for timer in window.desk.surroundings._timers)


def test_a_look_under_way_is_not_doubled(window: Window, qtbot: QtBot) -> None:
    assert window.desk is not None
    settle(window, qtbot)
    window.desk.surroundings.look()
    first = window.desk.surroundings._looking
    window.desk.surroundings.look()
    assert window.desk.surroundings._looking is first
    settle(window, qtbot)
    assert window.desk.surroundings._looking is None
