"""The dialog that makes one card of several: look, choose, merge; or say that they are not the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.consents import queries as consents
from desktop_crm.duplicates.side_by_side import side_by_side
from desktop_crm.platform import settings
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import _
from desktop_crm.staff import queries as staff
from ui.duplicates.beside import Beside, Seen
from ui.duplicates.words import COUNTS
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import muted

if TYPE_CHECKING:
    from desktop_crm.app import App

MOST: Final = 4
"""How many cards fit beside each other."""
_WIDTH, _MORE_WIDTH = 760, 980


def open_merge(
    ctx: Context, parent: QWidget | None, customer_ids: Sequence[int], then: Callable[[int], object] | None = None
) -> None:
    """Read customers and open the dialog that makes one of them; where one is gone, say so.

    `then` is called with the customer whose card stayed.
    """
    chosen = list(dict.fromkeys(customer_ids))
    if not 1 < len(chosen) <= MOST:
        ctx.tell.say(_("Choose two to four customers to merge."))
        return

    def failed(error: BaseException) -> None:
        if isinstance(error, NotFound):
            ctx.tell.say(str(error))
        else:
            ctx.tell.show(error)

    def come(seen: Seen) -> None:
        dialog = MergeDialog(ctx, seen, parent)
        if then is not None:
            dialog.merged.connect(then)
        dialog.open()

    ctx.load(ctx, lambda session: read(session, chosen), come, failed, slot="merge")


def read(session: Any, customer_ids: Sequence[int], keep: int | None = None) -> Seen:
    """Return customers beside each other. Raises NotFound where one is not there any more."""
    people = {one.id: one.name for one in staff.everyone(session, active_only=False)}
    return Seen(
        side_by_side(session, customer_ids, keep), consents.states(session, customer_ids), people,
        settings.value(session, settings.ZONE),
    )  # fmt: skip


class MergeDialog(Dialog):
    """`merged(id)` with the card that stays, `apart()` when they were said not to be the same."""

    merged = Signal(object)
    apart = Signal()

    def __init__(self, ctx: Context, seen: Seen, parent: QWidget | None = None) -> None:
        count = len(seen.side.cards)
        super().__init__(
            _("The same person?"), _("Merge"), hint=_("Ctrl+Enter merges. Nothing is lost, and it can be undone."),
            width=_WIDTH if count < 3 else _MORE_WIDTH, cancel=_("Ask later"), parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._app: App = ctx.app
        self._seen = seen
        self._moves = muted("", wrap=True)
        self.add(self._moves)
        self.beside: Beside | None = None
        self.part = Button(_("Not the same"), self._part)
        self.part.setVisible(count == 2)
        self.footer.addWidget(self.part)
        self.submitted.connect(self._merge)
        self._show(seen)

    def _show(self, seen: Seen) -> None:
        """Show cards beside each other, the first of which stays."""
        self.set_busy(False)
        self._seen = seen
        before, self.beside = self.beside, Beside(seen)
        if before is not None:
            self.beside.choose_as(before)
            self.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.beside.kept.connect(self._keep)
        self.body.addWidget(self.beside, 1)
        self._moves.setText(_moving(seen))
        if self.isVisible():
            self.fit()

    def _keep(self, customer: int) -> None:
        cards = self._seen.side.cards
        self.set_busy(customer != cards[0])
        if customer == cards[0]:
            self._ctx.forget(self, slot="beside")
        else:
            self._ctx.load(
                self, lambda session: read(session, cards, customer), self._show, self._refused, slot="beside"
            )

    def _merge(self) -> None:
        if self.beside is None:
            return
        side, choices, verbs = self._seen.side, self.beside.choices(), self._app.duplicates
        keep, *others = side.cards
        said = _("Merged into the card of {name}").format(name=side.names[keep])
        self.set_busy(True)
        self._hold(held=True)
        self._ctx.do(
            self, lambda: verbs.merge(keep, others, choices), said,
            lambda _nothing: self._done(keep), self._refused,
        )  # fmt: skip

    def _done(self, keep: int) -> None:
        self.merged.emit(keep)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._hold(held=False)
        self._show(self._seen)
        self._ctx.tell.show(error)

    def _hold(self, *, held: bool) -> None:
        """Let nothing else be decided of these cards while they are merged."""
        self.part.setEnabled(not held)
        if self.beside is not None:
            self.beside.setEnabled(not held)

    def _part(self) -> None:
        one, other = self._seen.side.cards[:2]
        verbs = self._app.duplicates
        self._ctx.do(self._ctx, lambda: verbs.keep_apart(one, other), _("Noted: they are not the same"))
        self.apart.emit()
        self.accept()


def _moving(seen: Seen) -> str:
    """Return what will move to the card that stays: 3 orders, 5 conversations."""
    keep, *others = seen.side.cards
    parts = [
        f"{_(words)}: {number}"
        for table, words in COUNTS.items()
        if (number := sum(seen.side.counts.get(table, {}).get(other, 0) for other in others))
    ]
    name = seen.side.names[keep]
    if not parts:
        return _("What the other card says moves to {name}.").format(name=name)
    return _("Moves to {name}: {things}.").format(name=name, things=", ".join(parts))
