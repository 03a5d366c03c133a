"""Spreadsheets in and out: a whole import, its repetition and its undo; an export; each beside the bare libraries.

`python -m benchmarks.exchange PART STORE SHEET` runs one part in a process of its own and prints it as JSON: a child
is said to have used at least as much memory as the process that started it.
"""

from __future__ import annotations

import contextlib
import csv
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import write_worksheets

from benchmarks.figures import Measured
from benchmarks.material import ROOT, copied
from desktop_crm.app import App, metadata
from desktop_crm.platform import connection
from desktop_crm.transfer.writing import export, targets
from desktop_crm.transfer.writing.lists import LISTS

LIST: Final = "customers"


def measure(part: str, store: Path, sheet: Path) -> Measured:
    """Return what a part (`import`, `export`) found in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.exchange", part, str(store), str(sheet)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{part} failed:\n{done.stderr[-2000:]}")
    found: Measured = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def measure_import(store: Path, sheet: Path) -> Measured:
    """Return the times of an import, of the same again and of its undo in s; the child's memory in MB."""
    with copied(store) as copy:
        looks: list[float] = []
        with App.open(copy) as app:
            first, report = _timed(lambda: app.transfer.run([sheet], progress=lambda *_: looks.append(_now())))
            if report.run is None:
                raise RuntimeError(f"nothing was imported: {report.refused}")
            memory = _child_memory_mb()
            rows = _rows_of(copy, report.run)
            again, second = _timed(lambda: app.transfer.run([sheet]))
            if second.run is not None:
                raise RuntimeError("the same file changed something")
            undo, _ = _timed(app.undo)
    with copied(store) as copy:
        bare = _bare_import(copy, sheet, rows)
    found: dict[str, tuple[float, float | None]] = {
        "import.full": (first, bare),
        "import.again": (again, first),
        "import.undo": (undo, first),
        "import.cancel": (max(later - sooner for sooner, later in pairwise(looks)), None),
    }
    return found | ({"import.child": (memory, None)} if memory is not None else {})


def measure_export(store: Path, _sheet: Path) -> Measured:
    """Return the times of an export of all customers to Excel and to CSV, in s, beside the bare libraries.

    What the bare ones are given is made anew for each: a text once written is cheaper to write again.
    """
    found: dict[str, tuple[float, float | None]] = {}
    with copied(store) as copy, tempfile.TemporaryDirectory() as folder, App.open(copy) as app:
        for ending, bare in ((".xlsx", _bare_xlsx), (".csv", _bare_csv)):
            plain, _ = _timed(partial(bare, Path(folder) / f"bare{ending}", *_cells(app)))
            gc.collect()
            full, _ = _timed(partial(export.write, app.db, LIST, Path(folder) / f"full{ending}"))
            found[f"export{ending}"] = (full, plain)
    return found


def _cells(app: App) -> tuple[list[str], list[list[Any]]]:
    """Return the names of the columns of the list, and all its rows."""
    with app.db.read() as session:
        shape = targets.chosen(targets.PLAIN, LIST).make(session, app.db.clock)
        ids = LISTS[LIST].ids(session)
        parts = [ids[start : start + export.BATCH] for start in range(0, len(ids), export.BATCH)]
        return [column.name for column in shape.columns], [
            list(row) for part in parts for row in shape.rows(shape.reader(part))
        ]


def _rows_of(store: Path, run: int) -> dict[str, tuple[list[str], list[Sequence[Any]]]]:
    """Return the rows an import made, by table, parents first."""
    made: dict[str, tuple[list[str], list[Sequence[Any]]]] = {}
    with contextlib.closing(connection.connect(store, mode="ro")) as opened:
        for table in metadata().sorted_tables:
            if "run_id" not in table.columns:
                continue
            found = opened.execute(f"SELECT * FROM {table.name} WHERE run_id = ? ORDER BY id", (run,))
            columns = [described[0] for described in found.description]
            rows = found.fetchall()
            if rows:
                made[table.name] = (columns, rows)
    return made


def _bare_import(store: Path, sheet: Path, made: dict[str, tuple[list[str], list[Sequence[Any]]]]) -> float:
    """Return the seconds that reading the sheet and writing the rows take by themselves, indexes included."""
    with contextlib.closing(connection.connect(store)) as opened:
        connection.prepare(opened)
        triggers = opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            opened.execute(f'DROP TRIGGER "{name}"')
        opened.execute("PRAGMA foreign_keys = OFF")

        def work() -> None:
            for _row in CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).iter_rows():
                pass
            opened.execute("BEGIN IMMEDIATE")
            for table, (columns, rows) in made.items():
                places = ", ".join("?" * len(columns))
                names = ", ".join(f'"{column}"' for column in columns)
                opened.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
            opened.execute("COMMIT")

        return _timed(work)[0]


def _bare_xlsx(path: Path, columns: Sequence[str], cells: Sequence[Sequence[Any]]) -> None:
    write_worksheets([(LIST, (dict(zip(columns, row, strict=True)) for row in cells))], str(path))


def _bare_csv(path: Path, _columns: Sequence[str], cells: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(cells)


def _child_memory_mb() -> float | None:
    """Return the peak of the largest child so far, None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1000)


def _now() -> float:
    return time.perf_counter()


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = _now()
    answer = act()
    return _now() - began, answer


PARTS: Final = {"import": measure_import, "export": measure_export}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
