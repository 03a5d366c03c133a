"""Stages as chips and sentences."""

from __future__ import annotations

from typing import Final

from desktop_crm.lifecycle.types import STAGE_NAMES, Stage, Standing
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import _
from ui.kit.chips import Chip

STAGE_TONES: Final = {
    Stage.INTERESTED: "blue", Stage.BASKET: "violet", Stage.FIRST: "green", Stage.REPEAT: "green",
    Stage.LOYAL: "accent", Stage.AT_RISK: "amber", Stage.LOST: "red", Stage.WON_BACK: "green",
}  # fmt: skip


def stage_chip(stage: Stage) -> Chip:
    """Return a stage as a chip."""
    return Chip(_(STAGE_NAMES[stage]), STAGE_TONES.get(stage, "neutral"))


def standing_words(standing: Standing) -> str:
    """Return since when somebody stands where they stand, and who says so."""
    since = _("since {day}").format(day=shown_date(standing.since))
    mark = standing.mark
    if mark is None:
        return _("{since}, by what they did").format(since=since)
    by_hand = _("pinned by hand") if mark.pinned else _("said by hand")
    return ", ".join(filter(None, (since, by_hand, mark.reason)))
