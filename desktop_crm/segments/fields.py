"""The fields a query may ask about, declared as data.

A list declares its fields as a tuple of `Field` and makes a `Language` of them; parsing, printing, completion and both
compilers work from it. Another field is one more `Field(…)` in that tuple: a key that saved views keep, its names in
Turkish and English (the first of each is the one printed), its kind, where SQL finds it, how Python gets it. Fixed
values, such as a stage, are `options`: the value kept, and its words in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from desktop_crm.platform.text import fold


class FieldKind(StrEnum):
    """What a field holds, and so what it can be compared with.

    WORD is a short text taken whole (a city, a tag), TEXT one that is looked into; DIGITS are looked into by their
    digits alone. DAY is a local ISO day, INSTANT UTC ms, BIRTHDAY an ISO day or `--MM-DD` of which the year is no
    matter.
    """

    WORD = "word"
    TEXT = "text"
    DIGITS = "digits"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    INSTANT = "instant"
    BIRTHDAY = "birthday"


TEXTS: Final = frozenset({FieldKind.WORD, FieldKind.TEXT, FieldKind.DIGITS})
NUMBERS: Final = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
DAYS: Final = frozenset({FieldKind.DAY, FieldKind.INSTANT, FieldKind.BIRTHDAY})


@dataclass(frozen=True, slots=True)
class Option:
    """One of the fixed values of a field: what is kept, and its word in each language."""

    value: str
    tr: str
    en: str


KEY_OF_OWN: Final = re.compile(r"custom\.\d+")
"""What keys of fields look like that the shop defined."""
_BARE: Final = re.compile(r"[^\W\d_](?:[\w-]*\w)?")


def own_key(field_id: int) -> str:
    """Return the key of a field that the shop defined."""
    return f"custom.{field_id}"


def as_written(name: str) -> str:
    """Return the name of a field as a query writes it: in quotes where it would be read otherwise."""
    if _BARE.fullmatch(name) or KEY_OF_OWN.fullmatch(name):
        return name
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Field:
    """A field: see this module.

    `sql` is an expression over the row asked about; of a text its folded form. Where a row has many values, `within`
    is a SELECT of the values of `column` that have one for which `{match}`, a condition on `sql`, holds. `get` returns
    the same out of what Python knows of a thing: texts (not folded) as a tuple, money as thousandths of major units,
    else a number, an ISO day or an instant, None where there is none. `ahead` tells a field about what is to come;
    `among` that `sql` holds several of the `options` side by side, `counted` that 0 of it is none, `there` the one
    option that says there is one. An `own` field is one the shop defined: its name may change, so what is kept names it
    by its key, which is understood as well.
    """

    key: str
    tr: tuple[str, ...]
    en: tuple[str, ...]
    kind: FieldKind
    sql: str
    get: Callable[[Any], Any]
    within: str = ""
    column: str = "c.id"
    options: tuple[Option, ...] = ()
    ahead: bool = False
    among: bool = False
    counted: bool = False
    there: str = ""
    own: bool = False

    def name(self, language: str) -> str:
        """Return its name in `tr` or `en`."""
        return self.tr[0] if language == "tr" else self.en[0]

    def written(self, language: str, *, kept: bool = False) -> str:
        """Return its name as a query writes it in `tr` or `en`, with `kept` so that another name changes nothing."""
        return as_written(self.key if kept and self.own else self.name(language))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a query is asked: what `today` and distances are counted from, and the zone instants are seen in."""

    today: date
    zone: str


class Language:
    """The fields of one list, by key and by every name."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        self.by_key = {field.key: field for field in fields}

    @cached_property
    def most_words(self) -> int:
        """Of how many words the longest name is."""
        return max((len(name.split()) for name in self.by_name), default=1)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their folded names in both languages. Raises ValueError where two share one."""
        found: dict[str, Field] = {}
        for field in self.fields:
            for name in (*field.tr, *field.en):
                if found.setdefault(fold(name), field) is not field:
                    raise ValueError(f"two fields are called {name}")
        return found
