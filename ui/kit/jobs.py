"""Work away from the window: one writer, a few readers, progress, cancel, and one queued way home."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.progress import Progress

READERS: Final = 3
_REPORT_EVERY: Final = 0.05
_TURN_S: Final = 0.001
"""How long a thread may compute before another that waits for Python has its turn. With Python's own 5 ms the window
waits that long each time it comes back from Qt while a reader computes."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Job:
    """One piece of work and what happens when it is home; the callbacks run in the window's thread.

    `reported(done, total)` comes at most twenty times a second, `total` None where it is unknown.
    """

    then: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    reported: Callable[[int, int | None], None] | None = None
    finished: Callable[[], None] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop: it never starts, or its next report raises Cancelled."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Home:
    """What a worker sends to the window's thread: a report, an answer or an error."""

    job: Job | None
    kind: str
    value: Any


class Jobs(QObject):
    """The threads. Made and closed in the window's thread."""

    _sent = Signal(object)

    def __init__(self, readers: int = READERS) -> None:
        super().__init__()
        sys.setswitchinterval(_TURN_S)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._running = 0
        self._writing = 0
        self._closed = False
        self._gone = threading.Event()
        self._reading: WeakSet[Job] = WeakSet()
        self._put_off: list[Callable[[], None]] = []
        self._sent.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> int:
        """How many jobs are not home yet."""
        return self._running

    @property
    def writing(self) -> int:
        """How many writing jobs are not home yet."""
        return self._writing

    def read(self, work: Callable[[Progress], Any], job: Job) -> Job:
        """Run `work` on a reader thread and bring its answer home. After close nothing is started."""
        self._reading.add(job)
        return self._start(self._readers, work, job)

    def write(self, work: Callable[[Progress], Any], job: Job) -> Job:
        """Run `work` on the one writer thread, after all writes before it."""
        if not self._closed:
            self._writing += 1
            job.finished = self._after_write(job.finished)
        return self._start(self._writer, work, job)

    def bring(self, call: Callable[[], None]) -> None:
        """Run `call` in the window's thread, in order with the answers. May be called from any thread."""
        self._send(_Home(None, "call", call))

    def when_idle(self, call: Callable[[], None]) -> None:
        """Run `call` in the window's thread once no job is under way: at once, or when the last one is home."""
        if self._running:
            self._put_off.append(call)
        else:
            call()

    def close(self) -> None:
        """Stop reads, let every write finish, end the threads. Answers that come later are dropped."""
        if self._closed:
            return
        self._closed = True
        for job in self._reading:
            job.cancel()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._gone.set()
        self._running = self._writing = 0

    def _start(self, pool: ThreadPoolExecutor, work: Callable[[Progress], Any], job: Job) -> Job:
        if self._closed:
            job.cancel()
            return job
        self._running += 1
        pool.submit(_run, work, job, self._send)
        return job

    def _send(self, home: _Home) -> None:
        if not self._gone.is_set():
            self._sent.emit(home)

    def _after_write(self, finished: Callable[[], None] | None) -> Callable[[], None]:
        def after() -> None:
            self._writing -= 1
            if finished is not None:
                finished()

        return after

    @Slot(object)
    def _arrive(self, home: _Home) -> None:
        if self._gone.is_set():
            return
        if home.job is None:
            home.value()
        elif home.kind == "report":
            if home.job.reported is not None and not home.job.cancelled:
                home.job.reported(*home.value)
        else:
            self._running -= 1
            if home.job.finished is not None:
                home.job.finished()
            (home.job.then if home.kind == "answer" else home.job.failed)(home.value)
            if not self._running:
                calls, self._put_off = self._put_off, []
                for call in calls:
                    call()


def _run(work: Callable[[Progress], Any], job: Job, send: Callable[[_Home], None]) -> None:
    """Do one job on a worker thread; the only thing it knows of the window is the way home."""
    last = 0.0

    def progress(done: int, total: int | None = None, /) -> None:
        nonlocal last
        if job.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - last >= _REPORT_EVERY or (total is not None and done >= total):
            last = now
            send(_Home(job, "report", (done, total)))

    try:
        home = _Home(job, "error", Cancelled()) if job.cancelled else _Home(job, "answer", work(progress))
    except BaseException as error:  # noqa: BLE001 - it travels home and is judged there
        home = _Home(job, "error", error)
    send(home)
