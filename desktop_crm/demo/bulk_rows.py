"""Plain rows in any number: who, where, what they ordered and what they asked, drawn quickly from prepared urns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Any, Final

from desktop_crm.customers.rules import address_key
from desktop_crm.demo import seasons
from desktop_crm.demo.catalogue import Variant, products
from desktop_crm.demo.dice import Dice, Weighted, by_rank
from desktop_crm.demo.people import Population
from desktop_crm.demo.words import book
from desktop_crm.platform.clock import instant, local_date
from desktop_crm.platform.columns import MILLION
from desktop_crm.platform.text import fold, sort_key

Row = tuple[Any, ...]

_URN: Final = 4096
_DAYS: Final = 730
_HOUR: Final = 3_600_000
_STATES: Final = ("delivered",) * 17 + ("returned", "cancelled", "shipped")
_ANSWERS: Final = ("whatsapp", "instagram", "phone", "email")
_LINES: Final = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Body:
    """One plain person; `since` is the place of their first day among the days of the shop."""

    number: int
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
        self._homes = [population.place() for _ in range(_URN)]
        self._streets = [f"{hood} Mah. {street} Sk." for hood in words["neighbourhoods"] for street in words["streets"]]
        self._domains: list[str] = words["mail_domains"]
        self._variants = [variant for product in products(dice) for variant in product.variants]
        self._texts = [(way, text, topic["reason"]) for topic in book("talk")["topic"] for way in ("in", "out")
                       for text in topic[way]]  # fmt: skip
        self._shops = Weighted([shop for shop, _ in shops], [weight for _, weight in shops])
        today = local_date(now)
        days = [today - timedelta(days=back) for back in range(_DAYS, 0, -1)]
        self._demand = list(accumulate(seasons.demand(days)))
        self._midnights = [(instant(day, seasons.MIDNIGHT), day.isoformat()) for day in days]
        self._hours = Weighted(tuple(range(24)), seasons.HOURS)
        self._people = self._orders = 0

    def people(self, count: int) -> list[Body]:
        """Return the next `count` people."""
        dice, started = self._dice, self._people
        self._people += count
        last = len(self._midnights) - 1
        return [
            Body(started + place, dice.pick(self._firsts)[0], dice.pick(self._families),
                 dice.draw_within(self._demand, 0, last))
            for place in range(count)
        ]  # fmt: skip

    def customer(self, body: Body) -> Row:
        """Return the row of a person."""
        first, family, blank = self._twins[body.first], self._twins[body.family], self._twins[" "]
        return (
            "person", f"{body.first} {body.family}", f"{first[0]} {family[0]}", f"{first[1]}{blank[1]}{family[1]}",
            body.first, body.family, self._gender[body.first], "demo", self._midnights[body.since][0],
        )  # fmt: skip

    def emails(self, first_id: int, people: Sequence[Body]) -> list[Row]:
        """Return an address for seven of ten people."""
        rows: list[Row] = []
        for place, body in enumerate(people):
            if body.number % 10 < 7:
                local = f"{self._twins[body.first][0]}.{self._twins[body.family][0]}.{body.number}"
                address = f"{local}@{self._domains[body.number % len(self._domains)]}"
                rows.append((first_id + place, 0, address, address, 0))
        return rows

    def phones(self, first_id: int, people: Sequence[Body]) -> list[Row]:
        """Return a number for eight of ten people, of a range that is not given out."""
        return [
            (first_id + place, 0, f"+90500{body.number % 10_000_000:07d}", f"90500{body.number % 10_000_000:07d}")
            for place, body in enumerate(people)
            if body.number % 5
        ]

    def addresses(self, first_id: int, people: Sequence[Body]) -> list[Row]:
        """Return where everyone lives."""
        dice = self._dice
        rows: list[Row] = []
        for place in range(len(people)):
            city, district = dice.pick(self._homes)
            line = f"{dice.pick(self._streets)} No:{dice.between(1, 140)}"
            rows.append((first_id + place, 0, line, district, city, "TR", address_key(line, district, city)))
        return rows

    def orders(self, first_id: int, people: Sequence[Body], count: int) -> tuple[list[Row], list[Row]]:
        """Return `count` orders of the people, few of whom order much, and their lines after the order's place."""
        dice = self._dice
        orders: list[Row] = []
        lines: list[Row] = []
        for place in range(count):
            skew = dice.share()
            buyer = int(len(people) * skew * skew * skew)
            at, day = self._moment(people[buyer].since)
            total = 0
            for position in range(dice.pick(_LINES)):
                line = self._line(dice.pick(self._variants))
                lines.append((place, position, *line))
                total += line[6]
            self._orders += 1
            orders.append((
                dice.draw(self._shops), str(20_000_000_000 + self._orders), first_id + buyer, at, day,
                dice.pick(_STATES), "paid", "TRY", total, total,
            ))  # fmt: skip
        return orders, lines

    def conversations(self, first_id: int, people: Sequence[Body], count: int) -> list[Row]:
        """Return `count` conversations with the people."""
        dice = self._dice
        rows: list[Row] = []
        for _ in range(count):
            who = int(len(people) * dice.share())
            way, text, reason = dice.pick(self._texts)
            filled = text.format(
                product=dice.pick(self._variants).name, number=dice.between(20_000_000_000, 20_009_999_999),
                city=dice.pick(self._homes)[0],
            )  # fmt: skip
            rows.append((first_id + who, dice.pick(_ANSWERS), way, self._moment(people[who].since)[0], filled, reason))
        return rows

    def _moment(self, since: int) -> tuple[int, str]:
        dice = self._dice
        midnight, day = self._midnights[dice.draw_within(self._demand, since, len(self._midnights) - 1)]
        return midnight + dice.draw(self._hours) * _HOUR + dice.between(0, _HOUR - 1), day

    def _line(self, variant: Variant) -> Row:
        price = int(variant.price * 100)
        return (
            variant.sku, variant.barcode, variant.name, variant.option or None, MILLION, price * (MILLION // 100),
            price, variant.vat * MILLION,
        )  # fmt: skip
