"""What a customer's consent is, worked out from its events, and whether a channel may and can reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_crm.customers.types import Email, Phone

GRANTED: Final = "granted"
REFUSED: Final = "refused"
UNKNOWN: Final = "unknown"
HAND: Final = "hand"
"""The source of an event that someone of the shop recorded."""


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """Someone allowed or refused one channel: `at` in UTC ms; `source` is `hand` or where the file came from."""

    channel: str
    state: str
    at: int
    source: str
    text: str = ""


def effective(events: Iterable[ConsentEvent]) -> dict[str, str]:
    """Return the state of each channel spoken of: granted or refused.

    Of each source the newest event counts. A refusal of any source wins, unless someone of the shop recorded an
    allowance later than it.
    """
    newest: dict[tuple[str, str], ConsentEvent] = {}
    for event in sorted(events, key=lambda e: e.at):
        newest[(event.channel, event.source)] = event
    by_channel: dict[str, list[ConsentEvent]] = {}
    for event in newest.values():
        by_channel.setdefault(event.channel, []).append(event)
    return {channel: _state(found) for channel, found in by_channel.items()}


def _state(newest: list[ConsentEvent]) -> str:
    by_hand = max((e.at for e in newest if e.source == HAND and e.state == GRANTED), default=None)
    refusals = [e for e in newest if e.state == REFUSED and (by_hand is None or e.at >= by_hand)]
    return REFUSED if refusals else GRANTED


class Cannot(StrEnum):
    """Why a channel cannot reach somebody."""

    NOTHING = "nothing"
    WRONG = "wrong"
    NOT_DIALABLE = "not_dialable"
    LANDLINE = "landline"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """Whether one channel may (`state` of the consent) and can (`cannot` None) reach somebody, and by what."""

    channel: str
    state: str
    cannot: Cannot | None
    by: str = ""

    @property
    def reaches(self) -> bool:
        """Return whether it can, and was not refused."""
        return self.cannot is None and self.state != REFUSED


def reach(phones: Sequence[Phone], emails: Sequence[Email], states: Mapping[str, str]) -> tuple[ChannelReach, ...]:
    """Return for e-mail, SMS and calls whether they may and can reach somebody; `states` are the consents."""
    real = [mail.address for mail in emails if not mail.gone and not mail.masked]
    dialable = [phone.number for phone in phones if not phone.gone and phone.dialable]
    mobile = [number for number in dialable if is_mobile(number)]
    mail_why = _why(emails, Cannot.MASKED)
    call_why = _why(phones, Cannot.NOT_DIALABLE)
    found = {"email": (real, mail_why), "sms": (mobile, Cannot.LANDLINE if dialable else call_why)}
    found["call"] = (dialable, call_why)
    return tuple(
        ChannelReach(channel, states.get(channel, UNKNOWN), None if ways else why, ways[0] if ways else "")
        for channel, (ways, why) in found.items()
    )


def is_mobile(number: str) -> bool:
    """Return whether a message can go to an E.164 number: in Turkey to mobiles only, elsewhere nobody can tell."""
    return number.startswith("+905") or (number.startswith("+") and not number.startswith("+90"))


def only_by_marketplace(emails: Sequence[Email], found: Iterable[ChannelReach]) -> bool:
    """Return whether nothing but a marketplace's masked address leads to somebody."""
    return all(one.cannot is not None for one in found) and any(mail.masked and not mail.gone for mail in emails)


def _why(ways: Sequence[Phone | Email], unusable: Cannot) -> Cannot:
    if not ways:
        return Cannot.NOTHING
    return Cannot.WRONG if all(way.gone for way in ways) else unusable
