"""How follow-ups are found: by what is to be done and the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.excerpts import excerpt, first_holding
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Asked, Hit, Ref, Searchable

_WORDS: Final = """
SELECT f.id, fold(concat_ws(' ', f.title, f.note)), ''
FROM followups f WHERE f.deleted_at IS NULL AND f.id IN ({ids})
"""
_SHOWN: Final = """
SELECT f.id, f.title, coalesce(f.note, ''), coalesce(c.name, ''), f.due_date FROM followups f
LEFT JOIN customers c ON c.id = f.customer_id
WHERE f.deleted_at IS NULL AND f.id IN (SELECT value FROM json_each(?))
"""
_NOTE: Final = N_("Note")


def _describe(session: Session, ids: Sequence[int], asked: Asked) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    hits: list[Hit] = []
    for row_id, title, note, customer, due in (found[i] for i in ids if i in found):
        speaks = bool(first_holding([note], asked)) and not first_holding([title], asked)
        said = (excerpt(note, asked) if speaks else "", customer, shown_date(date.fromisoformat(due)))
        why = " · ".join(filter(None, said))
        hits.append(Hit(Ref("followup", row_id), title, why, _(_NOTE) if speaks else ""))
    return hits


FOLLOWUP_SEARCH: Final = Searchable("followup", "followups", _WORDS, {}, _describe, "title")
