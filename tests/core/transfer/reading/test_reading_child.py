"""Reading happens in a process of its own, whose end is never the end of the program."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop_crm.platform.errors import Cancelled, FileRefused
from desktop_crm.platform.progress import silent
from desktop_crm.transfer.reading.child import program, run_child
from tests.core.transfer.reading import reader, sheet_files

READER = [sys.executable, str(Path(reader.__file__))]
posix_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory and time this way")


class Steps:
    """A progress that remembers what it was told and when."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int | None]] = []
        self.at: list[float] = []

    def __call__(self, done: int, total: int | None = None, /) -> None:
        self.told.append((done, total))
        self.at.append(time.monotonic())


def run(*arguments: str, timeout: float = 20, progress: Steps | None = None) -> None:
    run_child(list(arguments), progress=progress or silent, timeout=timeout, file="liste.csv", command=READER)


def sentence(*arguments: str, timeout: float = 20) -> str:
    with pytest.raises(FileRefused) as caught:
        run(*arguments, timeout=timeout)
    return str(caught.value)


def test_a_file_is_read_and_its_progress_reported(tmp_path: Path) -> None:
    path = sheet_files.workbook(tmp_path / "a.xlsx", {"S": [["Ad", "Tutar"], ["Ayşe", 1], ["Ali", 2]]})
    steps = Steps()
    run("read", str(path), progress=steps)
    assert steps.told[0] == (0, None)
    assert steps.told[-1] == (2, 2)


def test_a_child_that_counts_fast_is_heard_without_being_flooded() -> None:
    steps = Steps()
    run("count", progress=steps)
    assert 0 < steps.told[-1][0] < 3_000_000
    assert len(steps.told) < 2_000


def test_progress_is_asked_again_and_again_while_the_child_is_silent() -> None:
    steps = Steps()
    assert "too long" in _with(steps)
    gaps = [later - earlier for earlier, later in zip(steps.at, steps.at[1:], strict=False)]
    assert len(gaps) >= 10
    assert sorted(gaps)[len(gaps) // 2] < 0.3


def _with(steps: Steps) -> str:
    with pytest.raises(FileRefused) as caught:
        run("wait", timeout=3, progress=steps)
    return str(caught.value)


def test_cancelling_ends_the_child_at_once() -> None:
    asked: list[float] = []
    before = threading.enumerate()

    def cancel(done: int, _total: int | None = None, /) -> None:
        if done == 1:
            asked.append(time.monotonic())
            raise Cancelled

    with pytest.raises(Cancelled):
        run_child(["wait"], progress=cancel, timeout=30, command=READER)
    assert time.monotonic() - asked[0] < 10
    assert threading.enumerate() == before


@posix_limits
def test_a_child_that_takes_too_much_memory_is_explained() -> None:
    assert sentence("eat") == "liste.csv needs more memory than reading a file may take. Split it into smaller files."


@posix_limits
def test_a_child_that_computes_too_long_is_explained() -> None:
    assert sentence("spin") == "liste.csv took too long to read. Split it into smaller files."


def test_a_child_that_waits_too_long_is_explained() -> None:
    assert sentence("wait", timeout=0.5) == "liste.csv took too long to read. Split it into smaller files."


@posix_limits
def test_a_child_that_aborts_is_explained() -> None:
    assert "damaged, or needs more memory" in sentence("crash")


@pytest.mark.parametrize("way", ["leave", "babble", "misfit", "stumble"])
def test_a_child_that_says_nothing_useful_is_explained(way: str) -> None:
    said = sentence(way)
    assert said == "liste.csv could not be read: it is damaged, or written in a way that is not known."


def test_what_the_child_refuses_comes_home_with_its_values() -> None:
    with pytest.raises(FileRefused) as caught:
        run("refuse")
    assert caught.value.message == "{file} has {count} wrong things."
    assert caught.value.values == {"file": "liste.csv", "count": 3}


def test_nothing_the_child_prints_reaches_screen_or_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        sentence("stumble")
        sentence("babble")
    out, err = capfd.readouterr()
    assert (out, err, caplog.text) == ("", "", "")


def test_a_program_that_cannot_start_is_our_own_bug() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        run_child([], progress=silent, timeout=1, command=["/no-such-program"])


def test_the_child_is_this_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program() == [sys.executable, "-m", "desktop_crm"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program() == [sys.executable]


@posix_limits
def test_a_far_cell_that_escapes_the_look_dies_in_the_child(tmp_path: Path) -> None:
    """Single quotes hide the reference from the quick look; the reader then asks for 549 GB and is aborted."""
    path = sheet_files.raw_xlsx(
        tmp_path / "uzak.xlsx",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>",
    )
    assert "memory" in sentence("read", str(path))


def test_the_child_leaves_no_descriptor_open() -> None:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("only Linux lists the open files of a process")
    run("count")
    gc.collect()  # what other tests left open is closed now
    before = len(os.listdir(folder))  # noqa: PTH208 - counting, not walking
    for _ in range(3):
        run("count")
    assert len(os.listdir(folder)) <= before  # noqa: PTH208
