"""How many customers of the list can be reached, in a small line; what by and how many allowed it, in its tooltip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.consents import queries
from desktop_crm.consents.queries import ReachCounts
from desktop_crm.customers.types import CHANNEL_NAMES, CHANNELS
from desktop_crm.insights.types import Asked
from desktop_crm.platform.i18n import _, whole
from desktop_crm.segments.tree import EVERYBODY
from ui.kit.context import Context
from ui.kit.labels import PlainLabel
from ui.kit.words import set_tip

_TABLES: Final = ("customers", "customer_phones", "customer_emails", "consent_events")
_SLOT: Final = "reach"
_FIRST_MS: Final = 1_500
_NARROWED_MS: Final = 400
_AGAIN_MS: Final = 30_000
"""Counting everybody takes a while in a large book: it waits until the page stands, and is not done at each change."""
_REST: Final = 50
"""Between two counts after changes lies at least so many times what the last one took, and `_AGAIN_MS` at most."""


class ReachCount(PlainLabel):
    """Empty until it was counted. `asked()` says what the list shows."""

    def __init__(self, ctx: Context, asked: Callable[[], Asked], parent: QWidget | None = None) -> None:
        super().__init__(look="small", parent=parent)
        self._ctx, self._asked = ctx, asked
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.count)
        self._took_ms = 0
        ctx.watch(self, _TABLES, lambda _changed: self._soon(min(_AGAIN_MS, _NARROWED_MS + _REST * self._took_ms)))

    def count(self) -> None:
        """Count anew."""
        asked = self._asked()

        def read(session: Any) -> tuple[ReachCounts, int]:
            begun = monotonic()
            found = queries.reach_counts(session, None if asked.tree == EVERYBODY else _ids(session, asked))
            return found, round(1000 * (monotonic() - begun))

        def come(answer: tuple[ReachCounts, int]) -> None:
            found, self._took_ms = answer
            self.show_counts(found)

        self._ctx.load(self, read, come, lambda _error: self.clear(), slot=_SLOT)

    def count_others(self) -> None:
        """Count those that the list shows now; until then nothing is said."""
        self._ctx.forget(self, slot=_SLOT)
        self.show_counts(None)
        self._timer.start(_NARROWED_MS)

    def show_counts(self, found: ReachCounts | None) -> None:
        """Show what was counted; of nobody nothing."""
        if found is None or not found.customers:
            self.clear()
            set_tip(self, "")
            self.setAccessibleDescription("")
            return
        words = _("{reached} of {all} can be reached")
        self.setText(words.format(reached=whole(found.reachable), all=whole(found.customers)))
        by = _("{channel}: {can} can be reached, {may} allowed it")
        lines = [
            by.format(channel=_(CHANNEL_NAMES[one]), can=whole(found.can[one]), may=whole(found.may[one]))
            for one in CHANNELS
        ]
        lines.append(_("Only through a marketplace: {count}").format(count=whole(found.marketplace)))
        set_tip(self, "\n".join(lines))
        self.setAccessibleDescription("\n".join(lines))

    def _soon(self, milliseconds: int) -> None:
        if not self._timer.isActive():
            self._timer.start(milliseconds)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self.text():
            self._soon(_FIRST_MS)


def _ids(session: Any, asked: Asked) -> Sequence[int]:
    from desktop_crm.insights import customer_list

    return customer_list.ids(session, asked)
