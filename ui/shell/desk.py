"""An open store at the window: its context, its counts and facts, who works, and what goes on beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.kit.context import Context
from ui.settings.preferences import Preferences
from ui.shell.facts import TABLES, Facts, facts
from ui.shell.parts import Parts
from ui.shell.surroundings import Surroundings
from ui.shell.who import WhoWorks, people

if TYPE_CHECKING:
    from desktop_crm.app import App
    from ui.kit.pages import Page


@dataclass(frozen=True, slots=True)
class Start:
    """What the window wants to know of a store before its first page: people, whether it is the sample shop."""

    people: Sequence[Any]
    demo: bool


class Desk(QObject):
    """One open store.

    `facts_came`, `waiting(page, count)`, `due(count)`, `children(page, lines)` keep the frame true.
    """

    facts_came = Signal(object)
    waiting = Signal(str, int)
    due = Signal(int)
    children = Signal(str, object)

    def __init__(self, app: App, parts: Parts, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self.app = app
        self.parts = parts
        self.store: Path = app.db.path
        self.demo = False
        self.facts: Facts | None = None
        app.db.forbid_this_thread()
        self.ctx = Context(app)
        self.ctx.setParent(self)
        self.ctx.card_tabs = parts.card_tabs
        self.ctx.blocks = parts.blocks
        self.ctx.memory = preferences
        self.who = WhoWorks(self.ctx, self.store, preferences, self)
        self.surroundings = Surroundings(self.ctx, self)
        self._stops: list[Callable[[], None]] = []

    def begin(self, window: QWidget, ready: Callable[[Start], None], failed: Callable[[BaseException], None]) -> None:
        """Read what the first page needs, then `ready(start)`; what goes on beside it begins once it is there."""

        def came(start: Start) -> None:
            self.demo = start.demo
            self.who.restore(start.people, demo=start.demo)
            ready(start)
            self.ctx.jobs.when_idle(lambda: self._go_on(window))

        self.ctx.load(self, self._start, came, failed, slot="start")

    def keep_true(self, frame: QWidget) -> None:
        """Let a frame hear of counts and facts, once its page is there and after each change."""
        self.ctx.jobs.when_idle(lambda: self._watch(frame))

    def read_facts(self) -> None:
        """Read the facts of the status line again."""
        self.ctx.load(self, self._facts, self._keep_facts, slot="facts")

    def close(self) -> None:
        """Let every write finish and give the store back."""
        for stop in self._stops:
            stop()
        self._stops = []
        self.surroundings.stop()
        self.ctx.close()
        self.app.close()

    def _go_on(self, window: QWidget) -> None:
        self._stops = [plug.start(self.ctx, window) for plug in self.parts.background]
        self.surroundings.start()
        self.ctx.me_changed.connect(self._read_lines)

    def _watch(self, frame: QWidget) -> None:
        if not isValid(frame):
            return
        self.ctx.watch(frame, TABLES, lambda _changed: self.read_facts())
        self.ctx.watch(frame, ("staff",), lambda _changed: self.who.refresh())
        for page in self.parts.pages:
            if page.badge is not None:
                self.ctx.watch(frame, page.counts, lambda _changed, page=page: self._count(page.id, page.badge))
                self._count(page.id, page.badge)
            if page.children is not None:
                self.ctx.watch(frame, page.child_tables, lambda _changed, page=page: self._read_children(page))
        self._read_lines()
        bell = self.parts.bell
        if bell is not None:
            self.ctx.watch(frame, bell.counts, lambda _changed: self._ring(bell.count))
            self._ring(bell.count)
        self.read_facts()

    def _count(self, page: str, badge: Callable[[Any], int] | None) -> None:
        if badge is not None:
            self.ctx.load(self, badge, lambda count: self.waiting.emit(page, count), slot=f"badge {page}")

    def _read_lines(self) -> None:
        """Read the lines below every page again: whose they are depends on who works."""
        for page in self.parts.pages:
            self._read_children(page)

    def _read_children(self, page: Page) -> None:
        me, read = self.ctx.me(), page.children
        if read is not None:
            staff_id = me.id if me is not None else None
            self.ctx.load(
                self, lambda session: read(session, staff_id), lambda lines: self.children.emit(page.id, lines),
                slot=f"children {page.id}",
            )  # fmt: skip

    def _ring(self, count: Callable[[Any], int]) -> None:
        self.ctx.load(self, count, self.due.emit, slot="bell")

    def _keep_facts(self, found: Facts) -> None:
        self.facts = found
        self.facts_came.emit(found)

    def _facts(self, session: Any) -> Facts:
        return facts(session, self.store, self.app.db.clock.now())

    def _start(self, session: Any) -> Start:
        from desktop_crm.platform import settings

        return Start(people(session), settings.value(session, settings.DEMO))
