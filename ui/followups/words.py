"""How follow-ups are put into words: when, over what, how long before, until when."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QDate, QLocale

from desktop_crm.followups import rules, working_days
from desktop_crm.followups.types import FollowUp, Later, Remind, State, When
from desktop_crm.interactions.types import CHANNEL_NAMES, Channel
from desktop_crm.platform import clock
from desktop_crm.platform.clock import shown_day
from desktop_crm.platform.i18n import N_, _, counted, language
from ui.kit.chips import Chip
from ui.kit.dates import weekday_name

CHANNEL_ICONS: Final = {
    Channel.PHONE: "phone", Channel.WHATSAPP: "whatsapp", Channel.EMAIL: "mail", Channel.SMS: "sms",
    Channel.INSTAGRAM: "instagram", Channel.FACEBOOK: "facebook", Channel.X: "chat", Channel.CHAT: "chat",
    Channel.FORM: "web", Channel.MARKETPLACE: "shop", Channel.VISIT: "visit", Channel.LETTER: "letter",
}  # fmt: skip

GROUP_NAMES: Final = {
    When.OVERDUE: N_("Late"), When.TODAY: N_("Today"), When.TOMORROW: N_("Tomorrow"), When.LATER: N_("Coming"),
}  # fmt: skip

LATER_NAMES: Final = {
    Later.TEN_MINUTES: N_("In 10 minutes"), Later.HOUR: N_("In 1 hour"), Later.EVENING: N_("This evening"),
    Later.TOMORROW: N_("Tomorrow morning"), Later.WORKING_DAY: N_("Next working day"), Later.WEEK: N_("In 1 week"),
}  # fmt: skip

_SOON: Final = 2 * 60 * rules.MINUTE
_DAY: Final = 24 * 60
_HOUR: Final = 60
_WEEK: Final = 7


def day_words(day: date) -> str:
    """Return a whole day in words: 21 Kasım 2026 Cumartesi; Saturday, 21 November 2026."""
    pattern = "d MMMM yyyy dddd" if language() == "tr" else "dddd, d MMMM yyyy"
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), pattern)


def greeting(here: datetime, name: str) -> str:
    """Return the page's title: a greeting fit for the hour where it is known who works, else the page's name."""
    if not name:
        return _("Today")
    if 5 <= here.hour < 12:
        return _("Good morning, {name}").format(name=name)
    if 12 <= here.hour < 18:
        return _("Good afternoon, {name}").format(name=name)
    return _("Good evening, {name}").format(name=name)


def due_chip(item: FollowUp, now: int) -> Chip:
    """Return the chip that says when a follow-up is due, or what became of it."""
    if item.state is not State.OPEN:
        return Chip(_("Done"), "green") if item.state is State.DONE else Chip(_("Cancelled"))
    wall = f"{item.due_time:%H:%M}" if item.due_time else ""
    when = rules.when(item.due_date, item.due_time, item.zone, now)
    if when is When.OVERDUE:
        return Chip(_late(rules.days_late(item.due_date, item.zone, now), wall), "red")
    if when is When.TODAY:
        soon = item.due_time is not None and rules.due_at(item.due_date, item.due_time, item.zone) - now <= _SOON
        return Chip(wall or _("Today"), "amber" if soon else "accent")
    day = _("Tomorrow") if when is When.TOMORROW else _ahead(item.due_date, clock.local_date(now, item.zone))
    return Chip(f"{day} {wall}".strip())


def channel_chip(channel: str) -> Chip | None:
    """Return the chip of a channel: its icon, its name spoken; None where no channel was chosen."""
    if channel not in CHANNEL_ICONS:
        return None
    known = Channel(channel)
    return Chip(_(CHANNEL_NAMES[known]), "neutral", CHANNEL_ICONS[known])


def away(day: date, today: date, region: str) -> str:
    """Return how far away a day is and whether the shop works then: `in 3 days, a working day`."""
    days = (day - today).days
    if days < 0:
        return _("a day gone by")
    near = {0: _("today"), 1: _("tomorrow")}.get(days) or counted("in {count} day", "in {count} days", days)
    celebrated = working_days.holiday(day, region)
    if not working_days.is_working(day, region):
        free = celebrated or _("a Sunday")
        return f"{near}, {free}"
    return f"{near}, {celebrated}" if celebrated else _("{near}, a working day").format(near=near)


def moment_words(day: date, wall: time | None, today: date) -> str:
    """Return a day and time in short words: 24 Kas Salı 10:30."""
    words = f"{shown_day(day, today)} {weekday_name(day)}"
    return f"{words} {wall:%H:%M}" if wall else words


def reminds_words(reminds: tuple[Remind, ...]) -> str:
    """Return when one is reminded, as in the form: 15 dakika önce, bir de o sabah 09:00."""
    if not reminds:
        return _("No reminder")
    first, *others = [_remind(one) for one in reminds]
    return ", ".join([first, *(_("and {reminder}").format(reminder=one) for one in others)])


def length_words(minutes: int) -> str:
    """Return how long something takes: 30 dakika, 2 saat."""
    if minutes % _HOUR == 0:
        return counted("{count} hour", "{count} hours", minutes // _HOUR)
    return counted("{count} minute", "{count} minutes", minutes)


def _late(days: int, wall: str) -> str:
    if days == 0:
        return _("{time} has passed").format(time=wall)
    return _("Yesterday") if days == 1 else counted("{count} day late", "{count} days late", days)


def _ahead(day: date, today: date) -> str:
    return weekday_name(day) if (day - today).days < _WEEK else shown_day(day, today)


def _remind(remind: Remind) -> str:
    if remind.wall is not None:
        return _("that day at {time}").format(time=f"{remind.wall:%H:%M}")
    before = remind.before or 0
    if before == 0:
        return _("at its time")
    if before % _DAY == 0:
        return counted("{count} day before", "{count} days before", before // _DAY)
    if before % _HOUR == 0:
        return counted("{count} hour before", "{count} hours before", before // _HOUR)
    return counted("{count} minute before", "{count} minutes before", before)
