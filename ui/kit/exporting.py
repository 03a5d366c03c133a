"""What a page offers to be written to a file, its list as it is shown and what is chosen in it; and doing so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.kit.context import Context

if TYPE_CHECKING:
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


KEYS: Final = "Ctrl+Shift+X"
_offers: WeakKeyDictionary[QWidget, Callable[[], Offer]] = WeakKeyDictionary()
_openers: WeakKeyDictionary[Context, Callable[[], object]] = WeakKeyDictionary()


def offer(panel: QWidget, now: Callable[[], Offer]) -> None:
    """Let what a page shows be exported while it is in sight; `now` says what that is."""
    _offers[panel] = now


def offered() -> Offer | None:
    """Return what the page in sight offers, None where it has no list of its own."""
    for panel, now in list(_offers.items()):
        if isValid(panel) and panel.isVisible():
            return now()
    return None


def stand_by(ctx: Context, opens: Callable[[], object]) -> None:
    """Let `opens` ask, in this window, what is to be written where."""
    _openers[ctx] = opens


def export(ctx: Context) -> None:
    """Ask what of the page in sight is to be written where."""
    opens = _openers.get(ctx)
    if opens is not None:
        opens()
