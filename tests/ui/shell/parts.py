"""A tiny feature to open windows with, and what tests do to a window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.customers import queries as customers
from tests.patience import gathering
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.fields import TextField
from ui.kit.labels import title
from ui.kit.pages import Page
from ui.shell.parts import Bell, Parts
from ui.shell.window import Window

T = TypeVar("T")

HOSTILE = '<img src="file:///etc/hostname"><b>x'


class BookPanel(QWidget):
    """Knows how many customers there are and which was opened."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.setAccessibleName("Book")
        self.opened: list[tuple[str, Any]] = []
        self.count = -1
        self.field = TextField()
        self.field.setObjectName("book.field")
        self.field.setAccessibleName("Note")
        column = QVBoxLayout(self)
        column.addWidget(title("Book"))
        column.addWidget(self.field)
        self._ctx = ctx
        ctx.watch(self, ("customers",), lambda _changed: self.load())
        self.load()

    def load(self) -> None:
        self._ctx.load(self, customers.count, self._show)

    def open(self, kind: str, thing: Any) -> None:
        self.opened.append((kind, thing))

    def _show(self, count: int) -> None:
        self.count = count


class OtherPanel(QWidget):
    """A second page."""

    def __init__(self, _ctx: Context) -> None:
        super().__init__()
        self.files: list[Any] = []

    def open(self, _kind: str, thing: Any) -> None:
        self.files += thing


class Done(QObject):
    """Notes which commands ran."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Any] = []


def parts(done: Done) -> Parts:
    """Return two pages, a command for customers and a bell."""

    def commands(_ctx: Context) -> list[Command]:
        return [
            Command("note.add", "Add follow-up", lambda: done.runs.append("add"), "follow_up_add", "Ctrl+T",
                    for_customer=done.runs.append),
            Command("new", "New customer", lambda: done.runs.append("new"), for_text=done.runs.append),
            Command("note.page", "Only here", lambda: done.runs.append("here"), shortcut="Ctrl+H", where="Other"),
            Command("bell.ring", "Ring", lambda: done.runs.append("ring")),
        ]  # fmt: skip

    book = Page(
        "book", "Book", "customers", BookPanel, badge=customers.count, counts=("customers",), commands=commands,
        opens=("customer",),
    )  # fmt: skip
    other = Page("other", "Other", "orders", OtherPanel, group="Data", opens=("import",))
    return Parts((book, other), actions=("note.add",), bell=Bell(customers.count, ("customers",), "bell.ring"))


def settle(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is on its way any more."""
    calm = 0

    def idle() -> bool:
        nonlocal calm
        desk = window.desk
        calm = calm + 1 if desk is None or not (desk.ctx.jobs.busy or gathering()) else 0
        return calm > 2

    qtbot.waitUntil(idle)


def elsewhere(work: Callable[[], T]) -> T:
    """Do something with a store in another thread, as another program would."""
    found: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again at home
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return found[0]
