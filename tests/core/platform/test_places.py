"""Il and ilçe, phones, e-mails and identity numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform import emails, identity, phones, places


def test_there_are_81_provinces_and_973_districts():
    assert len(places.provinces()) == 81
    assert sum(len(places.districts(name)) for name in places.provinces()) == 973


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("K.MARAŞ", "Kahramanmaraş"), ("Afyon", "Afyonkarahisar"), ("İÇEL", "Mersin"), ("urfa", "Şanlıurfa"),
        ("IĞDIR", "Iğdır"), ("igdir", "Iğdır"), ("izmir", "İzmir"), ("ISTANBUL", "İstanbul"), ("İzmir ili", "İzmir"),
        ("Berlin", None), ("", None),
    ],
)  # fmt: skip
def test_provinces_are_found_however_they_are_typed(typed, name):
    assert places.province(typed) == name


def test_districts_belong_to_their_province():
    assert places.district("EYÜP", "İstanbul") == "Eyüpsultan"
    assert places.district("merkez", "Iğdır") == "Merkez"
    assert places.district("Iğdır Merkez", "Iğdır") == "Merkez"
    assert places.district("Merkez", "İstanbul") is None
    assert places.district("Çankaya", "İzmir") is None


@pytest.mark.parametrize(
    "typed",
    [
        "0532 418 27 90", "5324182790", "+90 532 418 27 90", "905324182790", "00905324182790", "0(532) 418-27-90",
        "'05324182790", "5324182790.0", "tel:+90-532-418-27-90", "p:+905324182790", "0532 418 27 90 dahili 12",
    ],
)  # fmt: skip
def test_all_turkish_spellings_are_one_number(typed):
    phone = phones.normal(typed)
    assert phone == phones.Phone("+905324182790", "905324182790", dialable=True)
    assert phones.shown(phone.number) == "0532 418 27 90"


def test_numbers_that_cannot_be_dialled_abroad_stay_as_typed():
    assert phones.normal("444 0 123") == phones.Phone("444 0 123", "4440123", dialable=False)
    assert phones.shown("444 0 123") == "444 0 123"


def test_the_country_beside_a_number_says_what_it_means():
    assert phones.region("Almanya") == "DE"
    assert phones.region("DEU") == "DE"
    german = phones.normal("015200000016", "DE", sure=True)
    assert german is not None
    assert german.number == "+4915200000016"
    assert phones.shown("+46701234567") == "+46 70 123 45 67"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4915112345678", "+4915112345678"), ("49 30 12345678", "+493012345678"), ("447911123456", "+447911123456"),
        ("33612345678", "+33612345678"), ("491511234567", "491511234567"), ("0532 418 27 90", "+905324182790"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sure", [False, True])
def test_a_number_with_a_countrys_code_but_no_plus_is_of_that_country(typed, number, sure):
    found = phones.normal(typed, "TR", sure=sure)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("sure", [False, True])
def test_a_countrys_own_code_is_not_doubled(sure):
    assert phones.normal("4915112345678", "DE", sure=sure) == phones.normal("+49 151 12345678")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kosova", "XK"), ("birleşik arap emirlikleri", "AE"), ("JPN", "JP"), ("Österreich", "AT"), ("UK", "GB"),
        ("Brasil", ""),
    ],
)  # fmt: skip
def test_countries_are_known_by_their_names_and_codes(typed, code):
    assert phones.region(typed, "") == code


@pytest.mark.parametrize("typed", ["bu telefon değil", "12345", "", "yok"])
def test_what_is_no_phone_is_none(typed):
    assert phones.normal(typed) is None


@given(st.text())
def test_any_text_is_read_as_no_phone_or_as_one_with_digits(text):
    found = phones.normal(text)
    assert found is None or found.digits.isdigit()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mailto:a@b.com", "a@b.com"), ("Ali <ali@x.example>", "ali@x.example"), ("ali@x.com,", "ali@x.com"),
        ("a@b", None), ("x.y..z@t.com", None), ("yok", None), ("ÖMER@Firma.com.tr", "ÖMER@firma.com.tr"),
    ],
)  # fmt: skip
def test_addresses_are_taken_out_of_their_wrapping(typed, address):
    assert emails.normal(typed) == address


def test_relay_addresses_of_marketplaces_are_known():
    assert emails.is_relay("pf+x1@trendyolmail.com")
    assert emails.is_relay("abc@marketplace.amazon.com.tr")
    assert emails.is_relay("pf+x1@example.com")
    assert not emails.is_relay("ali@example.com")
    assert emails.folded("İLKER@X.com") == emails.folded("ilker@x.com")


def test_identity_and_tax_numbers_are_checked():
    assert identity.is_citizen_number("10000000146")
    assert not identity.is_citizen_number("11111111111")
    assert not identity.is_citizen_number("10000000147")
    assert identity.is_tax_number("0123456789")
    assert not identity.is_tax_number("0123456788")
    assert identity.is_placeholder("11111111111")
