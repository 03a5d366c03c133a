"""Where in a text the words stand that somebody looked for, and the part of a long text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop_crm.platform.plugs import Asked
from desktop_crm.platform.text import digits, fold

Stretches = tuple[tuple[int, int], ...]
"""Parts of a text as (start, end), in order."""

SHORTEST_INSIDE: Final = 3
"""Letters a word must have to be looked for inside of words too."""
SHORTEST_NUMBER: Final = 4
"""Digits that make a part of a phone."""
_AROUND: Final = 40
_LINE: Final = 120
_NUMBER: Final = re.compile(r"\+?\d[\d ()./\-]*\d")


def stretches(text: str, asked: Asked) -> Stretches:
    """Return the parts of `text` that the words looked for name: beginnings of words, else parts inside of words.

    Digits of a phone are found whatever stands between them.
    """
    found = _number(text, asked.number) if asked.number else []
    if not found:
        folded, places = _folded(text)
        for word in asked.words:
            found += [(places[start], places[end - 1] + 1) for start, end in _occurrences(folded, word)]
    return _joined(found)


def holds(folded: str, asked: Asked) -> bool:
    """Return whether a folded text has every word looked for, or the number: at the beginning of words or inside."""
    if asked.words and all(_occurrences(folded, word) for word in asked.words):
        return True
    return bool(asked.number) and asked.number in folded


def first_holding(texts: Sequence[str], asked: Asked) -> str:
    """Return the text that has most of the words looked for, the first of several; empty where none has any."""
    held = [text for text in texts if text and stretches(text, asked)]
    return max(held, key=lambda text: sum(bool(_occurrences(fold(text), word)) for word in asked.words), default="")


def excerpt(text: str, asked: Asked) -> str:
    """Return the part of `text` around the first of the words looked for, on one line, with … where it was cut."""
    line = " ".join(text.split())
    if len(line) <= _LINE:
        return line
    start = max(0, next((start for start, _ in stretches(line, asked)), 0) - _AROUND)
    if start:
        blank = line.find(" ", start, start + _AROUND // 2)
        start = blank + 1 if blank > 0 else start
    cut = line[start : start + _LINE]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(line) else ''}"


def _occurrences(folded: str, word: str) -> list[tuple[int, int]]:
    """Return where `word` begins a word of `folded`; where it never does and is long enough, where it is inside."""
    inside: list[tuple[int, int]] = []
    begins: list[tuple[int, int]] = []
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        (inside if start and folded[start - 1].isalnum() else begins).append((start, end))
        start = folded.find(word, end)
    return begins or (inside if len(word) >= SHORTEST_INSIDE else [])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its letters, the place in `text` it comes from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    letters = [(fold(letter), place) for place, letter in enumerate(text)]
    return "".join(part for part, _ in letters), [place for part, place in letters for _ in part]


def _number(text: str, number: str) -> list[tuple[int, int]]:
    """Return where the digits of a phone stand, with or without the country code or zero before them."""
    for way in dict.fromkeys((number, number.removeprefix("90"), number.removeprefix("0"))):
        for found in _NUMBER.finditer(text):
            where = digits(found[0]).find(way)
            if where >= 0:
                places = [found.start() + place for place, letter in enumerate(found[0]) if letter.isdecimal()]
                return [(places[where], places[where + len(way) - 1] + 1)]
    return []


def _joined(found: list[tuple[int, int]]) -> Stretches:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
