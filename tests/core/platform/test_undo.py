"""Undo and redo: exact, outliving a restart, and never over someone else's newer work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers.tables import CustomerTable, EmailTable, TagTable
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.platform import undo
from desktop_crm.platform.changes import IMPORT, ChangeRowTable, ChangeTable
from desktop_crm.platform.errors import Conflict, NotFound
from desktop_crm.platform.transaction import Transaction
from tests.clock import FakeClock
from tests.dump import logical_dump

AYSE = NewCustomer(name="Ayşe Öz", emails=("ayse@example.com",), phones=("0532 418 27 90",), tags=("vip",))


def say(customer: int, text: str = "Kargo ne zaman gelir?") -> NewInteraction:
    return NewInteraction(customer, Channel.PHONE, Direction.IN, text)


def import_customers(app: App, names: list[str]) -> tuple[int, int]:
    """Make customers as an import does: a block of ids, one INSERT, one step; returns (first id, step id)."""
    with app.db.write_bulk("Add a sales channel", kind=IMPORT) as running:
        first = running.block(CustomerTable.__table__, len(names))
        insert(running, first, names)
        return first, running.change_id


def insert(running: Transaction, first: int, names: list[str]) -> None:
    for offset, name in enumerate(names):
        running.connection.exec_driver_sql(
            "INSERT INTO customers (id, change_id, kind, name, name_folded, sort_key, created_at) "
            "VALUES (?, ?, 'person', ?, ?, ?, 0)",
            (first + offset, running.change_id, name, name.lower(), name.lower()),
        )


def test_undoing_an_addition_removes_the_customer_and_all_parts(app: App, store: Path) -> None:
    before = logical_dump(store)
    app.customers.add(AYSE)
    report = app.undo()
    assert logical_dump(store) == before
    assert report.step.text == "Add customer Ayşe Öz"
    assert (report.rows, report.kept) == (5, ())


def test_undoing_an_edit_brings_every_field_and_part_back(app: App, store: Path) -> None:
    customer = app.customers.add(AYSE)
    before = logical_dump(store)
    app.customers.edit(customer, NewCustomer(name="Ayşe Yıldız", emails=("yeni@example.com",), note="evlendi"))
    changed = logical_dump(store)
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == changed


def test_undo_gives_a_row_back_to_the_change_that_wrote_it(app: App) -> None:
    customer = app.customers.add(AYSE)
    written = app.read(lambda session: session.get_one(CustomerTable, customer).change_id)
    app.customers.edit(customer, NewCustomer(name="Başka"))
    app.undo()
    assert app.read(lambda session: session.get_one(CustomerTable, customer).change_id) == written


def test_a_row_that_was_removed_comes_back_with_its_id(app: App) -> None:
    customer = app.customers.add(AYSE)
    ids = app.read(lambda session: list(session.scalars(select(EmailTable.id))))
    app.customers.edit(customer, NewCustomer(name="Ayşe Öz"))
    assert app.read(lambda session: list(session.scalars(select(EmailTable.id)))) == []
    app.undo()
    assert app.read(lambda session: list(session.scalars(select(EmailTable.id)))) == ids


def test_steps_are_undone_one_after_the_other_and_redone_in_turn(app: App, store: Path) -> None:
    dumps = [logical_dump(store)]
    for name in ("Ayşe", "Banu", "Can"):
        app.customers.add(NewCustomer(name=name))
        dumps.append(logical_dump(store))
    for expected in reversed(dumps[:-1]):
        app.undo()
        assert logical_dump(store) == expected
    for expected in dumps[1:]:
        app.redo()
        assert logical_dump(store) == expected


@pytest.mark.feature("J4")
def test_undo_and_redo_outlive_a_restart(reopened: Callable[[], App], store: Path) -> None:
    first = reopened()
    first.customers.add(AYSE)
    full = logical_dump(store)
    first.close()
    second = reopened()
    second.undo()
    assert logical_dump(store) == ""
    second.close()
    reopened().redo()
    assert logical_dump(store) == full


def test_a_new_change_ends_the_redo(app: App) -> None:
    app.customers.add(AYSE)
    app.undo()
    app.customers.add(NewCustomer(name="Banu"))
    with pytest.raises(NotFound, match="nothing to redo"):
        app.redo()


def test_with_nothing_done_there_is_nothing_to_undo_or_redo(app: App) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        app.undo()
    with pytest.raises(NotFound, match="nothing to redo"):
        app.redo()


def test_undo_is_not_itself_a_step(app: App) -> None:
    app.customers.add(AYSE)
    app.undo()
    with pytest.raises(NotFound, match="nothing to undo"):
        app.undo()


def test_a_step_is_undone_only_once(app: App) -> None:
    app.customers.add(AYSE)
    step = app.undo().step.id
    with pytest.raises(NotFound, match="undone already"):
        app.undo(step)


def test_an_undo_is_no_step_one_can_name(app: App) -> None:
    app.customers.add(AYSE)
    app.undo()
    newest = app.read(lambda session: session.scalars(select(ChangeTable.id).order_by(ChangeTable.id.desc())).first())
    with pytest.raises(NotFound, match="no such step"):
        app.undo(newest)
    with pytest.raises(NotFound, match="no such step"):
        app.undo(9999)


def test_an_older_step_is_not_undone_over_a_newer_edit(app: App, store: Path) -> None:
    customer = app.customers.add(AYSE)
    app.customers.edit(customer, NewCustomer(name="Ayşe", note="bir"))
    (middle, *_) = app.read(undo.steps)
    app.customers.edit(customer, NewCustomer(name="Ayşe", note="iki"))
    before = logical_dump(store)
    with pytest.raises(Conflict, match="changed again since"):
        app.undo(middle.id)
    assert logical_dump(store) == before


def test_an_older_step_nothing_newer_touched_is_undone_on_its_own(app: App) -> None:
    first = app.customers.add(AYSE)
    app.customers.add(NewCustomer(name="Banu"))
    step = app.read(undo.steps)[-1]
    app.undo(step.id)
    assert app.read(lambda session: list(session.scalars(select(CustomerTable.id)))) == [first + 1]


def test_a_customer_who_is_referred_to_since_is_not_taken_away(app: App, store: Path) -> None:
    customer = app.customers.add(AYSE)
    step = app.read(undo.steps)[0].id
    app.interactions.log(say(customer))
    before = logical_dump(store)
    with pytest.raises(Conflict):
        app.undo(step)
    assert logical_dump(store) == before
    app.undo()
    app.undo(step)
    assert logical_dump(store) == ""


def test_redo_is_refused_over_a_change_made_since_by_another_copy(app: App, store: Path, clock: FakeClock) -> None:
    customer = app.customers.add(AYSE)
    app.customers.edit(customer, NewCustomer(name="Ayşe", note="bir"))
    app.undo()
    with App.open(store, clock) as other:
        other.followups.plan(NewFollowUp("Ara", date(2026, 11, 22), customer))
    with pytest.raises(NotFound, match="nothing to redo"):
        app.redo()


def test_undo_puts_a_deleted_customer_back_out_of_the_bin(app: App, store: Path) -> None:
    customer = app.customers.add(AYSE)
    before = logical_dump(store)
    app.customers.delete([customer])
    app.undo()
    assert logical_dump(store) == before


def test_a_tag_that_is_on_someone_else_since_stays(app: App) -> None:
    app.customers.add(AYSE)
    step = app.read(undo.steps)[0].id
    banu = app.customers.add(NewCustomer(name="Banu"))
    app.customers.tag([banu], "vip")
    with pytest.raises(Conflict):
        app.undo(step)
    assert app.read(lambda session: list(session.scalars(select(TagTable.name)))) == ["vip"]


def test_a_bulk_step_is_undone_and_redone_as_a_whole(app: App, store: Path) -> None:
    app.customers.add(AYSE)
    before = logical_dump(store)
    import_customers(app, [f"müşteri {number}" for number in range(200)])
    after = logical_dump(store)
    report = app.undo()
    assert (report.rows, report.kept_count) == (200, 0)
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == after
    app.undo()
    assert logical_dump(store) == before


def test_a_bulk_change_of_rows_that_were_there_is_undone_from_their_images(app: App, store: Path) -> None:
    for name in ("Ayşe", "Banu", "Can"):
        app.customers.add(NewCustomer(name=name))
    before = logical_dump(store)
    with app.db.write_bulk("Delete {count} customers", count=2) as running:
        running.touch(CustomerTable.__table__, "SELECT id FROM customers WHERE id > ?", (1,))
        running.connection.exec_driver_sql(
            "UPDATE customers SET note = 'toplu', change_id = ? WHERE id > 1", (running.change_id,)
        )
    changed = logical_dump(store)
    assert changed.count("toplu") == 2
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == changed


def test_undoing_an_import_keeps_and_lists_what_was_edited_or_used_since(app: App) -> None:
    first, step = import_customers(app, ["ayşe", "banu", "can", "deniz"])
    app.customers.edit(first, NewCustomer(name="Ayşe Öz"))
    app.interactions.log(say(first + 1))
    report = app.undo(step)
    assert {(kept.row.id - first, kept.reason) for kept in report.kept} == {(0, "changed"), (1, "used")}
    assert (report.rows, report.kept_count) == (2, 2)
    assert app.read(lambda session: list(session.scalars(select(CustomerTable.id)))) == [first, first + 1]


def test_the_parts_of_a_customer_kept_by_undo_stay_with_them(app: App) -> None:
    with app.db.write_bulk("Add a sales channel", kind=IMPORT) as running:
        first = running.block(CustomerTable.__table__, 2)
        insert(running, first, ["ayşe", "banu"])
        mail = running.block(EmailTable.__table__, 2)
        for offset in (0, 1):
            running.connection.exec_driver_sql(
                "INSERT INTO customer_emails (id, change_id, customer_id, position, address, folded, masked) "
                "VALUES (?, ?, ?, 0, 'a@example.com', 'a@example.com', 0)",
                (mail + offset, running.change_id, first + offset),
            )
        step = running.change_id
    app.interactions.log(say(first))
    report = app.undo(step)
    assert {(kept.row.kind, kept.row.id) for kept in report.kept} == {("customers", first), ("customer_emails", mail)}
    assert app.read(lambda session: list(session.scalars(select(EmailTable.customer_id)))) == [first]


def test_a_part_added_by_hand_keeps_its_imported_customer(app: App) -> None:
    first, step = import_customers(app, ["ayşe", "banu"])
    app.customers.tag([first], "vip")
    report = app.undo(step)
    assert [kept.row.id for kept in report.kept if kept.row.kind == "customers"] == [first]


def test_undoing_what_used_it_first_lets_the_import_go_wholly(app: App, store: Path) -> None:
    before = logical_dump(store)
    first, _ = import_customers(app, ["ayşe"])
    app.interactions.log(say(first))
    app.undo()
    app.undo()
    assert logical_dump(store) == before


def test_search_follows_undo_and_redo(app: App) -> None:
    app.customers.add(AYSE)
    assert [hit.title for hit in app.search("ayse oz")] == ["Ayşe Öz"]
    app.undo()
    assert app.search("ayse oz") == []
    app.redo()
    assert [hit.title for hit in app.search("4182790")] == ["Ayşe Öz"]


def test_a_field_set_without_being_read_first_keeps_its_old_value_in_the_journal(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe", note="eski"))
    with app.db.write("Edit customer {name}", name="Ayşe") as session:
        row = session.get_one(CustomerTable, customer)
        session.expire(row)
        row.note = "yeni"
    image = app.read(
        lambda session: session.scalars(select(ChangeRowTable.before).where(ChangeRowTable.before.is_not(None))).one()
    )
    assert '"note":"eski"' in image
    app.undo()
    assert app.read(lambda session: session.get_one(CustomerTable, customer).note) == "eski"


def test_two_changes_of_one_row_in_one_write_are_one_change_with_the_first_image(app: App, store: Path) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe", note="bir"))
    before = logical_dump(store)
    with app.db.write("Edit customer {name}", name="Ayşe") as session:
        for note in ("iki", "üç"):
            session.get_one(CustomerTable, customer).note = note
            session.flush()
    app.undo()
    assert logical_dump(store) == before


def test_undo_takes_back_a_bulk_edit_of_thousands_in_one_go(app: App, store: Path) -> None:
    before = logical_dump(store)
    import_customers(app, [f"müşteri {number}" for number in range(5000)])
    report = app.undo()
    assert report.rows == 5000
    assert logical_dump(store) == before


def test_the_undo_list_speaks_the_language_in_use(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    app.customers.add(AYSE)
    monkeypatch.setattr("desktop_crm.platform.changes._", lambda message: message.replace("Add customer", "Ekle:"))
    assert app.read(undo.steps)[0].text == "Ekle: Ayşe Öz"


def test_a_redone_step_can_be_undone_again(app: App, store: Path) -> None:
    app.customers.add(AYSE)
    for _ in range(3):
        app.undo()
        app.redo()
    app.undo()
    assert logical_dump(store) == ""
