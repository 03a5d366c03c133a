"""What happened to one row, field by field."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.changes import Revision, history
from tests.clock import FakeClock


def of(app: App, customer: int) -> list[Revision]:
    return app.read(lambda session: history(session, "customers", customer))


@pytest.mark.feature("I4")
def test_history_names_each_field_with_its_value_before_and_after(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz", heard_from="Instagram"))
    clock.tick(hours=1)
    app.customers.edit(customer, NewCustomer(name="Ayşe Yıldız", heard_from="Instagram"))
    newest, first = of(app, customer)
    assert newest.step.at - first.step.at == 3_600_000
    assert newest.fields["name"] == ("Ayşe Öz", "Ayşe Yıldız")
    assert "heard_from" not in newest.fields
    assert first.fields["heard_from"] == (None, "Instagram")


def test_history_leaves_bookkeeping_out(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    assert not {"change_id", "run_id"} & of(app, customer)[0].fields.keys()


def test_an_undo_stands_in_the_history_beside_what_it_took_back(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.customers.edit(customer, NewCustomer(name="Ayşe", note="vip"))
    app.undo()
    undone, edited, _ = of(app, customer)
    assert (undone.step.kind, undone.fields["note"]) == ("undo", ("vip", None))
    assert (edited.step.kind, edited.fields["note"]) == ("edit", (None, "vip"))


def test_history_of_a_row_that_never_was_is_empty(app: App) -> None:
    assert of(app, 42) == []
