"""One thing done to many: shown first, done as one step, taken back as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import customer_list, figures
from desktop_crm.platform.errors import Cancelled, UserError
from desktop_crm.segments import bulk
from desktop_crm.segments.bulk import ALREADY, GONE, NO_NAME, Deed, Preview, Verb
from tests.dump import logical_dump


@pytest.fixture
def people(app: App) -> list[int]:
    """Ayşe and Can are VIP, the third is a company, the fourth is in the bin."""
    found = [
        app.customers.add(NewCustomer(name="Ayşe Ak", tags=("VIP",), heard_from="fuar")),
        app.customers.add(NewCustomer(name="Can Er", tags=("VIP", "Toptan"))),
        app.customers.add(NewCustomer(company="Kuru Kahveci")),
        app.customers.add(NewCustomer(name="Silinen")),
    ]
    app.customers.delete(found[3:])
    return found


def preview(app: App, ids: list[int], deed: Deed) -> Preview:
    return app.read(lambda session: bulk.preview(session, ids, deed))


def tags(app: App, customer_id: int) -> tuple[str, ...]:
    return app.read(lambda session: customers.card(session, customer_id)).tags


@pytest.mark.feature("J5")
def test_the_preview_says_how_many_change_and_who_is_left_out_and_why(app: App, people: list[int]) -> None:
    shown = preview(app, people, Deed(Verb.TAG, value="vıp"))
    assert (shown.total, shown.changing) == (4, 1)
    assert dict(shown.left_out) == {ALREADY: 2, GONE: 1}
    assert [(row.name, row.before, row.after) for row in shown.rows] == [("Kuru Kahveci", "", "vıp")]
    shown = preview(app, people, Deed(Verb.UNTAG, value="VIP"))
    assert [(row.name, row.before) for row in shown.rows] == [("Ayşe Ak", "VIP"), ("Can Er", "Toptan, VIP")]
    shown = preview(app, people, Deed(Verb.SET, "heard_from", "Instagram"))
    assert (shown.changing, shown.after, dict(shown.before)) == (3, "Instagram", {"": 2, "fuar": 1})
    shown = preview(app, people, Deed(Verb.SET, "kind", "person"))
    assert (shown.changing, dict(shown.left_out)) == (0, {ALREADY: 2, NO_NAME: 1, GONE: 1})
    assert preview(app, people, Deed(Verb.DELETE)).changing == 3


@pytest.mark.feature("J5")
@pytest.mark.parametrize(
    "deed",
    [
        Deed(Verb.TAG, value="Bayram"),
        Deed(Verb.TAG, value="VIP"),
        Deed(Verb.UNTAG, value="vip"),
        Deed(Verb.SET, "heard_from", "Instagram"),
        Deed(Verb.SET, "heard_from"),
        Deed(Verb.SET, "kind", "company"),
        Deed(Verb.DELETE),
    ],
)
def test_what_is_done_is_what_the_preview_said_and_one_undo_takes_it_back(
    app: App, store: Path, people: list[int], deed: Deed
) -> None:
    before, said = logical_dump(store), preview(app, people, deed)
    assert app.bulk.do(deed, people) == said.changing
    assert preview(app, people, deed).changing == 0
    assert app.read(lambda session: figures.stale(session.connection())) == 0
    after = logical_dump(store)
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == after
    assert app.read(lambda session: figures.stale(session.connection())) == 0


def test_what_changes_nobody_leaves_no_step(app: App, people: list[int]) -> None:
    assert app.bulk.do(Deed(Verb.SET, "kind", "person"), people) == 0
    assert app.bulk.do(Deed(Verb.UNTAG, value="Bayram"), people) == 0
    assert app.bulk.do(Deed(Verb.TAG, value="VIP"), people[:2]) == 0
    assert app.undo().step.label == "Delete one customer"


def test_tags_are_put_on_and_taken_off(app: App, people: list[int]) -> None:
    app.bulk.do(Deed(Verb.TAG, value="Bayram"), people)
    assert [tags(app, one) for one in people[:3]] == [("Bayram", "VIP"), ("Bayram", "Toptan", "VIP"), ("Bayram",)]
    assert [hit.title for hit in app.search("bayram")] == ["Kuru Kahveci", "Can Er", "Ayşe Ak"]
    app.bulk.do(Deed(Verb.UNTAG, value="vıp"), people)
    assert [tags(app, one) for one in people[:3]] == [("Bayram",), ("Bayram", "Toptan"), ("Bayram",)]


def test_someone_of_the_shop_takes_over_many(app: App, people: list[int]) -> None:
    owner = app.staff.add("Emre Ay")
    assert preview(app, people, Deed(Verb.SET, "owner_id", owner)).after == "Emre Ay"
    assert app.bulk.do(Deed(Verb.SET, "owner_id", owner), people) == 3
    rows = app.read(lambda session: customer_list.table(session, people[:3], ["owner"], 0))
    assert rows == [("Emre Ay",)] * 3


def test_the_deleted_are_out_of_the_list_and_come_back(app: App, people: list[int]) -> None:
    app.bulk.do(Deed(Verb.DELETE), people[:2])
    assert app.read(lambda session: list(customer_list.ids(session))) == people[2:3]
    app.undo()
    assert app.read(lambda session: list(customer_list.ids(session))) == people[:3]


def test_a_blank_tag_and_a_blank_kind_are_refused(app: App, people: list[int]) -> None:
    for deed in (Deed(Verb.TAG, value="  "), Deed(Verb.SET, "kind")):
        with pytest.raises(UserError):
            preview(app, people, deed)
        with pytest.raises(UserError):
            app.bulk.do(deed, people)


def test_stopping_half_way_leaves_everything_as_it_was(
    app: App, store: Path, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "STEP", 1)
    before = logical_dump(store)

    def stop(done: int, _total: int | None = None) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        app.bulk.do(Deed(Verb.TAG, value="Bayram"), people, stop)
    assert logical_dump(store) == before
