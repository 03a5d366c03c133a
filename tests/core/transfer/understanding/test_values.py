"""Values of columns: dates, numbers, headers, words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.transfer.understanding import cells, dates, headers, numbers, words
from desktop_crm.transfer.understanding.addresses import normal as address
from desktop_crm.transfer.understanding.answers import kind_of


def moment(cell, order="day", zone="Europe/Istanbul"):
    found = dates.reader(dates.Style(order, zone))(cell)
    return datetime.fromtimestamp(found.instant / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S") if found else None


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("03.09.2026 14:05", "2026-09-03 11:05:00"),
        ("15-08-2026 10:22:31", "2026-08-15 07:22:31"),
        ("2026-08-24 13:18:57 +0200", "2026-08-24 11:18:57"),
        ("2026-04-10T09:15:00Z", "2026-04-10 09:15:00"),
        ("Jul-21-25", "2025-07-20 21:00:00"),
        ("Dec 8, 2024", "2024-12-07 21:00:00"),
        ("3 Eylül 2026 14:05", "2026-09-03 11:05:00"),
        ("2026/05/28 7:01:33 PM GMT+2", "2026-05-28 17:01:33"),
        ("28.05.2026 07:01:33 ÖS", "2026-05-28 16:01:33"),
        ("1/5/26 12:30 AM", "2026-05-01 00:30:00"),
        (46266.5, "2026-09-01 09:00:00"),
        ("46266", "2026-08-31 21:00:00"),
        (datetime(2026, 9, 1, 8, 30), "2026-09-01 05:30:00"),
        (date(2026, 9, 1), "2026-08-31 21:00:00"),
        ("20260901", "2026-08-31 21:00:00"),
        ("'2026-09-01", "2026-08-31 21:00:00"),
    ],
)
def test_dates_of_every_store_are_read(cell, utc):
    expected = {"1/5/26 12:30 AM": "2026-04-30 21:30:00"}.get(cell, utc)
    assert moment(cell) == expected


@pytest.mark.parametrize("cell", ["32.11.2026", "yarın", "12", "13/13/2026", "2026-02-30", True])
def test_what_is_no_date_is_an_error(cell):
    with pytest.raises(ValueError):  # noqa: PT011 - any message will do
        dates.reader(dates.Style("day", "UTC"))(cell)


def test_the_whole_column_decides_whether_the_day_comes_first():
    assert dates.decide(["01/10/2026", "10/13/2026", "10/14/2026"], "day")[0] == "month"
    assert dates.decide(["01/10/2026", "13/10/2026"], "month")[0] == "day"
    assert dates.decide(["01/10/2026"], "month")[0] == "month"
    assert dates.decide(["01.10.2026"], "month")[0] == "day"
    assert dates.decide(["7/8/2026 9:15 PM"], "day")[0] == "month"


def test_a_time_in_its_own_column_completes_the_date():
    found = dates.reader(dates.Style("day", "UTC"))("Dec 8, 2024")
    assert found is not None
    later = dates.with_time(found, "9:15:51 AM", "UTC")
    assert later.instant - found.instant == ((9 * 60 + 15) * 60 + 51) * 1000


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_a_written_day_is_read_back_as_the_same_day(wall):
    read = dates.reader(dates.Style("day", "Europe/Istanbul"))
    found = read(wall.strftime("%d.%m.%Y %H:%M:%S"))
    assert found is not None
    assert found.day == wall.date().isoformat()
    exact = read(wall.replace(microsecond=0))
    assert exact is not None
    assert found.instant == exact.instant


@pytest.mark.parametrize(
    ("text", "sign", "micro"),
    [
        ("1.249,90", ",", 1_249_900_000),
        ("1,250.00", ",", 1_250_000_000),
        ("64.000,00", ".", 64_000_000_000),
        ("899kr", ".", 899_000_000),
        ("$45.99", ",", 45_990_000),
        ("%10,00", ",", 10_000_000),
        ("₺1.234,5", ",", 1_234_500_000),
        ("1.250 TL", ",", 1_250_000_000),
        ("1.250", ".", 1_250_000),
        ("-5,50", ",", -5_500_000),
        ("(5,50)", ",", -5_500_000),
        ("'+ 47", ",", 47_000_000),
        ("1 234,50", ",", 1_234_500_000),
        ("0,005", ".", 5_000),
        (12.5, ",", 12_500_000),
        (3, ",", 3_000_000),
        ("", ",", None),
        ("-", ",", None),
    ],
)
def test_numbers_of_every_store_are_read(text, sign, micro):
    assert numbers.reader(sign)(text) == micro


@pytest.mark.parametrize("text", ["invalid", "12,34,5", "1.2.3.4,5,6", "10 kg 5", "#N/A", True])
def test_what_is_no_number_is_an_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any message will do
        numbers.reader(",")(text)


def test_the_whole_column_decides_which_sign_is_the_decimal_one():
    assert numbers.decide(["1.250", "99,90"], ".")[0] == ","
    assert numbers.decide(["1,250", "99.90"], ",")[0] == "."
    assert numbers.decide(["1.250"], ",") == (",", numbers.decide(["1.250"], ",")[1])
    assert numbers.decide(["5", "7"], ".") == (".", None)


@given(st.integers(-(10**12), 10**12), st.sampled_from([0, 2, 3]))
def test_minor_units_are_rounded_half_away_from_zero(micro, exponent):
    minor = numbers.to_minor(micro, exponent)
    step = 10 ** (6 - exponent)
    assert abs(minor * step - micro) * 2 <= step
    assert numbers.to_minor(-micro, exponent) == -minor


def test_a_code_that_lost_its_digits_is_never_passed_on():
    for cell in ("1.05E+10", "8,69E+12", 1e16, "#REF!"):
        with pytest.raises(cells.Unreadable):
            cells.text(cell)
    assert cells.text("5E3-AB") == "5E3-AB"
    assert cells.text('="0042"') == "0042"
    assert cells.text('"015200"') == "015200"


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("SİPARİŞ NUMARASI", "siparis numarasi"),
        ("sipariş  numarası ", "siparis numarasi"),
        ("Sipari? Numaras?", "siparis numarasi"),
        ("Sipari\ufffd Numaras\ufffd", "siparis numarasi"),
        ("SipariÅŸ NumarasÄ±", "siparis numarasi"),
        ("Sipariþ Numarasý", "siparis numarasi"),
        ("Sipariş_Numarası*", "siparis numarasi"),
        ("Sipariş Numarası (zorunlu)", "siparis numarasi"),
        ("Toplam Tutar (TL)", "toplam tutar"),
        ("Toplam Tutar, TL", "toplam tutar"),
    ],
)
def test_headers_are_found_however_they_are_written(header, known):
    assert headers.find(header, {"siparis numarasi", "toplam tutar", "siparis tarihi"}) == known


def test_an_order_is_as_far_as_its_slowest_living_line():
    assert words.order_status(["delivered", "shipped"]) == "shipped"
    assert words.order_status(["delivered", "cancelled"]) == "delivered"
    assert words.order_status(["cancelled", "cancelled"]) == "cancelled"
    assert words.order_status(["returned", "cancelled"]) == "returned"
    assert words.order_status([]) == "unknown"


@pytest.mark.parametrize("word", ["yes", "1", "TRUE", "Evet", "ONAY", "Subscribed", "Sì"])
def test_yes_has_many_spellings(word):
    assert words.meaning(word, "answers") == "yes"


@pytest.mark.parametrize("word", ["no", "0", "Hayır", "HAYIR", "RET", "unsubscribed", "Not Subscribed"])
def test_no_has_many_spellings(word):
    assert words.meaning(word, "answers") == "no"


def test_a_city_cell_may_hold_district_and_province():
    found = address("Gül Sk. 1", None, None, "Kadıköy / İSTANBUL", None, None, None)
    assert (found.city, found.district) == ("İstanbul", "Kadıköy")
    assert address(None, None, None, "Adana", None, "1000", "Türkiye").postal_code == "01000"
    assert address(None, None, None, "Graz", None, "8010", "AT").postal_code == "8010"


def test_questions_are_known_by_their_words_and_scores():
    assert kind_of("Bizi tavsiye eder misiniz?", ["10", "0", "7"]) == "nps"
    assert kind_of("Memnun musunuz?", ["1", "5"]) == "csat"
    assert kind_of("Yaşınız", ["28", "35"]) == "text"
    assert kind_of("Beden", ["S", "M", "S", "M", "S", "S"]) == "choice"


@pytest.mark.parametrize(
    ("cells_", "percents"),
    [
        ([0.2, 0.1, 0.01, None], [20, 10, 1, None]), ([0.2, 0, 1.0], [20, 0, 100]), ([20, 10, 1], [20, 10, 1]),
        ([1, 1, 0], [1, 1, 0]), ([0.5, 18], [0.5, 18]), ([], []),
    ],
)  # fmt: skip
def test_rates_that_excel_shows_as_percents_are_read_as_such(cells_: list[float | None], percents: list[float]) -> None:
    def millionths(values: list[float | None]) -> list[int | None]:
        return [None if value is None else round(value * 1_000_000) for value in values]

    assert numbers.percents(millionths(cells_)) == millionths(percents)
