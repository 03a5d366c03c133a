"""The program that tests itself passes, and says so when it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from ui.kit.pages import Page
from ui.main import parts
from ui.self_test import run
from ui.shell.parts import Parts

PAGES = [page.id for page in parts().pages]


def _steps(said: str) -> list[str]:
    return [line.partition(":")[0] for line in said.splitlines()]


def test_a_program_without_a_screen_walks_through_every_page_and_an_import(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_crm", "--self-test"],
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": ""},
        capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert _steps(done.stdout) == [
        "sample shop of 60 customers", "window", *(f"page {page}" for page in PAGES),
        "import by a child process, and its undo", "closing", "self-test",
    ]  # fmt: skip
    assert list(tmp_path.rglob("*.crm")) == []


def test_a_page_that_cannot_be_made_fails_the_test(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_ctx: object) -> QWidget:
        raise ValueError("no such page")

    def with_a_broken_page() -> Parts:
        return Parts(pages=(parts().pages[-1], Page("broken", "Broken", "error", broken)))

    assert run(with_a_broken_page) == 1
    said = capsys.readouterr().out
    assert "page broken: failed" in said
    assert said.endswith("self-test: failed\n")


def test_an_error_on_the_way_to_a_page_fails_the_test(capsys: pytest.CaptureFixture[str]) -> None:
    def troubled(ctx: object) -> QWidget:
        panel = QWidget()
        ctx.load(panel, lambda _session: 1 / 0, lambda _answer: None)  # type: ignore[attr-defined]
        return panel

    def with_a_troubled_page() -> Parts:
        return Parts(pages=(parts().pages[-1], Page("troubled", "Troubled", "error", troubled)))

    assert run(with_a_troubled_page) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
