"""Finds who may be the same in the whole book: people who share a key are compared, nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from rapidfuzz.fuzz import ratio

from desktop_crm.duplicates.blocking import contact_keys, name_key, name_keys
from desktop_crm.duplicates.book import Book
from desktop_crm.duplicates.likeness import NONE, REVIEW, Someone, compared, words_of
from desktop_crm.duplicates.types import Crowd, Found, Pair
from desktop_crm.platform.progress import Progress, silent

MOST_OF_A_NAME: Final = 6
"""How many may be called so before a name alone says little, and they are compared only within their town."""
MOST_OF_A_TOWN: Final = 200
"""Of how many people one name may be in a town before it says nothing: it is the marketplace's, or made up."""
MOST_OF_A_CONTACT: Final = 40
"""How many may share a number or an address before it says nothing: it is the company's, or made up."""
_NOWHERE: Final = ("",)
_ALIKE: Final = 80.0
_EVERY: Final = 4096
_TOLD: Final = 20

Blocks = dict[str, list[int]]


class Search:
    """One search through a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._words = {customer: words_of(name) for customer, name in book.names.items()}
        self._called = {customer: name_key(words) for customer, words in self._words.items()}
        self._contacts: Blocks = defaultdict(list)
        self._names: Blocks = defaultdict(list)
        self.crowds: list[Crowd] = []

    def candidates(self, progress: Progress = silent) -> set[tuple[int, int]]:
        """Return the pairs worth comparing, the lesser id first: a shared contact, or names that sound alike."""
        self._gather(progress)
        found: set[tuple[int, int]] = set()
        for shared, block in self._contacts.items():
            if len(block) > MOST_OF_A_CONTACT:
                self.crowds.append(Crowd(shared.removeprefix("#"), len(block)))
            elif len(block) > 1:
                found.update(combinations(block, 2))
        count, called = len(self._names), self._called
        for done, block in enumerate(self._small_blocks()):
            if not done % _EVERY:
                progress(len(called) + len(called) * min(done, count) // max(1, count), 2 * len(called))
            for one, other in combinations(block, 2):
                if ratio(called[one], called[other]) >= _ALIKE:
                    found.add((one, other))
        return found

    def pairs(self, candidates: Iterable[tuple[int, int]], progress: Progress = silent) -> list[Pair]:
        """Return the pairs that are alike enough to be looked at, best first."""
        book, words = self._book, self._words
        people: dict[int, Someone] = {}
        found: list[Pair] = []
        for done, (first, second) in enumerate(candidates):
            if not done % _EVERY:
                progress(2 * len(words), 2 * len(words))
            one = people.get(first) or people.setdefault(first, book.someone(first))
            other = people.get(second) or people.setdefault(second, book.someone(second))
            commonness = len(self._names.get(name_key(words[first]), ()))  # 0 for a single word
            likeness = compared(one, words[first], other, words[second], commonness)
            if likeness.score >= REVIEW:
                found.append(Pair(first, second, likeness))
        found.sort(key=lambda pair: (-pair.likeness.score, pair.first, pair.second))
        return found

    def _gather(self, progress: Progress) -> None:
        book = self._book
        for done, (customer, words) in enumerate(sorted(self._words.items())):
            if not done % _EVERY:
                progress(done, 2 * len(self._words))
            for key in contact_keys(
                book.phones.get(customer, NONE), book.emails.get(customer, NONE), book.tax_numbers.get(customer, "")
            ):
                self._contacts[key].append(customer)
            for key in name_keys(words, book.cities.get(customer, NONE)):
                self._names[key].append(customer)

    def _small_blocks(self) -> Iterator[Sequence[int]]:
        """Yield the blocks of names, large ones town by town; what is too large even so is told of."""
        for shared, block in self._names.items():
            if len(block) < 2:
                continue
            in_town = "|" in shared
            if len(block) <= (MOST_OF_A_TOWN if in_town else MOST_OF_A_NAME):
                yield block
                continue
            crowd = 0
            for people in [block] if in_town else self._towns(block):
                if len(people) <= MOST_OF_A_TOWN:
                    yield people
                else:
                    crowd += len(people)
            if crowd and not in_town and not shared.startswith("~"):
                self.crowds.append(Crowd(shared, crowd))

    def _towns(self, block: Sequence[int]) -> Iterable[Sequence[int]]:
        towns: Blocks = defaultdict(list)
        for customer in block:
            for city in self._book.cities.get(customer, _NOWHERE):
                towns[city].append(customer)
        return towns.values()


def find(book: Book, progress: Progress = silent) -> Found:
    """Return who may be the same in a book. Raises Cancelled from `progress`."""
    search = Search(book)
    candidates = search.candidates(progress)
    pairs = search.pairs(candidates, progress)
    crowds = sorted(search.crowds, key=lambda crowd: -crowd.cards)[:_TOLD]
    return Found(tuple(pairs), tuple(crowds), len(candidates))
