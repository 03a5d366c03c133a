"""Saying by hand where customers stand: each verb is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_crm.customers.service import living
from desktop_crm.lifecycle.tables import StageMarkTable
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.platform import settings
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze


class LifecycleService:
    """The verbs on stages."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def mark(self, customer_ids: Sequence[int], new: NewMark) -> None:
        """Say where customers stand. Raises UserError for a lost one without a reason, NotFound."""
        if new.stage is Stage.LOST and not squeeze(new.reason):
            raise UserError(N_("Say why we lost them."), field="reason")
        with self._db.write(N_("Change the stage")) as session:
            now = self._db.clock.now()
            day = local_date(now, settings.value(session, settings.ZONE)).isoformat()
            for customer_id in customer_ids:
                living(session, customer_id)
                session.add(
                    StageMarkTable(
                        customer_id=customer_id, stage=new.stage, pinned=new.pinned and new.stage is not None,
                        reason=squeeze(new.reason) or None, note=new.note.strip() or None, day=day, at=now,
                        staff_id=self._db.author(),
                    )
                )  # fmt: skip
