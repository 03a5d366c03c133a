"""Finding things by what people type: any casing, any accents, the beginning of a word, the end of a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Hit, Searchable
from desktop_crm.platform.text import digits, fold, folded_words
from desktop_crm.search.index import table_of

CAP: Final = 500
"""How many matches of a kind are looked at before ranking; enough to show the best, few enough to be instant."""

_PHONE: Final = re.compile(r"^[\s\d+()./\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]+$")
"""Digits and the signs people and programs put between them: dashes of any width, marks of writing direction."""
_SHORTEST_TAIL: Final = 4
_NATIONAL: Final = 10


def search(session: Session, kinds: Sequence[Searchable], text: str, limit: int = 20) -> list[Hit]:
    """Return at most `limit` hits of each kind, kinds in the given order, the best of each first.

    A hit has every word of `text` at the beginning of one of its words, or ends in the digits of `text` where that
    is a phone number or a part of one. Blank text finds nothing.
    """
    asked = folded_words(text)
    match = _match(text, asked)
    if not match:
        return []
    hits: list[Hit] = []
    for kind in kinds:
        table = table_of(kind.kind)
        statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
        found = session.connection().exec_driver_sql(statement, (match, CAP)).scalars().all()
        hits += kind.describe(session, _best(session, kind, found, text, asked)[:limit], asked)
    return hits


def _best(session: Session, kind: Searchable, found: Sequence[int], text: str, asked: list[str]) -> list[int]:
    """Return the ids found, the best first: ranked by their titles alone, so that only what is shown is described."""
    if not kind.title:
        return list(found)
    statement = f"SELECT id, {kind.title} FROM {kind.table} WHERE id IN (SELECT value FROM json_each(?))"
    titles = by_id(session, statement, found)
    return sorted((i for i in found if i in titles), key=lambda i: _rank(titles[i][1], text, asked))


def ids_matching(kind: str, text: str) -> tuple[str, str]:
    """Return a SELECT of the ids of a kind that `search` would find for `text`, all of them, and its one value.

    Text without a letter or digit finds nothing.
    """
    table = table_of(kind)
    match = _match(text, folded_words(text))
    return f"SELECT rowid FROM {table} WHERE {table} MATCH ?" if match else "SELECT NULL WHERE ? <> ''", match


def unfindable(session: Session, kind: Searchable) -> int:
    """Return how many things of a kind the index does not know or knows only as they were; 0 in a whole store."""
    connection = session.connection()
    missing = (
        f"SELECT id FROM {kind.table} WHERE deleted_at IS NULL AND id NOT IN (SELECT rowid FROM {table_of(kind.kind)})"
    )
    statement = f"SELECT count(*) FROM ({missing} UNION SELECT id FROM search_stale WHERE kind = ?)"
    return int(connection.exec_driver_sql(statement, (kind.kind,)).scalar_one())


def _match(text: str, words: list[str]) -> str:
    """Return the FTS5 query: each word as a prefix; a number also as the beginning or the tail of a phone."""
    ways = [" AND ".join(f'"{word}" *' for word in words)]
    number = digits(text)
    if _PHONE.match(text) and len(number) >= _SHORTEST_TAIL:
        national = number.removeprefix("00").removeprefix("90" if len(number) > _NATIONAL else "").removeprefix("0")
        tail = national if len(number) >= _NATIONAL else number
        ways += [f'"{number}" *', f'"90{national}" *', f'"r{tail[::-1]}" *']
    return " OR ".join(f"({way})" for way in ways if way)


def _rank(title: str, text: str, words: list[str]) -> tuple[int, int]:
    """Order titles: as typed first, then the same folded, then by how their words begin."""
    wanted = text.strip()
    folded = folded_words(title)
    if title == wanted:
        return (0, 0)
    if fold(title) == fold(wanted):
        return (1, 0)
    if wanted and wanted in title:
        return (2, title.index(wanted))
    exact = sum(word in folded for word in words)
    starts = bool(words) and bool(folded) and folded[0].startswith(words[0])
    return (3 if starts else 4, -exact)
