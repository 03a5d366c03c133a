"""The backups: where they lie, one now, the list with what each holds, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.backup import service
from desktop_crm.backup.service import Backup
from desktop_crm.platform import settings
from desktop_crm.platform.clock import DEFAULT_ZONE, at, shown_day
from desktop_crm.platform.i18n import _, counted, language
from desktop_crm.platform.store import backup_folder
from ui.kit.ask import message
from ui.kit.buttons import link, small
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.labels import PlainLabel, muted
from ui.kit.progress import JobBar
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

_SHOWN = 8


class BackupsCard(Card):
    """The automatic backups of the open store."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("Backups"), icon="backup", padded=False)
        self._ctx = ctx
        self._found: Sequence[Backup] = ()
        self._second, self._zone = "", DEFAULT_ZONE
        self._place = muted("", elide=True)
        self.bar = JobBar(self)
        self.now = small(_("Back up now"), self.back_up, icon="backup")
        self.corner.addWidget(self.now)
        self.list = RowList(_("Backups"), fit=True)
        self.list.empty_words = (
            _("No backup yet"),
            _("The first is made by itself a few seconds after something was saved."),
        )
        self.list.acted.connect(lambda _key, id_: self._ask(self._found[id_ - 1]))
        self.list.opened.connect(lambda id_: self._ask(self._found[id_ - 1]))
        self._build()
        ctx.watch(self, ("backups", "settings"), lambda _changed: self._load())
        self._load()

    def show_second(self, folder: str) -> None:
        """Show the second folder that copies go to, '' for none."""
        self._second = folder
        shown = _("Second folder: {folder}").format(folder=folder) if folder else _("No second folder")
        self._place.setText(shown)
        self._forget.setVisible(bool(folder))

    def back_up(self) -> None:
        """Make a backup now."""
        db = self._ctx.app.db
        self.now.setEnabled(False)
        job = self._ctx.work(
            self,
            lambda progress: service.back_up(db, backup_folder(db.path), progress),
            said=lambda path: _("Backed up: {file}").format(file=path.name),
            then=lambda _path: self._made(),
            failed=self._failed,
        )
        self.bar.follow(_("Backing up"), job)

    def _build(self) -> None:
        px, pad = theme().px, theme().size("pad")
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(pad, px(8), pad, px(8))
        line.setSpacing(px(8))
        line.addWidget(self._place, 1)
        self._forget = link(_("No second folder"), lambda: self._put_second(""), muted=True)
        line.addWidget(self._forget)
        line.addWidget(link(_("Choose a second folder"), self._choose))
        self.add(holder)
        hint = PlainLabel(
            _("A folder on another disk or a memory stick keeps your data even when this computer is gone."),
            look="small",
            wrap=True,
        )
        hint.setContentsMargins(pad, 0, pad, px(10))
        self.add(hint)
        self.add(self.bar)
        self.add(self.list)

    def _made(self) -> None:
        self.now.setEnabled(True)
        self._ctx.bus.tell("backups")

    def _failed(self, error: BaseException) -> None:
        self.now.setEnabled(True)
        self._ctx.tell.show(error, self.back_up)

    def _choose(self) -> None:
        folder = self._ctx.ask.folder(self, _("Second folder for backups"))
        if folder is not None:
            self._put_second(str(folder))

    def _put_second(self, folder: str) -> None:
        db = self._ctx.app.db
        said = _("Copies also go to {folder}").format(folder=folder) if folder else _("Copies stay beside the book")
        self._ctx.do(self, lambda: settings.put(db, settings.BACKUP_FOLDER, folder), said=said)

    def _load(self) -> None:
        folder = backup_folder(self._ctx.app.db.path)

        def read(session: Any) -> tuple[Sequence[Backup], str]:
            return service.listing(folder)[:_SHOWN], settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda answer: self._show(*answer))

    def _show(self, found: Sequence[Backup], zone: str) -> None:
        self._found, self._zone = found, zone
        self.list.show_rows([_row(place, one, zone) for place, one in enumerate(found, 1)])

    def _ask(self, backup: Backup) -> None:
        """Show what a backup holds and offer to go back to it."""
        if backup.customers is None:
            return
        text = _(
            "The book will be as it was on {when}: {counts}. What was saved since is not in it; the book as it is now "
            "is kept among the backups, so you can come back."
        ).format(when=_when(backup, self._zone), counts=_counts(backup))
        dialog = message(self.window(), _("Go back to this backup?"), text, _("Go back to this backup"))
        dialog.submitted.connect(dialog.accept)
        dialog.accepted.connect(lambda: self._restore(backup.path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, path: Path) -> None:
        self._ctx.go.asked.emit("restore", path)


def _row(place: int, backup: Backup, zone: str) -> Row:
    readable = backup.customers is not None
    chips: tuple[Any, ...] = () if readable else (Chip(_("cannot be read"), "red"),)
    acts = (Act("restore", _("Go back")),) if readable else ()
    return Row(place, _when(backup, zone), _counts(backup), Lead("badge", "backup"), chips, acts=acts)


def _when(backup: Backup, zone: str) -> str:
    made = at(backup.at, zone)
    return f"{shown_day(made.date())} {made:%H:%M}"


def _counts(backup: Backup) -> str:
    size = _("{size} MB").format(size=QLocale(language()).toString(backup.size / 1_000_000, "f", 1))
    if backup.customers is None:
        return size
    counts = (
        counted("{count} customer", "{count} customers", backup.customers),
        counted("{count} order", "{count} orders", backup.orders or 0),
    )
    return " · ".join((*counts, size))
