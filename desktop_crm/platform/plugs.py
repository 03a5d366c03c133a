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
class Hit:
    """One thing found: what it is called, and the text that made it match."""

    ref: Ref
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Searchable:
    """How things of one kind are found.

    `words` is a SELECT of (id, folded words) over `table` for the ids that stand in `search_stale` under this kind.
    `feeds` names the tables whose rows change what a thing is found by, each with its column that holds the thing's
    id. `describe` turns found ids into hits, in the given order, leaving out what is not there any more. `title` is the
    column of `table` that hits are ranked by; without one the newest come first.
    """

    kind: str
    table: str
    words: str
    feeds: Mapping[str, str]
    describe: Callable[[Session, Sequence[int], Sequence[str]], list[Hit]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a customer's history."""

    ref: Ref
    at: int
    icon: str
    title: str
    text: str
    tone: str = ""


TimelineSource = Callable[[Session, int, int | None, int], list[TimelineEntry]]
"""(session, customer id, only before this instant, how many) → entries, newest first."""
