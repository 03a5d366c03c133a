"""Ties between customers as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_crm.platform.i18n import N_


class TieKind(StrEnum):
    """How two customers belong together; of `works_at` the company is the other one."""

    HOUSEHOLD = "household"
    WORKS_AT = "works_at"
    RELATIVE = "relative"
    FRIEND = "friend"


TIE_NAMES: Final = {
    TieKind.HOUSEHOLD: N_("Same household"), TieKind.WORKS_AT: N_("Works at"), TieKind.RELATIVE: N_("Relative"),
    TieKind.FRIEND: N_("Friend"),
}  # fmt: skip
"""What the other one is to a customer."""
SEEN_FROM_THERE: Final = {**TIE_NAMES, TieKind.WORKS_AT: N_("Works here")}
"""The same, seen from the other one's card."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie on a customer's card: to whom, how (`words` is a message id), what is noted, how to reach them."""

    id: int
    customer_id: int
    name: str
    kind: TieKind
    words: str
    note: str
    phone: str
