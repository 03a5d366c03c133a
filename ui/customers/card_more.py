"""What the details of a card show beside its head: stages passed, points, referrals, numbers at the stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop_crm.fields import queries as fields
from desktop_crm.fields.types import CustomField
from desktop_crm.lifecycle import queries as stages
from desktop_crm.lifecycle.rules import Passage
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.loyalty.types import Points
from desktop_crm.orders.types import Totals
from desktop_crm.referrals import queries as referrals
from desktop_crm.referrals.types import Referrals
from desktop_crm.ties import queries as ties
from desktop_crm.ties.types import Tie
from desktop_crm.transfer import identities
from desktop_crm.transfer.identities import Identity


@dataclass(frozen=True, slots=True)
class More:
    """All of it of one customer; `brought` is what those they brought have ordered, by currency; `own` are the
    fields that the shop added."""

    passages: tuple[Passage, ...]
    points: tuple[Points, ...]
    referrals: Referrals
    brought: tuple[Totals, ...]
    identities: tuple[Identity, ...]
    own: tuple[CustomField, ...]
    ties: tuple[Tie, ...]


def read_more(session: Any, customer_id: int, now: int) -> More:
    """Return what the details show at the instant `now` (UTC ms)."""
    return More(
        tuple(stages.path(session, customer_id, now)),
        tuple(loyalty.entries(session, customer_id)),
        referrals.of_customer(session, customer_id),
        referrals.brought_totals(session, customer_id),
        tuple(identities.of_customer(session, customer_id)),
        tuple(fields.defined(session)),
        tuple(ties.of_customer(session, customer_id)),
    )
