"""Stand-ins for what lies outside the kit: a store in memory, and a person who answers and reads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.context import Context
from ui.kit.jobs import READERS, Job
from ui.kit.paging import Sort

HOSTILE = '<img src="file:///etc/hostname"><b>x'


@dataclass(frozen=True)
class FakeChange:
    """A commit as the core tells of it."""

    change_id: int | None
    tables: Mapping[str, frozenset[int] | None]
    label: str = "Change"


@dataclass(frozen=True)
class FakeStep:
    """A step of the journal."""

    text: str


@dataclass(frozen=True)
class FakeReverted:
    """What undo answers."""

    step: FakeStep


@dataclass
class FakeStore:
    """Runs reads at once on the calling thread and tells listeners of commits."""

    listeners: list[Callable[[Any], None]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    undone: list[int | None] = field(default_factory=list)

    def read(self, fn: Callable[[Any], Any], /) -> Any:
        self.threads.add(threading.current_thread().name)
        return fn(self)

    def subscribe(self, listener: Callable[[Any], None], /) -> None:
        self.listeners.append(listener)

    def commit(self, change_id: int, table: str = "customers", ids: Sequence[int] | None = (1,)) -> int:
        self.threads.add(threading.current_thread().name)
        tables = {table: None if ids is None else frozenset(ids)}
        for listener in self.listeners:
            listener(FakeChange(change_id, tables))
        return change_id

    def undo(self, change_id: int | None = None, /) -> FakeReverted:
        self.undone.append(change_id)
        return FakeReverted(FakeStep("Complete follow-up"))

    def redo(self) -> FakeReverted:
        return FakeReverted(FakeStep("Complete follow-up"))


@dataclass
class FakeTell:
    """Remembers what was said and shown."""

    said: list[tuple[str, Callable[[], None] | None]] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    withdrawn: int = 0

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.said.append((text, undo))

    def withdraw(self) -> None:
        self.withdrawn += 1

    def show(self, error: BaseException, _again: Callable[[], None] | None = None) -> None:
        self.errors.append(error)


@dataclass
class FakeAsk:
    """Answers as told beforehand."""

    yes: bool = True
    path: Path | None = None

    def confirm(self, *_asked: object) -> bool:
        return self.yes

    def choose(self, _parent: QWidget | None, _title: str, _text: str, answers: Sequence[str]) -> int | None:
        return len(answers) - 1 if self.yes else None

    def open_file(self, *_asked: object) -> Path | None:
        return self.path

    def save_file(self, *_asked: object) -> Path | None:
        return self.path

    def folder(self, *_asked: object) -> Path | None:
        return self.path


@dataclass
class Numbers:
    """A list of numbered rows: `row 7`, `7`."""

    count: int = 1000
    asked: list[list[int]] = field(default_factory=list)
    sorts: list[Sort | None] = field(default_factory=list)
    word: str = "row"
    order: list[int] | None = None

    def ids(self, _session: Any, sort: Sort | None) -> Sequence[int]:
        self.sorts.append(sort)
        ids = self.order if self.order is not None else list(range(1, self.count + 1))
        return ids[::-1] if sort is not None and sort.descending else list(ids)

    def rows(self, _session: Any, ids: Sequence[int]) -> Sequence[tuple[str, ...]]:
        self.asked.append(list(ids))
        return [(f"{self.word} {id_}", str(id_)) for id_ in ids]


def press(
    widget: QWidget, key: Qt.Key, text: str = "", control: bool = False, alt: bool = False, held: bool = False
) -> None:
    """Press and release a key, with any letter: the test helper of Qt knows only ASCII."""
    modifiers = Qt.KeyboardModifier.NoModifier
    if control:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    if alt:
        modifiers |= Qt.KeyboardModifier.AltModifier
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text, held))


def type_text(widget: QWidget, text: str) -> None:
    """Type letters one by one."""
    for letter in text:
        press(widget, Qt.Key.Key_unknown, letter)


@contextmanager
def held_readers(ctx: Context) -> Iterator[None]:
    """Let nothing be read meanwhile: what is asked for is answered late."""
    gate = threading.Event()
    for _reader in range(READERS):
        ctx.jobs.read(lambda _progress: gate.wait(20), Job(lambda _answer: None, lambda _error: None))
    try:
        yield
    finally:
        gate.set()


@contextmanager
def held_writer(ctx: Context) -> Iterator[None]:
    """Let nothing be written meanwhile, as on a slow disk: what is asked for is done late."""
    gate = threading.Event()
    ctx.jobs.write(lambda _progress: gate.wait(20), Job(lambda _answer: None, lambda _error: None))
    try:
        yield
    finally:
        gate.set()
