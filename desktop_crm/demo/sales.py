"""Two years of orders of the demo shop, up to its present: who bought what, when, where, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Final

from desktop_crm.demo import seasons
from desktop_crm.demo.catalogue import Product, Variant
from desktop_crm.demo.dice import Dice, Weighted, by_rank
from desktop_crm.demo.people import HEPSIBURADA, LIST, SHOPIFY, TRENDYOL, Person
from desktop_crm.demo.words import book

DAYS: Final = 730
OPENING: Final = time(9, 0)
"""The demo shop's present is this wall time of its today."""

NEW, PREPARING, SHIPPED, DELIVERED, RETURNED, CANCELLED = (
    "new", "preparing", "shipped", "delivered", "returned", "cancelled",
)  # fmt: skip
_ORDERS: Final = Weighted(
    tuple(range(1, 21)), (45, 19, 11, 7, 5, 4, 2.6, 2, 0.9, 0.8, 0.8, 0.7, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1)
)
_LINES: Final = Weighted((1, 2, 3, 4), (60, 26, 10, 4))
_HOURS: Final = Weighted(tuple(range(24)), seasons.HOURS)
_CENT: Final = Decimal("0.01")
_FREE_SHIPPING: Final = Decimal(1000)
_SHIPPING: Final = Decimal("79.90")
_NOT_SENT, _LOST = 2, 4
_NUMBERS: Final = {TRENDYOL: 10_500_000_000, HEPSIBURADA: 4_330_000_000, SHOPIFY: 1000}


@dataclass(slots=True)
class Item:
    """One line: prices in lira with VAT, `discount` over all pieces."""

    variant: Variant
    quantity: int
    price: Decimal
    discount: Decimal = Decimal(0)
    state: str = DELIVERED
    package: int = 0

    @property
    def total(self) -> Decimal:
        """What is to be paid for the line."""
        return self.price * self.quantity - self.discount


@dataclass(slots=True)
class Sale:
    """One order; `at` in the shop's wall time, `seen` how many orders the buyer had made, this one included."""

    person: Person
    channel: str
    at: datetime
    items: list[Item]
    state: str
    seen: int
    number: int = 0
    packages: list[int] = field(default_factory=list[int])
    coupon: str = ""
    discount: Decimal = Decimal(0)
    shipping: Decimal = Decimal(0)
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def subtotal(self) -> Decimal:
        """The lines less the coupon."""
        return sum((item.total for item in self.items), Decimal(0)) - self.discount

    @property
    def refunded(self) -> Decimal:
        """What was given back for lines that returned; the coupon's share is kept off."""
        returned = sum((item.total for item in self.items if item.state == RETURNED), Decimal(0))
        whole = self.subtotal + self.discount
        return (returned * self.subtotal / whole).quantize(_CENT) if whole else Decimal(0)


