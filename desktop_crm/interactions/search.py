"""How conversations are found: by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.clock import local_date, shown_date
from desktop_crm.platform.excerpts import excerpt, first_holding
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Asked, Hit, Ref, Searchable

_WORDS: Final = """
SELECT i.id, fold(concat_ws(' ', i.text, i.reason)), ''
FROM interactions i WHERE i.deleted_at IS NULL AND i.id IN ({ids})
"""
_SHOWN: Final = """
SELECT i.id, coalesce(c.name, ''), i.text, i.reason, i.at FROM interactions i
LEFT JOIN customers c ON c.id = i.customer_id
WHERE i.deleted_at IS NULL AND i.id IN (SELECT value FROM json_each(?))
"""


def _describe(session: Session, ids: Sequence[int], asked: Asked) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    hits: list[Hit] = []
    for row_id, customer, text, reason, told_at in (found[i] for i in ids if i in found):
        speaks = not first_holding([text], asked) and first_holding([reason or ""], asked)
        said = (excerpt(text, asked), reason if speaks else "", shown_date(local_date(told_at)))
        hits.append(Hit(Ref("interaction", row_id), customer, " · ".join(filter(None, said))))
    return hits


INTERACTION_SEARCH: Final = Searchable("interaction", "interactions", _WORDS, {}, _describe)
