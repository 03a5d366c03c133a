"""What a page holds: read with `load`, write with `do`, go elsewhere with `go`, and hear of changes with `watch`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.i18n import _
from desktop_crm.platform.progress import Progress
from ui.kit.ask import Ask, WindowAsk
from ui.kit.bus import Changed, Changes, DataBus, watch
from ui.kit.jobs import Job, Jobs
from ui.kit.tell import Tell, WindowTell

T = TypeVar("T")


class Store(Protocol):
    """The core as the kit sees it; pages use the same object with its full type."""

    def read(self, fn: Callable[[Any], T], /) -> T:
        """Run `fn(session)` in a read transaction; never on the window's thread."""
        ...

    def undo(self) -> object: ...

    def redo(self) -> object: ...

    def subscribe(self, callback: Callable[[Any], None], /) -> object:
        """Call back with a ChangeSet after each commit, on the thread that wrote."""
        ...


class Go(QObject):
    """How one feature opens another: the shell listens."""

    asked = Signal(str, object)

    def to(self, kind: str, thing: int | None = None) -> None:
        """Open the thing of a kind (`customer`, 4711), or that kind's page."""
        self.asked.emit(kind, thing)


class Context(QObject):
    """One open store and the window's services around it. `app` is the core."""

    changed = Signal(object)

    def __init__(self, app: Any, *, ask: Ask | None = None, tell: Tell | None = None, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.app = app
        self.ask: Ask = ask or WindowAsk()
        self.tell: Tell = tell or WindowTell()
        self.jobs = jobs or Jobs()
        self.bus = DataBus(self)
        self.go = Go(self)
        self._tokens: WeakKeyDictionary[QObject, dict[str, Job]] = WeakKeyDictionary()
        self._thread = threading.local()
        self._latest: int | None = None
        self._open = True
        self._unsubscribe = app.subscribe(self._committed)

    def load(
        self,
        owner: QObject,
        fn: Callable[[Any], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        slot: str = "",
    ) -> Job:
        """Run `fn(session)` on a reader and `then(answer)` at home.

        Only the latest load of an owner's slot comes home; nothing does once the owner is gone. Errors go to
        `failed`, else to the one error window.
        """
        job = Job(then, failed or self._show)
        slots = self._tokens.setdefault(owner, {})
        if slot in slots:
            slots[slot].cancel()
        slots[slot] = job
        job.then = self._if_wanted(owner, job, slot, then)
        job.failed = self._if_wanted(owner, job, slot, failed or self._show)
        return self.jobs.read(lambda _progress: self.app.read(fn), job)

    def do(
        self,
        owner: QObject,
        fn: Callable[[], T],
        said: str | Callable[[T], str] | None = None,
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Run a verb of the core on the writer thread; say `said` (words as shown, or made from the answer).

        The message offers undo when something was committed. `then` and `failed` are dropped with their owner;
        the message and an error without `failed` are shown all the same.
        """
        return self.work(owner, lambda _progress: fn(), said, then, failed)

    def work(
        self,
        owner: QObject,
        fn: Callable[[Progress], T],
        said: str | Callable[[T], str] | None = None,
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        reported: Callable[[int, int | None], None] | None = None,
    ) -> Job:
        """Like `do`, for long work: `fn(progress)`; the job returned can be cancelled."""

        def written(progress: Progress) -> tuple[T, int | None]:
            self._thread.origin, self._thread.change = owner, None
            try:
                return fn(progress), self._thread.change
            finally:
                self._thread.origin = None

        def home(answer: tuple[T, int | None]) -> None:
            value, change = answer
            if said is not None:
                words = said(value) if callable(said) else said
                self.tell.say(words, self.undo if change is not None and change == self._latest else None)
            if then is not None and isValid(owner):
                then(value)

        def lost(error: BaseException) -> None:
            if failed is None:
                self._show(error)
            elif isValid(owner):
                failed(error)

        return self.jobs.write(written, Job(home, lost, reported))

    def undo(self) -> None:
        """Take back the last step and say so. `undo` of the core answers None where there was nothing."""
        self.do(
            self, self.app.undo, then=lambda step: self._tell_step(step, _("Undone"), _("There is nothing to undo"))
        )

    def redo(self) -> None:
        """Make the last step taken back again and say so."""
        self.do(
            self, self.app.redo, then=lambda step: self._tell_step(step, _("Done again"), _("There is nothing to redo"))
        )

    def watch(
        self,
        widget: QWidget,
        tables: Iterable[str],
        slot: Callable[[Changed], None],
        *,
        skip: object | None = None,
    ) -> None:
        """Call `slot(changed)` after commits to `tables`; see `bus.watch`."""
        watch(self.bus, widget, tables, slot, skip=skip)

    def close(self) -> None:
        """Let the writer finish and end the threads; the store may be closed after this."""
        self._open = False
        if callable(self._unsubscribe):
            self._unsubscribe()
        self.jobs.close()

    def _step(self, verb: Callable[[], object], done: str, nothing: str) -> None:
        self.do(self, verb, then=lambda step: self.tell.say(nothing if step is None else done, None))

    def _if_wanted(self, owner: QObject, job: Job, slot: str, then: Callable[[Any], None]) -> Callable[[Any], None]:
        def arrive(answer: Any) -> None:
            if isValid(owner) and self._tokens.get(owner, {}).get(slot) is job:
                then(answer)

        return arrive

    def _committed(self, changes: Changes) -> None:
        """Runs on the thread that wrote."""
        if not self._open:
            return
        self._thread.change = changes.change_id
        origin = getattr(self._thread, "origin", None)
        self.jobs.bring(lambda: self._announce(changes, origin))

    def _announce(self, changes: Changes, origin: object) -> None:
        self._latest = changes.change_id
        self.tell.withdraw()
        self.bus.changed.emit(changes, origin)
        self.changed.emit(changes)

    def _show(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.tell.show(error)
