"""One history of a customer out of what every feature has to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.plugs import TimelineEntry, TimelineSource
from desktop_crm.platform.text import fold

_AT_ONE_INSTANT: Final = 20
_READ_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a history, newest first; `before` is where the next one begins, None where there is none.

    `kinds` are those of the sources asked that had anything to tell before the instant it was asked from.
    """

    entries: tuple[TimelineEntry, ...]
    before: int | None
    kinds: frozenset[str]


def page(
    session: Session, sources: Sequence[TimelineSource], customer_id: int, before: int | None = None, limit: int = 50
) -> list[TimelineEntry]:
    """Return the newest `limit` entries of all sources before the instant `before`, newest first.

    Entries of one instant are never parted by a page: the page may be longer by them.
    """
    return _page(session, sources, customer_id, before, limit)[0]


def _page(
    session: Session, sources: Sequence[TimelineSource], customer_id: int, before: int | None, limit: int
) -> tuple[list[TimelineEntry], frozenset[str]]:
    """Return a page, and the kinds that have anything to tell before `before`, on this page or after it."""
    found = [source.entries(session, customer_id, before, limit + 1) for source in sources]
    kinds = frozenset(source.kind for source, entries in zip(sources, found, strict=True) if entries)
    return _merged(session, sources, customer_id, found, limit), kinds


def _merged(
    session: Session,
    sources: Sequence[TimelineSource],
    customer_id: int,
    found: list[list[TimelineEntry]],
    limit: int,
) -> list[TimelineEntry]:
    """Return the newest `limit` of what each source told, and those of the same instant as the last of them.

    One more was asked of each source: one that goes on beyond that instant has all of it told already.
    """
    merged = sorted((entry for entries in found for entry in entries), key=lambda entry: -entry.at)
    if len(merged) <= limit:
        return merged
    oldest = merged[limit - 1].at
    for place, (source, entries) in enumerate(zip(sources, found, strict=True)):
        if len(entries) > limit and entries[-1].at >= oldest:  # what else it has of that instant was cut off
            newer = [entry for entry in entries if entry.at > oldest]
            found[place] = newer + _at(session, source, customer_id, oldest)
    merged = sorted((entry for entries in found for entry in entries), key=lambda entry: -entry.at)
    return [entry for entry in merged if entry.at >= oldest]


def _at(session: Session, source: TimelineSource, customer_id: int, instant: int) -> list[TimelineEntry]:
    """Return all that a source tells of one instant."""
    limit = _AT_ONE_INSTANT
    while True:
        entries = source.entries(session, customer_id, instant + 1, limit)
        if len(entries) < limit or entries[-1].at < instant:
            return [entry for entry in entries if entry.at == instant]
        limit *= 10


def narrowed(
    session: Session,
    sources: Sequence[TimelineSource],
    customer_id: int,
    *,
    kind: str = "",
    text: str = "",
    before: int | None = None,
    limit: int = 50,
) -> Found:
    """Return at least `limit` entries of a kind ('' for all) that hold every word of `text`, or all that are left.

    Words are compared folded, anywhere in an entry's title and text.
    """
    asked = [source for source in sources if kind in ("", source.kind)]
    words = fold(text).split()
    at_once = max(limit, _READ_AT_ONCE) if words else limit
    entries: list[TimelineEntry] = []
    have: frozenset[str] = frozenset()
    while True:
        read, told = _page(session, asked, customer_id, before, at_once)
        have |= told
        entries += [entry for entry in read if _holds(entry, words)]
        before = read[-1].at if len(read) >= at_once else None
        if before is None or len(entries) >= limit:
            return Found(tuple(entries), before, have)


def kinds(
    session: Session, sources: Sequence[TimelineSource], customer_id: int, known: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the kinds of the sources that have anything to tell of a customer; those `known` to are not asked."""
    return known | {one.kind for one in sources if one.kind not in known and one.entries(session, customer_id, None, 1)}


def _holds(entry: TimelineEntry, words: Sequence[str]) -> bool:
    said = fold(f"{entry.title} {entry.text}") if words else ""
    return all(word in said for word in words)
