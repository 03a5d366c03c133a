"""What the window is put together from: the pages and plugs of all features, in one piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.kit.pages import Background, Block, CardTab, Page


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell: how many reminders are due (asked in a read session after commits to `counts`), and its command."""

    count: Callable[[Any], int]
    counts: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The features of the window; `actions` are the ids of the commands that stand as buttons at the top."""

    pages: Sequence[Page]
    card_tabs: Sequence[CardTab] = ()
    blocks: Sequence[Block] = ()
    background: Sequence[Background] = ()
    actions: Sequence[str] = ()
    bell: Bell | None = None
