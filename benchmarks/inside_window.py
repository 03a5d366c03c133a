"""Runs in the process of a measured window: `python inside_window.py PART STORE`, prints what it found as JSON.

A script that imports nothing but what it measures: the time and memory of its imports would be measured too.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

REPAINTS: Final = 60
JUMPS: Final = 40
NAMES: Final = (
    "Şükrü Yılmaz", "Işık Demir", "Ayşe Öztürk", "Mehmet Kaya", "Zeynep Çelik", "İbrahim Arslan", "Fatma Doğan",
    "Elif Kılıç", "Hüseyin Güneş", "Merve Aydın", "Gül Şahin", "Ömer Yıldız", "Songül Özdemir", "Ali Koç",
    "kargom nerede", "0532 418 27 90", "ükrü", "iade etmek", "ılmaz", "beden değişimi", "Çağla Akın", "Uğur Taş",
    "Esra Polat", "Mustafa Erdoğan", "Büşra Korkmaz", "Selin Aksoy", "Burak Şimşek", "Emine Kurt", "Yusuf Özkan",
    "Hatice Keskin", "Kadir Bulut", "Nazlı Turan", "Serkan Ateş", "Derya Avcı", "Onur Güler", "Sevgi Toprak",
    "Halil Işık", "Pınar Duman", "Cemal Yavuz", "Rabia Sarı", "Tuğba Acar",
)  # fmt: skip
SIZE: Final = (1440, 900)
HEARTBEAT_MS: Final = 4
IDLE_S: Final = 4.0
AFTERWARDS_S: Final = 1.0
PATIENCE_S: Final = 300.0
TURN_S: Final = 0.0001
"""Between two turns: an event loop is woken by what comes, this one has to look."""


def _tell(found: dict[str, float]) -> None:
    """Print what was found and leave at once: closing a window would also back its store up."""
    print(json.dumps(found), flush=True)
    os._exit(0)


def _since_start() -> float:
    return time.monotonic() - float(os.environ["BENCH_BEGAN"])


def _memory_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1000
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


def _prefer(_store: Path) -> None:
    """Let the program begin with the list of customers."""
    from ui.settings.preferences import Preferences

    preferences = Preferences()
    preferences.file.parent.mkdir(parents=True, exist_ok=True)
    preferences.setValue("page", "customers")
    preferences.save()
    _tell({})


def _minimal(_store: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, lambda: _tell({"frame": _since_start(), "memory": _memory_mb()}))
            super().paintEvent(event)

    app = QApplication([])
    window = Bare()
    window.resize(*SIZE)
    window.show()
    app.exec()


def _product(store: Path) -> None:
    """Start as a user would; the window is only watched. The frame is there when all of its first painting is done.

    The watch needs the window's class before the program asks for it: it comes as the program itself would take it.
    """
    from ui.main import import_plainly, main

    import_plainly()
    from ui.shell.window import Window

    found: dict[str, float] = {}
    paint = Window.paintEvent

    def painted(window: Window, event: Any) -> None:
        if not found:
            from PySide6.QtCore import QTimer

            found["frame"] = 0.0
            QTimer.singleShot(0, lambda: found.update(frame=_since_start()))
            watch = QTimer(window)
            watch.timeout.connect(lambda: rows_there(window, watch))
            watch.start(1)
        paint(window, event)

    def rows_there(window: Window, watch: Any) -> None:
        table = _table(window)
        if table is None or not _shows_rows(table):
            return
        if "rows" not in found:
            table.viewport().repaint()
            found["rows"] = _since_start()
        if "page" in found:
            _tell(found | {"memory": _memory_mb()})
        elif window.frame.glimpse is None and not window.ctx.jobs.busy:
            found["page"] = _since_start()
            watch.setInterval(500)

    Window.paintEvent = painted  # type: ignore[method-assign]
    sys.argv = ["desktop-crm", "--store", str(store)]
    main()


def _table(window: Any) -> Any:
    """Return the table of customers that is in sight, be it a glimpse or the page's own; None where there is none."""
    from ui.customers.glimpse import ListGlimpse

    glimpse = window.frame.glimpse
    if glimpse is not None:
        return glimpse.findChild(ListGlimpse).table
    panel = window.frame.panel("customers")
    return None if panel is None else panel.list.table


def _shows_rows(table: Any) -> bool:
    pages = table.model().pages
    first = table.rowAt(0)
    return pages.loaded and first >= 0 and pages.row(first) is not None


