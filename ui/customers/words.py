"""How customers and what they did are put into words and pictures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from desktop_crm.customers.types import Customer
from desktop_crm.interactions.types import Channel
from desktop_crm.orders.types import METHOD_NAMES, OrderStatus
from desktop_crm.platform import clock
from desktop_crm.platform.clock import shown_date, shown_day
from desktop_crm.platform.i18n import _, counted

CHANNEL_ICONS: Final = {
    Channel.PHONE: "phone", Channel.WHATSAPP: "whatsapp", Channel.EMAIL: "mail", Channel.SMS: "sms",
    Channel.INSTAGRAM: "instagram", Channel.FACEBOOK: "facebook", Channel.X: "chat", Channel.CHAT: "chat",
    Channel.FORM: "web", Channel.MARKETPLACE: "shop", Channel.VISIT: "visit", Channel.LETTER: "letter",
}  # fmt: skip
ENTRY_ICONS: Final = {
    "order": "orders", "survey": "survey", "consent": "shield", "follow_up": "follow_up", "stage": "trend_up",
    "points": "gift", "referral": "person_add", "edit": "edit", "import": "import", "file": "file",
} | {
    channel.value: icon for channel, icon in CHANNEL_ICONS.items()
}  # fmt: skip
STATUS_TONES: Final = {
    OrderStatus.CANCELLED: "red", OrderStatus.RETURNED: "amber", OrderStatus.DELIVERED: "green",
    OrderStatus.SHIPPED: "blue", OrderStatus.PREPARING: "blue",
}  # fmt: skip
_MONTHS: Final = 12
_RUN: Final = 24


def place_words(customer: Customer) -> str:
    """Return where somebody lives in short: Karşıyaka, İzmir; '' where nothing is known."""
    return next((", ".join(filter(None, (a.district, a.city))) for a in customer.addresses if a.district or a.city), "")


def how_long(first: date | None, today: date) -> str:
    """Return for how long somebody has bought from the shop: 3 yıl 2 aydır müşterimiz."""
    if first is None:
        return _("no order yet")
    months = (today.year - first.year) * _MONTHS + today.month - first.month - (today.day < first.day)
    if months < 1:
        return _("new customer")
    parts = []
    if months >= _MONTHS:
        parts.append(counted("{count} year", "{count} years", months // _MONTHS))
    if months % _MONTHS:
        parts.append(counted("{count} month", "{count} months", months % _MONTHS))
    return _("customer for {time}").format(time=" ".join(parts))


def moment(instant: int, zone: str, today: date) -> str:
    """Return an instant (UTC ms) as lists show it: 16 Kas 14:20, with the year and no time where that is another."""
    here = clock.at(instant, zone)
    if here.year != today.year:
        return shown_day(here.date(), today)
    return f"{shown_day(here.date(), today)} {here:%H:%M}"


def full_moment(here: datetime) -> str:
    """Return a moment in full: 16.11.2026 14:20."""
    return f"{shown_date(here.date())} {here:%H:%M}"


def birthday_words(text: str) -> str:
    """Return a birthday as kept (ISO, or --MM-DD) as people write it: 12.03.1988, or 12.03."""
    if text.startswith("--"):
        return shown_date(date.fromisoformat(f"2000-{text[2:]}"))[:5]
    return shown_date(date.fromisoformat(text)) if text else ""


def method_words(text: str) -> str:
    """Return how an order was paid, in the language in use where the word is ours."""
    return _(METHOD_NAMES[text]) if text in METHOD_NAMES else text


def breakable(text: str) -> str:
    """Return `text` so that it can be wrapped: runs without a blank get places to break that nobody sees."""
    words = text.split(" ")
    return " ".join(
        "\u200b".join(word[at : at + _RUN] for at in range(0, len(word), _RUN)) if len(word) > _RUN else word
        for word in words
    )
