"""The history of a card: who changed which field and part, and putting a single one back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_crm.app import App
from desktop_crm.customers import history, queries
from desktop_crm.customers.history import CardStep, FieldChange
from desktop_crm.customers.types import Address, Customer, Handle, NewCustomer, Phone
from desktop_crm.platform.errors import NotFound, UserError
from tests.clock import FakeClock

FIRST = NewCustomer(
    name="Ayşe Öz", note="ilk", phones=("05324182790",), tags=("vip",), addresses=(Address(city="Iğdır"),),
    interests=("elbise",),
)  # fmt: skip


def card(app: App, customer: int) -> Customer:
    return app.read(lambda session: queries.card(session, customer))


def steps(app: App, customer: int) -> list[CardStep]:
    return app.read(lambda session: history.steps(session, customer))


def change(app: App, customer: int, field: str, step: int = 0) -> FieldChange:
    return next(one for one in steps(app, customer)[step].changes if one.field == field)


@pytest.mark.feature("I4")
def test_every_step_tells_its_fields_and_parts_the_gone_ones_too(app: App) -> None:
    customer = app.customers.add(FIRST)
    app.customers.edit(customer, replace(FIRST, note="yeni", phones=("05321112233",), tags=(), interests=("çanta",)))
    newest, made = steps(app, customer)
    assert made.made
    told = [(one.field, one.before is not None, one.after is not None) for one in newest.changes]
    assert sorted(told) == sorted(
        [
            ("note", True, True), ("phones", True, False), ("phones", False, True), ("tags", True, False),
            ("interests", True, False), ("interests", False, True),
        ]
    )  # fmt: skip
    assert change(app, customer, "note").before == "ilk"


@pytest.mark.feature("I4")
@pytest.mark.parametrize(
    ("new", "field"),
    [
        (replace(FIRST, name="Ayşe Yıldız"), "name"),
        (replace(FIRST, phones=()), "phones"),
        (replace(FIRST, phones=("05324182790", "05321112233")), "phones"),
        (replace(FIRST, phones=(Phone("05324182790", "work", gone=True),)), "phones"),
        (replace(FIRST, addresses=()), "addresses"),
        (replace(FIRST, tags=()), "tags"),
        (replace(FIRST, interests=()), "interests"),
        (replace(FIRST, birthday="1990-05-01"), "birthday"),
    ],
)
def test_any_field_or_part_is_put_back_by_itself_and_that_can_be_undone(app: App, new: NewCustomer, field: str) -> None:
    customer = app.customers.add(FIRST)
    before = card(app, customer)
    app.customers.edit(customer, new)
    after = card(app, customer)
    app.customers.put_back(customer, change(app, customer, field))
    assert card(app, customer) == before
    app.undo()
    assert card(app, customer) == after


def test_putting_one_field_back_leaves_what_was_changed_beside_it(app: App) -> None:
    customer = app.customers.add(FIRST)
    app.customers.edit(customer, replace(FIRST, name="Fatma Ak", note="yeni"))
    app.customers.put_back(customer, change(app, customer, "name"))
    found = card(app, customer)
    assert (found.name, found.last_name, found.note) == ("Ayşe Öz", "Öz", "yeni")
    assert app.search("ayse oz")[0].ref.id == customer


@pytest.mark.feature("I4")
@pytest.mark.parametrize("field", ["phones", "emails", "addresses", "handles", "interests"])
def test_what_was_entered_again_meanwhile_is_not_put_back_a_second_time(app: App, field: str) -> None:
    full = replace(FIRST, emails=("a@example.com",), handles=(Handle("@ayse", "instagram"),))
    customer = app.customers.add(full)
    app.customers.edit(customer, replace(full, **{field: ()}))
    removed = change(app, customer, field)
    app.customers.edit(customer, full)
    app.customers.put_back(customer, removed)
    assert len(getattr(card(app, customer), field)) == 1


@pytest.mark.feature("I4")
def test_a_way_that_is_preferred_again_is_the_only_one(app: App) -> None:
    old, new = Phone("05324182790", preferred=True), Phone("05321112233", preferred=True)
    customer = app.customers.add(replace(FIRST, phones=(old, replace(new, preferred=False))))
    app.customers.edit(customer, replace(FIRST, phones=(replace(old, preferred=False), new)))
    changes = [one for one in steps(app, customer)[0].changes if one.field == "phones" and one.before["preferred"]]
    app.customers.put_back(customer, changes[0])
    phones = {phone.number: phone.preferred for phone in card(app, customer).phones}
    assert phones == {"+905324182790": True, "+905321112233": False}


def test_what_is_not_on_the_card_any_more_cannot_be_taken_off_again(app: App) -> None:
    customer = app.customers.add(FIRST)
    app.customers.edit(customer, replace(FIRST, phones=("05324182790", "05321112233")))
    added = change(app, customer, "phones")
    app.customers.edit(customer, FIRST)
    with pytest.raises(NotFound):
        app.customers.put_back(customer, added)


def test_the_bin_and_undone_steps_are_told(app: App) -> None:
    customer = app.customers.add(FIRST)
    app.customers.delete([customer])
    app.undo()
    told = steps(app, customer)
    assert [(one.binned, one.reverted) for one in told] == [(False, False), (True, True), (None, False)]


@pytest.mark.feature("B3")
def test_edits_stand_in_the_timeline_and_undone_ones_do_not(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(FIRST)
    clock.tick(minutes=1)
    app.customers.edit(customer, replace(FIRST, note="yeni", tags=("vip", "toptan")))
    clock.tick(minutes=1)
    app.customers.edit(customer, replace(FIRST, note="daha yeni"))
    app.undo()
    told = [entry for entry in app.timeline(customer) if entry.ref.kind == "edit"]
    assert [(entry.title, entry.text) for entry in told] == [
        ("Edit customer Ayşe Öz", "Tags, Note"),
        ("Add customer Ayşe Öz", ""),
    ]


def test_pages_of_steps_follow_one_another(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(FIRST)
    for number in range(10):
        clock.tick(minutes=1)
        app.customers.edit(customer, replace(FIRST, note=str(number)))
    first = app.read(lambda session: history.steps(session, customer, limit=6))
    rest = app.read(lambda session: history.steps(session, customer, before=first[-1].step.at, limit=6))
    assert [one.step.id for one in first + rest] == sorted((one.step.id for one in first + rest), reverse=True)
    assert (len(first), len(rest)) == (6, 5)


def test_what_a_card_cannot_be_without_is_not_put_back_to_nothing(app: App) -> None:
    made = app.customers.add(NewCustomer(name="Ayşe Öz"))
    (step,) = app.read(lambda session: history.steps(session, made))
    for change in step.changes:
        if change.column in ("name", "kind"):
            with pytest.raises(UserError, match="nothing before it"):
                app.customers.put_back(made, change)
    assert app.read(lambda session: queries.card(session, made)).name == "Ayşe Öz"
