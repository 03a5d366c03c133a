"""The dialog before all sure ones are merged: who becomes one, name by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries as customers
from desktop_crm.duplicates import queries
from desktop_crm.platform.i18n import _, counted
from ui.kit.chips import Chip
from ui.kit.dialog import Dialog
from ui.kit.labels import muted
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

_SHOWN: Final = 300
_HEIGHT: Final = 320


@dataclass(frozen=True, slots=True)
class Sure:
    """The groups of customers who are the same beyond doubt, the card that stays first, with the names of some."""

    groups: Sequence[tuple[int, ...]]
    names: dict[int, str]
    mails: dict[int, str]

    @property
    def going(self) -> int:
        """How many cards go into others."""
        return sum(len(group) - 1 for group in self.groups)


def read(session: Any) -> Sure:
    """Return who is the same beyond doubt."""
    groups = queries.sure_groups(session)
    shown = [member for group in groups[:_SHOWN] for member in group]
    mails = {customer: found[0].address for customer, found in customers.emails(session, shown).items()}
    return Sure(groups, customers.names(session, shown), mails)


class SureDialog(Dialog):
    """Shows who becomes one; `merge` does it."""

    def __init__(self, sure: Sure, merge: Callable[[], object], parent: QWidget | None = None) -> None:
        verb = counted("Merge {count} card", "Merge {count} cards", sure.going)
        super().__init__(_("Merge all sure ones"), verb, hint=_("One step, which can be undone."), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("The same e-mail and the same name. The oldest card of each stays, and everything moves to it.")
        self.add(muted(words, wrap=True))
        rows = RowList(_("Merge all sure ones"))
        rows.show_rows([_row(place, group, sure) for place, group in enumerate(sure.groups[:_SHOWN])])
        rows.setFixedHeight(min(theme().px(_HEIGHT), rows.count() * theme().size("list_row") + theme().px(4)))
        self.add(rows)
        more = len(sure.groups) - _SHOWN
        if more > 0:
            self.add(muted(counted("and {count} more", "and {count} more", more)))
        self.submitted.connect(lambda: (self.accept(), merge()))


def _row(place: int, group: tuple[int, ...], sure: Sure) -> Row:
    names = [sure.names.get(member, "") for member in group]
    chip = Chip(counted("{count} card", "{count} cards", len(group)), "count")
    second = " · ".join(filter(None, [sure.mails.get(group[0], ""), *dict.fromkeys(names[1:])]))
    return Row(place, names[0], second, Lead("avatar", names[0]), (chip,))
