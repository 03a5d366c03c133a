"""How the program is called: language, store, exit codes, and what goes where."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from desktop_crm.cli import main, table
from desktop_crm.cli.call import Call, Command, Subcommand
from desktop_crm.platform import i18n
from desktop_crm.platform.errors import Cancelled
from tests.core.cli.conftest import Cli

ROOT = Path(__file__).resolve().parents[3]


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, timeout=60, check=False, env=os.environ | environment
    )


def one_that(monkeypatch: pytest.MonkeyPatch, behave: object) -> None:
    """Let the only subcommand, `act`, do what a test wants."""

    def run(_call: Call) -> int:
        raise behave  # type: ignore[misc]

    def nothing(_parser: ArgumentParser) -> None:
        """Take no arguments."""

    monkeypatch.setattr(
        "desktop_crm.cli.program.SUBCOMMANDS", (Subcommand("act", "act", lambda: {"act": Command(nothing, run)}),)
    )


def test_every_subcommand_of_the_contract_is_there_and_knows_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    promised = "import undo runs export search customer agenda stats log followup answer check backup restore demo"
    names = [one.name for one in table.SUBCOMMANDS if one.help]
    assert names == promised.split()
    for name in names:
        assert main([name, "--help"]) == 0
        assert f"desktop-crm {name}" in capsys.readouterr().out


def test_the_hidden_subcommand_is_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "_stage" not in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["dance"], ["stats", "--loud"], ["--lang", "de", "stats"], ["customer", "x"]])
def test_wrong_usage_is_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.err
    assert not printed.out


@pytest.mark.feature("J8")
def test_the_language_is_the_one_asked_for_then_the_environments_then_the_computers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DESKTOP_CRM_LANG", "tr")
    main(["--lang", "en", "runs"])
    assert i18n.language() == "en"
    main(["runs"])
    assert i18n.language() == "tr"
    monkeypatch.setenv("DESKTOP_CRM_LANG", "xx")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    main(["runs"])
    assert i18n.language() == "en"


def test_a_reading_subcommand_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.crm"
    for words in (["stats"], ["search", "a"], ["agenda"], ["undo"], ["check"], ["followup", "--complete", "1"]):
        assert main(["--store", str(missing), *words]) == 1
        assert capsys.readouterr().err == "There is no store at missing.crm yet.\n"
    assert not missing.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"not a store at all, only some words" * 100, "not a store"),
        (b"SQLite format 3\0" + b"\0" * 4000, ""),
    ],
)
def test_a_file_that_is_no_store_is_refused_in_one_sentence(
    content: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.crm"
    path.write_bytes(content)
    assert main(["--store", str(path), "stats"]) == 1
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert sentence in printed.err
    assert path.read_bytes() == content


def test_stopping_is_quiet_and_exit_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for stop in (KeyboardInterrupt(), Cancelled()):
        one_that(monkeypatch, stop)
        assert main(["act"]) == 130
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == ("", "")


def test_our_own_bug_is_one_sentence_and_its_place_is_in_the_log_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    one_that(monkeypatch, ValueError("Ayşe Kanarya fell over"))
    assert main(["act"]) == 1
    assert capsys.readouterr().err.startswith("An error of the program stopped this")
    (written,) = (tmp_path / "state").rglob("command-line.log")
    said = written.read_text(encoding="utf-8")
    assert "ValueError" in said
    assert "Kanarya" not in said
    caplog.clear()


def test_the_program_runs_as_a_module_and_writes_utf8_whatever_the_locale(store: Path, sukru: int) -> None:
    found = python(
        "-m", "desktop_crm", "--store", str(store), "search", "sukru", "--json", LC_ALL="C", PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert found.returncode == 0
    assert "Şükrü İnce".encode() in found.stdout
    assert found.stderr == b""


def test_a_reader_that_goes_away_is_no_error(store: Path, sukru: int) -> None:
    command = [sys.executable, "-m", "desktop_crm", "--store", str(store), "customer", str(sukru), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_subcommand_loads_neither_qt_nor_what_it_does_not_need(store: Path) -> None:
    code = (
        "import sys; from ui.main import main; sys.argv = ['desktop-crm', '--store', sys.argv[1], 'stats']; main();"
        "print([name for name in ('PySide6', 'alembic', 'openpyxl', 'argparse') if name in sys.modules])"
    )
    assert python("-c", code, str(store)).stdout.decode().splitlines()[-1] == "['argparse']"


def test_without_a_subcommand_the_window_gets_the_store(tmp_path: Path) -> None:
    opened: list[Path] = []

    def window(store: Path) -> int:
        opened.append(store)
        return 7

    assert main(["--store", str(tmp_path / "a.crm")], window=window) == 7
    assert opened == [tmp_path / "a.crm"]
    assert main([], window=window) == 7
    assert opened[1] == Path(os.environ["DESKTOP_CRM_STORE"])


def test_json_is_all_that_standard_output_holds(cli: Cli) -> None:
    for words in (["stats"], ["agenda"], ["runs"], ["search", "nobody"]):
        printed = cli(*words, "--json")
        assert printed.code == 0
        assert isinstance(printed.json, dict)
        assert printed.err == ""
