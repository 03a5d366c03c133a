"""How likely two people are one: a score from 0 to 100 with the clues it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA

from desktop_crm.platform.text import folded_words

SURE: Final = 95
"""From here on two cards may be merged unseen: the same e-mail and the same name."""
REVIEW: Final = 50
"""From here on two cards are shown to somebody who decides."""

_TITLES: Final = frozenset({"bay", "bayan", "bey", "hanim", "sn", "sayin", "dr", "av", "mr", "mrs", "ms"})
_EXTRA_WORD: Final = 0.06
_INITIAL: Final = 0.8
_JOINED: Final = 0.97
_UNLIKE_WORD: Final = 0.6
_UNLIKE: Final = 0.5


class Clue(StrEnum):
    """One thing that speaks for or against two people being one."""

    SAME_EMAIL = "same_email"
    NEAR_EMAIL = "near_email"
    OTHER_EMAIL = "other_email"
    SAME_PHONE = "same_phone"
    NEAR_PHONE = "near_phone"
    OTHER_PHONE = "other_phone"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    OTHER_NAME = "other_name"
    COMMON_NAME = "common_name"
    SAME_PLACE = "same_place"
    SAME_CITY = "same_city"
    OTHER_CITY = "other_city"


@dataclass(frozen=True, slots=True)
class Person:
    """What two people are compared by, folded: words of the name, numbers, own e-mails (no relays), places.

    `places` are pairs of il and ilçe ('' where unknown).
    """

    words: tuple[str, ...]
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two people are: the score, how alike their names are in percent, and the clues."""

    score: int
    name: int
    clues: tuple[Clue, ...]


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without forms of address, unless it consists of them."""
    words = folded_words(name)
    return tuple([word for word in words if word not in _TITLES] or words)


def likeness(one: Person, other: Person, commonness: int = 2) -> Likeness:
    """Return how alike two people are; `commonness` is how many of the shop are called as both are (2: only they)."""
    name = name_likeness(one.words, other.words)
    clues = (_email(one.emails, other.emails), _phone(one.phones, other.phones), _place(one.places, other.places))
    return weighed(name, tuple(clue for clue in clues if clue), commonness)


def weighed(name: float, clues: tuple[Clue, ...], commonness: int = 2) -> Likeness:
    """Return the likeness of two people whose names are `name` alike (0 to 1) and of whom these clues speak."""
    points = next(points for least, points in _NAME_POINTS if name >= least) + sum(_POINTS[clue] for clue in clues)
    contact = Clue.SAME_EMAIL in clues or Clue.SAME_PHONE in clues
    called = _called(name)
    told: tuple[Clue, ...] = (called,)
    if called is Clue.SAME_NAME and not contact:
        rarity = next(points for most, points in _RARITY_POINTS if commonness <= most)
        points += rarity
        told = (called, Clue.COMMON_NAME) if rarity < 0 else told
    if called is Clue.SAME_NAME and Clue.SAME_EMAIL in clues:
        points = max(points, SURE)
    return Likeness(max(0, min(100, points)), round(name * 100), (*clues, *told))


def name_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1, whatever the order of their words.

    Every word of the shorter name is compared with its best partner; one pair that is unlike makes the names unlike.
    """
    if not one or not other:
        return 0.0
    if one == other or sorted(one) == sorted(other):
        return 1.0
    if "".join(one) == "".join(other):
        return _JOINED
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    left = list(many)
    total = length = 0.0
    worst = 1.0
    for word in few:
        alike, partner = max((_word_likeness(word, candidate), candidate) for candidate in left)
        left.remove(partner)
        longer = max(len(word), len(partner))
        total, length, worst = total + alike * longer, length + longer, min(worst, alike)
    alike = total / length - _EXTRA_WORD * len(left)
    if len(few) == 1 and left:
        alike = min(alike, _UNLIKE_WORD)  # one name out of several says little
    return min(alike, _UNLIKE) if worst < _UNLIKE_WORD else alike


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    return OSA.normalized_similarity(one, other)


def _called(name: float) -> Clue:
    if name >= _SAME:
        return Clue.SAME_NAME
    return Clue.NEAR_NAME if name >= _NEAR else Clue.OTHER_NAME


def _email(one: Collection[str], other: Collection[str]) -> Clue | None:
    if not one or not other:
        return None
    if any(address in other for address in one):
        return Clue.SAME_EMAIL
    alike = any(near_email(a, b) for a in one for b in other)
    return Clue.NEAR_EMAIL if alike else Clue.OTHER_EMAIL


def _phone(one: Collection[str], other: Collection[str]) -> Clue | None:
    if not one or not other:
        return None
    if any(number in other for number in one):
        return Clue.SAME_PHONE
    return Clue.NEAR_PHONE if any(near_phone(a, b) for a in one for b in other) else Clue.OTHER_PHONE


def _place(one: Iterable[tuple[str, str]], other: Sequence[tuple[str, str]]) -> Clue | None:
    cities = {city for city, _ in one if city}
    others = {city for city, _ in other if city}
    if not cities or not others:
        return None
    if any(place in other and place[1] for place in one):
        return Clue.SAME_PLACE
    return Clue.SAME_CITY if cities & others else Clue.OTHER_CITY


def near_email(one: str, other: str) -> bool:
    """Return whether two addresses differ by one slip of the fingers or by their provider alone."""
    local, _, domain = one.partition("@")
    other_local, _, other_domain = other.partition("@")
    if local == other_local:
        return len(local) >= _LOCAL
    return domain == other_domain and len(local) >= _LOCAL and OSA.distance(local, other_local, score_cutoff=1) <= 1


def near_phone(one: str, other: str) -> bool:
    """Return whether two numbers of equal length differ in one digit or in two that changed places."""
    return len(one) == len(other) >= _NUMBER and OSA.distance(one, other, score_cutoff=1) <= 1


_SAME: Final = 0.995
_NEAR: Final = 0.75
_LOCAL: Final = 6
_NUMBER: Final = 10
_NAME_POINTS: Final = ((_SAME, 45), (0.9, 38), (0.82, 30), (_NEAR, 20), (0.6, 4), (-1.0, -15))
_RARITY_POINTS: Final = ((2, 12), (4, 6), (12, 0), (40, -8), (10**9, -16))
_POINTS: Final[dict[Clue, int]] = {
    Clue.SAME_EMAIL: 45, Clue.NEAR_EMAIL: 18, Clue.OTHER_EMAIL: -6,
    Clue.SAME_PHONE: 40, Clue.NEAR_PHONE: 16, Clue.OTHER_PHONE: -8,
    Clue.SAME_PLACE: 8, Clue.SAME_CITY: 4, Clue.OTHER_CITY: -6,
}  # fmt: skip
