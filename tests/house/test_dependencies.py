"""What the program stands on: pinned with hashes, from nowhere in particular, and a Qt that counts references right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.house.source import ROOT

LOCKS = ("runtime", "dev")
# A letter in brackets keeps this file from finding itself.
REGISTRIES = re.compile(r"py[p]i\.org|python[h]osted\.org|(?<!no-emit-)(index[-]url|find[-]links)")
PLACES = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/\w|/opt/p[y]|/opt/wheel[s]")


def pins(lock: str) -> dict[str, str]:
    """Return the versions a lock file pins, by name."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return {found[1].lower(): found[2] for found in re.finditer(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.MULTILINE)}


def tracked() -> list[Path]:
    """Return the text files of the project."""
    done = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        pytest.skip("this copy of the project is not under git")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def matching(pattern: re.Pattern[str]) -> list[str]:
    found: list[str] = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_qt_is_the_essentials_before_the_release_that_destroys_none(lock: str) -> None:
    pinned = pins(lock)
    major, minor = (int(part) for part in pinned["pyside6-essentials"].split(".")[:2])
    assert (6, 8) <= (major, minor) < (6, 12)
    assert not {"pyside6", "pyside6-addons"} & pinned.keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_has_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert [block.split()[0] for block in blocks if "==" in block.split()[0] and "--hash=sha256:" not in block] == []


def test_what_runs_is_what_is_tested() -> None:
    assert pins("runtime").items() <= pins("dev").items()


def test_no_file_names_a_registry() -> None:
    assert matching(REGISTRIES) == []


def test_no_file_names_a_place_on_somebodys_computer() -> None:
    assert matching(PLACES) == []


def test_a_thousand_texts_leave_the_references_to_none_as_they_were(qapp: QApplication) -> None:
    edit = QLineEdit()
    before = sys.getrefcount(None)
    for number in range(1000):
        edit.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
