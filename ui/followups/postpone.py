"""The menu that puts a follow-up off: the usual spans, or a day from the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.followups import rules, working_days
from desktop_crm.followups.types import Later
from desktop_crm.platform import clock
from desktop_crm.platform.i18n import _
from ui.followups.words import LATER_NAMES
from ui.kit.menus import Menu

_ICONS: Final = {
    Later.TEN_MINUTES: "clock", Later.HOUR: "clock", Later.EVENING: "dark", Later.TOMORROW: "light",
    Later.WORKING_DAY: "date", Later.WEEK: "calendar",
}  # fmt: skip
_TO_THE_MINUTE: Final = (Later.TEN_MINUTES, Later.HOUR, Later.EVENING)


def menu_of(now: int, zone: str, chosen: Callable[[Later], object], parent: QWidget) -> Menu:
    """Return the menu of everything until when something can be put off at the instant `now`."""
    menu = Menu(_("Postpone"), parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for later in rules.choices(now, zone):
        menu.entry(_(LATER_NAMES[later]), partial(chosen, later), icon=_ICONS[later])
    return menu


def until(later: Later, now: int, zone: str, region: str) -> int:
    """Return the instant meant by `later` in a shop of the country `region`."""
    return rules.put_off(later, now, zone, lambda day: working_days.after(day, region))


def moved_to(later: Later, now: int, zone: str, region: str, wall: time | None) -> tuple[date, time | None]:
    """Return the day a follow-up with the wall time `wall` moves to, and its new wall time, None where it has none.

    What was due in the afternoon and is put off to tomorrow morning comes in the morning.
    """
    moment = clock.at(until(later, now, zone, region), zone)
    timed = wall is not None and later is Later.TOMORROW
    return moment.date(), moment.time() if timed or later in _TO_THE_MINUTE else None
