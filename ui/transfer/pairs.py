"""People who may be one: each pair with its evidence, to be answered here or looked at side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_crm.duplicates.words import told
from desktop_crm.platform.i18n import _
from desktop_crm.transfer.types import MaybeSame, Side
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel, muted, small, strong
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme
from ui.transfer import words
from ui.transfer.decisions import Pair, pair_of
from ui.transfer.parts import LOW, take_what_is_left

SAME: Final = "same"
DIFFERENT: Final = "different"
AGAIN: Final = "again"
_LIKELY: Final = 80


class Pairs(RowList):
    """`answered(pair, same)`: `same` is True, False, or None where an answer is taken back."""

    answered = Signal(object, object)

    def __init__(self, pairs: Sequence[MaybeSame], answers: Mapping[Pair, bool]) -> None:
        super().__init__(_("May be the same person"))
        self._pairs = list(pairs)
        take_what_is_left(self, LOW)
        self.show_rows([pair_row(place, pair, answers.get(pair_of(pair))) for place, pair in enumerate(self._pairs)])
        self.acted.connect(self._act)
        self.opened.connect(self.look)

    def look(self, place: int) -> PairDialog:
        """Show both sides of a pair beside each other; returns the dialog."""
        dialog = PairDialog(self._pairs[place], self.window())
        dialog.answered.connect(lambda same: self.answered.emit(pair_of(self._pairs[place]), same))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _act(self, key: str, place: int) -> None:
        said = {SAME: True, DIFFERENT: False}.get(key)
        self.answered.emit(pair_of(self._pairs[place]), said)


def pair_row(place: int, pair: MaybeSame, answer: bool | None) -> Row:
    """Return one pair as the list shows it, with its answer where there is one."""
    title = f"{pair.theirs.name} → {pair.ours.name}"
    lead = Lead("avatar", pair.theirs.name)
    second = words.sentence(told(pair.evidence))
    score = Chip(words.percent(pair.score), "green" if pair.score >= _LIKELY else "neutral")
    if answer is None:
        acts = (Act(SAME, _("Same person")), Act(DIFFERENT, _("Different")))
        return Row(place, title, second, lead, (score,), acts=acts)
    chip = Chip(_("Same person"), "green") if answer else Chip(_("Different people"))
    return Row(place, title, second, lead, (chip,), acts=(Act(AGAIN, _("Ask again")),))


class PairDialog(Dialog):
    """Both sides of a pair; `answered(same)`. Closing it leaves the question for later."""

    answered = Signal(object)

    def __init__(self, pair: MaybeSame, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Is this the same person?"), _("Same person"), hint=_("Enter answers, Esc leaves it for later"),
            cancel=_("Later"), parent=parent,
        )  # fmt: skip
        self.different = Button(_("Different people"), lambda: self._answer(same=False))
        self.footer.addWidget(self.different)
        evidence = f"{words.percent(pair.score)} · {words.sentence(told(pair.evidence))}"
        self.add(muted(evidence, wrap=True))
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(18))
        grid.setVerticalSpacing(theme().px(6))
        ours = _("In your book") if (pair.customer or 0) > 0 else _("Also in the file")
        for place, (heading, side) in enumerate(((_("In the file"), pair.theirs), (ours, pair.ours))):
            grid.setColumnStretch(place, 1)
            grid.addWidget(small(heading), 0, place)
            grid.addWidget(strong(side.name, elide=True), 1, place)
            for line, text in enumerate(_facts(side), start=2):
                grid.addWidget(PlainLabel(text or "–", wrap=True), line, place)
        self.add(sides)
        self.submitted.connect(lambda: self._answer(same=True))

    def _answer(self, *, same: bool) -> None:
        self.accept()
        self.answered.emit(same)


def _facts(side: Side) -> tuple[str, str, str]:
    return "\n".join(side.phones), "\n".join(side.emails), side.place
