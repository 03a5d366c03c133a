"""What a customer's consent is, worked out from its events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

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
