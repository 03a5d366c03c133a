"""The list of all orders: narrowed by what stands in them, ordered by each column, summed by currency."""

from __future__ import annotations

import random
from typing import Any

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import order_list
from desktop_crm.insights.order_list import SORTS, Asked, ListedOrder, Show
from desktop_crm.orders import queries as orders
from desktop_crm.orders.tables import OrderTable
from desktop_crm.platform import i18n
from tests.core.insights.parcels import Planter


@pytest.fixture
def plant(app: App) -> Planter:
    return Planter(app)


def ids(app: App, asked: Asked) -> list[int]:
    return list(app.read(lambda session: order_list.ids(session, asked)))


def listed(app: App, wanted: list[int]) -> list[ListedOrder | None]:
    return app.read(lambda session: order_list.rows(session, wanted))


@pytest.mark.feature("E1")
def test_the_newest_order_stands_first_and_one_without_a_day_last(app: App, plant: Planter) -> None:
    old, undated, new = plant.order(9), plant.order(-1), plant.order(2)
    assert ids(app, Asked()) == [new, old, undated]
    assert ids(app, Asked(descending=False)) == [old, new, undated]
    plant.bin(OrderTable, old)
    assert ids(app, Asked()) == [new, undated]
    app.undo()
    assert ids(app, Asked()) == [new, old, undated]


@pytest.mark.feature("E1")
def test_every_word_typed_stands_in_the_number_the_name_the_shop_or_the_state(app: App, plant: Planter) -> None:
    sukru = app.customers.add(NewCustomer(name="Şükrü İnce"))
    one = plant.order(3, "shipped", "Trendyol", customer_id=sukru, number="10_5")
    two = plant.order(2, "cancelled", "İnstagram", buyer="IŞIL ÇAĞ", number="1075")
    assert ids(app, Asked("sukru")) == ids(app, Asked("10_")) == ids(app, Asked("trendyol ince")) == [one]
    assert ids(app, Asked("isil")) == ids(app, Asked("instagram cancelled")) == [two]
    assert ids(app, Asked("10")) == [two, one]
    assert ids(app, Asked("sukru cancelled")) == ids(app, Asked("100%")) == []
    i18n.use("tr")
    assert ids(app, Asked("iptal")) == [two]


@pytest.mark.feature("E1")
@pytest.mark.parametrize("typed", ["SİP-12", "sip-12", "şb", "SB/7", "İp-1"])
def test_a_number_with_turkish_letters_is_found_as_people_type_it(app: App, plant: Planter, typed: str) -> None:
    one = plant.order(number="SİP-12 ŞB/7")
    plant.order(number="1075")
    assert ids(app, Asked(typed)) == [one]


def test_the_name_of_a_customer_in_the_bin_is_not_shown(app: App, plant: Planter) -> None:
    gone = app.customers.add(NewCustomer(name="Silinen Biri"))
    one = plant.order(customer_id=gone)
    app.customers.delete([gone])
    (row,) = listed(app, [one])
    assert row is not None
    assert (row.customer_id, row.name) == (None, "")
    assert ids(app, Asked("silinen")) == []


@pytest.mark.feature("E8")
def test_cancelled_returned_and_unpaid_orders_are_told_apart(app: App, plant: Planter) -> None:
    cancelled = plant.order(9, "cancelled", payment="pending")
    whole = plant.order(8, "returned")
    part = plant.order(7, "delivered", lines=[{"status": "returned"}, {"status": "delivered"}])
    unpaid = plant.order(6, "new", payment="pending")
    away = plant.order(5, "shipped", payment="paid")
    shown = {show: ids(app, Asked(show=show, descending=False)) for show in Show}
    assert shown == {
        Show.ALL: [cancelled, whole, part, unpaid, away], Show.CANCELLED: [cancelled], Show.RETURNED: [whole, part],
        Show.UNPAID: [unpaid], Show.WAITING: [unpaid], Show.ON_WAY: [away],
    }  # fmt: skip
    partly = {row.id: row.partly_returned for row in listed(app, shown[Show.ALL]) if row is not None}
    assert [one for one, said in partly.items() if said] == [part]


def test_a_row_says_what_was_given_back_and_what_is_gone_is_none(app: App, plant: Planter) -> None:
    one = plant.order(shop="Shopify", refunds=[{"amount": 1000}, {"amount": 500}], buyer="Ali", payment="paid")
    row, nothing = listed(app, [one, 999])
    assert nothing is None
    assert row is not None
    assert (row.shop, row.name, row.customer_id, row.total, row.refunded) == ("Shopify", "Ali", None, 10_000, 1500)
    assert row.day == "2026-11-20"


def test_sums_keep_currencies_apart_and_agree_with_the_totals_of_all_orders(app: App, plant: Planter) -> None:
    plant.order(total=30_000, refunds=[{"amount": 1000}])
    plant.order(total=500, currency="EUR")
    plant.order(total=900, currency="EUR", status="cancelled", refunds=[{"amount": 900}])
    sums = app.read(lambda session: order_list.sums(session, Asked()))
    assert (sums.orders, sums.cancelled) == (3, 1)
    assert [(one.currency, one.revenue, one.orders) for one in sums.totals] == [("EUR", 500, 1), ("TRY", 29_000, 1)]
    assert {one.currency: one.revenue for one in app.read(orders.totals)} == {
        one.currency: one.revenue for one in sums.totals
    }


def test_each_order_of_the_list_is_that_of_plain_python(app: App, plant: Planter) -> None:
    dice = random.Random(7)  # noqa: S311
    people = [app.customers.add(NewCustomer(name=name)) for name in ("Çağ Işık", "Ilgın Er", "İpek Su")]
    made = []
    for _ in range(60):
        who: dict[str, Any] = dice.choice(
            ({"customer_id": dice.choice(people)}, {"buyer": dice.choice(("Ümit", "Zeki"))}, {})
        )
        made.append(
            plant.order(
                dice.choice((-1, 1, 2, 3, 40)), dice.choice(("new", "shipped", "cancelled", "unknown")),
                dice.choice(("Trendyol", "Ikas", "İdeal")), currency=dice.choice(("TRY", "EUR")),
                total=dice.randrange(1, 9) * 100, **who,
            )
        )  # fmt: skip
    rows = [row for row in listed(app, made) if row is not None]
    for sort in SORTS:
        for descending in (False, True):
            asked = Asked(sort=sort, descending=descending)
            found = ids(app, asked)
            assert sorted(found) == made
            first = app.read(lambda session, asked=asked: order_list.first_ids(session, asked, 7))
            assert list(first) == found[:7]
    by_amount = {row.id: (row.currency, row.total, row.id) for row in rows}
    assert ids(app, Asked(sort="amount", descending=False)) == sorted(made, key=by_amount.__getitem__)
    by_number = {row.id: (row.number, row.id) for row in rows}
    assert ids(app, Asked(sort="number", descending=True)) == sorted(made, key=by_number.__getitem__, reverse=True)
    named = [row.name for row in listed(app, ids(app, Asked(sort="customer", descending=False))) if row]
    assert list(dict.fromkeys(named)) == ["Çağ Işık", "Ilgın Er", "İpek Su", "Ümit", "Zeki", ""]
