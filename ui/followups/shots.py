"""Pictures of the dialog and the reminder window, with invented follow-ups."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.followups import rules, working_days
from desktop_crm.followups.types import FollowUp, Remind, Ring, State
from desktop_crm.platform import clock
from desktop_crm.platform.i18n import language
from ui.followups.dialog import FollowUpDialog
from ui.followups.form import Filling
from ui.followups.reminder_window import ReminderWindow, Surroundings
from ui.kit.pages import Shot, Window
from ui.kit.pickers import Suggestion

_ZONE: Final = clock.DEFAULT_ZONE


def _say(tr: str, en: str) -> str:
    return tr if language() == "tr" else en


def _sample(row_id: int, title: str, customer: str, day: date, wall: time | None) -> FollowUp:
    return FollowUp(
        row_id, row_id, customer, title, "", "phone", 1, day, wall, _ZONE, State.OPEN, None, 0, 30, working_day=True
    )


def dialog(window: Window) -> QWidget:
    """Return the dialog of a follow-up, filled in."""
    today = clock.local_date(window.ctx.app.db.clock.now())
    title = _say("Toptan teklif için telefon et", "Call about the wholesale offer")
    item = _sample(1, title, "Şükrü İnce", working_days.after(today + timedelta(days=1), "TR"), time(10, 30))
    reminders = (Remind(before=15), Remind(wall=rules.MORNING))
    person = Suggestion(1, "Şükrü İnce", "0532 000 04 11")
    made = FollowUpDialog(
        window.ctx, Filling(today, "TR", {1: "Elif", 2: "Emre"}, 1, person, item, reminders), _widget(window)
    )
    made.open()
    return made


def new_dialog(window: Window) -> QWidget:
    """Return the dialog as it opens."""
    today = clock.local_date(window.ctx.app.db.clock.now())
    made = FollowUpDialog(window.ctx, Filling(today, "TR", {1: "Elif", 2: "Emre"}, 1), _widget(window))
    made.open()
    return made


def reminders(window: Window) -> QWidget:
    """Return the reminder window with a missed follow-up and one that is due now."""
    now = window.ctx.app.db.clock.now()
    here = clock.at(now, _ZONE)
    late = _sample(
        1, _say("İade kargosu ulaştı mı, sor", "Ask whether the return arrived"), "Ayşe Yıldırım",
        here.date() - timedelta(days=2), None,
    )  # fmt: skip
    soon = here + timedelta(minutes=15)
    due = _sample(
        2, _say("Toptan teklif görüşmesi", "Talk about the wholesale offer"), "Şükrü İnce", soon.date(),
        soon.time().replace(second=0, microsecond=0),
    )  # fmt: skip
    made = ReminderWindow()
    rings = [
        Ring(late, (1,), now - rules.DAY, missed=True, phone=""),
        Ring(due, (2,), now, missed=False, phone="+905320000411"),
    ]
    made.show_rings(rings, Surroundings(now, _ZONE, "TR", len(rings)))
    made.appear(_widget(window) or made)
    return made


def _widget(window: Window) -> Any:
    return window if isinstance(window, QWidget) else None


SHOTS: Final = (Shot("followup", dialog), Shot("followup-new", new_dialog), Shot("reminders", reminders))
