"""Looking customers up while somebody types, for any field that takes a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject

from desktop_crm.customers.search import CUSTOMER_SEARCH
from desktop_crm.search.queries import search
from ui.kit.context import Context
from ui.kit.pickers import Suggest, Suggestion

_OFFERED: Final = 8


def suggest(ctx: Context, owner: QObject) -> Suggest:
    """Return what looks customers up for a person field; answers come only as long as `owner` lives."""

    def look_up(typed: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def read(session: Any) -> list[Suggestion]:
            hits = search(session, (CUSTOMER_SEARCH,), typed, _OFFERED)
            return [Suggestion(hit.ref.id, hit.title, hit.why) for hit in hits]

        ctx.load(owner, read, show, slot="suggest")

    return look_up
