"""Orders taken by hand, and what orders sum up to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.orders import queries
from desktop_crm.orders.tables import OrderTable, RefundTable
from desktop_crm.orders.types import NewLine, NewOrder, OrderRow, OrderStatus, Payment, Totals
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.shops import queries as shops
from tests.clock import FakeClock

CLOTH = NewLine("Keten kumaş", Decimal("1.5"), Decimal("149.99"), sku="KT-1")
SOCKS = NewLine("Yün çorap", Decimal(3), Decimal("49.90"))


@pytest.fixture
def ayse(app: App) -> int:
    return app.customers.add(NewCustomer(name="Ayşe Öz"))


def one(app: App, order: int) -> OrderRow:
    return app.read(lambda session: queries.order(session, order))


def totals(app: App, customer: int | None = None) -> list[Totals]:
    return app.read(lambda session: queries.totals(session, customer))


def refund(app: App, order: int, amount: int, reason: str | None = None) -> None:
    with app.db.write("Mark order as paid") as session:
        session.add(RefundTable(order_id=order, amount=amount, reason=reason))


def cancel(app: App, order: int) -> None:
    with app.db.write("Mark order as paid") as session:
        session.get_one(OrderTable, order).status = OrderStatus.CANCELLED


@pytest.mark.feature("E13")
def test_the_total_is_the_lines_and_the_shipping_less_the_discount(app: App, ayse: int, clock: FakeClock) -> None:
    made = app.orders.take(
        NewOrder(
            ayse, "Instagram", (CLOTH, SOCKS), shipping=3990, discount=1000, payment_method="havale", note="hediye"
        )
    )
    found = one(app, made)
    assert [line.total for line in found.lines] == [22499, 14970]
    assert (found.subtotal, found.total) == (37469, 40459)
    assert (found.shop, found.number, found.customer_id) == ("Instagram", "E-1", ayse)
    assert (found.ordered_at, found.local_date) == (clock.now(), "2026-11-21")
    assert (found.status, found.payment) == (OrderStatus.NEW, Payment.PENDING)


@pytest.mark.feature("E1")
def test_lines_keep_exact_quantities_and_prices_in_their_order(app: App, ayse: int) -> None:
    found = one(app, app.orders.take(NewOrder(ayse, "Dükkân", (SOCKS, CLOTH))))
    assert [(line.name, line.quantity, line.unit_price, line.sku) for line in found.lines] == [
        ("Yün çorap", Decimal(3), Decimal("49.9"), ""),
        ("Keten kumaş", Decimal("1.5"), Decimal("149.99"), "KT-1"),
    ]


def test_the_day_of_an_order_is_the_shops_own(app: App, ayse: int, clock: FakeClock) -> None:
    late = clock.now() + 11 * 3_600_000
    found = one(app, app.orders.take(NewOrder(ayse, "Dükkân", (SOCKS,), ordered_at=late)))
    assert found.local_date == "2026-11-21"
    later = one(app, app.orders.take(NewOrder(ayse, "Dükkân", (SOCKS,), ordered_at=late + 3_600_000)))
    assert later.local_date == "2026-11-22"


def test_orders_by_hand_are_numbered_for_each_channel(app: App, ayse: int) -> None:
    new = NewOrder(ayse, "Instagram", (SOCKS,))
    numbers = [one(app, app.orders.take(order)).number for order in (new, new, replace(new, shop="WhatsApp"))]
    assert numbers == ["E-1", "E-2", "E-1"]


def test_a_number_is_used_once_in_a_channel(app: App, ayse: int) -> None:
    new = NewOrder(ayse, "Instagram", (SOCKS,), number="A-7")
    app.orders.take(new)
    with pytest.raises(UserError, match="There is an order A-7 already") as caught:
        app.orders.take(replace(new, shop="INSTAGRAM"))
    assert caught.value.field == "number"
    app.orders.take(replace(new, shop="Trendyol"))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (replace(SOCKS, name=" "),),
        (replace(SOCKS, quantity=Decimal(0)),),
        (replace(SOCKS, unit_price=Decimal(-1)),),
    ],
    ids=["no line", "no name", "no quantity", "a price below zero"],
)
def test_an_order_needs_a_good_line(app: App, ayse: int, lines: tuple[NewLine, ...]) -> None:
    with pytest.raises(UserError) as caught:
        app.orders.take(NewOrder(ayse, "Instagram", lines))
    assert caught.value.field == "lines"
    assert totals(app) == []


@pytest.mark.feature("E14")
def test_an_order_is_marked_as_paid(app: App, ayse: int) -> None:
    made = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    app.orders.mark_paid(made)
    assert one(app, made).payment is Payment.PAID
    app.undo()
    assert one(app, made).payment is Payment.PENDING


def test_an_order_that_is_not_there_is_said_to_be_so(app: App) -> None:
    with pytest.raises(NotFound):
        app.orders.mark_paid(7)
    with pytest.raises(NotFound):
        one(app, 7)


def test_undoing_an_order_takes_its_lines_and_its_new_channel_along(app: App, ayse: int) -> None:
    app.orders.take(NewOrder(ayse, "Instagram", (SOCKS, CLOTH)))
    assert app.undo().rows == 4
    assert totals(app) == []


def test_revenue_is_what_was_ordered_less_what_went_back_without_cancelled_orders(app: App, ayse: int) -> None:
    kept = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    gone = app.orders.take(NewOrder(ayse, "Instagram", (CLOTH,)))
    refund(app, kept, 4990)
    refund(app, gone, 1000)
    cancel(app, gone)
    assert totals(app, ayse) == [Totals("TRY", 14970 - 4990, 5990, 1)]
    assert one(app, kept).refunded == 4990
    assert one(app, gone).total == 22499


@pytest.mark.feature("E8")
def test_an_order_says_why_it_went_back_where_its_file_told(app: App, ayse: int) -> None:
    told = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS, CLOTH)))
    silent = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    for reason in ("Bedeni küçük", "Bedeni küçük", "the line was returned"):
        refund(app, told, 100, reason)
    refund(app, silent, 100, "the order was returned")
    assert (one(app, told).why_returned, one(app, told).refunded) == ("Bedeni küçük", 300)
    assert one(app, silent).why_returned == ""


def test_currencies_are_never_added(app: App, ayse: int) -> None:
    app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    app.orders.take(NewOrder(ayse, "Etsy", (SOCKS,), currency="EUR"))
    assert [(total.currency, total.revenue) for total in totals(app)] == [("EUR", 14970), ("TRY", 14970)]


def test_a_customers_orders_are_listed_newest_first(app: App, ayse: int, clock: FakeClock) -> None:
    first = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    clock.tick(days=1)
    second = app.orders.take(NewOrder(ayse, "Instagram", (SOCKS,)))
    found = app.read(lambda session: queries.of_customer(session, ayse))
    assert [order.id for order in found] == [second, first]
    assert all(len(order.lines) == 1 for order in found)


def test_nobody_can_order_who_is_not_there(app: App) -> None:
    with pytest.raises(NotFound):
        app.orders.take(NewOrder(9, "Instagram", (SOCKS,)))
    assert app.read(shops.everyone) == []
