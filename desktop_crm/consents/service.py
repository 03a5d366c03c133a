"""Recording consents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.consents import queries
from desktop_crm.consents.rules import GRANTED, HAND, REFUSED, effective
from desktop_crm.consents.tables import ConsentEventTable
from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_


class ConsentService:
    """The verbs on consents."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(self, customer_id: int, channel: str, *, granted: bool, text: str = "") -> int:
        """Record that a customer allowed or refused a channel just now; returns the event's id.

        Raises NotFound for a missing customer.
        """
        with self._db.write(N_("Record consent")) as session:
            living(session, customer_id)
            row = ConsentEventTable(
                customer_id=customer_id, channel=channel, state=GRANTED if granted else REFUSED,
                at=self._db.clock.now(), source=HAND, text=text or None,
            )  # fmt: skip
            session.add(row)
            return row.id


MERGED: Final = "merged"
"""The source of a refusal that was carried over from another card of the same customer."""


def carry_refusals(session: Session, keep: int, others: Sequence[int], now: int) -> None:
    """Before cards are merged, let a channel that any of them refuses stay refused on the card that stays."""
    events = queries.events(session, [keep, *others])
    together = effective(event for found in events.values() for event in found)
    refused = {channel for found in events.values() for channel, state in effective(found).items() if state == REFUSED}
    for channel in sorted(refused):
        if together[channel] != REFUSED:
            session.add(
                ConsentEventTable(customer_id=keep, channel=channel, state=REFUSED, at=now, source=MERGED, text=None)
            )
