"""Features are imported on first use; what writes, undoes or merges knows the tables of all of them nevertheless."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import desktop_crm
from desktop_crm.app import WITH_TABLES, App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.surveys.types import NewAnswer

_TABLES = "import sys; known = lambda: {one for one in sys.modules if one.endswith('.tables')}\n"


def _afresh(code: str, *values: str) -> str:
    """Return what `code` prints in a process that has imported nothing yet."""
    done = subprocess.run(
        [sys.executable, "-c", code, *values], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_no_feature_that_keeps_rows_is_forgotten() -> None:
    rooms = Path(desktop_crm.__file__).parent
    assert sorted(WITH_TABLES) == sorted(path.parent.name for path in rooms.glob("*/tables.py"))


def test_opening_a_store_and_reading_its_settings_imports_the_tables_of_no_feature(app: App, store: Path) -> None:
    code = _TABLES + (
        "from pathlib import Path; from desktop_crm.app import App\n"
        "with App.open(Path(sys.argv[1])) as app: app.zone()\n"
        "print(sorted(known()))"
    )
    assert _afresh(code, str(store)) == "[]"


def test_the_child_that_reads_a_file_knows_nothing_of_the_store() -> None:
    code = (
        "import sys; import desktop_crm.transfer.understanding.work\n"
        "print(sorted(one for one in sys.modules if one == 'sqlalchemy' or one.endswith('.tables')))"
    )
    assert _afresh(code) == "['desktop_crm.transfer.reading.tables']"


def test_who_asks_for_the_business_tables_gets_those_of_features_that_nobody_used() -> None:
    code = _TABLES + (
        "import desktop_crm.app; from desktop_crm.platform.columns import business_tables\n"
        "before = known(); named = {table.name for table in business_tables()}\n"
        "print(sorted(before), 'answers' in named, 'loyalty_points' in named, len(known()))"
    )
    before, *rest = _afresh(code).rsplit(" ", 3)
    assert before == "[]"
    assert rest == ["True", "True", str(len(WITH_TABLES))]


def test_the_first_act_after_a_start_may_be_to_undo_a_feature_not_used_yet(app: App, store: Path) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Yılmaz"))
    app.surveys.record(NewAnswer(customer, "nps", 9))
    app.close()
    code = (
        "import sys; from pathlib import Path; from desktop_crm.app import App\n"
        "with App.open(Path(sys.argv[1])) as app:\n"
        "    app.undo(); app.undo()\n"
        "    from desktop_crm.platform.columns import business_tables\n"
        "    from sqlalchemy import func, select\n"
        "    left = lambda s: sum(s.scalar(select(func.count()).select_from(t)) for t in business_tables()\n"
        "        if t.name in ('customers', 'answers'))\n"
        "    print(app.read(left)); app.redo(); app.redo(); print(app.read(left))\n"
    )
    assert _afresh(code, str(store)).split() == ["0", "2"]
