"""What a page holds: read with `load`, write with `do`, go elsewhere with `go`, and hear of changes with `watch`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_crm.platform.errors import Cancelled, NotFound
from desktop_crm.platform.i18n import _
from desktop_crm.platform.progress import Progress
from ui.kit.ask import Ask, WindowAsk
from ui.kit.bus import Changed, Changes, DataBus, watch
from ui.kit.jobs import Job, Jobs
from ui.kit.tell import Tell, WindowTell

if TYPE_CHECKING:
    from ui.kit.pages import Block, CardTab
    from ui.kit.split import Remembers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """Who works at the window: a person of the shop."""

    id: int
    name: str


class Go(QObject):
    """How one feature opens another: the shell listens to `asked(kind, thing)`.

    `thing` is an id or None, but for `import`, where it is the list of files to bring in (see `bring`), and for
    `merge`, where it is the list of customers.
    """

    asked = Signal(str, object)
    commanded = Signal(str, int)
    shown = Signal(str, str)
    """`shown(kind, thing)`: a page tells which of the lines below it is shown, '' for none of that kind."""

    def bring(self, files: Iterable[Path]) -> None:
        """Open the page whose `opens` names `import` with these files."""
        self.asked.emit("import", list(files))

    def to(self, kind: str, thing: int | None = None) -> None:
        """Open the thing of a kind (`customer`, 4711), or that kind's page."""
        self.asked.emit(kind, thing)

    def merge(self, customers: Iterable[int]) -> None:
        """Open the cards of customers side by side, to make one of them."""
        self.asked.emit("merge", list(customers))

    def command(self, id_: str, customer: int) -> None:
        """Do a command of another feature for a customer (`followup.plan`)."""
        self.commanded.emit(id_, customer)


class Context(QObject):
    """One open store and the window's services around it. `app` is the core.

    `card_tabs` are the tabs other features add to the customer's card, `blocks` what they add to the day's page;
    `memory` keeps what the window looked like.
    `chosen()` are the customers chosen in the list that is in sight.
    """

    me_changed = Signal()

    def __init__(self, app: Any, *, ask: Ask | None = None, tell: Tell | None = None, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.app = app
        self.ask: Ask = ask or WindowAsk()
        self.tell: Tell = tell or WindowTell()
        self.jobs = jobs or Jobs()
        self.bus = DataBus(self)
        self.go = Go(self)
        self.card_tabs: Sequence[CardTab] = ()
        self.blocks: Sequence[Block] = ()
        self.memory: Remembers | None = None
        self.chosen: Callable[[], Sequence[int]] = tuple
        self._me: Person | None = None
        self._tokens: WeakKeyDictionary[QObject, dict[str, Job]] = WeakKeyDictionary()
        self._writes: WeakKeyDictionary[QObject, dict[str, Job]] = WeakKeyDictionary()
        self._thread = threading.local()
        self._latest: int | None = None
        self._open = True
        app.subscribe(self._committed)

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
        self.forget(owner, slot=slot)
        self._tokens.setdefault(owner, {})[slot] = job
        job.then = self._if_wanted(owner, job, slot, then)
        job.failed = self._if_wanted(owner, job, slot, failed or self._show)
        return self.jobs.read(lambda _progress: self.app.read(fn), job)

    def forget(self, owner: QObject, *, slot: str = "") -> None:
        """Give up what an owner's slot is loading: it does not come home."""
        job = self._tokens.get(owner, {}).pop(slot, None)
        if job is not None:
            job.cancel()

    def do(
        self,
        owner: QObject,
        fn: Callable[[], T],
        said: str | Callable[[T], str] | None = None,
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        slot: str = "",
    ) -> Job:
        """Run a verb of the core on the writer thread; say `said` (words as shown, or made from the answer).

        The message offers undo when something was committed. `then` and `failed` are dropped with their owner;
        the message and an error without `failed` are shown all the same. Its author is who works now, also where it has
        to wait and somebody else works by then.

        An owner's slot, where named, writes once at a time: what is asked for until that is home is passed over, as the
        second press of a button is.
        """
        return self.work(owner, lambda _progress: fn(), said, then, failed, slot=slot)

    def work(
        self,
        owner: QObject,
        fn: Callable[[Progress], T],
        said: str | Callable[[T], str] | None = None,
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        reported: Callable[[int, int | None], None] | None = None,
        *,
        slot: str = "",
    ) -> Job:
        """Like `do`, for long work: `fn(progress)`; the job returned can be cancelled."""
        under_way = self._writes.setdefault(owner, {})
        if slot in under_way:
            return under_way[slot]
        me = self._me

        def written(progress: Progress) -> tuple[T, int | None]:
            self._thread.origin, self._thread.change, self._thread.me = owner, None, me
            try:
                return fn(progress), self._thread.change
            finally:
                self._thread.origin = None

        def home(answer: tuple[T, int | None]) -> None:
            under_way.pop(slot, None)
            value, change = answer
            if said is not None:
                words = said(value) if callable(said) else said
                known = change is not None and change == self._latest
                self.tell.say(words, (lambda: self.undo(change)) if known else None)
            if then is not None and isValid(owner):
                then(value)

        def lost(error: BaseException) -> None:
            under_way.pop(slot, None)
            if failed is None:
                self._show(error)
            elif isValid(owner):
                failed(error)

        job = Job(home, lost, reported)
        if slot:
            under_way[slot] = job
        return self.jobs.write(written, job)

    def undo(self, change_id: int | None = None) -> None:
        """Take back a step, the last one by default, and say which."""
        self._step(lambda: self.app.undo(change_id), _("Undone: {step}"))

    def redo(self) -> None:
        """Do the step taken back last again, and say which."""
        self._step(self.app.redo, _("Done again: {step}"))

    def me(self) -> Person | None:
        """Return who works now, None while nobody has said so; `me_changed` tells of a change."""
        return self._me

    def set_me(self, person: Person | None) -> None:
        """Let another person work from now on; what is recorded names them as author."""
        self._me = person
        self.app.db.author = self._author
        self.me_changed.emit()

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
        self.jobs.close()

    def _author(self) -> int | None:
        """Return who asked for what this thread is writing, or who works now."""
        person: Person | None = getattr(self._thread, "me", self._me)
        return None if person is None else person.id

    def _step(self, verb: Callable[[], Any], words: str) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, NotFound):
                self.tell.say(str(error))
            else:
                self._show(error)

        def done(reverted: Any) -> None:
            self.tell.say(words.format(step=reverted.step.text))

        self.do(self, verb, then=done, failed=failed)

    def _if_wanted(self, owner: QObject, job: Job, slot: str, then: Callable[[Any], None]) -> Callable[[Any], None]:
        def arrive(answer: Any) -> None:
            slots = self._tokens.get(owner, {})
            if slots.get(slot) is not job:
                return
            del slots[slot]  # a job that is home would hold its owner for as long as the store is open
            if isValid(owner):
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

    def _show(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.tell.show(error)
