"""Households, companies and their people: noted once, seen from both cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import CustomerKind, NewCustomer
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.ties import queries
from desktop_crm.ties.types import TieKind
from tests.dump import logical_dump


def add(app: App, name: str, *phones: str) -> int:
    return app.customers.add(NewCustomer(name=name, phones=phones))


def seen(app: App, customer: int) -> list[tuple[str, str]]:
    return [(tie.name, tie.words) for tie in app.read(lambda session: queries.of_customer(session, customer))]


@pytest.mark.feature("A10")
def test_a_tie_is_seen_from_both_cards(app: App) -> None:
    ayse = add(app, "Ayşe Öz", "0532 418 27 90")
    shop = app.customers.add(NewCustomer(company="İnce Hediyelik", kind=CustomerKind.COMPANY))
    app.ties.tie(ayse, shop, TieKind.WORKS_AT, "satın alma")
    assert seen(app, ayse) == [("İnce Hediyelik", "Works at")]
    assert seen(app, shop) == [("Ayşe Öz", "Works here")]
    (there,) = app.read(lambda session: queries.of_customer(session, shop))
    assert (there.note, there.phone, there.customer_id) == ("satın alma", "+905324182790", ayse)


@pytest.mark.feature("A10")
def test_the_household_comes_first_and_the_bin_is_left_out(app: App) -> None:
    ayse, can, ela, ali = (add(app, name) for name in ("Ayşe", "Can", "Ela", "Ali"))
    app.ties.tie(ayse, ali, TieKind.FRIEND)
    app.ties.tie(ela, ayse, TieKind.HOUSEHOLD)
    app.ties.tie(ayse, can, TieKind.HOUSEHOLD)
    assert [name for name, _words in seen(app, ayse)] == ["Can", "Ela", "Ali"]
    app.customers.delete([can])
    assert [name for name, _words in seen(app, ayse)] == ["Ela", "Ali"]


def test_a_tie_noted_again_is_renewed_from_either_side(app: App) -> None:
    ayse, can = add(app, "Ayşe"), add(app, "Can")
    first = app.ties.tie(ayse, can, TieKind.HOUSEHOLD, "eşi")
    assert app.ties.tie(can, ayse, TieKind.HOUSEHOLD, "evli") == first
    (tie,) = app.read(lambda session: queries.of_customer(session, ayse))
    assert tie.note == "evli"
    app.undo()
    (tie,) = app.read(lambda session: queries.of_customer(session, ayse))
    assert tie.note == "eşi"


def test_ties_are_taken_back_and_undone(app: App) -> None:
    ayse, can = add(app, "Ayşe"), add(app, "Can")
    made = app.ties.tie(ayse, can, TieKind.RELATIVE)
    app.ties.untie(made)
    assert seen(app, can) == []
    with pytest.raises(NotFound):
        app.ties.untie(made)
    app.undo()
    assert seen(app, can) == [("Ayşe", "Relative")]


def test_nobody_is_tied_to_themselves_or_to_somebody_gone(app: App) -> None:
    ayse = add(app, "Ayşe")
    with pytest.raises(UserError, match="somebody else"):
        app.ties.tie(ayse, ayse, TieKind.FRIEND)
    with pytest.raises(NotFound):
        app.ties.tie(ayse, 999, TieKind.FRIEND)


def test_a_tie_goes_along_when_cards_are_merged(app: App) -> None:
    ayse, twin, can = add(app, "Ayşe Öz"), add(app, "Ayse Oz"), add(app, "Can")
    app.ties.tie(twin, can, TieKind.HOUSEHOLD)
    app.ties.tie(ayse, twin, TieKind.RELATIVE)
    app.duplicates.merge(ayse, [twin])
    assert seen(app, ayse) == [("Can", "Same household")]
    assert seen(app, can) == [("Ayşe Öz", "Same household")]
    app.undo()
    assert seen(app, can) == [("Ayse Oz", "Same household")]


@pytest.mark.feature("A10")
@pytest.mark.parametrize("other_way_round", [True, False])
def test_two_ties_to_one_person_become_one_when_cards_are_merged(app: App, store: Path, other_way_round: bool) -> None:
    ayse, twin, can = add(app, "Ayşe Öz"), add(app, "Ayse Oz"), add(app, "Can")
    app.ties.tie(ayse, can, TieKind.HOUSEHOLD)
    app.ties.tie(*((can, twin) if other_way_round else (twin, can)), TieKind.HOUSEHOLD, "eşi")
    app.ties.tie(twin, can, TieKind.FRIEND)
    before = logical_dump(store)
    app.duplicates.merge(ayse, [twin])
    assert seen(app, can) == [("Ayşe Öz", "Same household"), ("Ayşe Öz", "Friend")]
    household, _friend = app.read(lambda session: queries.of_customer(session, ayse))
    assert household.note == "eşi"
    app.undo()
    assert logical_dump(store) == before
