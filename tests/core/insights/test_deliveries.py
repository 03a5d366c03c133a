"""How long parcels take by carrier, and which are late: medians in days, against a plain Python calculation."""

from __future__ import annotations

import random
from statistics import median

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import deliveries
from desktop_crm.insights.deliveries import CarrierTimes
from desktop_crm.orders.tables import OrderTable, PackageTable
from tests.clock import NOON
from tests.core.insights.parcels import Planter


@pytest.fixture
def plant(app: App) -> Planter:
    return Planter(app)


def carriers(app: App) -> dict[str, CarrierTimes]:
    return {one.carrier: one for one in app.read(lambda session: deliveries.carriers(session, NOON))}


@pytest.mark.feature("E9")
def test_medians_are_those_of_plain_python_whatever_the_number_of_parcels(app: App, plant: Planter) -> None:
    dice = random.Random(3)  # noqa: S311
    told: dict[str, list[tuple[float, float]]] = {"Yurtiçi": [], "Aras": [], "PTT": []}
    for carrier, many in (("Yurtiçi", 7), ("Aras", 6), ("PTT", 1)):
        for _ in range(many):
            ship, way = dice.randrange(0, 50) / 10, dice.randrange(1, 90) / 10
            order = plant.order(30)
            plant.parcel(order, carrier, shipped=30 - ship, delivered=30 - ship - way)
            told[carrier].append((ship, way))
    found = carriers(app)
    for carrier, times in told.items():
        assert found[carrier].to_ship == pytest.approx(median(ship for ship, _ in times), abs=1e-6)
        assert found[carrier].under_way == pytest.approx(median(way for _, way in times), abs=1e-6)
        assert found[carrier].in_all == pytest.approx(median(ship + way for ship, way in times), abs=1e-6)
        assert found[carrier].parcels == found[carrier].delivered == len(times)


@pytest.mark.feature("E9")
def test_late_is_handed_over_after_the_day_or_not_at_all_though_the_day_has_passed(app: App, plant: Planter) -> None:
    plant.parcel(plant.order(10), due=8, shipped=9, delivered=1)
    plant.parcel(plant.order(10), due=8, shipped=7)
    plant.parcel(plant.order(10, "preparing"), due=8)
    plant.parcel(plant.order(1, "preparing"), due=-1)
    plant.parcel(plant.order(10, "shipped"), due=8, status="shipped")
    plant.parcel(plant.order(10, "cancelled"), due=8)
    plant.parcel(plant.order(10), shipped=9)
    found = carriers(app)["Yurtiçi"]
    assert (found.parcels, found.judged, found.late) == (6, 3, 2)
    assert found.late_share == pytest.approx(2 / 3)
    assert app.read(lambda session: deliveries.carriers(session, NOON - 40 * 86_400_000))[0].late == 1


def test_carriers_are_one_however_they_are_spelled_and_times_below_zero_are_left_out(app: App, plant: Planter) -> None:
    plant.parcel(plant.order(10), "HepsiJET", shipped=9)
    plant.parcel(plant.order(10), " hepsijet", shipped=11)
    plant.parcel(plant.order(10), None)
    found = app.read(lambda session: deliveries.carriers(session, NOON))
    assert [(one.carrier.lower(), one.parcels) for one in found] == [("hepsijet", 2), ("", 1)]
    assert found[0].to_ship == pytest.approx(1)
    assert found[1].to_ship is found[1].late_share is None


@pytest.mark.feature("E9")
def test_parcels_late_now_come_with_their_customers_the_longest_late_first(app: App, plant: Planter) -> None:
    who = app.customers.add(NewCustomer(name="Şükrü İnce"))
    unsent = plant.parcel(plant.order(9, "preparing", customer_id=who), due=7)
    plant.parcel(plant.order(9, "delivered"), due=7)
    for _ in range(5):
        plant.parcel(plant.order(20), shipped=19, delivered=17)
    stuck = plant.parcel(plant.order(12, "shipped", buyer="Ali"), shipped=12)
    plant.parcel(plant.order(5, "shipped"), shipped=4)
    plant.parcel(plant.order(50, "shipped"), "Tells nothing", shipped=50)
    plant.parcel(plant.order(90, "preparing"), due=61)
    plant.parcel(plant.order(90, "shipped"), shipped=89)
    found = app.read(lambda session: deliveries.late_now(session, NOON))
    assert [(one.id, one.name) for one in found] == [(stuck, "Ali"), (unsent, "Şükrü İnce")]
    assert found[0].usual == pytest.approx(2)
    assert (found[1].customer_id, found[1].shipped_at, found[1].usual) == (who, None, None)
    app.customers.delete([who])
    assert [one.name for one in app.read(lambda session: deliveries.late_now(session, NOON, 1))] == ["Ali"]


def test_what_is_in_the_bin_is_counted_nowhere_until_it_is_put_back(app: App, plant: Planter) -> None:
    order = plant.order(9, "preparing")
    parcel = plant.parcel(order, due=7)
    for table, row in ((OrderTable, order), (PackageTable, parcel)):
        plant.bin(table, row)
        assert app.read(lambda session: deliveries.carriers(session, NOON)) == []
        assert app.read(lambda session: deliveries.late_now(session, NOON)) == []
        app.undo()
        assert carriers(app)["Yurtiçi"].late == 1
