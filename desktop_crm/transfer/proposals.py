"""Who of a file may be somebody we have, or somebody else of the file: weak evidence, put before a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_crm.duplicates.likeness import OUR_NUMBER, SAME_PHONE, Someone, likeness
from desktop_crm.platform import phones
from desktop_crm.platform.text import fold
from desktop_crm.transfer.scope import OUR_LIST, Scope
from desktop_crm.transfer.types import MaybeSame, Side

MOST: Final = 200
_TRIED: Final = 5000
_SCORE: Final = 50
"""Pairs that score less are not worth a question, unless they share a phone or our own number."""
_TELLING: Final = frozenset({SAME_PHONE, OUR_NUMBER})
_CROWD: Final = 8
"""More people than this at one phone, or of one name in one town, are no evidence of anything."""
_PREFIX: Final = 8

_FEW: Final = 3000
"""Up to so many new people are also compared by how their names begin; the search for duplicates finds the rest."""

_STORE: Final = (
    (
        "SELECT n.key, c.id, '' FROM {T}.fresh_phones n CROSS JOIN {S}.customer_phones k ON k.number = n.number "
        "CROSS JOIN {S}.customers c ON c.id = k.customer_id AND c.deleted_at IS NULL"
    ),
    (
        "SELECT a.key, c.id, '' FROM {T}.fresh_places a CROSS JOIN {S}.customers c ON c.name_folded = a.name "
        "AND c.deleted_at IS NULL CROSS JOIN {S}.customer_addresses t ON t.customer_id = c.id AND +t.city = a.city"
    ),
)
_BY_OUR_NUMBER: Final = (
    "SELECT s.key, c.id, '' FROM {T}.person_keys k CROSS JOIN {T}.people s ON s.key = k.person_key "
    "CROSS JOIN {S}.customers c ON c.id = CAST(k.value AS INTEGER) AND c.deleted_at IS NULL "
    "WHERE k.kind = 'ours' AND s._fate = 'new'"
)
_IS_OF_THIS_STORE: Final = (
    "SELECT 2 * count(s._id) > count(*) FROM {T}.person_keys k JOIN {T}.people s ON s.key = k.person_key "
    "WHERE k.kind = 'ours' AND (s._id IS NULL OR s._id = CAST(k.value AS INTEGER))"
)
"""Whether our own list was written from this store: most of its numbers are those of people called so here."""
_BY_BEGINNING: Final = (
    "SELECT a.key, c.id, '' FROM {T}.fresh_places a CROSS JOIN {S}.customers c "
    f"ON c.name_folded >= substr(a.name, 1, {_PREFIX}) "
    f"AND c.name_folded < substr(a.name, 1, {_PREFIX}) || char(1114111) "
    "AND abs(length(c.name_folded) - length(a.name)) <= 2 AND c.name_folded <> a.name AND c.deleted_at IS NULL "
    "CROSS JOIN {S}.customer_addresses t ON t.customer_id = c.id AND +t.city = a.city AND t.district = a.district "
    f"WHERE length(a.name) > {_PREFIX}"
)
_FILE: Final = (
    (
        "SELECT a.key, NULL, b.key FROM (SELECT number FROM {T}.fresh_phones GROUP BY number "
        f"HAVING count(*) BETWEEN 2 AND {_CROWD}) g CROSS JOIN {{T}}.fresh_phones a ON a.number = g.number "
        "CROSS JOIN {T}.fresh_phones b ON b.number = g.number AND b.key > a.key"
    ),
    (
        "SELECT a.key, NULL, b.key FROM (SELECT name, city FROM {T}.fresh_places GROUP BY name, city "
        f"HAVING count(DISTINCT key) BETWEEN 2 AND {_CROWD}) g "
        "CROSS JOIN {T}.fresh_places a ON a.name = g.name AND a.city = g.city "
        "CROSS JOIN {T}.fresh_places b ON b.name = g.name AND b.city = g.city AND b.key > a.key"
    ),
)
"""The orders of these joins are given: without statistics SQLite would begin at the wrong end."""


@dataclass(slots=True)
class _Known:
    """What is known of one person, from the file or the store."""

    name: str = ""
    tax_number: str = ""
    phones: list[str] = field(default_factory=list[str])
    emails: list[str] = field(default_factory=list[str])
    places: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def someone(self) -> Someone:
        return Someone(
            self.name,
            frozenset(self.phones),
            frozenset(map(fold, self.emails)),
            frozenset(fold(city) for city, _district in self.places if city),
            frozenset(fold(f"{city} {district}") for city, district in self.places if district),
            self.tax_number,
        )

    def side(self) -> Side:
        place = " / ".join(part for part in self.places[0] if part) if self.places else ""
        return Side(self.name, [phones.shown(number) for number in self.phones], self.emails, place)


def proposals(scope: Scope) -> list[MaybeSame]:
    """Return the pairs of a decided file that somebody should look at, the likeliest first, at most `MOST`."""
    new = _gather_new(scope)
    if not new:
        return []
    has_store = scope.sql("SELECT 1 FROM {S}.customers LIMIT 1").fetchone() is not None
    store_ways = (*_STORE, *((_BY_BEGINNING,) if new <= _FEW else ())) if has_store else ()
    pairs: dict[tuple[str, int | None, str], None] = {}
    numbered: set[tuple[str, int | None, str]] = set()
    if has_store and scope.meta("profile") == OUR_LIST and scope.sql(_IS_OF_THIS_STORE).fetchone()[0]:
        numbered = {tuple(row) for row in scope.sql(f"{_BY_OUR_NUMBER} LIMIT {MOST}").fetchall()}
        pairs |= dict.fromkeys(numbered)
    for query in (*store_ways, *_FILE):
        pairs |= dict.fromkeys(tuple(row) for row in scope.sql(f"{query} LIMIT {_TRIED}").fetchall())
    answered = {(one.key, one.customer, one.other) for one in scope.verdicts}
    asked = [pair for pair in pairs if pair not in answered]
    file = _people_of_file(scope, {key for pair in asked for key in (pair[0], pair[2]) if key})
    store = _people_of_store(scope, {pair[1] for pair in asked if pair[1] is not None})
    found = [
        _compared(
            pair, file[pair[0]], store[pair[1]] if pair[1] is not None else file[pair[2]], numbered=pair in numbered
        )
        for pair in asked
    ]
    worth = [one for one in found if one.score >= _SCORE or not _TELLING.isdisjoint(one.evidence)]
    return sorted(worth, key=lambda one: (-one.score, one.key, one.customer or 0))[:MOST]


def _gather_new(scope: Scope) -> int:
    """List the phones and places of the new people of a file; returns how many people those are."""
    new = scope.sql("SELECT count(*) FROM {T}.people WHERE _fate = 'new'").fetchone()[0]
    scope.fresh_table("fresh_phones", "number TEXT, key TEXT, PRIMARY KEY (number, key)")
    scope.fresh_table("fresh_places", "name TEXT, city TEXT, key TEXT, district TEXT, PRIMARY KEY (name, city, key)")
    if new:
        scope.sql(
            "INSERT OR IGNORE INTO {T}.fresh_phones SELECT n.number, s.key FROM {T}.people s "
            "CROSS JOIN {T}.phones n ON n.person_key = s.key WHERE s._fate = 'new'"
        )
        scope.sql(
            "INSERT OR IGNORE INTO {T}.fresh_places SELECT s.name_folded, a.city, s.key, a.district FROM {T}.people s "
            "CROSS JOIN {T}.addresses a ON a.person_key = s.key WHERE s._fate = 'new' AND a.city IS NOT NULL"
        )
    return int(new)


def _compared(pair: tuple[str, int | None, str], theirs: _Known, ours: _Known, *, numbered: bool) -> MaybeSame:
    """Return a pair with its evidence; `numbered` are those whom our own list calls by the other's number."""
    alike = likeness(theirs.someone(), ours.someone())
    evidence = [OUR_NUMBER, *alike.evidence] if numbered else list(alike.evidence)
    return MaybeSame(*pair, alike.score, evidence, theirs.side(), ours.side())


