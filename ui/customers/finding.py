"""Finding the customer a form is about: while typing, or by the id the form was opened with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop_crm.customers import queries
from desktop_crm.customers.search import CUSTOMER_SEARCH
from desktop_crm.search.queries import search
from ui.kit.context import Context
from ui.kit.pickers import PersonField, Suggest, Suggestion

_OFFERED = 8


def suggest(ctx: Context, owner: QObject) -> Suggest:
    """Return what looks customers up for a person field."""

    def look_up(typed: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def read(session: Any) -> list[Suggestion]:
            hits = search(session, (CUSTOMER_SEARCH,), typed, _OFFERED)
            return [Suggestion(hit.ref.id, hit.title, hit.why) for hit in hits]

        ctx.load(owner, read, show, slot="suggest")

    return look_up


def choose(ctx: Context, owner: QObject, field: PersonField, customer_id: int, then: Callable[[], object]) -> None:
    """Put a customer known by id into a person field, then call `then`."""

    def come(names: dict[int, str]) -> None:
        if customer_id in names:
            field.set_value(Suggestion(customer_id, names[customer_id]))
        then()

    ctx.load(owner, lambda session: queries.names(session, [customer_id]), come, slot="person")
