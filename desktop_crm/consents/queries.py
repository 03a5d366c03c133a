"""Reading consents, and how many customers can and may be reached."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from desktop_crm.consents.rules import ConsentEvent, effective
from desktop_crm.consents.tables import ConsentEventTable
from desktop_crm.customers.types import CHANNELS


def events(session: Session, customer_ids: Sequence[int]) -> dict[int, list[ConsentEvent]]:
    """Return the consent events of each of the customers who have any, oldest first."""
    found: dict[int, list[ConsentEvent]] = {}
    for customer_id, channel, state, at, source, text in session.execute(_EVENTS, {"of": list(customer_ids)}):
        found.setdefault(customer_id, []).append(ConsentEvent(channel, state, at, source, text or ""))
    return found


_EVENTS: Final = (
    select(
        ConsentEventTable.customer_id, ConsentEventTable.channel, ConsentEventTable.state, ConsentEventTable.at,
        ConsentEventTable.source, ConsentEventTable.text,
    )
    .where(ConsentEventTable.customer_id.in_(bindparam("of", expanding=True)), ConsentEventTable.deleted_at.is_(None))
    .order_by(ConsentEventTable.at, ConsentEventTable.id)
)  # fmt: skip


def states(session: Session, customer_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the state of each channel a customer spoke of, by customer."""
    return {customer: effective(found) for customer, found in events(session, customer_ids).items()}


STATES_SQL: Final = """
SELECT customer_id, channel,
    CASE WHEN max(CASE WHEN state = 'refused' THEN at END)
        >= coalesce(max(CASE WHEN source = 'hand' AND state = 'granted' THEN at END), -9e18)
    THEN 'refused' ELSE 'granted' END AS state
FROM (SELECT customer_id, channel, state, source, at, row_number() OVER (
        PARTITION BY customer_id, channel, source ORDER BY at DESC, id DESC) AS n
    FROM consent_events WHERE deleted_at IS NULL)
WHERE n = 1 GROUP BY customer_id, channel
"""
"""(customer_id, channel, state) of everybody who spoke of a channel: `rules.effective` as one SELECT."""

CAN_CALL: Final = (
    "EXISTS (SELECT 1 FROM customer_phones p WHERE p.customer_id = c.id AND p.deleted_at IS NULL AND NOT p.gone "
    "AND p.number LIKE '+%')"
)
CAN_SMS: Final = (
    "EXISTS (SELECT 1 FROM customer_phones p WHERE p.customer_id = c.id AND p.deleted_at IS NULL AND NOT p.gone "
    "AND (p.number LIKE '+905%' OR (p.number LIKE '+%' AND p.number NOT LIKE '+90%')))"
)
CAN_EMAIL: Final = (
    "EXISTS (SELECT 1 FROM customer_emails e WHERE e.customer_id = c.id AND e.deleted_at IS NULL AND NOT e.gone "
    "AND NOT e.masked)"
)
MASKED: Final = (
    "EXISTS (SELECT 1 FROM customer_emails e WHERE e.customer_id = c.id AND e.deleted_at IS NULL AND NOT e.gone "
    "AND e.masked)"
)
"""Conditions on `customers c`: what can reach them; `rules.reach` as SQL."""


@dataclass(frozen=True, slots=True)
class ReachCounts:
    """How many customers there are, can be reached by something of their own, only through a marketplace.

    `can` and `may` by channel: whom it can reach, and whom of those who allowed it.
    """

    customers: int
    reachable: int
    marketplace: int
    can: Mapping[str, int]
    may: Mapping[str, int]


def reach_counts(session: Session, among: Sequence[int] | None = None) -> ReachCounts:
    """Return how many customers can and may be reached: of all, or `among` those of these ids."""
    ids = None if among is None else json.dumps(list(among))
    row = session.connection().exec_driver_sql(_REACH, {"ids": ids}).one()
    numbers = [int(number or 0) for number in row]
    return ReachCounts(
        numbers[0], numbers[1], numbers[2],
        dict(zip(CHANNELS, numbers[3:6], strict=True)), dict(zip(CHANNELS, numbers[6:9], strict=True)),
    )  # fmt: skip


_REACH: Final = f"""
WITH said AS MATERIALIZED (SELECT customer_id, max(channel = 'email' AND state = 'granted') AS email,
    max(channel = 'sms' AND state = 'granted') AS sms, max(channel = 'call' AND state = 'granted') AS call
    FROM ({STATES_SQL}) GROUP BY customer_id)
SELECT count(*), sum(email OR phone), sum(masked AND NOT email AND NOT phone), sum(email), sum(sms), sum(phone),
    sum(email AND may_email), sum(sms AND may_sms), sum(phone AND may_call)
FROM (SELECT {CAN_EMAIL} AS email, {CAN_SMS} AS sms, {CAN_CALL} AS phone, {MASKED} AS masked,
        s.email AS may_email, s.sms AS may_sms, s.call AS may_call
    FROM customers c LEFT JOIN said s ON s.customer_id = c.id WHERE c.deleted_at IS NULL
        AND (:ids IS NULL OR c.id IN (SELECT value FROM json_each(:ids))))
"""