class Trade:
    """Lets people buy, from two years before `today` to its opening hour."""

    def __init__(self, dice: Dice, today: date, shelf: Sequence[Product]) -> None:
        self._dice = dice
        self.now = datetime.combine(today, OPENING)
        self._days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
        self._sums = list(accumulate(seasons.demand(self._days)))
        self._feasts = seasons.bayrams(self._days[0].year, today.year)
        self._tables = {
            (month, gifts): _table(shelf, month, gifts=gifts) for month in range(1, 13) for gifts in (False, True)
        }
        self._bulk = by_rank([p for p in shelf if p.gift])

    def sales(self, people: Sequence[Person]) -> list[Sale]:
        """Return all orders of the people, oldest first, numbered by channel."""
        made = [sale for person in people if person.channel != LIST for sale in self._of(person)]
        made.sort(key=lambda sale: (sale.at, sale.person.name))
        self._hold_up(made)
        self._number(made)
        return made

    def _hold_up(self, sales: Sequence[Sale]) -> None:
        """Let some parcels of the marketplaces be late: a few are not sent yet, a few get lost on their way."""
        ordinary = [sale for sale in sales if sale.channel != SHOPIFY and sale.person.orders is None]
        for sale in _some(ordinary, self.now - timedelta(days=5), self.now - timedelta(days=3), _NOT_SENT):
            _become(sale, PREPARING)
            sale.shipped_at = sale.delivered_at = None
        for sale in _some(ordinary, self.now - timedelta(days=14), self.now - timedelta(days=8), _LOST):
            _become(sale, SHIPPED)
            sale.delivered_at = None

    def _of(self, person: Person) -> list[Sale]:
        if person.orders is None and person.channel == SHOPIFY and self._dice.chance(0.07):
            return []
        places = self._fixed(person) if person.orders else self._drawn(person)
        moments = sorted(self._moment(place) for place in places)
        sales = [self._sale(person, moment, seen) for seen, moment in enumerate(moments, start=1)]
        if person.returned and sales:
            _return_all(sales[-1])
        return sales

    def _fixed(self, person: Person) -> list[int]:
        first, last = DAYS - person.since, DAYS - person.last
        count = person.orders or 0
        middle = [self._dice.draw_within(self._sums, first, last - 1) for _ in range(count - 2)]
        return [first, *middle, last][-count:]

    def _drawn(self, person: Person) -> list[int]:
        dice = self._dice
        count = dice.draw(_ORDERS) + (3 if person.wholesale else 0)
        span = dice.between(22, 85) * (count - 1)
        span = min(span, DAYS - 20)
        first = dice.draw_within(self._sums, 0, DAYS - span // 2)
        last = min(DAYS, first + span + span * dice.between(0, 50) // 100)
        return [first, *(dice.draw_within(self._sums, first, last) for _ in range(count - 1))]

    def _moment(self, place: int) -> datetime:
        dice, day = self._dice, self._days[place]
        hour = dice.between(0, OPENING.hour - 1) if place == DAYS else dice.draw(_HOURS)
        return datetime.combine(day, time(hour, dice.between(0, 59), dice.between(0, 59)))

    def _sale(self, person: Person, at: datetime, seen: int) -> Sale:
        dice = self._dice
        channel = person.also if person.also and dice.chance(0.4) else person.channel
        sale = Sale(person, channel, at, self._basket(person, at), NEW, seen)
        self._discount(sale)
        self._fate(sale)
        return sale

    def _basket(self, person: Person, at: datetime) -> list[Item]:
        dice = self._dice
        table = self._tables[at.month, seasons.gifts(at.date(), self._feasts)]
        items: dict[str, Item] = {}
        for _ in range(dice.between(2, 4) if person.wholesale else dice.draw(_LINES)):
            variant = dice.pick(dice.draw(self._bulk if person.wholesale else table).variants)
            quantity = dice.between(5, 15) if person.wholesale else 2 if dice.chance(0.07) else 1
            items.setdefault(variant.sku, Item(variant, quantity, self._price(variant, at.date(), person)))
        return list(items.values())

    def _price(self, variant: Variant, day: date, person: Person) -> Decimal:
        age = (self._days[-1] - day).days
        then = variant.price * (100 - 38 * age // DAYS) / 100
        whole = then // 10 * 10 - Decimal("0.10")
        return (whole * Decimal("0.8")).quantize(_CENT) if person.wholesale else whole

    def _discount(self, sale: Sale) -> None:
        dice, bargain = self._dice, seasons.occasion(sale.at.date(), self._feasts) > 1.8
        if sale.channel != SHOPIFY:
            if dice.chance(0.5 if bargain else 0.12):
                for item in sale.items:
                    item.discount = (item.price * item.quantity * dice.between(5, 20) / 100).quantize(_CENT)
            return
        percent = self._coupon(sale)
        sale.discount = (sale.subtotal * percent / 100).quantize(_CENT)
        sale.shipping = Decimal(0) if sale.subtotal >= _FREE_SHIPPING else _SHIPPING

    def _coupon(self, sale: Sale) -> int:
        if sale.person.wholesale or not self._dice.chance(0.35):
            return 0
        month_day = f"{sale.at:%m-%d}"
        for coupon in book("catalogue")["coupon"]:
            fits = sale.seen == 1 if coupon.get("first") else coupon["from"] <= month_day <= coupon["to"]
            if fits:
                sale.coupon = coupon["code"]
                return int(coupon["percent"])
        return 0

    def _fate(self, sale: Sale) -> None:
        dice = self._dice
        hours = int((self.now - sale.at).total_seconds()) // 3600
        to_ship, to_deliver = dice.between(5, 30), dice.between(40, 110)
        if hours > 20 and dice.chance(0.035):
            _become(sale, CANCELLED)
            return
        state = NEW if hours < 6 else PREPARING if hours < to_ship else SHIPPED if hours < to_deliver else DELIVERED
        _become(sale, state)
        if state in {SHIPPED, DELIVERED}:
            sale.shipped_at = _at_work(sale.at + timedelta(hours=to_ship))
        if state == DELIVERED:
            sale.delivered_at = sale.at + timedelta(hours=to_deliver)
            if hours > 24 * 9 and dice.chance(0.075):
                if dice.chance(0.6):
                    _return_all(sale)
                else:
                    sale.items[0].state = RETURNED

    def _number(self, sales: Sequence[Sale]) -> None:
        dice, numbers, package = self._dice, dict(_NUMBERS), 2_900_000_000
        for sale in sales:
            numbers[sale.channel] += 1 if sale.channel == SHOPIFY else dice.between(1, 4000)
            sale.number = numbers[sale.channel]
            parcels = 2 if len(sale.items) > 1 and sale.channel == TRENDYOL and dice.chance(0.12) else 1
            for _ in range(parcels):
                package += dice.between(1, 900)
                sale.packages.append(package)
            for place, item in enumerate(sale.items):
                item.package = sale.packages[place % parcels]


def _table(shelf: Sequence[Product], month: int, *, gifts: bool) -> Weighted[Product]:
    weights = [
        seasons.liking(product.season, month) * (2.2 if gifts and product.gift else 1.0) * (1 + 30 / (place % 11 + 4))
        for place, product in enumerate(shelf)
    ]
    return Weighted(shelf, weights)


def _become(sale: Sale, state: str) -> None:
    sale.state = state
    for item in sale.items:
        item.state = state


def _return_all(sale: Sale) -> None:
    _become(sale, RETURNED)


def _some(sales: Sequence[Sale], first: datetime, last: datetime, count: int) -> list[Sale]:
    """Return at most `count` of those delivered that were ordered between two moments, spread over them."""
    found = [sale for sale in sales if first <= sale.at <= last and sale.state == DELIVERED]
    return found[:: max(1, len(found) // count)][:count]


def _at_work(moment: datetime) -> datetime:
    return moment.replace(hour=min(max(moment.hour, 9), 18))
