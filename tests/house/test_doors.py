"""What may be done in one place only is done in no other."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, calls, definitions, imports, modules, name, names

EVERYTHING = modules("desktop_crm", "ui", "migrations", "tests", "benchmarks")
PROGRAM = modules("desktop_crm", "ui", "migrations")

CLOCKS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "datetime.datetime.now", "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime",
}  # fmt: skip

KNOWS_THE_STORE = {
    f"desktop_crm.platform.{module}" for module in ("store", "connection", "backup", "locks", "database")
}
FILE_WORK = {"read_bytes", "write_bytes", "read_text", "write_text", "open", "os.open"}
ALLOWED_FILE_WORK = {
    "desktop_crm/platform/backup.py": {"os.open"},  # fsync of the finished copy and of its folder
}


def test_the_whole_core_loads_without_qt_and_without_the_window() -> None:
    script = (
        "import importlib, pkgutil, sys, desktop_crm\n"
        "for found in pkgutil.walk_packages(desktop_crm.__path__, 'desktop_crm.'):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        importlib.import_module(found.name)\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6', 'ui', 'qtpy')])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {name(path) for path in PROGRAM for called, _ in calls(path) if called in CLOCKS}
    assert asking == {"desktop_crm/platform/clock.py"}


def test_only_the_theme_sets_style_sheets() -> None:
    assert {name(path) for path in PROGRAM if "setStyleSheet" in names(path)} <= {"ui/kit/theme.py"}


def test_only_one_module_asks_with_boxes_and_file_dialogs() -> None:
    asking = {name(path) for path in PROGRAM if names(path) & {"QMessageBox", "QFileDialog", "QInputDialog"}}
    assert asking <= {"ui/kit/ask.py"}


@pytest.mark.parametrize("library", ["sqlite3", "PySide6.QtSql", "PySide6.QtCharts", "PySide6.QtWebEngineCore"])
def test_a_second_sqlite_and_addons_are_never_loaded(library: str) -> None:
    assert [name(path) for path in EVERYTHING if library in imports(path)] == []


def test_who_knows_where_the_store_lies_never_opens_copies_or_hashes_files() -> None:
    wrong: list[str] = []
    for path in PROGRAM:
        if not imports(path) & KNOWS_THE_STORE:
            continue
        allowed = ALLOWED_FILE_WORK.get(name(path), set())
        wrong += [f"{name(path)} imports {library}" for library in imports(path) & {"shutil", "hashlib"}]
        wrong += [f"{name(path)} calls {called}" for called in _file_work(path) - allowed]
    assert wrong == []


def _file_work(path: Path) -> set[str]:
    """Return the calls of a file that open, read or write a file by other means than the database."""
    found: set[str] = set()
    for called, call in calls(path):
        last = called.rpartition(".")[2]
        if called in FILE_WORK or (last in FILE_WORK - {"open"} and isinstance(call.func, ast.Attribute)):
            found.add(called)
    return found


def test_no_test_waits_by_sleeping() -> None:
    killing_at_a_random_moment = {"tests/core/transfer/test_killed.py"}
    tests = [path for path in modules("tests") if path.name.startswith("test_")]
    sleeping = {name(path) for path in tests for called, _ in calls(path) if called in {"time.sleep", "sleep"}}
    assert sleeping <= killing_at_a_random_moment


def test_nothing_prints_but_the_command_line() -> None:
    printing = {name(path) for path in PROGRAM for called, _ in calls(path) if called == "print"}
    assert [path for path in printing if not path.startswith("desktop_crm/cli/")] == []


def test_errors_and_steps_are_named_by_marked_messages() -> None:
    errors = {"UserError", "FileRefused", "Conflict", "NotFound", "StoreError"}
    unmarked: list[str] = []
    for path in PROGRAM:
        for called, call in calls(path):
            named = called in errors or called.endswith(("db.write", "db.write_bulk"))
            if named and call.args and isinstance(call.args[0], ast.Constant):
                unmarked.append(f"{name(path)}:{call.lineno} {called}")
    assert unmarked == []


def test_every_module_with_functions_postpones_the_evaluation_of_annotations() -> None:
    eager = [path for path in PROGRAM if "__future__" not in imports(path)]
    assert [name(path) for path in eager if any(definitions(path))] == []
