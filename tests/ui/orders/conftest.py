"""The page of orders on a real store with orders of two currencies, parcels, products and codes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from tests.core.insights.parcels import Planter
from tests.ui.kit.parts import HOSTILE
from ui.kit.context import Context
from ui.orders.panel import OrdersPanel


@pytest.fixture
def plant(app: App) -> Planter:
    return Planter(app)


@pytest.fixture
def shop(app: App, plant: Planter) -> dict[str, int]:
    """A shop with five orders: two of Şükrü, one of a hostile name, one of nobody known, one cancelled."""
    sukru = app.customers.add(NewCustomer(name="Şükrü İnce"))
    hostile = app.customers.add(NewCustomer(name=HOSTILE))
    shirt = {"name": "Gömlek, Beyaz / S", "sku": "G-1-S", "total": 10_000}
    large = shirt | {"name": "Gömlek, Beyaz / L", "sku": "G-1-L"}
    made = {
        "sukru": sukru,
        "new": plant.order(1, "preparing", customer_id=sukru, lines=[shirt], payment="pending", number="A-1"),
        "back": plant.order(
            9, "delivered", customer_id=sukru, number="A-2", coupon="YAZ10", discount=500, total=20_000,
            lines=[shirt, large | {"status": "returned"}], refunds=[{"amount": 10_000, "reason": "bedeni küçük"}],
        ),
        "euro": plant.order(
            5, "shipped", "Etsy", customer_id=hostile, number="E-7", currency="EUR",
            lines=[{"name": HOSTILE, "quantity": Decimal("1.5")}],
        ),
        "nobody": plant.order(4, "shipped", buyer="Ali Er", number="B-1", lines=[shirt | {"quantity": Decimal(3)}]),
        "cancelled": plant.order(3, "cancelled", buyer="Ali Er", number="B-2", coupon="yaz10", lines=[large]),
    }  # fmt: skip
    made["late"] = plant.parcel(made["new"], due=0.5)
    plant.parcel(made["back"], due=7, shipped=8, delivered=6)
    plant.parcel(made["nobody"], "Aras", shipped=3)
    plant.coupon("YAZ10", kind="percent", value=Decimal(10), minimum=40_000)
    plant.product("77", "Şal", {"sku": "S-1", "stock": Decimal(4)})
    plant.review(5, product="77")
    return made


@pytest.fixture
def empty_panel(desk: Context, settle: Callable[[], None], qtbot) -> OrdersPanel:
    """The page on an empty store."""
    return _shown(desk, settle, qtbot)


@pytest.fixture
def panel(desk: Context, shop: dict[str, int], settle: Callable[[], None], qtbot) -> OrdersPanel:
    """The page on the shop."""
    return _shown(desk, settle, qtbot)


def _shown(desk: Context, settle: Callable[[], None], qtbot) -> OrdersPanel:
    made = OrdersPanel(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle()
    return made
