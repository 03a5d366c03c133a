"""One history of a customer out of what every feature has to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.plugs import TimelineEntry, TimelineSource

_AT_ONE_INSTANT: Final = 10_000


def page(
    session: Session, sources: Sequence[TimelineSource], customer_id: int, before: int | None = None, limit: int = 50
) -> list[TimelineEntry]:
    """Return the newest `limit` entries of all sources before the instant `before`, newest first.

    Entries of one instant are never parted by a page: the page may be longer by them.
    """
    found = [source(session, customer_id, before, limit) for source in sources]
    merged = sorted((entry for entries in found for entry in entries), key=lambda entry: -entry.at)
    if len(merged) <= limit:
        return merged
    oldest = merged[limit - 1].at
    at_oldest = (source(session, customer_id, oldest + 1, _AT_ONE_INSTANT) for source in sources)
    return [entry for entry in merged if entry.at > oldest] + [
        entry for entries in at_oldest for entry in entries if entry.at == oldest
    ]
