"""How conversations are found: by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.interactions import queries
from desktop_crm.platform.plugs import Hit, Ref, Searchable
from desktop_crm.platform.text import fold

_AROUND: Final = 40
_WORDS: Final = """
SELECT i.id, fold(i.text || ' ' || coalesce(i.reason, ''))
FROM interactions i
WHERE i.deleted_at IS NULL AND i.id IN (SELECT id FROM search_stale WHERE kind = 'interaction')
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:
    found = queries.by_ids(session, ids)
    names = customers.names(session, {row.customer_id for row in found.values()})
    return [
        Hit(Ref("interaction", i), names.get(found[i].customer_id, ""), excerpt(found[i].text, words))
        for i in ids
        if i in found
    ]


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return the part of `text` around the first of the folded words, on one line, with … where it was cut."""
    line = " ".join(text.split())
    folded = fold(line)
    places = [folded.find(word) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - _AROUND)
    cut = line[start : start + 3 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(line) else ''}"


INTERACTION_SEARCH: Final = Searchable("interaction", "interactions", _WORDS, {}, _describe)
