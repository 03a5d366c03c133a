"""What the card's head and figures show, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_crm.consents import queries as consents
from desktop_crm.consents import rules as reaching
from desktop_crm.consents.rules import ChannelReach
from desktop_crm.customers import queries, rules
from desktop_crm.customers.rules import Completeness
from desktop_crm.customers.types import Customer
from desktop_crm.insights import customer_list
from desktop_crm.insights.types import CustomerSums
from desktop_crm.lifecycle import queries as stages
from desktop_crm.lifecycle.types import Standing
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.loyalty.types import Account
from desktop_crm.orders import queries as orders
from desktop_crm.platform import clock, emails, settings
from desktop_crm.platform.i18n import _
from desktop_crm.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Facts:
    """A customer with their figures; `first` is the day of their first order, `states` their consents by channel.

    `only_by` names the marketplace that is the only way to them, '' where there are others or none; `quiet_now` says
    that this is no time to call.
    """

    customer: Customer
    sums: CustomerSums
    first: date | None
    states: Mapping[str, str]
    people: Mapping[int, str]
    zone: str
    today: date
    standing: Standing
    account: Account
    reach: tuple[ChannelReach, ...]
    only_by: str
    quiet_now: bool
    known: Completeness


def read_facts(session: Any, customer_id: int, now: int) -> Facts:
    """Return what the card shows at the instant `now` (UTC ms). Raises NotFound."""
    card = queries.card(session, customer_id)
    first = orders.first_day(session, customer_id)
    zone = settings.value(session, settings.ZONE)
    states = consents.states(session, [customer_id]).get(customer_id, {})
    reach = reaching.reach(card.phones, card.emails, states)
    return Facts(
        card,
        customer_list.sums(session, customer_id),
        date.fromisoformat(first) if first else None,
        states,
        staff.names(session),
        zone,
        clock.local_date(now, zone),
        stages.standing(session, customer_id, now),
        loyalty.account(session, customer_id, card.loyalty_level),
        reach,
        _marketplaces(card) if reaching.only_by_marketplace(card.emails, reach) else "",
        rules.within(card.quiet_hours, clock.at(now, zone).time()),
        rules.completeness(card),
    )


def _marketplaces(card: Customer) -> str:
    """Return the marketplaces whose masked addresses are all there is."""
    names = dict.fromkeys(emails.relay_name(mail.address) for mail in card.emails if mail.masked and not mail.gone)
    return ", ".join(filter(None, names)) or _("the marketplace")
