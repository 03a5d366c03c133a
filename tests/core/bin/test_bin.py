"""The bin: seen, taken out again, and let go of after ninety days."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.bin import queries
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import backup, undo
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.plugs import Ref
from tests.clock import FakeClock
from tests.dump import logical_dump


def add(app: App, name: str = "Ayşe Öz") -> int:
    return app.customers.add(NewCustomer(name=name, phones=("05321112233",), tags=("vip",), interests=("elbise",)))


def contents_of(app: App) -> int:
    with app.db.read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM attachment_contents").scalar_one()


@pytest.mark.feature("I4")
def test_what_was_deleted_is_seen_and_taken_out_again(app: App, clock: FakeClock) -> None:
    customer = add(app)
    talk = app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "merhaba"))
    app.interactions.delete(talk)
    clock.tick(minutes=1)
    app.customers.delete([customer])
    found = app.read(queries.things)
    assert [(one.ref, one.title, one.customer) for one in found] == [
        (Ref("customer", customer), "Ayşe Öz", ""),
        (Ref("interaction", talk), "merhaba", "Ayşe Öz"),
    ]
    assert app.bin.restore([one.ref for one in found]) == 2
    assert app.read(lambda session: customers.card(session, customer)).phones[0].number == "+905321112233"
    assert app.search("ayse oz")[0].ref.id == customer
    assert app.read(queries.things) == []
    app.undo()
    assert len(app.read(queries.things)) == 2
    with pytest.raises(NotFound):
        app.read(lambda session: customers.card(session, customer))


def test_what_is_not_in_the_bin_cannot_be_taken_out(app: App) -> None:
    with pytest.raises(NotFound):
        app.bin.restore([Ref("customer", add(app))])


@pytest.mark.feature("I4")
def test_after_ninety_days_it_is_gone_for_good_and_from_the_journal_too(
    app: App, clock: FakeClock, store: Path, reopened: Callable[[], App]
) -> None:
    kept, gone = add(app, "Kalan Kişi"), add(app, "Giden Kişi")
    app.referrals.note(kept, gone)
    app.loyalty.give(gone, 5)
    app.customers.delete([gone])
    clock.tick(days=89)
    assert app.bin.purge() == 0
    clock.tick(days=2)
    assert app.bin.purge() >= 5
    assert "Giden" not in logical_dump(store)
    journal = app.read(
        lambda s: s.connection().exec_driver_sql("SELECT group_concat(before || after) FROM change_rows").scalar()
    )
    assert "Giden" not in (journal or "")
    assert app.read(queries.things) == []
    assert app.read(lambda session: customers.names(session, [kept, gone])) == {kept: "Kalan Kişi"}
    assert "Delete 1 customers" not in [step.text for step in app.read(undo.steps)]
    assert backup.check(store) == []


def test_orders_of_who_goes_stay_without_them(app: App, clock: FakeClock, store: Path) -> None:
    customer = add(app)
    order = app.orders.take(NewOrder(customer, "Instagram", (NewLine("Çorap", Decimal(1), Decimal(10)),)))
    app.customers.delete([customer])
    clock.tick(days=91)
    app.bin.purge()
    assert app.read(lambda session: orders.order(session, order)).customer_id is None
    assert app.read(orders.totals)[0].revenue == 1000
    assert backup.check(store) == []


def test_what_a_file_held_goes_with_the_last_that_had_it(app: App, clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    kept, gone = add(app, "Kalan Kişi"), add(app, "Giden Kişi")
    (mine,) = app.attachments.keep(kept, [tmp_path / "a.txt"])
    app.attachments.keep(gone, [tmp_path / "a.txt", tmp_path / "b.txt"])
    app.attachments.keep(kept, [tmp_path / "b.txt"])
    app.undo()
    app.customers.delete([gone])
    clock.tick(days=91)
    app.bin.purge()
    assert contents_of(app) == 2, "what was undone can still be done again"
    with app.db.write_bulk("Forget the steps") as running:
        running.connection.exec_driver_sql("DELETE FROM change_rows")
    app.attachments.delete(mine)
    other = add(app)
    app.customers.delete([other])
    clock.tick(days=91)
    assert contents_of(app) == 2
    app.bin.purge()
    assert contents_of(app) == 0


def test_an_empty_bin_is_let_go_of_without_a_word(app: App) -> None:
    heard: list[object] = []
    app.subscribe(heard.append)
    assert app.bin.purge() == 0
    assert heard == []
