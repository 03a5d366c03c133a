"""What was typed, understood: its words, the number it may be, and what the index is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop_crm.platform.excerpts import SHORTEST_NUMBER
from desktop_crm.platform.plugs import Asked
from desktop_crm.platform.text import digits, fold, folded_words

_PHONE: Final = re.compile(r"^[\s\d+()./\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]+$")
"""Digits and the signs people and programs put between them: dashes of any width, marks of writing direction."""
_NATIONAL: Final = 10
_MOST_WORDS: Final = 12
_LONGEST: Final = 400
_LAST_LETTER: Final = "\U0010ffff"


def understood(text: str) -> Asked:
    """Return what `text` asks for; without words it finds nothing. The sign before an
    order's number is left out; what is beyond any sense in length is cut."""
    typed = " ".join(text[:_LONGEST].replace("\x00", " ").split()).removeprefix("#")
    words = tuple(dict.fromkeys(folded_words(typed)))[:_MOST_WORDS]
    return Asked(typed, fold(typed), words, _number(typed))


def beginnings(asked: Asked, words: Sequence[str]) -> str:
    """Return the query for what has each of `words` at the beginning of one of its words; empty where there is none.

    A number also counts as the beginning or the end of a phone, be it all that was typed or a word beside others.
    """
    if asked.number:
        ways = [" AND ".join(f'"{word}" *' for word in words), *_of_phone(asked.number)]
        return " OR ".join(f"({way})" for way in ways if way)
    return " AND ".join(f"({_begun(word)})" for word in words)


def threes(word: str) -> str:
    """Return the query for words that may have `word` inside. Of a number its end will do: many begin alike."""
    starts = range(len(word) - 2)
    if word.isdecimal():
        starts = range(len(word) - 3, max(-1, len(word) - 8), -2)
    return " AND ".join(f'"{word[start : start + 3]}"' for start in starts)


def either(word: str, likes: Sequence[str]) -> str:
    """Return the query for what has a word that begins with `word`, or one of its likes."""
    return " OR ".join([_begun(word), *(f'"{like}"' for like in likes)])


def bounds(asked: Asked) -> dict[str, str]:
    """Return the values that a plug's `titled` takes: what was typed and the end of what begins so."""
    values = {"folded": asked.folded, "typed": asked.text, "capital": asked.text.upper()}
    return values | {f"{name}_end": value + _LAST_LETTER for name, value in values.items()}


def _begun(word: str) -> str:
    return " OR ".join([f'"{word}" *', *_of_phone(_number(word))])


def _of_phone(number: str) -> list[str]:
    """Return the queries for phones that begin or end with a number, with or without what stands before it."""
    return [f'"{number}" *', f'"90{_national(number)}" *', f'"r{number[::-1]}" *'] if number else []


def _number(typed: str) -> str:
    """Return the digits of a phone or a part of one, a whole phone without its country code; empty for other text."""
    number = digits(typed) if _PHONE.match(typed) else ""
    if len(number) >= _NATIONAL:
        number = _national(number)
    return number if len(number) >= SHORTEST_NUMBER else ""


def _national(number: str) -> str:
    long = len(number) > _NATIONAL
    return number.removeprefix("00").removeprefix("90" if long else "").removeprefix("0")
