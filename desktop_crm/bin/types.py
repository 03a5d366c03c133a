"""Deleted things as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.plugs import Ref

KEPT_DAYS: Final = 90
"""How long what was deleted can be taken out of the bin."""


@dataclass(frozen=True, slots=True)
class BinKind:
    """A kind of thing that can be deleted: its table, what it is called (a message id), the column that names it."""

    kind: str
    table: str
    name: str
    title: str


KINDS: Final = (
    BinKind("customer", "customers", N_("Customer"), "name"),
    BinKind("order", "orders", N_("Order"), "number"),
    BinKind("interaction", "interactions", N_("Conversation"), "text"),
    BinKind("followup", "followups", N_("Follow-up"), "title"),
    BinKind("answer", "answers", N_("Answer"), "question"),
    BinKind("attachment", "attachments", N_("File"), "name"),
    BinKind("points", "loyalty_points", N_("Points"), "reason"),
    BinKind("referral", "referrals", N_("Referral"), "note"),
)
"""What the bin shows. Other rows that are deleted go with these, or are let go after as many days."""


@dataclass(frozen=True, slots=True)
class Binned:
    """One thing in the bin: what it is called, whose it is ('' for a customer), when it was deleted (UTC ms)."""

    ref: Ref
    title: str
    customer: str
    at: int
