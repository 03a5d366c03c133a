"""The stages a customer came through as lines of their history."""

from __future__ import annotations

from datetime import time

from sqlalchemy.orm import Session

from desktop_crm.lifecycle import queries
from desktop_crm.lifecycle.rules import Passage
from desktop_crm.lifecycle.types import STAGE_NAMES, Stage
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry

_TONES = {Stage.LOST: "red", Stage.AT_RISK: "amber", Stage.WON_BACK: "green", Stage.LOYAL: "green"}


def stage_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return the stages a customer came to before the instant `before` (all where None), newest first.

    A stage the rules saw stands just over the deed that brought it about; one that came with time, at the beginning of
    its day. Reading needs no clock: what time brings is told up to when the store was last written.
    """
    zone = settings.value(session, settings.ZONE)
    written = session.connection().exec_driver_sql("SELECT at FROM changes ORDER BY id DESC LIMIT 1").scalar()
    passages = queries.path(session, customer_id, int(written or 0))
    moments = queries.moments(session, customer_id)
    entries = [
        _entry(customer_id, passage, moments.get(passage.day) or clock.instant(passage.day, time.min, zone))
        for passage in reversed(passages)
        if passage.mark is not None or passage.stage is not Stage.NEW
    ]
    return [entry for entry in entries if before is None or entry.at < before][:limit]


def _entry(customer_id: int, passage: Passage, came: int) -> TimelineEntry:
    mark = passage.mark
    moment = mark.at if mark is not None else came + 1
    said = [mark.reason, mark.note] if mark is not None else [_("by what they did")]
    title = _("Stage: {stage}").format(stage=_(STAGE_NAMES[passage.stage]))
    tone = _TONES.get(passage.stage, "")
    return TimelineEntry(Ref("stage", customer_id), moment, "stage", title, " · ".join(filter(None, said)), tone)
