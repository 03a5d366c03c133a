"""The invented boutique: believable, harmless, and the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop_crm.demo import seasons
from desktop_crm.demo.catalogue import check_digit, products
from desktop_crm.demo.dice import Dice, Weighted
from desktop_crm.demo.people import HEPSIBURADA, SHOPIFY, TRENDYOL
from desktop_crm.demo.sales import CANCELLED, RETURNED
from desktop_crm.demo.world import World
from desktop_crm.platform import phones, places
from desktop_crm.platform.text import lower_tr

TODAY = date(2026, 11, 21)
RESERVED = ("example.com", "example.net", "example.org", ".test")


@pytest.fixture(scope="module")
def world() -> World:
    """The demo shop in its usual size."""
    return World(TODAY, 1200)


def test_dice_of_one_seed_draw_the_same_numbers_on_every_computer() -> None:
    dice = Dice(7)
    assert [dice.between(1, 1000) for _ in range(6)] == [324, 151, 651, 73, 536, 366]


def test_weighted_things_come_as_often_as_they_weigh() -> None:
    dice, table = Dice(1), Weighted(("often", "never", "seldom"), (9, 0, 1))
    drawn = Counter(dice.draw(table) for _ in range(4000))
    assert drawn["never"] == 0
    assert 0.87 < drawn["often"] / 4000 < 0.93


def test_a_known_barcode_has_its_check_digit() -> None:
    assert check_digit("400638133393") == "1"


def test_every_variant_has_a_barcode_of_its_own_that_no_product_of_the_world_bears() -> None:
    variants = [variant for product in products(Dice(1)) for variant in product.variants]
    assert len({variant.barcode for variant in variants}) == len({variant.sku for variant in variants}) == len(variants)
    assert all(variant.barcode.startswith("29") for variant in variants)
    assert all(check_digit(variant.barcode[:12]) == variant.barcode[12:] for variant in variants)


def test_a_world_of_the_same_day_and_seed_is_the_same_and_another_seed_is_another(world: World) -> None:
    again, other = World(TODAY, 1200), World(TODAY, 1200, seed=1)
    assert again.people == world.people
    assert again.sales == world.sales
    assert other.sales != world.sales


def test_all_people_differ_and_live_where_there_is_such_a_place(world: World) -> None:
    assert len(world.people) == 1200
    for attribute in ("name", "phone", "email", "relay"):
        assert len({getattr(person, attribute) for person in world.people}) == 1200
    assert all(person.district in places.districts(person.city) for person in world.people)
    assert len({person.city for person in world.people}) > 70
    assert Counter(person.city for person in world.people).most_common(1)[0][0] == "İstanbul"


def test_names_use_every_letter_that_only_turkish_has(world: World) -> None:
    letters = set("".join(person.name for person in world.people))
    assert set("çğıöşüÇİÖŞÜI") <= letters
    assert set("abcçdefgğhıijklmnoöprsştuüvyz") <= set(lower_tr("".join(letters)))


def test_nobody_real_can_be_written_to_or_called(world: World) -> None:
    for person in world.people:
        assert person.email.endswith(RESERVED)
        assert person.relay.startswith("pf+")
        assert person.relay.endswith("@example.com")
        assert person.phone[6:9] == "000"
        assert phones.normal(person.phone) == phones.Phone(person.phone, person.phone[1:], dialable=True)


def test_orders_come_from_three_channels_over_two_years_up_to_this_morning(world: World) -> None:
    shares = Counter(sale.channel for sale in world.sales)
    total = len(world.sales)
    assert 0.45 < shares[TRENDYOL] / total < 0.6
    assert 0.15 < shares[HEPSIBURADA] / total < 0.25
    assert 0.2 < shares[SHOPIFY] / total < 0.35
    assert world.sales[0].at.date() < TODAY - timedelta(days=700)
    assert world.sales[-1].at.date() == TODAY
    assert world.sales[-1].at.hour < 9


def test_a_fifth_of_the_buyers_bring_most_of_the_money(world: World) -> None:
    spent: dict[str, Decimal] = {}
    for sale in world.sales:
        spent[sale.person.name] = spent.get(sale.person.name, Decimal(0)) + sale.subtotal
    best = sorted(spent.values(), reverse=True)
    assert 0.5 < sum(best[: len(best) // 5]) / sum(best) < 0.8


def test_the_shop_grows_sells_most_in_november_and_least_in_summer(world: World) -> None:
    months = Counter(f"{sale.at:%Y-%m}" for sale in world.sales)
    first, second = (sum(months[f"{year}-{month:02d}"] for month in range(1, 10)) for year in (2025, 2026))
    assert second > first * 1.4
    assert months["2025-11"] > 2 * months["2025-07"]
    assert months["2026-05"] > 2 * months["2026-07"]


def test_some_orders_return_some_are_cancelled_and_only_the_site_knows_coupons(world: World) -> None:
    states = Counter(sale.state for sale in world.sales)
    assert 0.02 < states[CANCELLED] / len(world.sales) < 0.06
    assert 0.02 < states[RETURNED] / len(world.sales) < 0.1
    assert {sale.channel for sale in world.sales if sale.coupon} == {SHOPIFY}
    partly = [sale for sale in world.sales if sale.state != RETURNED and sale.refunded]
    assert partly
    assert all(sale.refunded <= sale.subtotal for sale in world.sales)


def test_order_numbers_of_a_channel_rise_with_time(world: World) -> None:
    for channel in (TRENDYOL, HEPSIBURADA, SHOPIFY):
        numbers = [sale.number for sale in world.sales if sale.channel == channel]
        assert numbers == sorted(set(numbers))


def test_the_people_one_meets_first_buy_as_their_story_says(world: World) -> None:
    ayse = [sale for sale in world.sales if sale.person.name == "Ayşe Yıldırım"]
    assert len(ayse) == 14
    assert ayse[0].person.city == "İzmir"
    assert ayse[0].person.district == "Karşıyaka"
    assert ayse[-1].at.date() == TODAY - timedelta(days=9)
    ibrahim = [sale for sale in world.sales if sale.person.name == "İbrahim Güneş"]
    assert ibrahim[-1].state == RETURNED


@pytest.mark.parametrize(
    ("day", "busy"),
    [
        (date(2026, 11, 11), True),
        (date(2026, 3, 10), True),
        (date(2026, 3, 20), False),
        (date(2027, 5, 2), True),
        (date(2026, 6, 16), None),
    ],
)
def test_days_before_feasts_are_busy_and_feasts_are_quiet(day: date, busy: bool | None) -> None:
    weight = seasons.occasion(day, seasons.bayrams(day.year, day.year))
    assert weight == 1 if busy is None else (weight > 1.25) == busy


def test_mothers_day_is_the_second_sunday_of_may() -> None:
    assert [seasons.mothers_day(year) for year in (2024, 2025, 2026, 2027)] == [
        date(2024, 5, 12),
        date(2025, 5, 11),
        date(2026, 5, 10),
        date(2027, 5, 9),
    ]
