"""The morning's import: watches the shop's folders while the window is open and offers what is new there, calmly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_crm.platform.i18n import _, counted
from desktop_crm.platform.progress import Progress
from ui.kit.buttons import Button, IconButton
from ui.kit.buttons import small as small_button
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.jobs import Job
from ui.kit.labels import PlainLabel, small
from ui.kit.pages import Background, Block
from ui.kit.theme import theme

FIRST_LOOK_MS: Final = 3_000
"""After the start, so that the first page comes first."""
SETTLE_MS: Final = 2_000
"""How long a file must stay the same to be whole."""
_TABLES: Final = ("settings", "seen_files")
_ABOVE: Final = 92
"""Pixels from the lower edge: over the status line and the short messages."""


@dataclass(frozen=True, slots=True)
class View:
    """What one look at the folders found: which they are, all files with their states, and which are new and whole."""

    folders: tuple[str, ...] = ()
    sight: dict[Path, tuple[int, int]] = field(default_factory=dict[Path, tuple[int, int]])
    fresh: tuple[Path, ...] = ()
    growing: bool = False


class Morning(QObject):
    """Looks at the watched folders. `changed` when other files wait than before; `files` are those."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._ctx = ctx
        self._app: Any = ctx.app
        self._view = View()
        self._job: Job | None = None
        self.files: tuple[Path, ...] = ()
        self._lists: set[QWidget] = set()
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _path: self._soon(SETTLE_MS // 4))

    def begin(self, window: QWidget) -> None:
        """Look soon, and whenever a folder or what is known of files changes."""
        self._ctx.watch(window, _TABLES, lambda _changed: self._soon(0))
        self._timer.start(FIRST_LOOK_MS)

    @property
    def listed(self) -> bool:
        """Whether a list in view says what waits, so that it is not said twice."""
        return any(isValid(shown) for shown in self._lists)

    def list_elsewhere(self, where: QWidget, *, listed: bool) -> None:
        """Say whether a list of what waits is in view."""
        if listed:
            self._lists.add(where)
        else:
            self._lists.discard(where)
        self.changed.emit()

    def look(self) -> None:
        """Look at the folders now; a look under way is enough."""
        if self._job is not None:
            return
        app, before = self._app, self._view.sight

        def read(_progress: Progress) -> View:
            from desktop_crm.transfer import morning

            watched = app.read(morning.folders)
            sight = morning.look(watched)
            whole = morning.settled(before, sight)
            fresh = tuple(morning.unseen(app.db, whole))
            return View(tuple(one.path for one in watched), sight, fresh, len(sight) > len(whole))

        self._job = self._ctx.jobs.read(read, Job(self._came, self._failed))

    def pass_over(self, files: Sequence[Path]) -> None:
        """Offer these files no more."""
        app, chosen = self._app, list(files)
        said = counted("{count} file is not offered again", "{count} files are not offered again", len(chosen))
        self._ctx.do(
            self, lambda: app.transfer.pass_over(chosen), said, lambda _nothing: self._soon(0), slot=f"pass {chosen}"
        )

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def _soon(self, after: int) -> None:
        self._timer.start(after)

    def _came(self, view: View) -> None:
        self._job = None
        self._view = view
        old, new = set(self._watcher.directories()), set(view.folders)
        if old - new:
            self._watcher.removePaths(sorted(old - new))
        if new - old:
            self._watcher.addPaths(sorted(new - old))
        if view.fresh != self.files:
            self.files = view.fresh
            self.changed.emit()
        if view.growing:
            self._soon(SETTLE_MS)

    def _failed(self, _error: BaseException) -> None:
        """The store is closing or busy: the next change brings another look."""
        self._job = None


class Notice(QFrame):
    """The offer at the lower edge of the window: what came, what it would bring, take a look or leave it."""

    def __init__(self, ctx: Context, watching: Morning, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._watching = watching
        self._over = window
        self._summing: Job | None = None
        self.setProperty("look", "popup")
        self.setAccessibleName(_("New file in your folder"))
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(10), px(8), px(10))
        line.setSpacing(px(10))
        line.addWidget(IconLabel("spreadsheets", "accent_text", 20))
        said = QVBoxLayout()
        said.setSpacing(px(2))
        self.heading = PlainLabel(look="strong", elide=True)
        self.second = small("", elide=True)
        said.addWidget(self.heading)
        said.addWidget(self.second)
        line.addLayout(said, 1)
        self.take = Button(_("Look at it"), self._take)
        self.leave = small_button(_("Not this file"), self._leave)
        line.addWidget(self.take)
        line.addWidget(self.leave)
        line.addWidget(IconButton("close", _("Later"), self.hide))
        window.installEventFilter(self)
        watching.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        files = self._watching.files
        if self._summing is not None:
            self._summing.cancel()
            self._summing = None
        if not files or self._watching.listed:
            self.hide()
            return
        more = len(files) - 1
        one = _("New: {file}").format(file=files[0].name)
        self.heading.setText(counted("{count} new file", "{count} new files", len(files)) if more else one)
        self.second.setText(_("in the folder {folder}").format(folder=files[0].parent.name))
        self.leave.setVisible(not more)
        self._place()
        self.show()
        self.raise_()
        if not more:
            self._sum_up(files[0])

    def _sum_up(self, file: Path) -> None:
        """Say what the file would bring, found out behind the back of whoever works."""
        app = self._ctx.app

        def read(progress: Progress) -> str:
            from ui.transfer import words
            from ui.transfer.looking import begin, look

            with begin(app, [file]) as sitting:
                seen = look(sitting, progress)
            if not seen.report.files:
                return seen.report.refused[0].message
            found = seen.report.files[0]
            return f"{words.recognised(found, seen.shops)} · {words.summary([found], done=False)}"

        def came(text: str) -> None:
            if self._summing is job:
                self.second.setText(text)

        job = Job(came, lambda _error: None)
        self._summing = self._ctx.jobs.read(read, job)

    def _take(self) -> None:
        self.hide()
        self._ctx.go.bring(self._watching.files)

    def _leave(self) -> None:
        self.hide()
        self._watching.pass_over(self._watching.files)

    def _place(self) -> None:
        px, window = theme().px, self._over
        width = min(px(640), window.width() - px(40))
        height = self.sizeHint().height()
        self.setGeometry(window.width() - width - px(20), window.height() - height - px(_ABOVE), width, height)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False


def watch_of(ctx: Context) -> Morning:
    """Return the one watch of an open store, which ends with it; it begins to look with the window."""
    return ctx.findChild(Morning) or Morning(ctx)


def start(ctx: Context, window: QWidget) -> Callable[[], None]:
    """Begin to watch the folders of an open store; returns what ends it."""
    watching = watch_of(ctx)
    watching.begin(window)
    notice = Notice(ctx, watching, window)

    def stop() -> None:
        watching.stop()
        notice.hide()
        notice.deleteLater()

    return stop


def take_waiting(ctx: Context) -> None:
    """Bring the files that wait to the import page, or say that there are none."""
    waiting = watch_of(ctx).files
    if waiting:
        ctx.go.bring(waiting)
    else:
        ctx.tell.say(_("No new file is waiting in your folders."))


def _card(ctx: Context) -> QWidget:
    from ui.transfer.waiting import Waiting

    return Waiting(ctx)


BLOCK: Final = Block(_card)
"""Says on the page of the day what waits."""
BACKGROUND: Final = Background(start)
"""Keeps an eye on the folders while the window is open."""
