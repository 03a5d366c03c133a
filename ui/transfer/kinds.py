"""Asking what a file holds that the program does not recognise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint

from desktop_crm.platform.i18n import _
from ui.kit.menus import Menu
from ui.kit.rows import RowList
from ui.transfer import words
from ui.transfer.model import SAY


def ask_kind(rows: RowList, id_: int, said: Callable[[str], object]) -> Menu | None:
    """Open what the file of a row may hold, and call `said` with the kind chosen; None where it cannot be said."""
    place = next(iter(place for place in range(rows.count()) if rows.pages.ids[place] == id_), -1)
    row = rows.row_at(place) if place >= 0 else None
    if row is None or all(act.key != SAY for act in row.acts):
        return None
    menu = Menu(_("What is in this file?"), rows)
    for kind, named in words.ASKED.items():
        menu.entry(words.sentence(_(named)), lambda kind=kind: said(kind))
    menu.setActiveAction(menu.actions()[0])
    menu.aboutToHide.connect(menu.deleteLater)
    rect = rows.visualRect(rows.model().index(place, 0))
    menu.popup(rows.viewport().mapToGlobal(QPoint(rect.right() - menu.sizeHint().width(), rect.bottom())))
    return menu
