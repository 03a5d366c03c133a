"""The program as it is started: a second start, files on the command line, pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.main import _without_files


def test_files_at_the_end_of_a_call_are_brought_into_the_window(tmp_path: Path) -> None:
    sheet, store = tmp_path / "a.csv", tmp_path / "b.crm"
    for path in (sheet, store):
        path.write_text("x")
    assert _without_files([str(sheet)]) == ([], [sheet])
    assert _without_files(["--store", str(store), str(sheet)]) == (["--store", str(store)], [sheet])
    assert _without_files(["--store", str(store)]) == (["--store", str(store)], [])
    assert _without_files(["import", str(sheet)]) == (["import", str(sheet)], [])
    assert _without_files(["nonsense"]) == (["nonsense"], [])


def test_subcommands_load_no_qt() -> None:
    code = "import sys, ui.main; print(any(name.startswith('PySide6') for name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "False"


@pytest.mark.feature("J9")
def test_pictures_are_taken_of_the_whole_program(tmp_path: Path) -> None:
    words = ["shots", str(tmp_path / "shots"), "--lang", "tr", "--theme", "dark", "--size", "1280x720"]
    run = subprocess.run(
        [sys.executable, "-m", "desktop_crm", *words],
        capture_output=True, text=True, timeout=400, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stderr == "", "words are cut off or controls have no names"
    names = {path.name.removesuffix("-tr-dark-1280x720.png") for path in (tmp_path / "shots").iterdir()}
    assert {"today", "customers", "transfer", "settings", "first-run", "palette", "keys", "crash", "trouble"} <= names
    tabs = ("orders", "followups", "surveys", "details", "files", "changes")
    assert {f"customers-card_{tab}" for tab in tabs} <= names
    assert {f"customers-{form}" for form in ("new_folds", "stage", "points", "referral", "tie", "bin")} <= names
    assert {f"customers-print_{what}" for what in ("cards", "list", "labels", "envelopes")} <= names
    steps = ("preview_who", "preview_fields", "refused", "notice", "export_iys")
    assert {f"transfer-{step}" for step in steps} <= names


@pytest.mark.slow
@pytest.mark.parametrize(("text", "size"), [("150", "1280x720"), ("200", "1280x720"), ("100", "1024x700")])
def test_no_word_is_cut_off_with_large_words_or_in_a_small_window(tmp_path: Path, text: str, size: str) -> None:
    words = ["--lang", "tr", "shots", str(tmp_path), "--theme", "light", "--size", size, "--text", text]
    run = subprocess.run(
        [sys.executable, "-m", "desktop_crm", *words, "--only", "customers-card"],
        capture_output=True, text=True, timeout=200, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")


def test_a_size_that_is_none_is_refused(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "desktop_crm", "--lang", "en", "shots", str(tmp_path), "--size", "large"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr.strip()) == (2, "A size is written as 1440x900.")
