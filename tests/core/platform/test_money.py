"""Money in minor units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform import i18n, money

CURRENCIES = st.sampled_from(["TRY", "EUR", "JPY", "KWD"])


@given(st.integers(-(10**15), 10**15), CURRENCIES)
def test_minor_units_survive_the_way_to_major_and_back(minor: int, currency: str) -> None:
    assert money.to_minor(money.to_major(minor, currency), currency) == minor


@given(st.integers(-(10**15), 10**15), CURRENCIES)
def test_what_machines_read_is_exact(minor: int, currency: str) -> None:
    assert money.to_minor(Decimal(money.plain(minor, currency)), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("10.005", "TRY", 1001), ("-10.005", "TRY", -1001), ("1234.5", "JPY", 1235), ("1.2345", "KWD", 1235)],
)
def test_half_a_unit_is_rounded_away_from_zero(amount: str, currency: str, minor: int) -> None:
    assert money.to_minor(Decimal(amount), currency) == minor


def test_money_is_written_as_each_language_does() -> None:
    assert money.shown(123450, "TRY") == "₺1,234.50"
    i18n.use("tr")
    assert money.shown(123450, "TRY") == "₺1.234,50"
    assert money.shown(-123450, "TRY") == "-₺1.234,50"


def test_yen_have_no_minor_digits_and_unknown_currencies_show_their_code() -> None:
    assert money.shown(1500, "JPY") == "JPY 1,500"
    assert money.plain(1500, "JPY") == "1500"


def test_whole_amounts_are_rounded_half_up() -> None:
    assert money.shown(123450, "TRY", whole=True) == "₺1,235"
    assert money.shown(123449, "TRY", whole=True) == "₺1,234"


def test_machines_read_two_decimals_for_lira() -> None:
    assert money.plain(297965, "TRY") == "2979.65"
    assert money.plain(-5, "TRY") == "-0.05"
