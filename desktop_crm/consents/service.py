"""Recording consents."""

from __future__ import annotations

from desktop_crm.consents.rules import GRANTED, HAND, REFUSED
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
