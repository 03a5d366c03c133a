"""The stored figures: always what the rows say, and the order of lists that rests on them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.insights import customer_list, figures
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.list_columns import COLUMNS, Amount
from desktop_crm.insights.types import Asked
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.text import sort_key
from desktop_crm.segments.parsing import parse
from tests.clock import NOON, FakeClock
from tests.core.insights import shop

SORTABLE = [column.key for column in COLUMNS if column.order]


@pytest.fixture
def people(app: App, clock: FakeClock) -> list[int]:
    """The customers of the small shop."""
    return shop.fill(app, clock)


def stale(app: App) -> int:
    return app.read(lambda session: figures.stale(session.connection()))


def shown(app: App, customer_id: int, *keys: str) -> tuple[object, ...]:
    (row,) = app.read(lambda session: customer_list.table(session, [customer_id], keys, NOON))
    assert row is not None
    return row


@pytest.mark.feature("J10")
def test_the_figures_are_what_the_features_say(app: App, people: list[int]) -> None:
    assert stale(app) == 0
    for facts in app.read(lambda session: shop.facts(session, people)):
        keys = ("orders", "total", "first_order", "last_order", "talks", "last_talk", "next_due", "score", "created")
        assert shown(app, facts.id, *keys) == (
            facts.orders, Amount(*facts.revenue) if facts.revenue else None, facts.first_order, facts.last_order,
            facts.talks, facts.last_talk, facts.next_due, facts.score, facts.created_at,
        )  # fmt: skip
        keys = ("name", "tags", "phone", "email", "city", "owner")
        assert shown(app, facts.id, *keys) == (
            facts.name, facts.tags, next(iter(facts.phones), None), next(iter(facts.emails), None),
            next(iter(facts.cities), None), facts.owner or None,
        )  # fmt: skip


def test_every_step_and_every_undo_leaves_them_exact(app: App, people: list[int], clock: FakeClock) -> None:
    ali = people[6]
    app.orders.take(NewOrder(ali, "Instagram", (NewLine("Atkı", Decimal(1), Decimal(10)),), ordered_at=NOON))
    assert shown(app, ali, "orders", "total") == (1, Amount(1000, "TRY"))
    app.undo()
    assert shown(app, ali, "orders", "total") == (0, None)
    app.redo()
    assert shown(app, ali, "orders") == (1,)
    app.customers.edit(ali, NewCustomer(name="Ali Veli", addresses=(Address(city="Çorum"),), tags=("Bayram", "açık")))
    assert shown(app, ali, "city", "tags", "owner") == ("Çorum", ("açık", "Bayram"), None)
    app.interactions.delete(app.interactions.log(NewInteraction(ali, Channel.PHONE, Direction.IN, "alo")))
    assert shown(app, ali, "talks", "last_talk", "ratio") == (0, None, None)
    app.staff.rename(1, "Zehra Ay")
    app.customers.delete([people[0]])
    assert app.read(lambda session: customer_list.table(session, people[:2], ["name"], NOON))[0] is None
    assert stale(app) == 0
    while app.read(customers.count):
        app.undo()
        assert stale(app) == 0


def test_a_renamed_person_of_the_shop_is_seen_on_their_customers(app: App, people: list[int]) -> None:
    assert shown(app, people[6], "owner") == ("Emre Ay",)
    app.staff.rename(1, "Zehra Ay")
    assert shown(app, people[6], "owner") == ("Zehra Ay",)


def test_many_at_once_are_brought_up_to_date_with_their_indexes(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_MANY", 3)
    monkeypatch.setattr(figures, "_STEP", 4)
    with app.db.write("Add many"):
        for place in range(11):
            app.customers.add(NewCustomer(name=f"Kişi {place}"))
    assert stale(app) == 0
    asked = "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'customer_figures'"
    kept = app.read(lambda session: session.connection().exec_driver_sql(asked).scalar_one())
    assert kept == sum(1 for figure in figures.FIGURES if figure.order)


@pytest.mark.feature("J2")
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTABLE)
def test_the_first_page_begins_the_whole_order_whatever_it_is_sorted_by(
    app: App, people: list[int], sort: str, descending: bool
) -> None:
    asked = Asked(sort=sort, descending=descending)
    whole = app.read(lambda session: list(customer_list.ids(session, asked)))
    assert sorted(whole) == sorted(people)
    for limit in range(1, len(whole) + 2):
        assert app.read(lambda session, limit=limit: customer_list.first_ids(session, asked, limit)) == whole[:limit]
    some = Asked(parse("-etiket:yok", CUSTOMERS), sort, descending)
    narrowed = app.read(lambda session: list(customer_list.ids(session, some)))
    assert narrowed == [found for found in whole if found in narrowed]
    assert app.read(lambda session: customer_list.first_ids(session, some, 3)) == narrowed[:3]


@pytest.mark.feature("J2")
@pytest.mark.parametrize("descending", [False, True])
def test_who_shares_a_value_stands_by_name_and_who_has_none_comes_last(
    app: App, people: list[int], descending: bool
) -> None:
    names = {facts.id: facts for facts in app.read(lambda session: shop.facts(session, people))}
    for sort in ("orders", "city", "score"):
        found = app.read(lambda session, sort=sort: customer_list.ids(session, Asked(sort=sort, descending=descending)))
        values = [shown(app, one, sort)[0] for one in found]
        without = [value is None for value in values]
        assert without == sorted(without)
        for before, after in pairwise(found):
            if shown(app, before, sort) == shown(app, after, sort):
                assert sort_key(names[before].name) <= sort_key(names[after].name)


def test_rows_come_in_the_order_asked_and_gaps_where_one_is_gone(app: App, people: list[int]) -> None:
    rows = app.read(lambda session: customer_list.table(session, [people[2], 99, people[0]], ["name"], NOON))
    assert rows == [("Şükran Ak",), None, ("Şükrü İnce",)]
    with pytest.raises(KeyError):
        app.read(lambda session: customer_list.table(session, people, ["nothing"], NOON))
