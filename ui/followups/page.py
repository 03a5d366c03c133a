"""What follow-ups offer the window: the page of the day, the reminding, and the bell's count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.followups import queries
from desktop_crm.platform.clock import SystemClock
from ui.followups import reminders
from ui.followups.commands import SHOW_REMINDERS, TITLE, commands
from ui.kit.context import Context
from ui.kit.pages import Background, Page, Shot

__all__ = ["BACKGROUND", "BELL_COMMAND", "BELL_COUNTS", "PAGE", "bell_count"]


def waiting(session: Any) -> int:
    """Return how many follow-ups are late or due today."""
    return queries.waiting(session, SystemClock().now())


def _make(ctx: Context) -> QWidget:
    from ui.followups.panel import TodayPanel

    return TodayPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.followups.shots import SHOTS

    return SHOTS


PAGE: Final = Page(
    id="today",
    title=TITLE,
    icon="today",
    make=_make,
    badge=waiting,
    counts=("followups",),
    commands=commands,
    opens=("followup",),
    shots=_shots,
)
BACKGROUND: Final = Background(reminders.start)

BELL_COMMAND: Final = SHOW_REMINDERS
BELL_COUNTS: Final = reminders.COUNTS
bell_count: Final = queries.ringing_count
