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
    """Let what a page, or a part of one, shows be exported while it is in sight; `now` says what that is."""
    _offers[panel] = now


def offered() -> list[Offer]:
    """Return what is offered by what is in sight, the part somebody works in first, a part before what it is in."""
    seen = [panel for panel in list(_offers) if isValid(panel) and panel.isVisible()]
    seen.sort(key=lambda panel: (not _works_in(panel), -_depth(panel)))
    return [_offers[panel]() for panel in seen]


def _works_in(panel: QWidget) -> bool:
    """Return whether the focus of its window is in a panel, be the window itself in front or not."""
    focused = panel.window().focusWidget()
    return focused is not None and panel.isAncestorOf(focused)


def _depth(widget: QWidget | None) -> int:
    return 0 if widget is None else 1 + _depth(widget.parentWidget())


def stand_by(ctx: Context, opens: Callable[[], object]) -> None:
    """Let `opens` ask, in this window, what is to be written where."""
    _openers[ctx] = opens


def export(ctx: Context) -> None:
    """Ask what of the page in sight is to be written where."""
    opens = _openers.get(ctx)
    if opens is not None:
        opens()
