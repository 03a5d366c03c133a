"""What only one part of the kit may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

KIT = Path(__file__).resolve().parents[3] / "ui" / "kit"


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (r"\.setStyleSheet\(", {"theme.py"}),
        (r"\bQFileDialog\b", {"ask.py"}),
        (r"\bQMessageBox\b|\bQErrorMessage\b|\bQInputDialog\b", set()),
        (r"\.setHtml\(|\.setMarkdown\(|RichText", set()),
        (r"ResizeToContents|QSortFilterProxyModel", set()),
        (r"\bsqlalchemy\b|\bdatetime\.now\b", set()),
        (r"\"#[0-9A-Fa-f]{6}\"", set()),
    ],
)
def test_some_things_are_done_in_one_place_only(words: str, where: set[str]) -> None:
    found = {path.name for path in KIT.rglob("*.py") if re.search(words, path.read_text("utf-8"))}
    assert found == where


def test_files_stay_short() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in KIT.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}
