"""Finding things by what people type: any casing, any accents, the beginning or inside of a word, a phone's end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.excerpts import SHORTEST_INSIDE, holds
from desktop_crm.platform.lookup import rows
from desktop_crm.platform.plugs import Asked, Hit, Ref, Searchable
from desktop_crm.search import asking
from desktop_crm.search.index import INSIDES, WORDS, table_of, words_of
from desktop_crm.search.stopping import Stop

CAP: Final = 300
"""How many matches of a kind are looked at before ranking; enough to show the best, few enough to be instant."""

_LIKELY: Final = 100
"""Of how many of the best titles it is asked which are the recent ones."""
_LOOKED_AT: Final = 100
"""How many things are read again to see whether they hold the short words too."""
_READ_AT_ONCE: Final = 50
_ENDS: Final = 400
_LIKES: Final = 40
"""How many words that have the one typed inside are looked for: of the first and the newest that many, the shortest."""
_SHORT: Final = 3
_OWNERS: Final = 3
"""Of how many customers found what belongs to them is shown too."""
_SHORTEST_NAME: Final = 3
_GIVEN: Final = "SELECT value FROM json_each(?)"


def search(
    session: Session, kinds: Sequence[Searchable], text: str, limit: int = 20, stop: Stop | None = None
) -> list[Hit]:
    """Return at most `limit` hits of each kind, kinds in the given order, the best of each first.

    A hit has every word of `text` at the beginning of one of its words, or ends in the digits of `text` where that
    is a phone or a part of one; after these come hits that have the words inside of theirs. What belongs to the first
    customers found follows where customers come first among `kinds`. Blank text finds nothing.
    Raises Cancelled where `stop` was pulled, from whatever thread.
    """
    with (stop or Stop()).over(session):
        return _search(session, kinds, asking.understood(text), limit)


def _search(session: Session, kinds: Sequence[Searchable], asked: Asked, limit: int) -> list[Hit]:
    if not asked.words:
        return []
    hits: list[Hit] = []
    customers: list[int] = []
    likes: dict[str, list[str]] = {}
    for kind in kinds:
        ids = _beginning(session, kind, asked, max(limit, _OWNERS))
        if len(ids) < limit:
            likes = likes or _likes(session, asked)
            ids += _inside(session, kind, asked, likes, limit - len(ids), ids)
        if kind.kind == "customer" and len(asked.folded) >= _SHORTEST_NAME:
            customers = ids[:_OWNERS]
        elif kind.of_customer and len(ids) < limit:
            ids += _belonging(session, kind, customers, limit, ids)
        hits += kind.describe(session, ids[:limit], asked)
    return hits


def described(session: Session, kinds: Sequence[Searchable], refs: Sequence[Ref]) -> list[Hit]:
    """Return hits for known things, in the given order; what is not there any more is left out."""
    nothing = Asked("", "", ())
    hits: dict[Ref, Hit] = {}
    for kind in kinds:
        ids = [ref.id for ref in refs if ref.kind == kind.kind]
        hits |= {hit.ref: hit for hit in kind.describe(session, ids, nothing)} if ids else {}
    return [hits[ref] for ref in refs if ref in hits]


def ids_matching(kind: str, text: str) -> tuple[str, str]:
    """Return a SELECT of the ids of a kind that have the words of `text` at beginnings, all of them, and its one value.

    Text without a letter or digit finds nothing.
    """
    table = table_of(kind)
    asked = asking.understood(text)
    match = asking.beginnings(asked, asked.words)
    return f"SELECT rowid FROM {table} WHERE {table} MATCH ?" if match else "SELECT NULL WHERE ? <> ''", match


def unfindable(session: Session, kind: Searchable) -> int:
    """Return how many things of a kind the index does not know or knows only as they were; 0 in a whole store."""
    connection = session.connection()
    missing = (
        f"SELECT id FROM {kind.table} WHERE deleted_at IS NULL AND id NOT IN (SELECT rowid FROM {table_of(kind.kind)})"
    )
    statement = f"SELECT count(*) FROM ({missing} UNION SELECT id FROM search_stale WHERE kind = ?)"
    return int(connection.exec_driver_sql(statement, (kind.kind,)).scalar_one())


def _beginning(session: Session, kind: Searchable, asked: Asked, limit: int) -> list[int]:
    """Return the best ids of things that have the words at beginnings, at most `limit`."""
    if not kind.title:
        return _newest(session, kind, asking.beginnings(asked, _telling(asked)), asked, limit)
    titled = f" UNION SELECT id FROM ({kind.titled})" if kind.titled else ""
    rank, words = _rank(kind, asked)
    likely = (
        f"SELECT t.id, {rank} FROM {kind.table} t WHERE t.id IN (SELECT rowid FROM ({_matching(kind)}){titled}) "
        "AND t.deleted_at IS NULL ORDER BY tier, whole DESC, letters DESC, t.id DESC LIMIT :likely"
    )
    statement = (
        f"SELECT t.id FROM ({likely}) t ORDER BY t.tier, t.whole DESC, t.letters DESC, {kind.recent} LIMIT :limit"
    )
    values = {
        "match": asking.beginnings(asked, asked.words), "cap": CAP, "likely": max(_LIKELY, limit), "limit": limit,
    }  # fmt: skip
    return _ids(session, statement, values | words | asking.bounds(asked))


def _inside(
    session: Session, kind: Searchable, asked: Asked, likes: Mapping[str, Sequence[str]], limit: int, but: Sequence[int]
) -> list[int]:
    """Return ids of things that have the words inside of theirs: those with the words in the title first, then newest.

    `likes` are words that have those typed inside.
    """
    wanted = asked.words if kind.title else _telling(asked)
    ways = [" AND ".join(f"({asking.either(word, likes.get(word, ()))})" for word in wanted)]
    if likes.get(asked.number):
        ways.append(" OR ".join(f'"{like}"' for like in likes[asked.number]))
    elif not any(likes.get(word) for word in wanted):
        return []
    match = " OR ".join(f"({way})" for way in ways)
    if not kind.title:
        found = _newest(session, kind, match, asked, limit + len(but))
    else:
        named, words = _each("instr({title}, {word}) > 0", _folded(kind), asked, " AND ")
        statement = (
            f"SELECT t.id FROM {kind.table} t WHERE t.id IN ({_matching(kind)}) AND t.deleted_at IS NULL "
            f"ORDER BY CASE WHEN {named} THEN 0 ELSE 1 END, {kind.recent} LIMIT :limit"
        )
        values = {"match": match, "cap": CAP, "limit": limit + len(but)}
        found = _ids(session, statement, values | words)
    known = set(but)
    return [row_id for row_id in found if row_id not in known][:limit]


def _likes(session: Session, asked: Asked) -> dict[str, list[str]]:
    """Return words that have the words typed inside, or the number, by what was typed, the closest first."""
    likes: dict[str, list[str]] = {}
    for word in (asked.number,) if asked.number else asked.words:
        if len(word) >= SHORTEST_INSIDE:
            threes = f"SELECT rowid FROM {INSIDES} WHERE {INSIDES} MATCH :threes ORDER BY rowid"
            values = {"threes": asking.threes(word)}
            ids = _ids(session, f"{threes} LIMIT {_ENDS}", values)
            if len(ids) == _ENDS:
                ids += _ids(session, f"{threes} DESC LIMIT {_ENDS}", values)
            statement = (
                f"SELECT word FROM {WORDS} WHERE id IN ({_GIVEN}) AND instr(word, ?) > 1 "
                f"ORDER BY length(word), id LIMIT {_LIKES}"
            )
            found = rows(session, statement, (json.dumps(ids), word)) if ids else []
            likes[word] = [str(row[0]) for row in found]
    return likes


def _telling(asked: Asked) -> Sequence[str]:
    """Return the words that say something: one or two letters begin a word of nearly every text."""
    return [word for word in asked.words if len(word) >= _SHORT] or asked.words


def _matching(kind: Searchable) -> str:
    table = table_of(kind.kind)
    return f"SELECT rowid FROM {table} WHERE {table} MATCH :match ORDER BY rowid DESC LIMIT :cap"


def _newest(session: Session, kind: Searchable, match: str, asked: Asked, limit: int) -> list[int]:
    """Return the newest ids of a kind without titles that match and hold the short words, which `match` leaves out."""
    short = len(_telling(asked)) < len(asked.words)
    newest = _ids(session, _matching(kind), {"match": match, "cap": _LOOKED_AT if short else limit})
    if not short:
        return newest
    found: list[int] = []
    for start in range(0, len(newest), _READ_AT_ONCE):
        part = newest[start : start + _READ_AT_ONCE]
        texts = rows(session, words_of(kind, _GIVEN), (json.dumps(part),))
        good = {int(row[0]) for row in texts if holds(row[1], asked)}
        found += [row_id for row_id in part if row_id in good]
        if len(found) >= limit:
            break
    return found[:limit]


def _belonging(
    session: Session, kind: Searchable, customers: Sequence[int], limit: int, but: Sequence[int]
) -> list[int]:
    """Return what belongs to the customers and was not found by itself, the best customer's first."""
    found: list[int] = []
    for customer in customers:
        found += _ids(session, kind.of_customer, {"customer": customer, "limit": limit})
    known = set(but)
    return [row_id for row_id in found if row_id not in known]


