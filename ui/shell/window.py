"""The window of the program: shows its frame first, opens the store after, and lives through everything in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, system_language
from ui.kit.theme import Mode, theme
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, THEME, Preferences
from ui.shell.frame import Frame
from ui.shell.opening import Opener, open_app
from ui.shell.speech import speak
from ui.shell.stores import Stores
from ui.shell.verbs import Verbs

if TYPE_CHECKING:
    from ui.first_run.panel import FirstRun
    from ui.kit.context import Context
    from ui.shell.crash import CrashHooks
    from ui.shell.desk import Desk
    from ui.shell.dropping import Drops
    from ui.shell.glimpses import FirstLook, Glimpses
    from ui.shell.palette import Palette
    from ui.shell.parts import Parts
    from ui.shell.signs import Signs

SAMPLE_STORE: Final = "ornek-dukkan.crm"
_SMALLEST: Final = (640, 420)
_USUAL: Final = (1280, 800)


class Window(QWidget):
    """The one window. `ready` when a page of an open store is shown, `stopped` when something else stands there."""

    ready = Signal()
    stopped = Signal()

    def __init__(
        self,
        store: Path,
        preferences: Preferences,
        parts: Callable[[], Parts],
        *,
        opener: Opener = open_app,
        glimpses: Glimpses | None = None,
        hooks: CrashHooks | None = None,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.stores = Stores(self, preferences, parts, opener)
        self.stores.opened.connect(self._opened)
        self.stores.failed.connect(self._failed)
        self.verbs = Verbs(self)
        self.palette_box: Palette | None = None
        self.first_run: FirstRun | None = None
        self.drops: Drops | None = None
        self._store = store
        self._glimpses = glimpses
        self._look: FirstLook | None = None
        self._signs: Signs | None = None
        self._hooks = hooks
        self._files: list[Path] = []
        self._begun = False
        self._left = False
        self._last: tuple[str, Any] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.frame = self._new_frame()
        self.body: QWidget = self.frame
        self._column.addWidget(self.frame)
        self.setObjectName("window")
        self.setWindowTitle("Desktop CRM")
        self.setMinimumSize(*_SMALLEST)
        self._restore_geometry()
        preferences.changed.connect(self._preference_changed)

    @property
    def desk(self) -> Desk | None:
        """The store that is open, None where none is."""
        return self.stores.desk

    @property
    def ctx(self) -> Context:
        """The context of the open store. Raises RuntimeError where none is open."""
        if self.desk is None:
            raise RuntimeError("no store is open")
        return self.desk.ctx

    def begin(self) -> None:
        """Open the store, or welcome who has none yet; called by itself once the frame was painted."""
        if self._begun:
            return
        self._begun = True
        self._listen()
        if not self._store.exists():
            self.welcome()
        elif self._glimpses is None:
            self.stores.open(self._store)
        else:
            from ui.shell.glimpses import FirstLook

            self._look = FirstLook(self._glimpses, self)
            page = str(self.preferences.value("page") or "")
            self._look.begin(self._store, page, lambda: self.stores.open(self._store))

    def _listen(self) -> None:
        """Hear of files dropped on the window and of Ctrl+Z in its fields: nobody does either before it is painted."""
        from ui.shell.dropping import Drops
        from ui.shell.undoing import TextUndo

        self.drops = Drops(self)
        self.drops.dropped.connect(self.take)
        TextUndo(self)

    def welcome(self) -> None:
        """Show the first run."""
        from ui.first_run.panel import FirstRun

        self.first_run = FirstRun(self._store, self.preferences.file.parent / SAMPLE_STORE, self.preferences)
        self.first_run.chosen.connect(self._chosen)
        self._show_body(self.first_run)
        self.stopped.emit()

    def take(self, files: Sequence[Path]) -> None:
        """Bring files to the import page; those that come before a store is open wait for it."""
        self._files += files
        self._import_waiting()

    def bring(self, files: Sequence[Path]) -> None:
        """Come to the front, with files to import."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.take(files)

    def show_page(self, page: str) -> QWidget:
        """Turn to a page by its id; returns its panel."""
        panel = self.frame.show_page(page)
        if self.desk is not None and not self.desk.demo:
            self.preferences.setValue("page", page)
        return panel

    def open_store(self, path: Path, me: str = "") -> None:
        """Open another store and remember it."""
        self._show_frame()
        self.stores.open(path, me=me, fresh=True)

    def leave_demo(self) -> None:
        """Go back from the sample shop to the shop's own book, or to the first run where there is none yet."""
        home = self.preferences.home()
        if home is not None:
            self.open_store(home)
        else:
            self.stores.leave(self._welcome_home)

    def rebuild(self) -> None:
        """Build everything shown anew, in the language and size in use; the page and the field stay."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        if self.first_run is not None:
            before = self.first_run
            self.welcome()
            self.first_run.go_on_from(before)
        elif self.desk is not None and self.frame.current:
            page, last = self.frame.current, self._last
            self._fill(page)
            if last is not None:
                self._go(*last)
        else:
            self._show_frame()
        again = self.body.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _welcome_home(self) -> None:
        from desktop_crm.platform.paths import default_store

        self._store = default_store()
        self.welcome()

    def _chosen(self, path: Path, me: str, files: list[Path]) -> None:
        self._files += files
        self.open_store(path, me)

    def _opened(self) -> None:
        from ui.shell.filling import listen
        from ui.shell.signs import Signs

        if self.desk is not None:
            listen(self, self.desk)
            self._signs = Signs(self, self.desk)
        self._fill(str(self.preferences.value("page") or ""))
        self._import_waiting()
        self.ready.emit()

    def _fill(self, page: str) -> None:
        """Show the frame with the pages of the open store."""
        from ui.shell.filling import fill

        self._last = None
        self.first_run = None
        look, self._look = self._look, None
        before = self.frame
        self._show_frame()
        self.palette_box = fill(self, self.frame, page)
        if self._signs is not None:
            self._signs.show_known()
        if look is not None:
            look.stay(before, self.frame, self.ctx.jobs)
        if self._hooks is not None:
            self._hooks.window = self

    def _failed(self, error: BaseException) -> None:
        from ui.shell.edges import Trouble

        path = self.stores.path or self._store
        if self.desk is not None:
            self.desk.close()
            self.stores.desk = None
        ways: list[tuple[str, Callable[[], object]]] = [
            (_("Try again"), lambda: self.open_store(path)),
            (_("Open another book…"), self.verbs.open_other_store),
        ]
        self._show_body(Trouble(str(error), ways))
        self.stopped.emit()

    def follow(self, kind: str, thing: Any) -> None:
        """Go where a feature asked for: a page, a thing of a kind, files to import, a backup to restore."""
        if kind == "restore":
            self.stores.restore(thing)
        else:
            self._go(kind, thing)

    def _go(self, kind: str, thing: Any) -> None:
        pages = self.desk.parts.pages if self.desk is not None else ()
        page = next((page for page in pages if kind in page.opens or kind == page.id), None)
        if page is None:
            return
        panel: Any = self.show_page(page.id)
        if thing is not None and kind in page.opens:
            self._last = (kind, thing) if kind != "import" else None
            panel.open(kind, thing)

    def turn(self, page: str) -> None:
        """Turn to a page by hand; what was open on another is not opened again."""
        self._last = None
        self.show_page(page)

    def _import_waiting(self) -> None:
        if not self._files:
            return
        if self.desk is not None and self.frame.current:
            files, self._files = self._files, []
            self.desk.ctx.go.bring(files)
        elif self.first_run is not None:
            files, self._files = self._files, []
            self.first_run.take(files)

    def _preference_changed(self, key: str) -> None:
        if key == THEME.key:
            theme().use(Mode(self.preferences.get(THEME)))
            self.update()
        elif key == TEXT_SIZE.key:
            theme().use(percent=self.preferences.get(TEXT_SIZE))
            QTimer.singleShot(0, self, self.rebuild)
        elif key == LANGUAGE.key:
            speak(self.preferences.get(LANGUAGE) or system_language())
            QTimer.singleShot(0, self, self.rebuild)

    def _new_frame(self) -> Frame:
        verbs = self.verbs
        return Frame(undo=verbs.ask_steps, more=verbs.open_palette, bell=verbs.ring, leave_demo=self.leave_demo)

    def rest(self) -> None:
        """Take nothing more until a store is open again: the pages on show belong to one that was closed."""
        self.frame.setEnabled(False)
        if self.palette_box is not None:
            self.palette_box.hide()
        for dialog in self.findChildren(QDialog):
            dialog.done(QDialog.DialogCode.Rejected)

    def _show_frame(self) -> None:
        self.frame = self._new_frame()
        self._show_body(self.frame)

    def _show_body(self, body: QWidget) -> None:
        old, self.body = self.body, body
        if self.palette_box is not None:
            self.palette_box.deleteLater()
            self.palette_box = None
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._column.addWidget(body)

    def _restore_geometry(self) -> None:
        kept = self.preferences.value("geometry")
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            room = self.screen().availableGeometry()
            self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._begun:
            QTimer.singleShot(0, self, self.begin)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self.isVisible() and not self._left:
            self.preferences.setValue("geometry", self.saveGeometry())
            self.preferences.save()
        if self.first_run is not None:
            self.first_run.maker.close()
        if self.desk is None or self._left:
            event.accept()
            return
        event.ignore()
        self.stores.leave(self._leave)

    def _leave(self) -> None:
        self._left = True
        self.close()
