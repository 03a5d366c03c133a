"""Invented people, some of whom are in the book twice: what the search for duplicates is judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from desktop_crm.demo.dice import Dice, Weighted, by_rank
from desktop_crm.demo.people import Population
from desktop_crm.demo.words import book
from desktop_crm.platform.text import fold, upper_tr

_BEGINNINGS: Final = (
    "Ak", "Al", "Ay", "Baş", "Bal", "Bil", "Boz", "Can", "Çak", "Çam", "Dağ", "Demir", "Deniz", "Er", "Göç", "Gök",
    "Gül", "Güm", "Gün", "Işık", "Kara", "Kaya", "Kır", "Koç", "Kur", "Öz", "Pek", "Sağ", "Sarı", "Ser", "Su", "Şen",
    "Taş", "Tek", "Tun", "Tür", "Uç", "Uz", "Var", "Yağ", "Yal", "Yıl",
)  # fmt: skip
_ENDINGS: Final = (
    "alp", "arslan", "bay", "baş", "büyük", "can", "çam", "çelik", "çı", "dağ", "demir", "dere", "doğan", "er", "gil",
    "gün", "han", "kan", "kaya", "kol", "lar", "lı", "man", "maz", "oğlu", "pınar", "soy", "taş", "tekin", "tepe",
    "türk", "yurt",
)  # fmt: skip
_KEYS: Final = "abcdefghıijklmnoprstuvyz"


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the book: a name as typed, a number and an address ('' for none), il and ilçe."""

    name: str
    phone: str
    email: str
    city: str
    district: str


Pair = tuple[int, int]
_Slip = Callable[[Dice, Card, "People"], Card]


class People:
    """Draws people whose names are as common as names are."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        words = book("people")
        self._firsts = by_rank([*words["women"], *words["men"]], start=20)
        made = [first + last for first, last in product(_BEGINNINGS, _ENDINGS)]
        self._families = by_rank([*words["families"], *made], start=40)
        self._domains = Weighted(words["mail_domains"], [1.0] * len(words["mail_domains"]))
        self._population = Population(dice)
        self._count = 0

    def one(self) -> Card:
        """Return another person."""
        dice = self._dice
        first = dice.draw(self._firsts)
        if dice.chance(0.12):
            first = f"{first} {dice.draw(self._firsts)}"
        name = f"{first} {dice.draw(self._families)}"
        city, district = self._population.place()
        phone = self.number() if dice.chance(0.85) else ""
        return Card(name, phone, self.address(name) if dice.chance(0.75) else "", city, district)

    def number(self) -> str:
        """Return a mobile number nobody has."""
        self._count += 1
        scattered = self._count * 7_368_787 % 10_000_000
        return f"+905{30 + self._count % 30}{scattered:07d}"

    def address(self, name: str) -> str:
        """Return an e-mail address as people make them of their names."""
        self._count += 1
        parts = fold(name).split()
        local = (".".join(parts), "".join(parts), f"{parts[0][0]}{parts[-1]}", f"{parts[-1]}.{parts[0]}")
        return f"{self._dice.pick(local)}{self._count % 9973}@{self._dice.draw(self._domains)}"

    def place(self) -> tuple[str, str]:
        """Return another il and ilçe."""
        return self._population.place()


def _slip_of_keys(dice: Dice, card: Card, _people: People) -> Card:
    words = card.name.split()
    chosen = dice.between(0, len(words) - 1)
    word = words[chosen]
    at = dice.between(0, len(word) - 2)
    ways = (
        word[:at] + dice.pick(_KEYS) + word[at + 1 :],
        word[: at + 1] + dice.pick(_KEYS) + word[at + 1 :],
        word[: at + 1] + word[at + 2 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[chosen] = dice.pick(ways)
    return replace(card, name=" ".join(words))


def _swapped(_dice: Dice, card: Card, _people: People) -> Card:
    first, _, last = card.name.rpartition(" ")
    return replace(card, name=f"{last} {first}")


def _middle_left_out(_dice: Dice, card: Card, _people: People) -> Card:
    words = card.name.split()
    return replace(card, name=f"{words[0]} {words[-1]}")


def _moved(_dice: Dice, card: Card, people: People) -> Card:
    city, district = people.place()
    return replace(card, city=city, district=district)


_SLIPS: Final[tuple[tuple[_Slip, float], ...]] = (
    (_slip_of_keys, 22),
    (lambda _dice, card, _people: replace(card, name=fold(card.name).title()), 14),
    (lambda _dice, card, _people: replace(card, name=upper_tr(card.name)), 14),
    (lambda _dice, card, _people: replace(card, name=card.name.upper()), 6),
    (_swapped, 8),
    (_middle_left_out, 6),
    (lambda _dice, card, people: replace(card, phone=people.number()), 16),
    (lambda _dice, card, people: replace(card, email=people.address(card.name)), 16),
    (lambda _dice, card, _people: replace(card, phone=""), 8),
    (lambda _dice, card, _people: replace(card, email=""), 8),
    (_moved, 6),
)
"""What makes a second card of one person differ, and how often."""


def planted(seed: int, count: int, twins: int) -> tuple[list[Card], set[Pair]]:
    """Return `count` cards and the pairs of places in them that are one person: the last `twins` repeat others.

    Each repetition differs in one to three ways.
    """
    dice = Dice(seed)
    people = People(dice)
    cards = [people.one() for _ in range(count - twins)]
    slips = Weighted([slip for slip, _ in _SLIPS], [weight for _, weight in _SLIPS])
    pairs: set[Pair] = set()
    step = len(cards) // twins
    for number in range(twins):
        card = cards[number * step]
        pairs.add((number * step, len(cards)))
        for _ in range(dice.between(1, 3)):
            card = dice.draw(slips)(dice, card, people)
        cards.append(card)
    return cards, pairs
