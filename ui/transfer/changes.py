"""What a file says otherwise than the book, field by field; for each it can be chosen whose word counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, Signal

from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.transfer.staged import BLANKS, MINE, THEIRS
from desktop_crm.transfer.types import THINGS, Example, FieldChange
from ui.kit.chips import Chip
from ui.kit.menus import Menu
from ui.kit.row_paint import Act, Row
from ui.kit.rows import RowList
from ui.transfer import words
from ui.transfer.parts import LOW, take_what_is_left

CHANGE: Final = "change"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_RULES: Final = (
    ("", N_("As usual: the newer word counts, what was edited by hand stays")),
    (MINE, N_("Keep mine")),
    (THEIRS, N_("Take the file’s")),
    (BLANKS, N_("Only fill blanks")),
)


class Changes(RowList):
    """`chosen(field, rule)`."""

    chosen = Signal(str, str)

    def __init__(self, changes: Sequence[FieldChange]) -> None:
        super().__init__(_("What would change"))
        self._changes = list(changes)
        take_what_is_left(self, LOW)
        self.show_rows([change_row(place, change) for place, change in enumerate(self._changes)])
        self.acted.connect(lambda _key, place: self.offer(place))
        self.opened.connect(self.offer)

    def offer(self, place: int) -> Menu:
        """Open whose word may count for a field; returns the menu."""
        change = self._changes[place]
        menu = Menu(change.label, self)
        for rule, said in _RULES:
            menu.entry(
                _(said), lambda rule=rule: self.chosen.emit(change.name, rule),
                icon="check" if rule == change.rule else "",
            )  # fmt: skip
        menu.aboutToHide.connect(menu.deleteLater)
        rect = self.visualRect(self.model().index(place, 0))
        menu.popup(self.viewport().mapToGlobal(QPoint(rect.right() - menu.sizeHint().width(), rect.bottom())))
        return menu


def change_row(place: int, change: FieldChange) -> Row:
    """Return one field as the list shows it: how many values, the first few before and after, what was chosen."""
    things = _(THINGS[change.name.partition(".")[0]])
    chips = [
        Chip(counted("{count} value changes", "{count} values change", change.taken), "accent")
        if change.taken
        else None,
        Chip(counted("{count} value stays", "{count} values stay", change.kept)) if change.kept else None,
    ]
    rule = next((_(said) for known, said in _RULES if known == change.rule and known), "")
    title = " · ".join(part for part in (f"{things}: {change.label}", rule) if part)
    second = "   ".join(_example(example) for example in change.examples)
    acts = (Act(CHANGE, _("Change")),)
    return Row(place, title, second, chips=tuple(chip for chip in chips if chip is not None), acts=acts)


def _example(example: Example) -> str:
    before, after = _shown(example.before) or _("blank"), _shown(example.after)
    return f"{words.shortened(example.thing, 24)}: {words.shortened(before, 28)} → {words.shortened(after, 28)}"


def _shown(value: str) -> str:
    """Return a value as the language writes it: days are kept as 1988-03-12."""
    with suppress(ValueError):
        return shown_date(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
    return value
