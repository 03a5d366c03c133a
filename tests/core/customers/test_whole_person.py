"""What a card knows of the whole person: ways with kinds and marks, words, hours, tax numbers, completeness."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries, rules
from desktop_crm.customers.rules import TaxNumber
from desktop_crm.customers.types import (
    Address,
    Customer,
    CustomerKind,
    EditConflict,
    Email,
    Handle,
    Hours,
    NewCustomer,
    Phone,
    Trait,
)
from desktop_crm.platform.errors import UserError

HOSTILE = '<img src="file:///etc/hostname"><b>x'
EVERYTHING = NewCustomer(
    name="Ayşe Yıldırım", gender="female", language="tr", address_as="Ayşe Hanım",
    phones=(Phone("0532 418 27 90", "mobile", preferred=True), Phone("0312 555 11 22", "home", gone=True)),
    emails=(Email("ayse@example.com", kind="personal"),),
    addresses=(Address(line="Lale Sk. 4", district="Karşıyaka", city="İzmir", kind="home", preferred=True),),
    handles=(Handle("@ayse.y", "instagram"), Handle("ayse35", "trendyol")),
    sizes=("M", "38"), tastes=("keten",), interests=("elbise", "çanta"), bonds=("hızlı kargo",),
    preferred_channel="whatsapp", best_hours=Hours(time(18)), quiet_hours=Hours(time(12), time(14)),
    aim="Kışlıkta ilk sıraya geçmek", next_step="Yeni sezonu göster", expected_wish="Palto", next_wish="Bot",
)  # fmt: skip


def card(app: App, customer: int) -> Customer:
    return app.read(lambda session: queries.card(session, customer))


@pytest.mark.feature("A1")
@pytest.mark.feature("A2")
@pytest.mark.feature("A4")
@pytest.mark.feature("A5")
@pytest.mark.feature("A12")
def test_a_card_gives_back_all_that_was_written_on_it(app: App) -> None:
    found = card(app, app.customers.add(EVERYTHING))
    assert found.phones == (Phone("+905324182790", "mobile", preferred=True), Phone("+903125551122", "home", gone=True))
    assert found.emails == (Email("ayse@example.com", kind="personal"),)
    assert found.addresses == EVERYTHING.addresses
    assert found.handles == EVERYTHING.handles
    for name in (
        "gender", "language", "address_as", "sizes", "tastes", "interests", "bonds", "preferred_channel",
        "best_hours", "quiet_hours", "aim", "next_step", "expected_wish", "next_wish",
    ):  # fmt: skip
        assert getattr(found, name) == getattr(EVERYTHING, name), name


@pytest.mark.feature("A1")
def test_the_preferred_way_comes_first_the_wrong_one_last_and_only_one_is_preferred(app: App) -> None:
    numbers = (
        Phone("05321112233", gone=True, preferred=True),
        Phone("05321112244"),
        Phone("05321112255", preferred=True),
        Phone("05321112266", preferred=True),
    )
    found = card(app, app.customers.add(NewCustomer(name="A", phones=numbers))).phones
    assert [(phone.number[-2:], phone.preferred, phone.gone) for phone in found] == [
        ("55", True, False), ("44", False, False), ("66", False, False), ("33", False, True),
    ]  # fmt: skip


@pytest.mark.feature("A1")
def test_a_way_given_as_plain_text_keeps_the_kind_it_had(app: App) -> None:
    customer = app.customers.add(EVERYTHING)
    app.customers.edit(customer, replace(EVERYTHING, phones=("0532 418 27 90",)))
    assert card(app, customer).phones == (Phone("+905324182790", "mobile", preferred=True),)


@pytest.mark.feature("A1")
def test_two_addresses_in_streets_of_one_name_are_both_kept(app: App) -> None:
    fatih = Address(line="Atatürk Cad. 5", neighbourhood="Fatih Mah.", city="Bursa", postal_code="16010")
    places = (fatih, replace(fatih, neighbourhood="Cumhuriyet Mah."), replace(fatih, postal_code="16030"))
    customer = app.customers.add(NewCustomer(name="A", addresses=(*places, fatih)))
    assert card(app, customer).addresses == places
    app.customers.edit(customer, NewCustomer(name="A", addresses=(places[2], places[0])))
    assert card(app, customer).addresses == (places[2], places[0])


@pytest.mark.feature("A1")
def test_a_corrected_postcode_changes_the_address_that_is_there(app: App) -> None:
    fatih = Address(line="Atatürk Cad. 5", neighbourhood="Fatih Mah.", city="Bursa", postal_code="16010")
    other = replace(fatih, neighbourhood="Cumhuriyet Mah.")
    customer = app.customers.add(NewCustomer(name="A", addresses=(fatih, other)))
    wanted = (replace(fatih, postal_code="16020"), other)
    app.customers.edit(customer, NewCustomer(name="A", addresses=wanted))
    assert card(app, customer).addresses == wanted
    with app.db.read() as session:
        rows = session.connection().exec_driver_sql("SELECT id, postal_code FROM customer_addresses ORDER BY id")
        assert [tuple(row) for row in rows] == [(1, "16020"), (2, "16010")]


@pytest.mark.feature("A1")
@pytest.mark.parametrize("typed", ["ablasına sor", "12", HOSTILE, "//sunucu/paylaşım", "\u200f٠٥٣٢"])
def test_a_phone_that_is_none_is_kept_as_it_was_typed_and_cannot_be_dialled(app: App, typed: str) -> None:
    found = card(app, app.customers.add(NewCustomer(name="A", phones=(typed,)))).phones[0]
    assert (found.number, found.dialable) == (typed, False)


@pytest.mark.parametrize(
    "text", ["x" * 5000, HOSTILE, "//sunucu/paylaşım/resim.png", "\u202eters", "👩‍👩‍👧 Ayşe", "a\x00b"]
)
def test_whatever_is_written_comes_back_unchanged(app: App, text: str) -> None:
    new = NewCustomer(
        name=text, note=text, interests=(text,), handles=(Handle(text, "web"),), aim=text, address_as=text
    )
    found = card(app, app.customers.add(new))
    assert (found.name, found.note, found.interests[0], found.handles[0].handle, found.aim) == (text,) * 5


def test_a_birthday_in_2087_is_refused_beside_its_field(app: App) -> None:
    with pytest.raises(UserError) as caught:
        app.customers.add(NewCustomer(name="A", birthday="2087-05-01"))
    assert caught.value.field == "birthday"


@pytest.mark.feature("A15")
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", TaxNumber.NONE), ("10000000146", TaxNumber.PERSON), ("10000000147", TaxNumber.WRONG),
        ("100 000 001 46", TaxNumber.PERSON), ("02345678901", TaxNumber.WRONG), ("11111111111", TaxNumber.PLACEHOLDER),
        ("4540536920", TaxNumber.COMPANY), ("4540536921", TaxNumber.WRONG), ("12345", TaxNumber.WRONG),
        ("DE123456789", TaxNumber.FOREIGN), ("1000000014٦", TaxNumber.WRONG),
    ],
)  # fmt: skip
def test_check_digits_tell_identity_and_tax_numbers_from_mistakes(text: str, kind: TaxNumber) -> None:
    assert rules.tax_number(text) is kind


@pytest.mark.feature("A15")
def test_a_tax_number_whose_check_digits_do_not_fit_is_kept_all_the_same(app: App) -> None:
    found = card(app, app.customers.add(NewCustomer(company="Ölçü Ltd.", tax_number="4540536921", tax_office="Iğdır")))
    assert (found.kind, found.tax_number, found.tax_office) == (CustomerKind.COMPANY, "4540536921", "Iğdır")


@pytest.mark.feature("A5")
@pytest.mark.parametrize(
    ("hours", "wall", "inside"),
    [
        (Hours(), time(12), False), (Hours(time(12), time(14)), time(12), True),
        (Hours(time(12), time(14)), time(14), False), (Hours(time(18)), time(23, 59), True),
        (Hours(time(18)), time(17, 59), False), (Hours(None, time(9)), time(8), True),
        (Hours(time(22), time(8)), time(23), True), (Hours(time(22), time(8)), time(7), True),
        (Hours(time(22), time(8)), time(12), False),
    ],
)  # fmt: skip
def test_hours_hold_what_lies_between_past_midnight_too(hours: Hours, wall: time, inside: bool) -> None:
    assert rules.within(hours, wall) is inside


@pytest.mark.feature("A14")
def test_completeness_counts_what_is_known_and_asks_for_the_weightiest_first(app: App) -> None:
    bare = rules.completeness(card(app, app.customers.add(NewCustomer(name="A"))))
    assert (bare.percent, bare.missing[:2]) == (0, ("phones", "emails"))
    full = replace(EVERYTHING, heard_from="Instagram", birthday="1990-05-01")
    assert rules.completeness(card(app, app.customers.add(full))) == rules.Completeness(100, ())
    company = rules.completeness(
        card(app, app.customers.add(NewCustomer(company="Ölçü Ltd.", phones=("05321112233",))))
    )
    assert (company.percent, "birthday" in company.missing, "tax_number" in company.missing) == (20, False, True)


@pytest.mark.feature("A14")
def test_a_masked_mail_and_a_wrong_number_are_still_to_be_asked_for(app: App) -> None:
    new = NewCustomer(name="A", emails=("x@trendyolmail.com",), phones=(Phone("05321112233", gone=True),))
    assert {"phones", "emails"} <= set(rules.completeness(card(app, app.customers.add(new))).missing)


def test_words_already_used_are_proposed_the_commonest_first(app: App) -> None:
    app.customers.add(NewCustomer(name="A", interests=("Elbise", "çanta")))
    app.customers.add(NewCustomer(name="B", interests=("elbise",)))
    assert app.read(lambda session: queries.known_traits(session, Trait.INTEREST)) == ["Elbise", "çanta"]


@pytest.mark.feature("A1")
def test_the_second_of_two_who_edit_one_card_hears_what_changed_and_loses_nothing(app: App) -> None:
    customer = app.customers.add(EVERYTHING)
    seen = card(app, customer)
    app.customers.edit(customer, replace(EVERYTHING, note="ilk", phones=("05321112233",)), seen)
    with pytest.raises(EditConflict) as caught:
        app.customers.edit(customer, replace(EVERYTHING, note="ikinci"), seen)
    assert caught.value.fields == ("phones", "note")
    assert caught.value.now.note == "ilk"
    assert str(caught.value) == "Somebody changed this card while you were writing: Phone, Note."
    assert card(app, customer).note == "ilk"
    app.customers.edit(customer, replace(EVERYTHING, note="ikinci"), caught.value.now)
    assert card(app, customer).note == "ikinci"


def test_two_edits_one_after_the_other_are_no_conflict_and_neither_are_points(app: App) -> None:
    customer = app.customers.add(EVERYTHING)
    seen = card(app, customer)
    app.loyalty.give(customer, 10, "doğum günü")
    app.loyalty.set_level(customer, "Altın")
    app.customers.edit(customer, replace(EVERYTHING, note="yeni"), seen)
    assert card(app, customer).loyalty_level == "Altın"
