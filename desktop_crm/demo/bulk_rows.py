"""Plain rows in any number: who, where, what they ordered and what they asked, drawn quickly from prepared urns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Any, Final

from desktop_crm.demo import seasons
from desktop_crm.demo.catalogue import Variant, products
from desktop_crm.demo.dice import Dice, Weighted, by_rank
from desktop_crm.demo.people import Population
from desktop_crm.demo.words import book
from desktop_crm.platform.clock import instant, local_date
from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.text import fold, sort_key

Row = tuple[Any, ...]

_URN: Final = 4096
_DAYS: Final = 730
_HOUR: Final = 3_600_000
_STATES: Final = ("delivered",) * 17 + ("returned", "cancelled", "shipped")
_CHANNELS: Final = ("whatsapp", "instagram", "phone", "email")
_FIRST_NUMBER: Final = 20_000_000_000
_LINES: Final = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Body:
    """One plain person; `since` is the place of their first day among the days of the shop."""

    id: int
    first: str
    family: str
    since: int


class Rows:
    """Draws rows; two of one seed, instant and list of shops draw the same."""

    def __init__(self, seed: int, now: int, shops: Sequence[tuple[int, float]]) -> None:
        self._dice = dice = Dice(seed)
        words = book("people")
        women, men = by_rank(words["women"]), by_rank(words["men"])
        share: float = words["women_share"]
        self._firsts = [(dice.draw(women), "female") if dice.chance(share) else (dice.draw(men), "male")
                        for _ in range(_URN)]  # fmt: skip
        self._families = [dice.draw(by_rank(words["families"], start=25)) for _ in range(_URN)]
        self._gender = dict(self._firsts)
        self._twins = {word: (fold(word), sort_key(word)) for word in [*self._gender, *words["families"], " "]}
        population = Population(dice)
        homes = [population.place() for _ in range(_URN)]
        self._homes = [(city, district, f"{fold(district)}|{fold(city)}") for city, district in homes]
        streets = [f"{hood} Mah. {street} Sk." for hood in words["neighbourhoods"] for street in words["streets"]]
        self._streets = [(street, fold(street)) for street in streets]
        self._domains: list[str] = words["mail_domains"]
        shelf = products(dice)
        self._names = [product.name for product in shelf]
        self._lines = [_line(variant) for product in shelf for variant in product.variants]
        self._texts = [(way, text, topic["reason"]) for topic in book("talk")["topic"] for way in ("in", "out")
                       for text in topic[way]]  # fmt: skip
        self._shops = Weighted([shop for shop, _ in shops], [weight for _, weight in shops])
        today = local_date(now)
        days = [today - timedelta(days=back) for back in range(_DAYS, 0, -1)]
        self._demand = list(accumulate(seasons.demand(days)))
        self._midnights = [(instant(day, seasons.MIDNIGHT), day.isoformat()) for day in days]
        self._hours = Weighted(tuple(range(24)), seasons.HOURS)

    def people(self, first_id: int, count: int) -> list[Body]:
        """Return `count` people whose ids follow one another."""
        dice, last = self._dice, len(self._midnights) - 1
        return [
            Body(first_id + place, dice.pick(self._firsts)[0], dice.pick(self._families),
                 dice.draw_within(self._demand, 0, last))
            for place in range(count)
        ]  # fmt: skip

    def customer(self, body: Body) -> Row:
        """Return the row of a person."""
        first, family, blank = self._twins[body.first], self._twins[body.family], self._twins[" "]
        return (
            body.id, "person", f"{body.first} {body.family}", f"{first[0]} {family[0]}",
            f"{first[1]}{blank[1]}{family[1]}", body.first, body.family, self._gender[body.first], "demo",
            self._midnights[body.since][0],
        )  # fmt: skip

    def emails(self, people: Sequence[Body]) -> list[Row]:
        """Return an address for seven of ten people."""
        rows: list[Row] = []
        for body in people:
            if body.id % 10 < 7:
                local = f"{self._twins[body.first][0]}.{self._twins[body.family][0]}.{body.id}"
                address = f"{local}@{self._domains[body.id % len(self._domains)]}"
                rows.append((body.id, 0, address, address, 0))
        return rows

    def phones(self, people: Sequence[Body]) -> list[Row]:
        """Return a number for eight of ten people, of a range that is not given out."""
        numbers = ((body.id, f"90500{body.id % 10_000_000:07d}") for body in people if body.id % 5)
        return [(customer, 0, f"+{digits}", digits) for customer, digits in numbers]

    def addresses(self, people: Sequence[Body]) -> list[Row]:
        """Return where everyone lives."""
        dice = self._dice
        rows: list[Row] = []
        for body in people:
            city, district, place = dice.pick(self._homes)
            street, folded = dice.pick(self._streets)
            house = f" No:{dice.between(1, 140)}"
            rows.append((body.id, 0, street + house, district, city, "TR", f"{folded}{house.lower()}|{place}"))
        return rows

    def orders(self, first_id: int, people: Sequence[Body], count: int) -> tuple[list[Row], list[Row]]:
        """Return `count` orders of the people, few of whom order much, and the lines; the ids follow one another."""
        dice = self._dice
        orders: list[Row] = []
        lines: list[Row] = []
        for order in range(first_id, first_id + count):
            skew = dice.share()
            body = people[int(len(people) * skew * skew * skew)]
            at, day = self._moment(body.since)
            total = 0
            for position in range(dice.pick(_LINES)):
                product, price = dice.pick(self._lines)
                lines.append((order, position, *product))
                total += price
            orders.append((
                order, str(_FIRST_NUMBER + order), dice.draw(self._shops), body.id, at, day, dice.pick(_STATES),
                "paid", "TRY", total, total,
            ))  # fmt: skip
        return orders, lines

    def conversations(self, people: Sequence[Body], count: int) -> list[Row]:
        """Return `count` conversations with the people."""
        dice = self._dice
        rows: list[Row] = []
        for _ in range(count):
            body = dice.pick(people)
            way, text, reason = dice.pick(self._texts)
            filled = text.format(
                product=dice.pick(self._names), number=dice.between(_FIRST_NUMBER, _FIRST_NUMBER + 9_999_999),
                city=dice.pick(self._homes)[0],
            )  # fmt: skip
            rows.append((body.id, dice.pick(_CHANNELS), way, self._moment(body.since)[0], filled, reason))
        return rows

    def _moment(self, since: int) -> tuple[int, str]:
        dice = self._dice
        midnight, day = self._midnights[dice.draw_within(self._demand, since, len(self._midnights) - 1)]
        return midnight + dice.draw(self._hours) * _HOUR + dice.between(0, _HOUR - 1), day


def _line(variant: Variant) -> tuple[Row, int]:
    """Return an order line of one piece after its order and position, and its price in minor units."""
    price = int(variant.price * 100)
    row = (
        variant.sku, variant.barcode, variant.name, variant.option or None, MILLION, price * (MILLION // 100), price,
        variant.vat * MILLION,
    )  # fmt: skip
    return row, price
