"""Who brought whom, what those brought have ordered, and the thanks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.orders.types import NewLine, NewOrder, Totals
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.referrals import queries
from desktop_crm.referrals.types import Referrals
from tests.clock import FakeClock
from tests.dump import logical_dump


@pytest.fixture
def three(app: App) -> tuple[int, int, int]:
    """Ayşe brought Banu, Banu brought Cem, who ordered for 250."""
    a, b, c = (app.customers.add(NewCustomer(name=name)) for name in ("Ayşe", "Banu", "Cem"))
    app.referrals.note(b, a, "iş yerinden")
    app.referrals.note(c, b)
    app.orders.take(NewOrder(c, "Instagram", (NewLine("Çorap", Decimal(1), Decimal(250)),)))
    return a, b, c


def of(app: App, customer: int) -> Referrals:
    return app.read(lambda session: queries.of_customer(session, customer))


@pytest.mark.feature("A6")
def test_both_ends_know_each_other_and_what_came_of_it(app: App, three: tuple[int, int, int]) -> None:
    a, b, c = three
    middle = of(app, b)
    assert middle.brought_by is not None
    assert (middle.brought_by.customer_id, middle.brought_by.name, middle.brought_by.note) == (a, "Ayşe", "iş yerinden")
    assert [(one.customer_id, one.name, one.totals) for one in middle.brought] == [
        (c, "Cem", (Totals("TRY", 25000, 0, 1),))
    ]
    assert app.read(lambda session: queries.brought_totals(session, b)) == (Totals("TRY", 25000, 0, 1),)
    assert of(app, c).brought == ()


@pytest.mark.feature("A6")
def test_nobody_brings_themselves_not_even_by_way_of_others(app: App, three: tuple[int, int, int]) -> None:
    a, b, c = three
    for customer, referrer in ((a, a), (a, c), (a, b)):
        with pytest.raises(UserError) as caught:
            app.referrals.note(customer, referrer)
        assert caught.value.field == "referrer"
    assert of(app, a).brought_by is None


@pytest.mark.feature("A6")
def test_somebody_has_been_brought_by_one_only(app: App, three: tuple[int, int, int]) -> None:
    a, b, c = three
    app.referrals.note(c, a)
    found = of(app, c).brought_by
    assert found is not None
    assert found.customer_id == a
    assert of(app, b).brought == ()
    app.undo()
    assert [one.name for one in of(app, b).brought] == ["Cem"]


@pytest.mark.feature("A6")
def test_thanks_are_noted_and_a_referral_can_be_taken_back(
    app: App, clock: FakeClock, three: tuple[int, int, int]
) -> None:
    _, b, _ = three
    referral = of(app, b).brought[0].id
    app.referrals.thank(referral)
    assert of(app, b).brought[0].thanked_at == clock.now()
    app.referrals.forget(referral)
    assert of(app, b).brought == ()
    with pytest.raises(NotFound):
        app.referrals.thank(referral)


@pytest.mark.feature("A9")
def test_a_person_with_two_cards_was_brought_once_when_they_are_merged(
    app: App, store: Path, clock: FakeClock, three: tuple[int, int, int]
) -> None:
    _, b, c = three
    twin = app.customers.add(NewCustomer(name="CEM"))
    app.referrals.thank(app.referrals.note(twin, b, "komşusu"))
    before = logical_dump(store)
    app.duplicates.merge(c, [twin])
    assert app.read(lambda session: queries.brought_totals(session, b)) == (Totals("TRY", 25000, 0, 1),)
    (brought,) = of(app, b).brought
    assert (brought.customer_id, brought.note, brought.thanked_at) == (c, "komşusu", clock.now())
    app.undo()
    assert logical_dump(store) == before


@pytest.mark.feature("A9")
def test_of_two_who_brought_one_person_the_card_that_stays_says_which(app: App, three: tuple[int, int, int]) -> None:
    a, b, c = three
    twin = app.customers.add(NewCustomer(name="CEM"))
    app.referrals.thank(app.referrals.note(twin, a, "komşusu"))
    app.duplicates.merge(c, [twin])
    found = of(app, c).brought_by
    assert found is not None
    assert (found.customer_id, found.note, found.thanked_at) == (b, "", None), "nobody thanked this one"
    assert [one.customer_id for one in of(app, a).brought] == [b]


def test_who_brought_the_card_that_goes_brought_the_one_that_stays(app: App, three: tuple[int, int, int]) -> None:
    _, b, c = three
    app.referrals.forget(of(app, b).brought[0].id)
    twin = app.customers.add(NewCustomer(name="CEM"))
    app.referrals.note(twin, b)
    app.duplicates.merge(c, [twin])
    assert [one.customer_id for one in of(app, b).brought] == [c]


def test_who_is_in_the_bin_is_not_told_of(app: App, three: tuple[int, int, int]) -> None:
    a, b, c = three
    app.customers.delete([a])
    assert of(app, b).brought_by is None
    app.customers.delete([c])
    assert of(app, b).brought == ()


@pytest.mark.feature("B3")
def test_a_referral_stands_in_both_histories(app: App, three: tuple[int, int, int]) -> None:
    a, b, _ = three
    told = {
        customer: [entry.title for entry in app.timeline(customer) if entry.ref.kind == "referral"]
        for customer in (a, b)
    }
    assert told == {a: ["Brought Banu"], b: ["Brought Cem", "Brought by Ayşe"]}
