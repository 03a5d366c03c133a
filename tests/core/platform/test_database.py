"""The one door for writing: steps, joins, guards, listeners, and what happens when the disk says no."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from desktop_crm.app import App
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import backup, undo
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.changes import ChangeSet, Step
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import StoreError, UserError
from desktop_crm.staff.tables import StaffTable
from tests.clock import FakeClock
from tests.dump import logical_dump


def steps(app: App) -> list[Step]:
    return app.read(undo.steps)


def names(app: App) -> list[str]:
    return app.read(lambda session: list(session.scalars(select(CustomerTable.name).order_by(CustomerTable.id))))


def test_a_write_makes_one_step_with_its_name_time_and_author(app: App, clock: FakeClock) -> None:
    me = app.staff.add("Elif")
    app.db.author = lambda: me
    app.customers.add(NewCustomer(name="Ayşe Öz", phones=("0532 418 27 90",)))
    newest, first = steps(app)
    assert newest.text == "Add customer Ayşe Öz"
    assert (newest.at, newest.staff_id, newest.kind) == (clock.now(), me, "edit")
    assert first.staff_id is None


def test_a_write_that_changes_nothing_leaves_no_step(app: App) -> None:
    new = NewCustomer(name="Ayşe Öz", emails=("ayse@example.com",), tags=("vip",))
    customer = app.customers.add(new)
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    before = app.read(lambda session: session.get_one(CustomerTable, customer).change_id)
    app.customers.edit(customer, new)
    assert len(steps(app)) == 1
    assert not heard
    assert app.read(lambda session: session.get_one(CustomerTable, customer).change_id) == before


def test_a_change_taken_back_within_one_write_leaves_no_step(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    with app.db.write("Edit customer {name}", name="Ayşe") as session:
        row = session.get_one(CustomerTable, customer)
        row.note = "x"
        session.flush()
        row.note = None
    assert len(steps(app)) == 1


def test_a_row_made_and_removed_within_one_write_leaves_no_step(app: App) -> None:
    with app.db.write("Add a person of the shop") as session:
        row = StaffTable(name="Elif")
        session.add(row)
        session.flush()
        session.delete(row)
    assert not steps(app)


def test_a_write_inside_a_write_joins_it(app: App) -> None:
    with app.db.write("Add customer {name}", name="both"):
        app.customers.add(NewCustomer(name="Ayşe"))
        app.customers.add(NewCustomer(name="Banu"))
    assert [step.text for step in steps(app)] == ["Add customer both"]
    app.undo()
    assert names(app) == []


def test_a_write_inside_a_write_that_fails_takes_only_itself_back(app: App) -> None:
    kept = app.customers.add(NewCustomer(name="Önceki"))
    with app.db.write("outer"):
        app.customers.edit(kept, NewCustomer(name="Önceki, düzeltildi"))
        with pytest.raises(UserError):
            app.customers.edit(kept, NewCustomer(name="Bozuldu", tags=("vip",), emails=("ayse@example.com", "posta")))
        app.customers.add(NewCustomer(name="Bütün"))
    assert names(app) == ["Önceki, düzeltildi", "Bütün"]
    app.undo()
    assert names(app) == ["Önceki"]
    app.redo()
    assert names(app) == ["Önceki, düzeltildi", "Bütün"]


def test_a_failed_inner_write_that_came_first_leaves_a_whole_outer_step(app: App) -> None:
    with app.db.write("outer"):
        with pytest.raises(UserError):
            app.customers.add(NewCustomer(name="Yarım", emails=("ayse@example.com", "posta")))
        app.customers.add(NewCustomer(name="Bütün"))
    app.customers.add(NewCustomer(name="Sonraki"))
    assert [step.text for step in steps(app)] == ["Add customer Sonraki", "outer"]
    assert names(app) == ["Bütün", "Sonraki"]


def test_a_read_inside_a_write_sees_what_was_just_written(app: App) -> None:
    with app.db.write("Add customer {name}", name="Ayşe"):
        app.customers.add(NewCustomer(name="Ayşe"))
        assert names(app) == ["Ayşe"]


def test_other_readers_see_a_write_only_when_it_is_done(app: App) -> None:
    seen: list[list[str]] = []
    with app.db.write("Add customer {name}", name="Ayşe"):
        app.customers.add(NewCustomer(name="Ayşe"))
        thread = threading.Thread(target=lambda: seen.append(names(app)))
        thread.start()
        thread.join()
    assert seen == [[]]
    assert names(app) == ["Ayşe"]


def test_a_failing_write_leaves_nothing(app: App, store: Path) -> None:
    before = logical_dump(store)

    def fail() -> None:
        with app.db.write("Add customer {name}", name="Ayşe"):
            app.customers.add(NewCustomer(name="Ayşe"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert logical_dump(store) == before
    assert not steps(app)
    assert app.customers.add(NewCustomer(name="Banu")) == 1


@pytest.mark.parametrize(
    "statement",
    [update(CustomerTable).values(note="x"), delete(CustomerTable), insert(StaffTable).values(id=1, name="x")],
    ids=["update", "delete", "insert"],
)
def test_bulk_statements_that_bypass_the_journal_are_refused(app: App, statement: object) -> None:
    with pytest.raises(RuntimeError, match="bypass the journal"), app.db.write("Edit follow-up") as session:
        session.execute(statement)


def test_a_reading_session_cannot_write(app: App) -> None:
    with pytest.raises(StoreError), app.db.read() as session:
        session.execute(text("DELETE FROM customers"))

    def sneak() -> None:
        with app.db.read() as session:
            session.add(StaffTable(id=1, change_id=1, name="Elif", active=True))
            session.flush()

    with pytest.raises(StoreError):
        sneak()


def test_the_thread_that_draws_is_refused(app: App) -> None:
    refused: list[str] = []

    def draw() -> None:
        app.db.forbid_this_thread()
        for door in (app.db.read, lambda: app.db.write("Edit follow-up")):
            try:
                with door():
                    pass
            except RuntimeError as error:
                refused.append(str(error))

    thread = threading.Thread(target=draw)
    thread.start()
    thread.join()
    assert len(refused) == 2
    assert names(app) == []


def test_listeners_are_told_which_rows_changed(app: App) -> None:
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    customer = app.customers.add(NewCustomer(name="Ayşe", emails=("ayse@example.com",)))
    (told,) = heard
    assert told.label == "Add customer {name}"
    assert told.tables == {"customers": frozenset({customer}), "customer_emails": frozenset({1})}


def test_listeners_hear_of_undo_as_many_rows(app: App) -> None:
    app.customers.add(NewCustomer(name="Ayşe"))
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    app.undo()
    assert [told.tables for told in heard] == [{"customers": None}]


def test_listeners_are_told_after_the_commit(app: App) -> None:
    seen: list[list[str]] = []
    app.subscribe(lambda _: seen.append(names(app)))
    app.customers.add(NewCustomer(name="Ayşe"))
    assert seen == [["Ayşe"]]


def test_a_change_made_by_another_program_is_noticed_once(app: App, store: Path, clock: FakeClock) -> None:
    app.db.look_around()
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    with App.open(store, clock) as other:
        other.customers.add(NewCustomer(name="Ayşe"))
    app.db.look_around()
    app.db.look_around()
    assert [told.change_id for told in heard] == [None]


def test_a_foreign_change_just_before_our_own_is_not_missed(app: App, store: Path, clock: FakeClock) -> None:
    app.db.look_around()
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    with App.open(store, clock) as other:
        other.customers.add(NewCustomer(name="Ayşe"))
    app.customers.add(NewCustomer(name="Veli"))
    app.db.look_around()
    assert [told.change_id for told in heard] == [None, 2]


def test_a_listener_that_fails_neither_stops_the_others_nor_makes_the_write_look_lost(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(_: ChangeSet) -> None:
        raise ValueError("the window is gone")

    heard: list[ChangeSet] = []
    app.subscribe(failing)
    app.subscribe(heard.append)
    app.customers.add(NewCustomer(name="Ayşe"))
    assert [told.change_id for told in heard] == [1]
    assert names(app) == ["Ayşe"]
    assert [record.message for record in caplog.records] == ["a listener failed after change 1"]
    caplog.clear()


def test_our_own_changes_are_not_taken_for_foreign_ones(app: App) -> None:
    app.db.look_around()
    app.customers.add(NewCustomer(name="Ayşe"))
    heard: list[ChangeSet] = []
    app.subscribe(heard.append)
    app.db.look_around()
    assert not heard


def test_writers_in_many_threads_take_turns(app: App) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            app.customers.add(NewCustomer(name=f"Müşteri {number}-{turn}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names(app))) == 40
    assert len(app.read(lambda session: undo.steps(session, 100))) == 40


def test_a_full_disk_is_one_sentence_and_changes_nothing(app: App, store: Path) -> None:
    app.customers.add(NewCustomer(name="Ayşe"))
    before = logical_dump(store)

    def fill() -> None:
        with app.db.write("x") as session:
            pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
            session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(500):
                app.customers.add(NewCustomer(name=f"Müşteri {number}", note="uzun " * 200))

    with pytest.raises(StoreError, match="The disk is full, so nothing was saved"):
        fill()
    assert logical_dump(store) == before
    with app.db.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_store_that_another_program_holds_is_one_sentence(
    app: App, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.db.write("x") as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout = 50")
    other = sqlite.connect(store)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        app.customers.add(NewCustomer(name="Ayşe"))
    other.execute("ROLLBACK")
    other.close()
    assert app.customers.add(NewCustomer(name="Ayşe")) == 1


def test_a_store_opened_for_reading_cannot_be_written(store: Path, clock: FakeClock) -> None:
    db = Database(store, clock, read_only=True)
    with pytest.raises(StoreError, match="read-only"), db.write("x"):
        pass
    with db.read() as session:
        assert list(session.scalars(select(CustomerTable.id))) == []
    db.close()


def test_errors_of_the_database_do_not_repeat_what_people_are_called(app: App) -> None:
    with pytest.raises(DatabaseError) as caught, app.db.write("x") as session:
        session.execute(text("INSERT INTO staff (id, name) VALUES (:id, :name)"), {"id": 1, "name": "Gizli Kişi"})
    assert "Gizli" not in str(caught.value)
    assert "Gizli" not in repr(caught.value)


def test_closing_twice_is_allowed(store: Path, clock: FakeClock) -> None:
    opened = App.open(store, clock)
    opened.close()
    opened.close()
    assert logical_dump(store) == ""


def test_a_closed_store_takes_no_late_write_and_answers_no_late_question(store: Path, clock: FakeClock) -> None:
    opened = App.open(store, clock)
    opened.close()
    for late in (lambda: opened.customers.add(NewCustomer(name="Ayşe")), lambda: opened.search("ayse")):
        with pytest.raises(StoreError, match="closed"):
            late()
    assert logical_dump(store) == ""


FILL = """
import resource, signal, sys
from pathlib import Path
from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import StoreError, UserError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with App.open(path) as app:
    app.customers.add(NewCustomer(name="Ayşe"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + int(sys.argv[2]),) * 2)
    try:
        for number in range(10000):
            with app.db.write("Add customer {name}", name="iki"):
                app.customers.add(NewCustomer(name=f"Bir {number}", note="uzun " * 99))
                app.customers.add(NewCustomer(name=f"İki {number}", note="uzun " * 99))
    except StoreError as error:
        print(number, error, sep="|")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited on Windows")
@pytest.mark.parametrize("room", [4096, 100_000])
def test_a_disk_that_fills_up_at_any_moment_keeps_whole_steps_only(store: Path, room: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(store), str(room)], capture_output=True, text=True, check=True
    )
    number, said = done.stdout.strip().split("|")
    assert said.startswith(("The disk is full", "The disk reports an error"))
    assert backup.check(store) == []
    dump = logical_dump(store)
    assert dump.count('"name": "Bir ') == dump.count('"name": "İki ') == int(number)
