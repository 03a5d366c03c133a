"""Taking an import back, and naming what had to stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.customers import queries as customers
from desktop_crm.orders import queries as orders
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.undo import Kept, Reverted
from ui.kit.row_paint import Lead, Row

_WHY: Final[Mapping[str, str]] = {
    "changed": N_("was changed since"),
    "used": N_("something newer refers to it"),
}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the undo of an import did: its step in words, and the customers and orders that stayed.

    `parts` counts what stayed besides them: lines, addresses, phones and the like.
    """

    step: str
    kept: tuple[Row, ...]
    parts: int


def take_back(app: Any, change_id: int) -> TakenBack:
    """Undo the import of a step; runs on the writer. Raises NotFound, Conflict, StoreError."""
    done: Reverted = app.undo(change_id)
    named: dict[tuple[str, int], str] = app.read(lambda session: _names(session, done.kept))
    rows = tuple(
        Row(place, named[kept.row.kind, kept.row.id], _(_WHY[kept.reason]), Lead("badge", _ICONS[kept.row.kind]))
        for place, kept in enumerate(done.kept)
        if (kept.row.kind, kept.row.id) in named
    )
    return TakenBack(done.step.text, rows, done.kept_count - len(rows))


_ICONS: Final = {"customers": "person", "orders": "orders"}


def _names(session: Any, kept: tuple[Kept, ...]) -> dict[tuple[str, int], str]:
    """Return what the customers and orders among the kept rows are called."""
    people = customers.names(session, [one.row.id for one in kept if one.row.kind == "customers"])
    bought = orders.by_ids(session, [one.row.id for one in kept if one.row.kind == "orders"])
    named = {("customers", id_): name for id_, name in people.items()}
    return named | {("orders", id_): _("Order {number}").format(number=order.number) for id_, order in bought.items()}
