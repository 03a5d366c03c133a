"""How likely two people are one: a score from 0 to 100 with the evidence it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from desktop_crm.platform.text import folded_words

REVIEW: Final = 52
"""From here on two cards are shown to somebody who decides."""

SAME_EMAIL, NEAR_EMAIL, OTHER_EMAIL = "same_email", "near_email", "other_email"
SAME_PHONE, NEAR_PHONE, OTHER_PHONE = "same_phone", "near_phone", "other_phone"
SAME_NAME, CLOSE_NAME, LIKE_NAME, OTHER_NAME = "same_name", "close_name", "like_name", "other_name"
COMMON_NAME, SAME_FAMILY = "common_name", "same_family"
SAME_DISTRICT, SAME_CITY, OTHER_CITY = "same_district", "same_city", "other_city"
SAME_TAX_NUMBER, OTHER_TAX_NUMBER = "same_tax_number", "other_tax_number"
OUR_NUMBER = "our_number"
"""Our own list calls one of them by the number of the other."""

NONE: Final = frozenset[str]()
Near = Callable[[str, str], bool]

_SAME, _CLOSE, _LIKE = 0.995, 0.87, 0.75
"""From which likeness on two names are the same, one slip apart, similar."""
_JOINED: Final = 0.97
_LEFT_OUT: Final = 0.85
_INITIAL: Final = 0.8
_UNLIKE_WORD: Final = 0.6
_UNLIKE: Final = 0.5
_EXTRA_WORD: Final = 0.06
_LOCAL: Final = 6
_NUMBER: Final = 10
_LONGEST: Final = 200
_TITLES: Final = frozenset({"bay", "bayan", "bey", "hanim", "sn", "sayin", "dr", "av", "mr", "mrs", "ms"})
_EMAIL: Final = (SAME_EMAIL, NEAR_EMAIL, OTHER_EMAIL)
_PHONE: Final = (SAME_PHONE, NEAR_PHONE, OTHER_PHONE)
_PROVEN: Final = frozenset({SAME_EMAIL, SAME_PHONE, SAME_TAX_NUMBER})
_POINTS: Final[dict[str, int]] = {
    SAME_EMAIL: 50, NEAR_EMAIL: 20, OTHER_EMAIL: -8,
    SAME_PHONE: 46, NEAR_PHONE: 18, OTHER_PHONE: -10,
    SAME_TAX_NUMBER: 50, OTHER_TAX_NUMBER: -60,
    COMMON_NAME: 0, SAME_NAME: 50, CLOSE_NAME: 46, LIKE_NAME: 34, OTHER_NAME: -15, SAME_FAMILY: 25,
    SAME_DISTRICT: 12, SAME_CITY: 6, OTHER_CITY: -15,
}  # fmt: skip
_RARITY: Final = ((2, 10), (4, 0), (12, -6), (40, -14), (10**9, -24))
"""What a shared name is worth by how many are called so."""


@dataclass(frozen=True, slots=True)
class Someone:
    """What a person is compared by: numbers as kept, folded e-mails of their own (no relays), folded places."""

    name: str
    phones: frozenset[str] = NONE
    emails: frozenset[str] = NONE
    cities: frozenset[str] = NONE
    districts: frozenset[str] = NONE
    tax_number: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two people are: the score, how alike their names are in percent, and the evidence, best first."""

    score: int
    name: int
    evidence: tuple[str, ...]


def likeness(one: Someone, other: Someone, commonness: int = 3) -> Likeness:
    """Return how alike two people are; `commonness` is how many of the shop are called so (2: only these two)."""
    return compared(one, words_of(one.name), other, words_of(other.name), commonness)


def compared(
    one: Someone, one_words: Sequence[str], other: Someone, other_words: Sequence[str], commonness: int = 3
) -> Likeness:
    """Return how alike two people are, the words of whose names are known already."""
    name = name_likeness(one_words, other_words)
    told: list[str] = []
    if one.emails and other.emails:
        told.append(_said(one.emails, other.emails, near_email, _EMAIL))
    if one.phones and other.phones:
        told.append(_said(one.phones, other.phones, near_phone, _PHONE))
    if one.tax_number and other.tax_number:
        told.append(SAME_TAX_NUMBER if one.tax_number == other.tax_number else OTHER_TAX_NUMBER)
    reached = not _PROVEN.isdisjoint(told)
    called = _called(name)
    told.append(called)
    if called == OTHER_NAME and one_words and other_words and one_words[-1] == other_words[-1]:
        told.append(SAME_FAMILY)
    points = 0
    if called == SAME_NAME and not reached:
        points = next(points for most, points in _RARITY if commonness <= most)
        if points < 0:
            told.append(COMMON_NAME)
    if one.cities and other.cities:
        told.append(_place(one, other))
    for word in told:
        points += _POINTS[word]
    return Likeness(max(0, min(100, points)), round(name * 100), tuple(told))


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without forms of address, unless it consists of them."""
    words = folded_words(name[:_LONGEST])
    return tuple([word for word in words if word not in _TITLES] or words)


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
    few, many = sorted((one, other), key=lambda words: (len(words), list(words)))
    left = list(many)
    total = length = 0.0
    worst = 1.0
    for word in sorted(few, key=len, reverse=True):
        alike, partner = max((_word_likeness(word, candidate), candidate) for candidate in left)
        left.remove(partner)
        longer = max(len(word), len(partner))
        total, length, worst = total + alike * longer, length + longer, min(worst, alike)
    alike = total / length - _EXTRA_WORD * len(left)
    if left:  # one name out of several says little
        alike = min(alike, _UNLIKE_WORD if len(few) == 1 else _LEFT_OUT)
    return max(0.0, min(alike, _UNLIKE) if worst < _UNLIKE_WORD else alike)


def near_email(one: str, other: str) -> bool:
    """Return whether two addresses differ by one slip of the fingers or by their provider alone."""
    local, _, domain = one.partition("@")
    other_local, _, other_domain = other.partition("@")
    if len(local) < _LOCAL:
        return False
    if local == other_local:
        return True
    return domain == other_domain and _measure().distance(local, other_local, score_cutoff=1) <= 1


def near_phone(one: str, other: str) -> bool:
    """Return whether two numbers of equal length differ in one digit or in two that changed places."""
    return len(one) == len(other) >= _NUMBER and _measure().distance(one, other, score_cutoff=1) <= 1


class _Measure(Protocol):
    """Counts slips of the fingers between two words: a letter more, less or other, two that changed places."""

    def distance(self, s1: str, s2: str, *, score_cutoff: int) -> int: ...
    def normalized_similarity(self, s1: str, s2: str) -> float: ...


@cache
def _measure() -> _Measure:
    """Return the measure; it is imported when first needed, since the window starts without."""
    from rapidfuzz.distance import OSA

    return OSA


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    return _measure().normalized_similarity(one, other)


def _called(name: float) -> str:
    if name >= _SAME:
        return SAME_NAME
    if name >= _CLOSE:
        return CLOSE_NAME
    return LIKE_NAME if name >= _LIKE else OTHER_NAME


def _said(one: frozenset[str], other: frozenset[str], near: Near, words: tuple[str, str, str]) -> str:
    """Return what the numbers or addresses of two people say: the same, nearly, or others."""
    same, almost, differs = words
    if not one.isdisjoint(other):
        return same
    for mine in one:
        for theirs in other:
            if near(mine, theirs):
                return almost
    return differs


def _place(one: Someone, other: Someone) -> str:
    if not one.districts.isdisjoint(other.districts):
        return SAME_DISTRICT
    return OTHER_CITY if one.cities.isdisjoint(other.cities) else SAME_CITY
