"""The page of customers who may be the same: pairs, best first, each to be merged or kept apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_crm.duplicates import queries
from desktop_crm.duplicates.types import Crowd, Kind
from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.i18n import N_, _, counted, whole
from ui.duplicates import commands, sure_dialog
from ui.duplicates.merge_dialog import open_merge
from ui.duplicates.model import APART, Asked, Pairs
from ui.kit.bus import Changed
from ui.kit.buttons import Button, filter_chip, primary
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.fields import TextField
from ui.kit.jobs import Job
from ui.kit.labels import muted, small, title
from ui.kit.paging import Pages
from ui.kit.progress import JobBar
from ui.kit.row_paint import Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

if TYPE_CHECKING:
    from desktop_crm.app import App

TABLES: Final = ("customers", "customers_apart", "customers_merged")
_KINDS: Final = (
    (Kind.ALL, N_("All")), (Kind.SURE, N_("Sure")), (Kind.EMAIL, N_("Same e-mail")), (Kind.PHONE, N_("Same phone")),
    (Kind.NAME, N_("By name alone")),
)  # fmt: skip
_CROWDS_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands around the list."""

    true: bool
    waiting: int
    sure: int
    crowds: Sequence[Crowd]


class DuplicatesPanel(QWidget):
    """The page; see `commands` for its keys."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._app: App = ctx.app
        self._source = Pairs()
        self._job: Job | None = None
        self._searched = False
        self.list = RowList(_("Duplicates"), Pages[Row](ctx, self._source))
        self.bar = JobBar()
        self.find = TextField(placeholder=_("Name"), limit=200)
        self.sure = primary(_("Merge all sure ones"), self.merge_sure, icon="merge")
        self._words, self._crowds = muted("", elide=True), small("", wrap=True)
        self._kinds = QButtonGroup(self)
        self._card = Card(_("May be the same person"), icon="merge", padded=False)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)
        commands.stand(ctx, self)
        self.refresh()

    def open(self, kind: str, thing: Any) -> None:
        """Open the cards of customers side by side; the one that stays is gone to."""
        if kind == "merge":
            open_merge(self._ctx, self.window(), thing, lambda keep: self._ctx.go.to("customer", keep))

    def refresh(self) -> None:
        """Read the pairs again; the selection and the place in the list stay."""
        self.list.pages.refresh()
        self._ctx.load(self, _facts, self._show_facts, slot="facts")

    def search(self) -> None:
        """Search the whole book for duplicates, unless that is being done."""
        if self._job is not None:
            return
        self._job = Job(self._found, self._lost)
        self.bar.follow(_("Looking for duplicates"), self._job)
        self._ctx.jobs.read(self._app.duplicates.search, self._job)

    def step(self, by: int) -> None:
        """Go to another pair."""
        place = self.list.currentIndex().row() + by
        if 0 <= place < self.list.count():
            self.list.setCurrentIndex(self.list.model().index(place, 0))

    def merge(self) -> None:
        """Open both cards of the pair in focus beside each other."""
        if self.list.current_id is not None:
            self._merge(self.list.current_id)

    def part(self) -> None:
        """Note that the pair in focus is not the same."""
        if self.list.current_id is not None:
            self._part(self.list.current_id)

    def merge_sure(self) -> None:
        """Show who is the same beyond doubt, to merge them all."""

        def show(sure: sure_dialog.Sure) -> None:
            if sure.groups:
                sure_dialog.SureDialog(sure, self._merge_all, self.window()).open()
            else:
                self._ctx.tell.say(_("No two cards have the same e-mail and the same name."))

        self._ctx.load(self, sure_dialog.read, show, slot="sure")

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme().size("gap"))
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(title(_("Duplicates")))
        words.addWidget(self._words)
        head.addLayout(words, 1)
        head.addWidget(Button(_("Search again"), self.search, icon="reload"), 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.sure, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        filters = QHBoxLayout()
        filters.setSpacing(px(8))
        for place, (kind, said) in enumerate(_KINDS):
            chip = filter_chip(_(said), partial(self._ask, kind))
            chip.setChecked(not place)
            self._kinds.addButton(chip, place)
            filters.addWidget(chip)
        filters.addStretch(1)
        self.find.setAccessibleName(_("Narrow the list by name"))
        self.find.setMaximumWidth(px(240))
        filters.addWidget(self.find)
        column.addLayout(filters)
        column.addWidget(self.bar)
        self._card.add(self.list, 1)
        column.addWidget(self._card, 1)
        column.addWidget(self._crowds)
        self._crowds.hide()

    def _connect(self) -> None:
        self.list.opened.connect(self._merge)
        self.list.acted.connect(lambda key, pair: self._part(pair) if key == APART else self._merge(pair))
        self.list.pages.replaced.connect(self._show_count)
        self.find.edited.connect(lambda: self._ask(self._source.asked.kind))
        self._ctx.watch(self, TABLES, self._changed)

    def _ask(self, kind: Kind) -> None:
        self._source.asked = Asked(kind, self.find.value())
        self.list.pages.refresh()

    def _merge(self, pair_id: int) -> None:
        self._with_pair(pair_id, lambda one, other: open_merge(self._ctx, self.window(), (one, other)), "merge")

    def _part(self, pair_id: int) -> None:
        verbs = self._app.duplicates

        def note(one: int, other: int) -> None:
            said = _("Noted: they are not the same")
            self._ctx.do(self, partial(verbs.keep_apart, one, other), said, slot=f"part {pair_id}")

        self._with_pair(pair_id, note, f"part {pair_id}")

    def _with_pair(self, pair_id: int, then: Callable[[int, int], object], slot: str) -> None:
        """Read a pair; of what is asked for in the same slot meanwhile only the last is done."""

        def come(pairs: Any) -> None:
            if pair_id in pairs:
                then(pairs[pair_id].first, pairs[pair_id].second)

        self._ctx.load(self, lambda session: queries.pairs(session, [pair_id]), come, slot=slot)

    def _merge_all(self) -> None:
        def said(count: int) -> str:
            return counted("{count} card merged", "{count} cards merged", count)

        job = self._ctx.work(self, self._app.duplicates.merge_sure, said, slot="merge sure")
        self.bar.follow(_("Merging"), job)

    def _found(self, _count: int) -> None:
        if isValid(self):
            self._job = None
            self.refresh()

    def _lost(self, error: BaseException) -> None:
        if isValid(self):
            self._job = None
        if not isinstance(error, Cancelled):
            self._ctx.tell.show(error)

    def _changed(self, _changed: Changed) -> None:
        self.refresh()

    def _show_facts(self, facts: _Facts) -> None:
        self.sure.setVisible(facts.sure > 0)
        waiting = counted("{count} pair waits for you", "{count} pairs wait for you", facts.waiting)
        self._words.setText(waiting if facts.waiting else _("Nobody seems to be in the book twice."))
        told = [
            _("{shared} stands on {count} cards").format(shared=crowd.shared, count=whole(crowd.cards))
            for crowd in facts.crowds[:_CROWDS_TOLD]
        ]
        note = _("Not compared by what too many share: {what}.").format(what=", ".join(told))
        self._crowds.setText(note if told else "")
        self._crowds.setVisible(bool(told))
        if not facts.true and self.isVisible():
            self.search_once()

    def search_once(self) -> None:
        """Search because customers changed since the last time; not again for what changes while one works here."""
        if not self._searched:
            self._searched = True
            self.search()

    def _show_count(self) -> None:
        count = self.list.count()
        self._card.set_count(whole(count) if count else "")
        if not count:
            taught = _("Cards that look like one person stand here, to be merged or kept apart.")
            self.list.overlay.empty(_("Nothing to decide"), taught, _("Search again"), self.search, "merge")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._searched = False
        self._ctx.load(self, _facts, self._show_facts, slot="facts")


def _facts(session: Any) -> _Facts:
    return _Facts(
        queries.are_true(session), queries.count(session), len(queries.ids(session, Kind.SURE)), queries.crowds(session)
    )
