"""What the program keeps for the next time: the folders it watches and the layouts it was taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.platform import settings
from desktop_crm.platform.i18n import _
from desktop_crm.shops import queries as shops
from desktop_crm.transfer import morning, queries
from desktop_crm.transfer.choices import Taught
from desktop_crm.transfer.morning import Folder
from ui.kit.buttons import small as small_button
from ui.kit.cards import Card
from ui.kit.completer import complete
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import TextField
from ui.kit.forms import Form
from ui.kit.labels import PlainLabel, muted
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.transfer import words
from ui.transfer.parts import take_what_is_left

_ROOM_FOR_WORDS: Final = 180
FORGET: Final = "forget"
TABLES: Final = ("settings", "taught_layouts", "shops")


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept: folders, layouts, and the shop's sales channels by name."""

    folders: Sequence[Folder]
    layouts: Sequence[Taught]
    shops: Sequence[str]


def read(session: Any) -> Known:
    """Return what is kept for the next time."""
    zone = settings.value(session, settings.ZONE)
    named = sorted(shop.name for shop in shops.everyone(session) if shop.name)
    return Known(morning.folders(session), queries.taught(session, zone), named)


class NextTime(Card):
    """Lists folders and layouts; each can be let go of, a folder be added."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("For the next time"), icon="magic", padded=False)
        self._ctx = ctx
        self._app: Any = ctx.app
        self._known = Known((), (), ())
        self.add_folder = small_button(_("Watch a folder…"), self.ask_folder, icon="folder")
        self.corner.addWidget(self.add_folder)
        self.rows = RowList(_("For the next time"))
        self.rows.empty_words = (
            _("Import by itself"),
            _("Name the folder your exports land in. Layouts you teach stand here too."),
        )
        take_what_is_left(self.rows, _ROOM_FOR_WORDS)
        self.rows.acted.connect(lambda _key, place: self._let_go(place))
        self.add(self.rows, 1)
        ctx.watch(self, TABLES, lambda _changed: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        self._ctx.load(self, read, self._show, slot="kept")

    def ask_folder(self) -> FolderDialog | None:
        """Ask for a folder, then whose exports it holds; returns the dialog."""
        path = self._ctx.ask.folder(self, _("Watch a folder"))
        if path is None:
            return None
        dialog = FolderDialog(path, self._known.shops, self.window())
        dialog.chosen.connect(lambda shop: self._watch(path, shop))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _watch(self, path: Path, shop: str) -> None:
        app = self._app
        said = _("New files in {folder} are offered from now on").format(folder=path.name)
        self._ctx.do(self, lambda: morning.watch(app.db, path, shop), said)

    def _show(self, known: Known) -> None:
        self._known = known
        self.rows.show_rows(
            [
                *(_folder_row(place, folder) for place, folder in enumerate(known.folders)),
                *(_layout_row(len(known.folders) + place, one) for place, one in enumerate(known.layouts)),
            ]
        )

    def _let_go(self, place: int) -> None:
        app, folders = self._app, self._known.folders
        if place < len(folders):
            path = folders[place].path
            said = _("{folder} is not watched any more").format(folder=Path(path).name)
            self._ctx.do(self, lambda: morning.leave(app.db, path), said, slot=f"leave {path}")
            return
        layout = self._known.layouts[place - len(folders)]
        said = _("Forgotten: {name}").format(name=layout.name)
        self._ctx.do(self, lambda: app.transfer.forget(layout.id), said, slot=f"forget {layout.id}")


def _folder_row(place: int, folder: Folder) -> Row:
    second = " · ".join(part for part in (folder.shop, folder.path) if part)
    acts = (Act(FORGET, _("Stop watching")),)
    return Row(place, Path(folder.path).name or folder.path, second, Lead("badge", "folder", "accent"), acts=acts)


def _layout_row(place: int, layout: Taught) -> Row:
    second = " · ".join((_(words.KINDS[layout.kind]), _("taught on {day}").format(day=layout.day)))
    return Row(
        place, layout.name, words.sentence(second), Lead("badge", "magic", "accent"), acts=(Act(FORGET, _("Forget")),)
    )


class FolderDialog(Dialog):
    """Asks whose exports a folder holds; `chosen(shop)`, '' for the shop's own."""

    chosen = Signal(str)

    def __init__(self, path: Path, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Watch a folder"), _("Watch"), width=480, parent=parent)
        self.shop = TextField(placeholder=_("found out by itself"), limit=80)
        complete(self.shop, known)
        self.add(PlainLabel(str(path), look="strong", wrap=True))
        self.add(
            muted(
                _("A new export saved here is offered as soon as it is whole; what lies there already is left alone."),
                wrap=True,
            )
        )
        form = Form()
        form.add(_("Where the files come from"), self.shop)
        self.body.addWidget(form)
        self.submitted.connect(self._send)

    def _send(self) -> None:
        self.accept()
        self.chosen.emit(self.shop.value())