def _opened(store: Path) -> tuple[Any, Any]:
    """Return the application and its window once the rows of the first page are there."""
    from PySide6.QtWidgets import QApplication

    from ui.main import parts
    from ui.settings.preferences import Preferences
    from ui.shell import collecting
    from ui.shell.start import dress
    from ui.shell.window import Window

    collecting.put_off()
    app = QApplication([])
    preferences = Preferences()
    dress(preferences, spoken=True)
    window = Window(store, preferences, parts)
    window.resize(*SIZE)
    window.show()
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    window.ready.connect(collecting.take_up)
    _until(app, lambda: bool(ready))
    window.show_page("customers")
    _until(app, lambda: _shows_rows(_table(window)) and not window.ctx.jobs.busy)
    return app, window


def _until(app: Any, done: Callable[[], bool]) -> list[float]:
    """Serve events until it is done; returns how long each turn held the thread, in ms."""
    until = time.perf_counter() + PATIENCE_S
    held: list[float] = []
    while not done():
        began = time.perf_counter()
        if began > until:
            raise TimeoutError
        app.processEvents()
        held.append((time.perf_counter() - began) * 1000)
        time.sleep(TURN_S)
    return held


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _measure_table(store: Path) -> None:
    app, window = _opened(store)
    table = _table(window)
    plain = _plain_view(table)
    app.processEvents()
    for _ in range(5):
        table.viewport().repaint()
        plain.viewport().repaint()
    pairs = [(_timed(table.viewport().repaint), _timed(plain.viewport().repaint)) for _ in range(REPAINTS)]
    blocked, there = [], []
    dice = random.Random(1)
    bar = table.verticalScrollBar()
    for _ in range(JUMPS):
        _until(app, lambda: not window.ctx.jobs.busy)
        began = time.perf_counter()
        place = dice.randrange(bar.maximum())
        first = _timed(lambda place=place: (bar.setValue(place), table.viewport().repaint()))
        held = _until(app, lambda: _shows_rows(table))
        last = _timed(app.processEvents)  # paints the rows
        there.append((time.perf_counter() - began) * 1000)
        blocked.append(max(first, last, *held))
    _tell({
        "repaint": middle([mine for mine, _ in pairs]), "plain": middle([other for _, other in pairs]),
        "blocked": middle(blocked), "rows": middle(there),
    })  # fmt: skip


def _plain_view(table: Any) -> Any:
    """Return Qt's own view of the rows in sight in a C++ model, of the same size, heights and widths."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    source = table.model()
    shown = [column for column in range(source.columnCount()) if not table.isColumnHidden(column)]
    rows = range(table.viewport().height() // table.rowHeight(0) + 2)
    model = QStandardItemModel(len(rows), len(shown))
    for row in rows:
        for place, column in enumerate(shown):
            model.setItem(row, place, QStandardItem(str(source.index(row, column).data() or "")))
    view = QTableView()
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(table.rowHeight(0))
    for place, column in enumerate(shown):
        view.setColumnWidth(place, table.columnWidth(column))
    view.resize(table.size())
    view.show()
    return view


def _measure_keystrokes(store: Path) -> None:
    app, window = _opened(store)
    window.verbs.open_palette()
    palette = window.palette_box
    took: list[float] = []
    for number, name in enumerate(["ay", *NAMES]):
        for length in range(1, len(name) + 1):
            began = time.perf_counter()
            palette.edit.setText(name[:length])
            _until(app, lambda: palette._answered == palette.edit.text())  # noqa: SLF001
            app.processEvents()  # paints what was laid out
            if number:
                took.append((time.perf_counter() - began) * 1000)
        palette.edit.clear()
    _tell({"p95": percentile(took, 95)})


def _measure_gaps(store: Path) -> None:
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    _app, window = _opened(store)
    loop = QEventLoop()
    sheet = Path(sys.argv[3])
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(beat)
    heart.start(HEARTBEAT_MS)

    def serve(seconds: float) -> list[float]:
        gaps.clear()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()
        return list(gaps)

    serve(1.0)
    idle = serve(IDLE_S)
    ended: list[Any] = []

    def end(answer: Any) -> None:
        ended.append(answer)
        QTimer.singleShot(round(AFTERWARDS_S * 1000), loop.quit)

    gaps.clear()
    window.ctx.work(window, lambda progress: window.ctx.app.transfer.run([sheet], progress=progress), None, end, end)
    QTimer.singleShot(round(PATIENCE_S * 1000), loop.quit)
    loop.exec()
    if not ended or isinstance(ended[0], BaseException) or ended[0].run is None:
        raise RuntimeError(f"the import did not end well: {ended}")
    _tell({
        "p99": percentile(gaps, 99), "max": max(gaps), "idle_p99": percentile(idle, 99), "idle_max": max(idle),
    })  # fmt: skip


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which `percent` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return percentile(values, 50)


PARTS: Final = {
    "prefer": _prefer, "minimal": _minimal, "product": _product, "table": _measure_table,
    "keystrokes": _measure_keystrokes, "gaps": _measure_gaps,
}  # fmt: skip

if __name__ == "__main__":
    PARTS[sys.argv[1]](Path(sys.argv[2]))
