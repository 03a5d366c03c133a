"""The invented people of the demo shop: names, places, and how each can be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from desktop_crm.demo.dice import Dice, Weighted, by_rank
from desktop_crm.demo.words import book
from desktop_crm.platform import places
from desktop_crm.platform.text import fold

TRENDYOL: Final = "trendyol"
HEPSIBURADA: Final = "hepsiburada"
SHOPIFY: Final = "shopify"
LIST: Final = "list"
"""Known from the shop's own hand-made list only: asked at a fair or on Instagram, never bought."""

_CHANNELS: Final = Weighted((TRENDYOL, HEPSIBURADA, SHOPIFY, LIST), (51, 19, 26, 4))
_URBAN: Final = 0.85


@dataclass(slots=True)
class Person:
    """One customer of the demo shop. `since`, `last` (days before today) and `orders` are set where they are fixed."""

    name: str
    woman: bool
    city: str
    district: str
    line: str
    postal_code: str
    phone: str
    email: str
    relay: str
    channel: str
    also: str = ""
    company: str = ""
    note: str = ""
    tags: list[str] = field(default_factory=list[str])
    wholesale: bool = False
    orders: int | None = None
    since: int = 0
    last: int = 0
    returned: bool = False
    score: int | None = None
    comment: str = ""
    takes_mail: bool = False
    takes_sms: bool = False

    @property
    def first(self) -> str:
        """All names but the family name."""
        return self.name.rpartition(" ")[0]

    @property
    def family(self) -> str:
        """The family name."""
        return self.name.rpartition(" ")[2]


class Population:
    """Invents people who differ in name, phone and e-mail."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._book = book("people")
        self._women, self._men = by_rank(self._book["women"]), by_rank(self._book["men"])
        self._families = by_rank(self._book["families"], start=25)
        thousands: dict[str, int] = self._book["provinces"]
        elsewhere: int = self._book["elsewhere"]
        provinces = places.provinces()
        self._provinces = Weighted(provinces, [thousands.get(name, elsewhere) for name in provinces])
        self._mobile: list[str] = self._book["mobile"]
        self._names: set[str] = set()
        self._count = 0

    def cast(self) -> list[Person]:
        """Return the people one meets first, as the cast list says."""
        return [self._named(entry) for entry in book("cast")["person"]]

    def invent(self) -> Person:
        """Return another person."""
        dice = self._dice
        woman = dice.chance(self._book["women_share"])
        name = self._name(woman=woman)
        city, district = self.place()
        channel = dice.draw(_CHANNELS)
        person = self._person(name, city, district, channel, woman=woman)
        if channel in {TRENDYOL, HEPSIBURADA} and dice.chance(0.12):
            person.also = SHOPIFY
        if channel == LIST:
            person.note = dice.pick(self._book["heard"])
        person.wholesale = channel == SHOPIFY and dice.chance(0.02)
        if person.wholesale:
            person.company = f"{person.family} {dice.pick(('Hediyelik', 'Butik', 'Ev Tekstili', 'Tasarım'))}"
            person.tags.append(self._book["wholesale_tag"])
        return person

    def _person(self, name: str, city: str, district: str, channel: str, *, woman: bool) -> Person:
        dice, number = self._dice, self._next_number()
        mobile = self._mobile[number % len(self._mobile)]
        code = f"{places.provinces().index(city) + 1:02d}"
        return Person(
            name=name, woman=woman, city=city, district=district,
            line=f"{dice.pick(self._book['neighbourhoods'])} Mah. {dice.pick(self._book['streets'])} Sk. "
            f"No:{dice.between(1, 98)} D:{dice.between(1, 24)}",
            postal_code=f"{code}{dice.between(1, 99):02d}0",
            phone=f"+90{mobile}000{1000 + number // len(self._mobile) % 9000:04d}",
            email=f"{'.'.join(fold(name).split())}@{dice.pick(self._book['mail_domains'])}",
            relay=f"pf+{number * 7919 % 16_777_216:06x}@example.com",
            channel=channel, takes_mail=dice.chance(0.46), takes_sms=dice.chance(0.38),
        )  # fmt: skip

    def _named(self, entry: dict[str, Any]) -> Person:
        self._names.add(fold(entry["name"]))
        woman = entry["name"].split()[0] in self._women.things
        person = self._person(entry["name"], entry["city"], entry["district"], entry["channel"], woman=woman)
        person.takes_mail = person.takes_sms = True
        for attribute, value in entry.items():
            setattr(person, attribute, list(value) if attribute == "tags" else value)
        return person

    def _next_number(self) -> int:
        self._count += 1
        return self._count

    def _name(self, *, woman: bool) -> str:
        dice, table = self._dice, self._women if woman else self._men
        while True:
            first = dice.draw(table)
            family = dice.draw(self._families)
            middle = dice.draw(table) if dice.chance(0.09 + len(self._names) / 40_000) else ""
            name = " ".join(word for word in (first, middle if middle != first else "", family) if word)
            if fold(name) not in self._names:
                self._names.add(fold(name))
                return name

    def place(self) -> tuple[str, str]:
        """Return an il and one of its ilçe, as people live there."""
        dice = self._dice
        city = dice.draw(self._provinces)
        large: list[str] | None = self._book["districts"].get(city)
        every = places.districts(city)
        if large and dice.chance(_URBAN):
            return city, dice.draw(by_rank(large))
        if "Merkez" in every and dice.chance(0.6):
            return city, "Merkez"
        return city, dice.pick(every)


def people(dice: Dice, count: int) -> list[Person]:
    """Return `count` people who differ in name, the cast first."""
    population = Population(dice)
    cast = population.cast()[:count]
    return cast + [population.invent() for _ in range(count - len(cast))]
