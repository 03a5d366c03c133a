"""Conversations as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.platform.i18n import N_


class Channel(StrEnum):
    """Where people talk to the shop."""

    PHONE = "phone"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    SMS = "sms"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    X = "x"
    CHAT = "chat"
    FORM = "form"
    MARKETPLACE = "marketplace"
    VISIT = "visit"
    LETTER = "letter"


class Direction(StrEnum):
    """Who began: the customer (in) or the shop (out)."""

    IN = "in"
    OUT = "out"


CHANNEL_NAMES = {
    Channel.PHONE: N_("Phone"),
    Channel.WHATSAPP: N_("WhatsApp"),
    Channel.EMAIL: N_("E-mail"),
    Channel.SMS: N_("SMS"),
    Channel.INSTAGRAM: N_("Instagram"),
    Channel.FACEBOOK: N_("Facebook"),
    Channel.X: N_("X"),
    Channel.CHAT: N_("Live chat"),
    Channel.FORM: N_("Web form"),
    Channel.MARKETPLACE: N_("Marketplace question"),
    Channel.VISIT: N_("Visit"),
    Channel.LETTER: N_("Letter"),
}


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """A conversation to record; `at` is the instant it took place, now where it is None."""

    customer_id: int
    channel: Channel
    direction: Direction
    text: str
    at: int | None = None
    reason: str = ""
    mood: str = ""
    minutes: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """A recorded conversation; `at` in UTC ms."""

    id: int
    customer_id: int
    channel: Channel
    direction: Direction
    at: int
    text: str
    reason: str
    mood: str
    minutes: int | None
    staff_id: int | None
