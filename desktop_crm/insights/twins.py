"""Who is in the book already, asked while a customer is typed: by the same number or address, by a name much alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.duplicates import likeness
from desktop_crm.duplicates.blocking import name_key
from desktop_crm.platform import emails
from desktop_crm.platform.lookup import by_id
from desktop_crm.search.queries import ids_matching

SHOWN: Final = 3
_LOOKED_AT: Final = 400
"""How many customers with such words are compared; the newest, so that an answer never keeps anybody waiting."""
_BEGINNING: Final = 3
_LONG_WORD: Final = 4
_ROUGHLY: Final = 72.0
_ALIKE: Final = 0.8
_LOCAL: Final = 6
_NAMES: Final = (
    "SELECT id, name, name_folded FROM customers WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
)
_SAME_LOCAL: Final = """
SELECT DISTINCT c.id, c.name FROM customer_emails e JOIN customers c ON c.id = e.customer_id AND c.deleted_at IS NULL
WHERE e.folded >= ? AND e.folded < ? AND NOT e.masked AND e.deleted_at IS NULL ORDER BY c.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who may be the one being typed: by which evidence, and how alike the names are in percent."""

    id: int
    name: str
    evidence: str
    percent: int = 100


def near(session: Session, *, name: str = "", phone: str = "", email: str = "", but: int | None = None) -> list[Near]:
    """Return at most three customers other than `but` who have this number or address or much this name, best first.

    Give one of the three.
    """
    exact = customers.known(session, name=name, phone=phone, email=email, limit=SHOWN + 1)
    evidence = likeness.SAME_PHONE if phone else likeness.SAME_EMAIL if email else likeness.SAME_NAME
    found = [Near(row_id, shown, evidence) for row_id, shown in exact]
    if name and len(found) < SHOWN:
        found += _names_alike(session, name)
    elif email and not found:
        found += _same_local(session, email)
    unique = {one.id: one for one in reversed(found) if one.id != but}
    return sorted(unique.values(), key=lambda one: (-one.percent, one.id))[:SHOWN]


def _names_alike(session: Session, name: str) -> Iterator[Near]:
    from rapidfuzz.fuzz import ratio

    words = likeness.words_of(name)
    if len(words) < 2:
        return
    ids = {row_id for way in _ways(words) for row_id in _having(session, way)}
    typed = name_key(words)
    for row_id, shown, folded in by_id(session, _NAMES, list(ids)).values():
        theirs = likeness.words_of(folded)
        if ratio(typed, name_key(theirs)) >= _ROUGHLY:
            alike = likeness.name_likeness(words, theirs)
            if alike >= _ALIKE:
                evidence = likeness.SAME_NAME if alike == 1 else likeness.CLOSE_NAME
                yield Near(row_id, shown, evidence, round(alike * 100))


def _ways(words: Sequence[str]) -> list[str]:
    """Return what to look for: all beginnings, and each long word alone, since a slip may be in any other."""
    together = " ".join(word[:_BEGINNING] for word in words)
    return list(dict.fromkeys([together, *(word for word in words if len(word) >= _LONG_WORD)]))


def _having(session: Session, text: str) -> Sequence[int]:
    statement, value = ids_matching("customer", text)
    limited = f"{statement} ORDER BY rowid DESC LIMIT {_LOOKED_AT}"
    return session.connection().exec_driver_sql(limited, (value,)).scalars().all()


def _same_local(session: Session, email: str) -> list[Near]:
    address = emails.normal(email)
    local = emails.folded(address or "").partition("@")[0]
    if len(local) < _LOCAL:
        return []
    values = (f"{local}@", f"{local}A", SHOWN + 1)  # A follows @
    rows = session.connection().exec_driver_sql(_SAME_LOCAL, values)
    return [Near(row_id, shown, likeness.NEAR_EMAIL) for row_id, shown in rows]
