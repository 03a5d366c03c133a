"""Points given and used, the level they come to, and what stands in the history."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.loyalty import queries, rules
from desktop_crm.loyalty.types import Account, Level
from desktop_crm.platform import settings
from desktop_crm.platform.errors import NotFound, UserError


@pytest.mark.feature("A13")
def test_points_given_and_used_leave_a_balance_and_a_level(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.loyalty.give(customer, 600, "bayram hediyesi")
    app.loyalty.use(customer, 150, "indirim")
    found = app.read(lambda session: queries.account(session, customer))
    assert (found.given, found.used, found.balance, found.level) == (600, 150, 450, "Silver")
    assert [(one.points, one.reason) for one in app.read(lambda s: queries.entries(s, customer))] == [
        (-150, "indirim"),
        (600, "bayram hediyesi"),
    ]


@pytest.mark.feature("A13")
def test_nobody_uses_more_points_than_they_have(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.loyalty.give(customer, 10)
    with pytest.raises(UserError) as caught:
        app.loyalty.use(customer, 11)
    assert caught.value.field == "points"


@pytest.mark.parametrize("points", [0, -5, 10**9])
def test_a_number_of_points_that_makes_no_sense_is_refused(app: App, points: int) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    with pytest.raises(UserError):
        app.loyalty.give(customer, points)


@pytest.mark.feature("A13")
def test_a_level_set_by_hand_beats_the_points_until_it_is_taken_back(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.loyalty.set_level(customer, "Altın")
    assert rules.account([10], [Level("Bronz", 0)], "Altın") == Account(10, 0, "Altın", by_hand=True)
    app.loyalty.set_level(customer, "")
    assert app.read(lambda session: queries.account(session, customer)).level == ""


def test_the_shop_writes_its_own_levels_one_a_line(app: App) -> None:
    settings.put(app.db, queries.LEVELS, "Dost\n\n  Can dost  1.000\nKan kardeş 500")
    assert rules.read_levels("Dost 0\nKan kardeş 500") == (Level("Dost", 0), Level("Kan kardeş", 500))


def test_an_entry_taken_out_counts_no_more_and_comes_back_by_undo(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    entry = app.loyalty.give(customer, 10)
    app.loyalty.remove(entry)
    assert app.read(lambda session: queries.account(session, customer)).given == 0
    with pytest.raises(NotFound):
        app.loyalty.remove(entry)
    app.undo()
    assert app.read(lambda session: queries.account(session, customer)).given == 10


@pytest.mark.feature("B3")
def test_points_stand_in_the_history(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.loyalty.give(customer, 10, "ilk sipariş")
    told = next(entry for entry in app.timeline(customer) if entry.ref.kind == "points")
    assert (told.title, told.text, told.tone) == ("10 points given", "ilk sipariş", "green")
