"""Adding, editing, tagging and deleting customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers import queries, rules
from desktop_crm.customers.tables import EmailTable
from desktop_crm.customers.types import Address, Customer, CustomerKind, NewCustomer
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.text import squeeze
from tests.clock import FakeClock

FULL = NewCustomer(
    name="  Şükrü   Can İnce ", emails=("Sukru@Example.com", "iki@example.com"), phones=("0532 418 27 90",),
    addresses=(Address(line="Çınar Sk. 4", district="Aralık", city="Iğdır"),), tags=("vip", "Toptan"),
    birthday="1988-02-29", gender="m", note="not", heard_from="Instagram",
)  # fmt: skip


def card(app: App, customer: int) -> Customer:
    return app.read(lambda session: queries.card(session, customer))


@pytest.mark.feature("A1")
def test_a_card_holds_several_mails_phones_and_addresses(app: App, clock: FakeClock) -> None:
    found = card(app, app.customers.add(FULL))
    assert (found.name, found.first_name, found.last_name) == ("Şükrü Can İnce", "Şükrü Can", "İnce")
    assert [mail.address.lower() for mail in found.emails] == ["sukru@example.com", "iki@example.com"]
    assert [phone.number for phone in found.phones] == ["+905324182790"]
    assert found.addresses[0].city == "Iğdır"
    assert found.tags == ("Toptan", "vip")
    assert (found.birthday, found.source, found.heard_from) == ("1988-02-29", "hand", "Instagram")
    assert found.created_at == clock.now()


@pytest.mark.feature("A15")
def test_a_company_without_a_person_is_a_company(app: App) -> None:
    found = card(app, app.customers.add(NewCustomer(company="Ölçü Ltd. Şti.", tax_number="1234567890")))
    assert (found.kind, found.name, found.first_name, found.last_name) == (
        CustomerKind.COMPANY,
        "Ölçü Ltd. Şti.",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewCustomer(name="  "), "name"),
        (NewCustomer(name="Ayşe", emails=("ayse at example",)), "emails"),
        (NewCustomer(name="Ayşe", birthday="2031-01-01"), "birthday"),
        (NewCustomer(name="Ayşe", birthday="31.12.1990"), "birthday"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field_and_nothing_is_kept(
    app: App, new: NewCustomer, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        app.customers.add(new)
    assert caught.value.field == field
    assert app.read(lambda session: queries.names(session, [1])) == {}


def test_the_same_mail_or_phone_twice_is_kept_once(app: App) -> None:
    new = NewCustomer(name="Ayşe", emails=("a@example.com", "A@EXAMPLE.COM"), phones=("05324182790", "+905324182790"))
    found = card(app, app.customers.add(new))
    assert (len(found.emails), len(found.phones)) == (1, 1)


def test_editing_leaves_the_parts_that_stay_alone(app: App) -> None:
    customer = app.customers.add(FULL)
    before = app.read(lambda session: list(session.scalars(select(EmailTable.id).order_by(EmailTable.position))))
    app.customers.edit(customer, replace(FULL, emails=("iki@example.com", "üç@example.com")))
    after = app.read(lambda session: list(session.scalars(select(EmailTable.id).order_by(EmailTable.position))))
    assert after[0] == before[1]
    assert after[1] not in before
    assert [mail.address for mail in card(app, customer).emails] == ["iki@example.com", "üç@example.com"]


def test_editing_takes_away_what_the_form_no_longer_says(app: App) -> None:
    customer = app.customers.add(FULL)
    app.customers.edit(customer, NewCustomer(name="Şükrü İnce"))
    found = card(app, customer)
    assert (found.emails, found.phones, found.addresses, found.tags, found.note) == ((), (), (), (), "")


@pytest.mark.feature("A7")
def test_a_tag_in_another_casing_is_the_same_tag(app: App) -> None:
    first, second = app.customers.add(NewCustomer(name="A", tags=("VIP",))), app.customers.add(NewCustomer(name="B"))
    app.customers.tag([first, second], "vip")
    assert app.read(queries.all_tags) == ["VIP"]
    assert card(app, second).tags == ("VIP",)
    app.customers.untag([first], "Vip")
    assert (card(app, first).tags, card(app, second).tags) == ((), ("VIP",))


def test_tags_are_listed_in_turkish_order(app: App) -> None:
    app.customers.add(NewCustomer(name="A", tags=("zor", "çabuk", "cimri", "ılımlı", "iyi")))
    assert app.read(queries.all_tags) == ["cimri", "çabuk", "ılımlı", "iyi", "zor"]


def test_a_blank_tag_is_refused(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="A"))
    with pytest.raises(UserError):
        app.customers.tag([customer], " ")


def test_tagging_who_is_tagged_already_is_no_step(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="A", tags=("vip",)))
    app.customers.tag([customer], "vip")
    assert app.undo().step.text == "Add customer A"


def test_who_is_in_the_bin_is_not_there_any_more(app: App) -> None:
    customer = app.customers.add(FULL)
    app.customers.delete([customer])
    for ask in (lambda: card(app, customer), lambda: app.customers.edit(customer, FULL)):
        with pytest.raises(NotFound):
            ask()
    assert app.read(lambda session: queries.names(session, [customer])) == {customer: "Şükrü Can İnce"}


def test_deleting_several_is_all_or_none(app: App) -> None:
    first = app.customers.add(NewCustomer(name="A"))
    with pytest.raises(NotFound):
        app.customers.delete([first, 99])
    assert card(app, first).name == "A"


@pytest.mark.parametrize(
    ("name", "split"),
    [("Ayşe", ("Ayşe", "")), ("Ayşe Öz", ("Ayşe", "Öz")), ("Ali Can  Ak ", ("Ali Can", "Ak")), ("", ("", ""))],
)
def test_the_last_word_is_the_family_name(name: str, split: tuple[str, str]) -> None:
    assert rules.split_name(name) == split


@given(st.text())
def test_a_split_name_joins_to_the_name(name: str) -> None:
    assert squeeze(" ".join(rules.split_name(name))) == squeeze(name)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1988-02-29", True), ("--02-29", True), ("1899-12-31", False), ("2026-11-22", False), ("2026-11-21", True),
        ("1987-02-29", False), ("--02-30", False), ("29.02.1988", False), ("", False),
    ],
)  # fmt: skip
def test_a_day_of_birth_is_a_real_day_in_the_past(text: str, fits: bool) -> None:
    assert rules.is_birthday(text, date(2026, 11, 21)) is fits


def test_two_spellings_of_one_address_have_one_key() -> None:
    assert rules.address_key(" ÇINAR  Sk. 4", "aralık", "IĞDIR") == rules.address_key("Çınar sk. 4", "Aralik", "Iğdır")


def test_who_is_not_there_cannot_be_tagged_and_the_new_tag_is_not_kept(app: App) -> None:
    with pytest.raises(NotFound):
        app.customers.tag([9], "vip")
    assert app.read(queries.all_tags) == []
