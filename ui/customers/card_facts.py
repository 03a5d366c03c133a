"""What the card's head and figures show, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries
from desktop_crm.customers.types import Customer
from desktop_crm.insights import customer_list
from desktop_crm.insights.types import CustomerSums
from desktop_crm.orders import queries as orders
from desktop_crm.platform import clock, settings
from desktop_crm.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Facts:
    """A customer with their figures; `first` is the day of their first order, `states` their consents by channel."""

    customer: Customer
    sums: CustomerSums
    first: date | None
    states: Mapping[str, str]
    people: Mapping[int, str]
    zone: str
    today: date


def read_facts(session: Any, customer_id: int, now: int) -> Facts:
    """Return what the card shows at the instant `now` (UTC ms). Raises NotFound."""
    card = queries.card(session, customer_id)
    first = orders.first_day(session, customer_id)
    zone = settings.value(session, settings.ZONE)
    return Facts(
        card,
        customer_list.sums(session, customer_id),
        date.fromisoformat(first) if first else None,
        consents.states(session, [customer_id]).get(customer_id, {}),
        staff.names(session),
        zone,
        clock.local_date(now, zone),
    )
