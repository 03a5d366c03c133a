"""One box that finds what people type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.types import NewLine, NewOrder


@pytest.fixture
def shop(app: App) -> App:
    """A shop with three customers, whose phones were typed in three ways."""
    app.customers.add(
        NewCustomer(
            name="Şükrü İnce", phones=("0532 418 27 90",), emails=("sukru.ince@example.com",),
            addresses=(Address(city="Iğdır", district="Aralık"),), note="kışlık mont sordu",
        )
    )  # fmt: skip
    app.customers.add(NewCustomer(name="Işıl Ak", phones=("+90 (533) 111-22-33",), tags=("toptan",)))
    app.customers.add(NewCustomer(company="Ölçü Ltd.", phones=("05051234567",)))
    return app


def titles(app: App, text: str) -> list[str]:
    return [hit.title for hit in app.search(text) if hit.ref.kind == "customer"]


@pytest.mark.parametrize("typed", ["sukru", "ŞÜKRÜ", "İnce", "ince", "INCE", "Şük", "şükrü i", "ince sukru"])
def test_sukru_is_found_by_any_spelling(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Şükrü İnce"]


@pytest.mark.parametrize("typed", ["isik", "IŞIK", "ışık", "Işık"])
def test_isik_is_found_in_any_casing(shop: App, typed: str) -> None:
    shop.customers.add(NewCustomer(name="Işık Doğan"))
    assert titles(shop, typed) == ["Işık Doğan"]


@pytest.mark.parametrize("typed", ["isil", "IŞIL", "ışıl", "IS"])
def test_isil_is_found_in_any_casing(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Işıl Ak"]


@pytest.mark.parametrize("typed", ["igdir", "IĞDIR", "Iğdır", "aralik"])
def test_people_are_found_by_where_they_live(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Şükrü İnce"]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("4182790", "Şükrü İnce"), ("418 27 90", "Şükrü İnce"), ("0532 418 27 90", "Şükrü İnce"),
        ("+905324182790", "Şükrü İnce"), ("905324182790", "Şükrü İnce"), ("5324182790", "Şükrü İnce"),
        ("2790", "Şükrü İnce"), ("1112233", "Işıl Ak"), ("0533-111-22-33", "Işıl Ak"), ("1234567", "Ölçü Ltd."),
        ("00905051234567", "Ölçü Ltd."), ("0532–418–27–90", "Şükrü İnce"),
        ("\u202a+90 532 418 27 90\u202c", "Şükrü İnce"),
    ],
)  # fmt: skip
def test_people_are_found_by_their_phone_and_its_last_digits(shop: App, typed: str, who: str) -> None:
    assert titles(shop, typed) == [who]


@pytest.mark.parametrize(
    ("typed", "who"),
    [("sukru.ince@example", "Şükrü İnce"), ("toptan", "Işıl Ak"), ("mont", "Şükrü İnce"), ("olcu", "Ölçü Ltd.")],
)
def test_people_are_found_by_mail_tag_note_and_company(shop: App, typed: str, who: str) -> None:
    assert titles(shop, typed) == [who]


def test_a_hit_says_why(shop: App) -> None:
    (hit,) = shop.search("mont")
    assert "kışlık mont sordu" in hit.why


def test_the_exact_name_comes_first(shop: App) -> None:
    shop.customers.add(NewCustomer(name="İnce Şükrüye"))
    shop.customers.add(NewCustomer(name="Sukru Ince"))
    assert titles(shop, "Şükrü İnce")[0] == "Şükrü İnce"
    assert titles(shop, "Sukru Ince")[0] == "Sukru Ince"


@pytest.mark.parametrize("typed", ["", "   ", "-", "%", "*", '"', "(", "' OR 1=1 --", "NEAR(", "\x00", "AND"])
def test_signs_and_operators_find_nothing_and_harm_nothing(shop: App, typed: str) -> None:
    assert shop.search(typed) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_no_text_makes_the_search_fail(shop: App, typed: str) -> None:
    assert isinstance(shop.search(typed), list)


def test_who_is_in_the_bin_is_not_found(shop: App) -> None:
    shop.customers.delete([1])
    assert titles(shop, "sukru") == []
    shop.undo()
    assert titles(shop, "sukru") == ["Şükrü İnce"]


def test_a_changed_part_is_found_by_its_new_value_only(shop: App) -> None:
    shop.customers.edit(2, NewCustomer(name="Işıl Ak", phones=("0544 765 43 21",)))
    assert titles(shop, "1112233") == []
    assert titles(shop, "7654321") == ["Işıl Ak"]


def test_orders_conversations_and_follow_ups_are_found(shop: App) -> None:
    line = NewLine("Yün Çorap", Decimal(2), Decimal("49.90"), sku="YC-42")
    shop.orders.take(NewOrder(1, "Instagram", (line,), number="E-1001"))
    shop.interactions.log(NewInteraction(1, Channel.PHONE, Direction.IN, "Çorabın rengini değiştirmek istiyor"))
    shop.followups.plan(NewFollowUp("Değişim için ara", date(2026, 11, 23), 1))
    assert [(hit.ref.kind, hit.title) for hit in shop.search("corab")] == [("interaction", "Şükrü İnce")]
    assert [hit.ref.kind for hit in shop.search("yun corap")] == ["order"]
    assert [hit.title for hit in shop.search("E-1001")] == ["E-1001"]
    assert [hit.ref.kind for hit in shop.search("degisim")] == ["followup"]


def test_two_digits_are_too_few_to_be_found_inside_a_phone(shop: App) -> None:
    assert titles(shop, "790") == ["Şükrü İnce"]
    assert titles(shop, "79") == []


def test_the_zero_at_the_beginning_of_a_tail_counts(app: App) -> None:
    app.customers.add(NewCustomer(name="Ayşe", phones=("0532 990 04 11",)))
    app.customers.add(NewCustomer(name="Veli", phones=("0532 990 94 11",)))
    assert titles(app, "0411") == ["Ayşe"]


def test_the_limit_counts_each_kind(app: App) -> None:
    for number in range(5):
        app.customers.add(NewCustomer(name=f"Ayşe {number}"))
    assert len(app.search("ayse", limit=3)) == 3
