"""What a page offers to be written to a file: its list as it is shown, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

from desktop_crm.transfer.writing.shape import Make


@dataclass(frozen=True, slots=True)
class Offer:
    """A list as it is shown just now.

    `list` is what exports call the things in it (`customers`), `title` its name in the language in use. `ids` reads,
    in a session, those shown, in order; `chosen` are the ids selected; `make` writes them with the columns shown.
    """

    list: str
    title: str
    ids: Callable[[Any], Sequence[int]]
    chosen: Sequence[int]
    make: Make


_offers: WeakKeyDictionary[QWidget, Callable[[], Offer]] = WeakKeyDictionary()


def offer(panel: QWidget, now: Callable[[], Offer]) -> None:
    """Let what a page shows be exported while it is in sight; `now` says what that is."""
    _offers[panel] = now


def offered() -> Offer | None:
    """Return what the page in sight offers, None where it has no list of its own."""
    for panel, now in list(_offers.items()):
        if panel.isVisible():
            return now()
    return None
