"""What a feature offers the window: pages, tabs of the customer's card and blocks of the day, all as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from ui.kit.commands import Command
from ui.kit.context import Context


class Window(Protocol):
    """The window as those see it who take its picture."""

    ctx: Context

    def show_page(self, page: str) -> QWidget:
        """Turn to a page by its id; returns its panel."""
        ...


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take besides that of the page: `open` brings a state or dialog about and returns its window."""

    name: str
    open: Callable[[Window], QWidget]


@dataclass(frozen=True, slots=True)
class Child:
    """A line below a page in the navigation: its words, and what `ctx.go` opens for it."""

    text: str
    kind: str
    thing: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the navigation. `title` and `group` are message ids ('' for daily work).

    `make` builds the panel when the page is first shown. `badge` counts, in a read session off the window's thread,
    who waits; the window asks again after commits to the tables in `counts`. `commands` are added to the window's.
    `children` reads the lines below it for a person of the shop, again after commits to the tables in `child_tables`.
    `opens` are the kinds `ctx.go.to(kind, id)` brings here. Every page is photographed; `shots` returns what more
    there is to see.
    """

    id: str
    title: str
    icon: str
    make: Callable[[Context], QWidget]
    group: str = ""
    badge: Callable[[Any], int] | None = None
    counts: tuple[str, ...] = ()
    commands: Callable[[Context], list[Command]] | None = None
    opens: tuple[str, ...] = ()
    children: Callable[[Any, int | None], Sequence[Child]] | None = None
    child_tables: tuple[str, ...] = ()
    shots: Callable[[], Sequence[Shot]] = tuple


@dataclass(frozen=True, slots=True)
class CardTab:
    """A tab of the customer's card; `make(ctx, customer_id)` builds it when it is first shown."""

    id: str
    title: str
    make: Callable[[Context, int], QWidget]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the day's page; what `make` builds hides itself while it has nothing to say."""

    make: Callable[[Context], QWidget]


@dataclass(frozen=True, slots=True)
class Background:
    """Something that works while the window is open (reminders, the watch on other programs); `stop` ends it."""

    start: Callable[[Context, QWidget], Callable[[], None]]
