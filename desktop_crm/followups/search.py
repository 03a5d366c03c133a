"""How follow-ups are found: by what is to be done and the note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.followups import queries
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.plugs import Hit, Ref, Searchable

_WORDS: Final = """
SELECT f.id, fold(f.title || ' ' || coalesce(f.note, ''))
FROM followups f
WHERE f.deleted_at IS NULL AND f.id IN (SELECT id FROM search_stale WHERE kind = 'followup')
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:  # noqa: ARG001
    found = queries.by_ids(session, ids)
    return [
        Hit(
            Ref("followup", i),
            found[i].title,
            " · ".join(filter(None, (found[i].customer, shown_date(found[i].due_date)))),
        )
        for i in ids
        if i in found
    ]


FOLLOWUP_SEARCH: Final = Searchable("followup", "followups", _WORDS, {}, _describe, "title")
