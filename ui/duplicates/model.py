"""The list of pairs: ids best first, rows ready to paint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, Email, Phone
from desktop_crm.duplicates import queries
from desktop_crm.duplicates.types import Kind, Pair
from desktop_crm.platform import phones
from desktop_crm.platform.i18n import _
from ui.duplicates.words import evidence_chips, score_chip
from ui.kit.paging import Sort
from ui.kit.row_paint import Act, Lead, Row

MERGE: Final = "merge"
APART: Final = "apart"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show: which pairs, and whose names hold this text."""

    kind: Kind = Kind.ALL
    text: str = ""


class Pairs:
    """The pairs that wait. `asked` may be changed between two readings."""

    def __init__(self) -> None:
        self.asked = Asked()

    def ids(self, session: Any, _sort: Sort | None) -> Sequence[int]:
        """Return the ids of the pairs, best first."""
        return queries.ids(session, self.asked.kind, self.asked.text)

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Row | None]:
        """Return the pairs as the list shows them."""
        pairs = queries.pairs(session, ids)
        people = sorted({side for pair in pairs.values() for side in (pair.first, pair.second)})
        known = _Known(
            customers.names(session, people), customers.phones(session, people), customers.emails(session, people),
            customers.addresses(session, people),
        )  # fmt: skip
        return [_row(pair_id, pairs[pair_id], known) if pair_id in pairs else None for pair_id in ids]


@dataclass(frozen=True, slots=True)
class _Known:
    names: Mapping[int, str]
    phones: Mapping[int, Sequence[Phone]]
    emails: Mapping[int, Sequence[Email]]
    addresses: Mapping[int, Sequence[Address]]

    def short(self, customer_id: int) -> str:
        """Return what tells a customer from others of that name, in a few words."""
        number = next((phones.shown(one.number) for one in self.phones.get(customer_id, ())), "")
        mail = next((one.address for one in self.emails.get(customer_id, ()) if not one.masked), "")
        town = next((one.city for one in self.addresses.get(customer_id, ()) if one.city), "")
        return ", ".join(filter(None, (number or mail, town))) or _("no contact")


def _row(pair_id: int, pair: Pair, known: _Known) -> Row:
    one, other = (known.names.get(side, "") for side in (pair.first, pair.second))
    return Row(
        pair_id,
        f"{one}  ·  {other}",
        f"{known.short(pair.first)}  ·  {known.short(pair.second)}",
        Lead("avatar", one),
        (*evidence_chips(pair.likeness, 3), score_chip(pair.likeness)),
        acts=(Act(MERGE, _("Merge")), Act(APART, _("Not the same"))),
    )
