"""What fits at the place someone types: fields, operators, and the values the store knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_crm.platform.text import fold
from desktop_crm.segments.fields import DAYS, NUMBERS, Field, Language, as_written
from desktop_crm.segments.parsing import FieldStart, field_start
from desktop_crm.segments.values import quoted_if_needed
from desktop_crm.segments.words import ANYTHING, NAMED, NOTHING, OR, UNITS, printed

MOST: Final = 12
_BEGINS: Final = re.compile(r"[\s(]*-?")
_ENDS: Final = re.compile(r"[^\s()]*")
_WORD: Final = re.compile(r"[^\s()]+")
_PASTS: Final = (7, 30, 90, 180)


class Kind(StrEnum):
    """What a completion is."""

    FIELD = "field"
    VALUE = "value"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that may stand from `first` up to `last`: the text to put there, and which field a value is of."""

    text: str
    kind: Kind
    field: str
    first: int
    last: int


Known = Callable[[Field, str], Sequence[str]]
"""The values of a field that begin with a folded text, the commonest first, at most a few."""


def complete(text: str, cursor: int, known: Language, values: Known, language: str) -> list[Completion]:
    """Return what may stand where the cursor is (letters before it), the likeliest first, at most `MOST`.

    Free words are left alone: what is typed there may be a field's name or a name, so only fields are offered.
    """
    at = _token(text, cursor)
    start = _started(text, at, known)
    if start is not None and start.value_at <= cursor:
        field = known.by_name.get(fold(start.name))
        return [] if field is None else _values(text, cursor, start.value_at, field, values, language)
    ends = _ENDS.match(text, cursor)
    typed, last = fold(text[at:cursor].removeprefix('"')), ends.end() if ends else cursor
    if text.startswith('"', at):
        last = _closing(text, at, cursor)
    words = [
        Completion(f"{as_written(_fitting(field, typed, language))}{_sign(field)}", Kind.FIELD, field.key, at, last)
        for field in known.fields
        if _fitting(field, typed, language)
    ]
    between = printed(OR, language)
    if typed and fold(between).startswith(typed) and text[:at].strip():
        words.append(Completion(f"{between} ", Kind.WORD, "", at, last))
    return words[:MOST]


def _token(text: str, cursor: int) -> int:
    """Return where the condition or word that the cursor stands in begins."""
    at, quoted = 0, False
    for place, letter in enumerate(text[:cursor]):
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in " \t\n()":
            at = place + 1
    begins = _BEGINS.match(text, at)
    return min(begins.end() if begins else at, cursor)


def _started(text: str, at: int, known: Language) -> FieldStart | None:
    """Return the field that the token at a place begins with; its name may have begun some words before."""
    found = field_start(text, at, known)
    if found is None or known.most_words == 1 or fold(found.name) in known.by_name:
        return found
    before = [word.start() for word in _WORD.finditer(text, 0, at)][1 - known.most_words :]
    starts = (field_start(text, place, known) for place in before)
    return next((one for one in starts if one is not None and one.value_at == found.value_at), found)


def _closing(text: str, at: int, cursor: int) -> int:
    """Return the place behind the quotation mark that closes the one at a place; the cursor where none does."""
    found = text.find('"', max(cursor, at + 1))
    return found + 1 if found >= 0 else cursor


def _fitting(field: Field, typed: str, language: str) -> str:
    """Return the name of a field that begins with what is typed, its own in the language first; "" where none does."""
    names = (*field.tr, *field.en) if language == "tr" else (*field.en, *field.tr)
    return next((name for name in names if fold(name).startswith(typed)), "")


def _sign(field: Field) -> str:
    return ">" if field.kind in NUMBERS else ":"


def _values(text: str, cursor: int, at: int, field: Field, values: Known, language: str) -> list[Completion]:
    raw = text[at:cursor]
    ends = _ENDS.match(text, cursor)
    last = ends.end() if ends else cursor
    if raw.startswith('"'):
        last = _closing(text, at, cursor)
    typed = fold(raw.strip().removeprefix('"'))
    offered: list[str] = []
    if field.options:
        offered = [printed((option.tr, option.en), language) for option in field.options]
    elif field.kind in DAYS:
        offered = [f"{count}{printed(UNITS_OF_DAYS, language)}" for count in _PASTS]
        offered += [printed(words, language) for words in NAMED.values()]
    elif field.kind not in NUMBERS:
        offered = [quoted_if_needed(value) for value in values(field, typed)]
    offered += [printed(NOTHING[:2], language), printed(ANYTHING, language)]
    fitting = [one for one in dict.fromkeys(offered) if fold(one).strip('"').startswith(typed)]
    return [Completion(f"{one} ", Kind.VALUE, field.key, at, last) for one in fitting[:MOST]]


UNITS_OF_DAYS: Final = next(iter(UNITS.values()))[:2]
