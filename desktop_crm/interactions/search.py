"""How conversations are found: by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Hit, Ref, Searchable
from desktop_crm.platform.text import fold

_AROUND: Final = 40
_WORDS: Final = """
SELECT i.id, fold(i.text || ' ' || coalesce(i.reason, ''))
FROM interactions i
WHERE i.deleted_at IS NULL AND i.id IN (SELECT id FROM search_stale WHERE kind = 'interaction')
"""


_SHOWN: Final = """
SELECT i.id, i.text, coalesce(c.name, '') FROM interactions i LEFT JOIN customers c ON c.id = i.customer_id
WHERE i.deleted_at IS NULL AND i.id IN (SELECT value FROM json_each(?))
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    return [Hit(Ref("interaction", i), found[i][2], excerpt(found[i][1], words)) for i in ids if i in found]


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return the part of `text` around the first of the folded words, on one line, with … where it was cut."""
    line = " ".join(text.split())
    folded = fold(line)
    places = [folded.find(word) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - _AROUND)
    cut = line[start : start + 3 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(line) else ''}"


INTERACTION_SEARCH: Final = Searchable("interaction", "interactions", _WORDS, {}, _describe)