def _rank(kind: Searchable, asked: Asked) -> tuple[str, dict[str, object]]:
    """Return the columns by which titles are ordered, tier, whole and letters, and their values.

    Titles as typed come first, then those that begin with it, then those whose words begin with the words typed; among
    these whole words before parts of words, and titles with the very letters typed before their likes.
    """
    title = _folded(kind)
    begins, words = _each("instr(' ' || {title}, ' ' || {word}) > 0", title, asked, " AND ")
    whole, _ = _each("(instr(' ' || {title} || ' ', ' ' || {word} || ' ') > 0)", title, asked, " + ")
    ordered = (
        f"CASE WHEN t.{kind.title} = :text THEN 0 WHEN {title} = :folded THEN 1 "
        f"WHEN {title} >= :folded AND {title} < :folded_end THEN 2 WHEN {begins} THEN 3 ELSE 4 END AS tier, "
        f"{whole} AS whole, instr(t.{kind.title}, :text) > 0 AS letters"
    )
    return ordered, words | {"text": asked.text}


def _folded(kind: Searchable) -> str:
    return f"t.{kind.folded}" if kind.folded else f"fold(t.{kind.title})"


def _each(what: str, title: str, asked: Asked, between: str) -> tuple[str, dict[str, object]]:
    """Return a condition on each word, joined, and the words as its values."""
    names = {f"word{place}": word for place, word in enumerate(asked.words)}
    return between.join(what.format(title=title, word=f":{name}") for name in names), dict(names)


def _ids(session: Session, statement: str, values: Mapping[str, object]) -> list[int]:
    return [int(row[0]) for row in rows(session, statement, values)]
