"""New files of the watched folders, as a card of a page: take a look at them, or leave them out for good."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QHideEvent, QShowEvent

from desktop_crm.platform.i18n import _, whole
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.transfer.morning import watch_of

TAKE: Final = "take"
LEAVE: Final = "leave"
_SHOWN: Final = 3


class Waiting(Card):
    """Shown while new files wait."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("New in your folders"), icon="folder", padded=False)
        self._ctx = ctx
        self.watching = watch_of(ctx)
        self.rows = RowList(_("New in your folders"), fit=True)
        self.rows.acted.connect(self._act)
        self.rows.opened.connect(lambda place: self._act(TAKE, place))
        self.add(self.rows)
        self.watching.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what waits now."""
        files = self.watching.files
        acts = (Act(TAKE, _("Look at it")), Act(LEAVE, _("Not this file")))
        self.rows.show_rows(
            [
                Row(place, file.name, str(file.parent), Lead("badge", "spreadsheets", "accent"), acts=acts)
                for place, file in enumerate(files[:_SHOWN])
            ]
        )
        self.set_count(whole(len(files)) if files else "")
        self.setVisible(bool(files))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.watching.list_elsewhere(self, listed=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.watching.list_elsewhere(self, listed=False)

    def _act(self, key: str, place: int) -> None:
        if place >= len(self.watching.files):
            return
        file = self.watching.files[place]
        if key == LEAVE:
            self.watching.pass_over([file])
        else:
            self._ctx.go.bring([file])
