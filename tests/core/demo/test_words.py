"""The words of the demo shop: everything that people say and write there is in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from desktop_crm.demo.words import book
from desktop_crm.platform import i18n

# What stands in the books beside sentences: names, places, addresses, and words of the program.
_OTHER = {
    "customer", "owner", "channel", "direction", "time", "name", "city", "district", "phone", "email", "also",
    "company", "handles", "channels", "preferred_channel", "gender", "language", "birthday", "best", "quiet", "sizes",
}  # fmt: skip
_ALIKE = {"VIP", "Instagram", "lost", "Berk Uğurlu", "Derya Kılıç"}


def _sentences(told: Any, key: str = "") -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _sentences(value, name)
    elif isinstance(told, list):
        for value in told:
            yield from _sentences(value, key)
    elif isinstance(told, str) and told and key not in _OTHER:
        yield told


def _places(text: str) -> set[str]:
    return {name for _words, name, _how, _turn in Formatter().parse(text) if name}


@pytest.fixture(params=["talk", "cast", "cards"])
def both(request: pytest.FixtureRequest) -> tuple[list[str], list[str]]:
    """The sentences of a book in Turkish and in English."""
    i18n.use("tr")
    turkish = list(_sentences(book(request.param)))
    i18n.use("en")
    return turkish, list(_sentences(book(request.param)))


def test_every_sentence_is_in_both_languages_with_the_same_places_to_fill(both: tuple[list[str], list[str]]) -> None:
    turkish, english = both
    assert len(turkish) == len(english) > 15
    same = {said for said, other in zip(turkish, english, strict=True) if said == other}
    assert same <= _ALIKE
    for said, other in zip(turkish, english, strict=True):
        assert _places(said) == _places(other)


def test_names_places_and_products_are_turkish_in_both() -> None:
    shelves = []
    for language in ("tr", "en"):
        i18n.use(language)
        shelves.append((book("catalogue"), [person["name"] for person in book("cast")["person"]]))
    assert shelves[0] == shelves[1]
    assert book("people")["heard"][1] == "Met at the crafts market"
