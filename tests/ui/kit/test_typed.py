"""What people type: amounts, quantities, days and times, as written in either language."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform import i18n
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.money import shown
from ui.kit.dates import with_weekday
from ui.kit.typed import read_amount, read_day, read_quantity, read_time

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1.234,50", 123450), ("1,234.50", 123450), ("1234,5", 123450), ("1234.5", 123450), ("₺1.234,50", 123450),
        ("1234", 123400), ("1.234", 123400), ("1,234", 123400), ("1.234.567", 123456700),
        ("0,05", 5), ("-12,30", -1230),
        ("1 234,50 TL", 123450), ("  ", None), (",5", 50),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_either_decimal_sign(typed: str, minor: int | None) -> None:
    assert read_amount(typed, "TRY") == minor


@pytest.mark.parametrize("typed", ["abc", "1-2", "₺", "99999999999999999"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_amount(typed, "TRY")


@given(st.integers(-(10**11), 10**11), st.sampled_from(["tr", "en"]))
def test_an_amount_as_shown_reads_back_as_itself(minor: int, code: str) -> None:
    i18n.use(code)
    assert read_amount(shown(minor, "TRY"), "TRY") == minor


def test_a_currency_without_minor_units_is_read_whole() -> None:
    assert read_amount("1,234", "JPY") == 1234


@pytest.mark.parametrize(("code", "typed"), [("tr", "1,250"), ("en", "1.250"), ("en", "1,25"), ("tr", "1.25")])
def test_a_quantity_keeps_its_fraction(code: str, typed: str) -> None:
    i18n.use(code)
    assert read_quantity(typed) == Decimal("1.25")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24.11", date(2026, 11, 24)), ("24.11.2026", date(2026, 11, 24)), ("24/11/26", date(2026, 11, 24)),
        ("1.2", date(2027, 2, 1)), ("21.11", SATURDAY), ("yarın", date(2026, 11, 22)), ("YARIN", date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 22)), ("bugün", SATURDAY), ("dün", date(2026, 11, 20)), ("+3", date(2026, 11, 24)),
        ("2 hafta", date(2026, 12, 5)), ("3 gün sonra", date(2026, 11, 24)), ("1 month", date(2026, 12, 21)),
        ("salı", date(2026, 11, 24)), ("tue", date(2026, 11, 24)), ("cumartesi", date(2026, 11, 28)),
        ("pazar", date(2026, 11, 22)), ("pazart", date(2026, 11, 23)), ("cuma", date(2026, 11, 27)),
        ("24.11.", date(2026, 11, 24)), ("24.11. Salı", date(2026, 11, 24)), ("24 Kasım", date(2026, 11, 24)),
        ("24 kas 2027", date(2027, 11, 24)), ("3 Mart", date(2027, 3, 3)), ("3 may", date(2027, 5, 3)),
        ("Nov 24", date(2026, 11, 24)), ("24. Nov, 26", date(2026, 11, 24)), ("December 1, 2026", date(2026, 12, 1)),
        ("öbürgün", date(2026, 11, 23)), ("haftaya", date(2026, 11, 28)), ("geçen hafta", date(2026, 11, 14)),
        ("pazar günü", date(2026, 11, 22)), ("3 gün önce", date(2026, 11, 18)), ("2 weeks ago", date(2026, 11, 7)),
        ("paz", date(2026, 11, 23)), ("2026-11-24", date(2026, 11, 24)), ("29.2", date(2028, 2, 29)), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    if typed == "paz":
        with pytest.raises(UserError):
            read_day(typed, SATURDAY)
        return
    assert read_day(typed, SATURDAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24.11", date(2025, 11, 24)),
        ("salı", date(2026, 11, 17)),
        ("3 gün", date(2026, 11, 18)),
        ("24 Kasım", date(2025, 11, 24)),
        ("3 gün sonra", date(2026, 11, 24)),
    ],
)
def test_a_day_gone_by_is_meant_where_the_past_is_asked_for(typed: str, day: date) -> None:
    assert read_day(typed, SATURDAY, past=True) == day


@pytest.mark.parametrize(
    ("typed", "past", "day"),
    [
        ("15.03.98", True, date(1998, 3, 15)), ("15.03.26", True, date(2026, 3, 15)),
        ("15.12.26", True, date(2026, 12, 15)), ("15.03.27", True, date(1927, 3, 15)),
        ("15.03.98", False, date(2098, 3, 15)), ("15.03.2098", True, date(2098, 3, 15)),
    ],
)  # fmt: skip
def test_two_digits_of_a_year_mean_no_year_to_come_where_the_past_is_asked_for(
    typed: str, past: bool, day: date
) -> None:
    assert read_day(typed, SATURDAY, past=past) == day


@pytest.mark.parametrize("typed", ["32.11.2026", "31.2", "hiç", "24.13", "x"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_day(typed, SATURDAY)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["tr", "en"]))
def test_a_day_as_shown_reads_back_as_itself(day: date, code: str) -> None:
    i18n.use(code)
    assert read_day(with_weekday(day), SATURDAY) == day


@pytest.mark.parametrize(
    ("typed", "wall"),
    [
        ("10:30", time(10, 30)),
        ("10.30", time(10, 30)),
        ("1030", time(10, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, wall: time | None) -> None:
    assert read_time(typed) == wall


@pytest.mark.parametrize("typed", ["25:00", "10:61", "noon", "12345"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_time(typed)
