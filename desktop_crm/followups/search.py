"""How follow-ups are found: by what is to be done and the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Hit, Ref, Searchable

_WORDS: Final = """
SELECT f.id, fold(f.title || ' ' || coalesce(f.note, ''))
FROM followups f
WHERE f.deleted_at IS NULL AND f.id IN (SELECT id FROM search_stale WHERE kind = 'followup')
"""


_SHOWN: Final = """
SELECT f.id, f.title, coalesce(c.name, ''), f.due_date FROM followups f
LEFT JOIN customers c ON c.id = f.customer_id
WHERE f.deleted_at IS NULL AND f.id IN (SELECT value FROM json_each(?))
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:  # noqa: ARG001
    found = by_id(session, _SHOWN, ids)
    hits: list[Hit] = []
    for row_id, title, customer, due in (found[i] for i in ids if i in found):
        said = (customer, shown_date(date.fromisoformat(due)))
        hits.append(Hit(Ref("followup", row_id), title, " · ".join(filter(None, said))))
    return hits


FOLLOWUP_SEARCH: Final = Searchable("followup", "followups", _WORDS, {}, _describe, "title")