def _people_of_file(scope: Scope, keys: set[str]) -> dict[str, _Known]:
    scope.fresh_table("looked_at", "id PRIMARY KEY")
    _fill(scope, keys)
    return _gathered(
        scope,
        "SELECT s.key, s.name, coalesce(s.tax_number, '') FROM {T}.people s JOIN {T}.looked_at w ON w.id = s.key",
        "SELECT s.person_key, s.number FROM {T}.phones s JOIN {T}.looked_at w ON w.id = s.person_key "
        "ORDER BY s.position",
        "SELECT s.person_key, s.address FROM {T}.emails s JOIN {T}.looked_at w ON w.id = s.person_key "
        "WHERE NOT s.masked ORDER BY s.position",
        "SELECT s.person_key, coalesce(s.city, ''), coalesce(s.district, '') FROM {T}.addresses s "
        "JOIN {T}.looked_at w ON w.id = s.person_key ORDER BY s.position",
    )


def _people_of_store(scope: Scope, ids: set[int]) -> dict[int, _Known]:
    scope.fresh_table("looked_at", "id PRIMARY KEY")
    _fill(scope, ids)
    living = "t.deleted_at IS NULL"
    return _gathered(
        scope,
        "SELECT t.id, t.name, coalesce(t.tax_number, '') FROM {T}.looked_at w JOIN {S}.customers t ON t.id = w.id",
        "SELECT t.customer_id, t.number FROM {T}.looked_at w JOIN {S}.customer_phones t ON t.customer_id = w.id "
        f"WHERE {living} ORDER BY t.position",
        "SELECT t.customer_id, t.address FROM {T}.looked_at w JOIN {S}.customer_emails t ON t.customer_id = w.id "
        f"WHERE NOT t.masked AND {living} ORDER BY t.position",
        "SELECT t.customer_id, coalesce(t.city, ''), coalesce(t.district, '') FROM {T}.looked_at w "
        f"JOIN {{S}}.customer_addresses t ON t.customer_id = w.id WHERE {living} ORDER BY t.position",
    )


def _fill(scope: Scope, wanted: Iterable[Any]) -> None:
    for one in wanted:
        scope.sql("INSERT INTO {T}.looked_at VALUES (:id)", id=one)


def _gathered(scope: Scope, people: str, numbers: str, addresses: str, places: str) -> dict[Any, _Known]:
    def rows(query: str) -> Sequence[Any]:
        found: Sequence[Any] = scope.sql(query).fetchall()
        return found

    known = {id_: _Known(name, tax_number) for id_, name, tax_number in rows(people)}
    for id_, number in rows(numbers):
        known[id_].phones.append(number)
    for id_, address in rows(addresses):
        known[id_].emails.append(address)
    for id_, city, district in rows(places):
        known[id_].places.append((city, district))
    return known
