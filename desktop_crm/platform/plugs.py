"""The small shapes by which features offer themselves to search, timeline, privacy and undo without knowing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Ref:
    """One thing of the store: its kind (`customer`, `order`, …; for rows of the journal the table) and its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed into the search box: as typed, folded, its folded words, and a phone's digits.

    `number` are the digits of a text that may be a phone or a part of one, a whole phone without its country code;
    otherwise it is empty.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, and why: the text that made it match, `field` saying what that text is.

    `copy` is the one thing of it that people carry elsewhere: a phone, a tracking number.
    """

    ref: Ref
    title: str
    why: str
    field: str = ""
    copy: str = ""

    @property
    def reason(self) -> str:
        """Why it was found, in one line."""
        return f"{self.field}: {self.why}" if self.field else self.why


@dataclass(frozen=True, slots=True)
class Searchable:
    """How things of one kind are found. All but `kind` and `describe` is SQL.

    `words` is a SELECT of (id, words, endings) over `table` for the living things whose ids are in `{ids}`: the folded
    text a thing is found by, and further words that only count by their beginnings. `feeds` names the tables whose
    rows change that text, each with a SELECT of the ids of the things that a row `{row}` concerns. `describe` turns
    found ids into hits, in the given order, leaving out what is not there any more.

    `title` is the column that holds a thing's title, `folded` the one that holds it folded, where there is one: titles
    that are or begin with what was typed come first. With `titled`, a SELECT of ids by an index, they are found however
    many newer things hold the words too; it takes `:folded` and `:folded_end`, `:typed` and `:typed_end`, `:capital`
    and `:capital_end`: what was typed, folded, as it is and in capitals, each with the end of the range of what begins
    with it. `recent` orders things of equal rank by their `t.id`. `of_customer` is a SELECT of the newest ids that
    belong to the customer `:customer`, at most `:limit`.
    """

    kind: str
    table: str
    words: str
    feeds: Mapping[str, str]
    describe: Callable[[Session, Sequence[int], Asked], list[Hit]]
    title: str = ""
    folded: str = ""
    titled: str = ""
    recent: str = "t.id DESC"
    of_customer: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a customer's history."""

    ref: Ref
    at: int
    icon: str
    title: str
    text: str
    tone: str = ""


TimelineEntries = Callable[[Session, int, int | None, int], list[TimelineEntry]]
"""(session, customer id, only before this instant, how many) → entries, newest first."""


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """What one feature has to tell of a customer: entries whose `ref.kind` is `kind`, under a name to filter by."""

    kind: str
    name: str
    entries: TimelineEntries


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that holds a customer's id and is no foreign key; `condition` is the SQL (on `t`) of when it does."""

    table: str
    column: str
    condition: str
