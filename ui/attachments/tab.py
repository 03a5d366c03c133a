"""The files kept with a customer: dropped or chosen, opened as copies, renamed, saved elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.attachments import files, queries, rules
from desktop_crm.attachments.types import LARGEST, Attachment
from desktop_crm.platform import clock, settings
from desktop_crm.platform.clock import shown_day
from desktop_crm.platform.i18n import _, counted, whole
from desktop_crm.staff import queries as staff
from ui.attachments.dialog import describe_file
from ui.kit.buttons import small
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.labels import muted
from ui.kit.menus import Menu
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

if TYPE_CHECKING:
    from desktop_crm.app import App

_MORE: Final = "more"
_LOWEST: Final = 60
_KILO: Final = 1_000
_MEGA: Final = 1_000_000


@cache
def copies() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of the copies opened so far; it goes when the program ends."""
    return tempfile.TemporaryDirectory(prefix="desktop-crm-", ignore_cleanup_errors=True)


class FilesTab(QWidget):
    """Enter opens a copy, F2 renames, Del deletes; files dropped on it are kept."""

    def __init__(self, ctx: Context, customer_id: int) -> None:
        super().__init__()
        self._ctx = ctx
        self._app: App = ctx.app
        self._customer_id = customer_id
        self._found: dict[int, Attachment] = {}
        self.list = RowList(_("Files"))
        self.list.empty_words = (
            _("No files yet"),
            _("Drop photos, invoices or letters here; a copy is kept in the book and in its backups."),
        )
        self.setAcceptDrops(True)
        self._build()
        self.list.opened.connect(self.open_copy)
        self.list.acted.connect(lambda _key, row_id: self._ask_more(row_id))
        ctx.watch(self, ("attachments", "staff"), lambda _changed: self._load())
        self.list.overlay.loading()
        self._load()

    def keep(self, paths: Sequence[Path]) -> None:
        """Keep copies of files with this customer."""
        if not paths:
            return
        said = counted("{count} file kept", "{count} files kept", len(paths))
        self._ctx.do(self, lambda: self._app.attachments.keep(self._customer_id, paths), said)

    def open_copy(self, attachment_id: int) -> None:
        """Open a copy with the program that shows its kind; what is not only shown or played is saved instead."""
        one = self._found[attachment_id]
        if not rules.opens_safely(one.name):
            self._save_unopened(one)
            return

        def copy(session: Any) -> Path:
            return files.copy_to_look_at(session, attachment_id, Path(tempfile.mkdtemp(dir=copies().name)))

        self._ctx.load(self, copy, self._show_copy, slot=f"copy {attachment_id}")

    def save_as(self, attachment_id: int) -> None:
        """Save a copy where the person says."""
        name = rules.file_name(self._found[attachment_id].name)
        target = self._ctx.ask.save_file(self, _("Save a copy"), name, [(_("All files"), "*")])
        if target is None:
            return
        said = _("Saved: {what}").format(what=target.name)
        self._ctx.load(
            self,
            lambda session: files.save_copy(session, attachment_id, target),
            lambda _nothing: self._ctx.tell.say(said),
            slot=f"save {target}",
        )

    def delete(self, attachment_id: int) -> None:
        """Put a file into the bin."""
        said = _("Deleted: {title}").format(title=self._found[attachment_id].name)
        self._ctx.do(self, lambda: self._app.attachments.delete(attachment_id), said, slot=f"delete {attachment_id}")

    def _build(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(px(14), px(10), px(14), px(6))
        most = _("Up to {most} MB each; Enter opens a copy").format(most=LARGEST // _MEGA)
        line.addWidget(muted(most, elide=True), 1)
        line.addWidget(small(_("Add a file"), self._choose, icon="attach"))
        column.addLayout(line)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(px(_LOWEST))
        column.addWidget(self.list, 1)

    def _choose(self) -> None:
        chosen = self._ctx.ask.open_file(self, _("Add a file"), [(_("All files"), "*")])
        self.keep([chosen] if chosen is not None else [])

    def _show_copy(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._ctx.tell.say(_("No program on this computer opens this kind of file. Save a copy instead."))

    def _save_unopened(self, one: Attachment) -> None:
        title = _("This kind of file is not opened here")
        text = _(
            "Pictures, PDFs, office documents without macros, text, sound and video are opened from here. Save a copy "
            "of “{name}” if you know where it came from."
        ).format(name=one.name)
        if self._ctx.ask.choose(self, title, text, [_("Save a copy")]) == 0:
            self.save_as(one.id)

    def _ask_more(self, attachment_id: int) -> None:
        menu = Menu(_("More"), self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.entry(_("Open a copy"), partial(self.open_copy, attachment_id), icon="open", shortcut="Enter")
        menu.entry(_("Save a copy"), partial(self.save_as, attachment_id), icon="export")
        menu.entry(_("Rename or note"), partial(self._describe, attachment_id), icon="edit", shortcut="F2")
        menu.addSeparator()
        menu.entry(_("Delete"), partial(self.delete, attachment_id), icon="delete", shortcut="Del")
        menu.popup(self._spot(attachment_id))

    def _spot(self, attachment_id: int) -> QPoint:
        places = self.list.places(self.list.pages.place_of(attachment_id))
        corner = places.acts[-1].bottomLeft() if places is not None and places.acts else QPoint(0, 0)
        return self.list.viewport().mapToGlobal(corner)

    def _describe(self, attachment_id: int) -> None:
        describe_file(self._ctx, self.window(), self._found[attachment_id])

    def _load(self) -> None:
        def read(session: Any) -> tuple[list[Attachment], Mapping[int, str], str]:
            found = queries.of_customer(session, self._customer_id)
            return found, staff.names(session), settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda answer: self._show(*answer), self._fail, slot="files")

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, found: list[Attachment], people: Mapping[int, str], zone: str) -> None:
        self._found = {one.id: one for one in found}
        today = clock.local_date(self._app.db.clock.now(), zone)
        self.list.overlay.clear()
        self.list.show_rows(
            [
                Row(
                    one.id,
                    one.name,
                    " · ".join(filter(None, (people.get(one.staff_id or 0, ""), " ".join(one.note.split())))),
                    Lead("badge", "photo" if rules.ending(one.name) in rules.IMAGES else "file"),
                    (Chip(size_words(one.size)),),
                    shown_day(clock.local_date(one.at, zone), today),
                    acts=(Act(_MORE, _("More"), "more"),),
                )
                for one in found
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        current = None if event.isAutoRepeat() else self.list.current_id
        if current is not None and event.key() == QKeySequence("F2")[0].key():
            self._describe(current)
        elif current is not None and event.matches(QKeySequence.StandardKey.Delete):
            self.delete(current)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        self.keep(dropped(event))


def dropped(event: QDropEvent) -> list[Path]:
    """Return the files of this computer that an event carries."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def size_words(size: int) -> str:
    """Return a size in bytes as people say it."""
    if size < _MEGA:
        return _("{size} KB").format(size=whole(-(-size // _KILO)))
    return _("{size} MB").format(size=whole(round(size / _MEGA)))
