"""The program tries itself: a sample shop, every page, an import by a child process and its undo; one line a step."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop_crm.app import App
    from ui.shell.parts import Parts
    from ui.shell.window import Window

SHEET: Final = "trendyol-tum-siparisler.xlsx"
CUSTOMERS: Final = 60
PATIENCE_S: Final = 120.0

T = TypeVar("T")


def run(parts: Callable[[], Parts]) -> int:
    """Walk through the program in a folder of its own; returns 0, or 1 when anything went wrong."""
    began = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="desktop-crm-test-", ignore_cleanup_errors=True) as folder:
            _walk(Path(folder), parts)
    except Exception:  # noqa: BLE001 - whatever it is, the installation does not work
        _say(traceback.format_exc())
        _say("self-test: failed")
        return 1
    _say(f"self-test: passed in {time.perf_counter() - began:.1f} s")
    return 0


def application() -> QApplication:
    """Return the running application, or make one; without a screen it draws into memory."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.kit import theme

    running = QApplication.instance()
    return running if isinstance(running, QApplication) else theme.application(sys.argv[0])


def _walk(folder: Path, parts: Callable[[], Parts]) -> None:
    store = folder / "self-test.crm"
    _step(f"sample shop of {CUSTOMERS} customers", lambda: _make_shop(store))
    app = application()
    with _errors_caught() as errors:
        window = _step("window", lambda: _open(folder, store, parts, app))
        try:
            for page in parts().pages:
                _step(f"page {page.id}", lambda page=page: _show(window, page.id, app, errors))
            _step("import by a child process, and its undo", lambda: _import_and_undo(window, app, errors))
        finally:
            _step("closing", lambda: _close(window, app))
        _settle(window, app, errors)


def _make_shop(store: Path) -> None:
    from desktop_crm import demo
    from desktop_crm.app import App
    from desktop_crm.platform.clock import SystemClock, local_date

    today = local_date(SystemClock().now(), "Europe/Istanbul")
    made = demo.make(store, App.open, today=today, customers=CUSTOMERS)
    if made.customers != CUSTOMERS:
        raise RuntimeError(f"{made.customers} customers were made instead of {CUSTOMERS}")


def _open(folder: Path, store: Path, parts: Callable[[], Parts], app: QApplication) -> Window:
    from ui.settings.preferences import Preferences
    from ui.shell.start import dress
    from ui.shell.window import Window

    preferences = Preferences(folder / "window.ini")
    dress(preferences)
    window = Window(store, preferences, parts)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    window.show()
    _until(lambda: bool(ready), app, "no page was shown")
    return window


def _show(window: Window, page: str, app: QApplication, errors: list[BaseException]) -> None:
    window.show_page(page)
    _settle(window, app, errors)
    window.grab()
    _settle(window, app, errors)


def _import_and_undo(window: Window, app: QApplication, errors: list[BaseException]) -> None:
    from desktop_crm.platform.paths import resource

    sheet = resource("demo", "sheets", SHEET)
    before = _rows(window, app, errors)
    report = _written(window, lambda core: core.transfer.run([sheet]), app, errors)
    if report.refused or report.run is None:
        raise RuntimeError(f"{SHEET} was not imported: {[one.message for one in report.refused]}")
    if _rows(window, app, errors) <= before:
        raise RuntimeError(f"{SHEET} brought nothing in")
    _written(window, lambda core: core.undo(), app, errors)
    if _rows(window, app, errors) != before:
        raise RuntimeError(f"undoing {SHEET} left something behind")


def _rows(window: Window, app: QApplication, errors: list[BaseException]) -> int:
    """Return how many customers, orders and lines the store holds."""
    from desktop_crm.customers.queries import count as customers
    from desktop_crm.orders.queries import count as orders
    from desktop_crm.orders.queries import count_lines as lines

    found: list[int] = []
    window.ctx.load(
        window, lambda session: customers(session) + orders(session) + lines(session), found.append, errors.append
    )
    _settle(window, app, errors)
    return found[0]


def _written(window: Window, verb: Callable[[App], T], app: QApplication, errors: list[BaseException]) -> T:
    """Return what a verb of the core answers, done as the pages do it."""
    answers: list[T] = []
    window.ctx.do(window, lambda: verb(window.ctx.app), then=answers.append, failed=errors.append)
    _settle(window, app, errors)
    return answers[0]


def _close(window: Window, app: QApplication) -> None:
    window.close()
    _until(lambda: window.desk is None and not window.stores.busy, app, "the window does not close")
    window.deleteLater()


def _settle(window: Window, app: QApplication, errors: list[BaseException]) -> None:
    """Let everything that was begun come home. Raises what went wrong on the way."""
    desk = window.desk
    if desk is not None:
        _until(lambda: not desk.ctx.jobs.busy, app, "work in the background does not end")
    app.processEvents()
    if errors:
        raise RuntimeError("something went wrong on the way") from errors[0]


def _until(done: Callable[[], bool], app: QApplication, otherwise: str) -> None:
    from PySide6.QtCore import QEventLoop

    until = time.perf_counter() + PATIENCE_S
    while not done():
        if time.perf_counter() > until:
            raise TimeoutError(otherwise)
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


@contextmanager
def _errors_caught() -> Generator[list[BaseException]]:
    """Collect what slots raise and what the window would show, instead of showing it to nobody."""
    from ui.kit.tell import WindowTell

    caught: list[BaseException] = []
    hook, show = sys.excepthook, WindowTell.show
    sys.excepthook = lambda _kind, error, _trace: caught.append(error)
    WindowTell.show = lambda _self, error, _again=None: caught.append(error)  # type: ignore[method-assign]
    try:
        yield caught
    finally:
        sys.excepthook, WindowTell.show = hook, show  # type: ignore[method-assign]


def _step(name: str, act: Callable[[], T]) -> T:
    began = time.perf_counter()
    try:
        answer = act()
    except BaseException:
        _say(f"{name}: failed")
        raise
    _say(f"{name}: {(time.perf_counter() - began) * 1000:.0f} ms")
    return answer


def _say(line: str) -> None:
    """Write a line; a program without a console has nowhere to write it."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
