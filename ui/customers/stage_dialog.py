"""Saying by hand where a customer stands; why, when they are lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.lifecycle import queries as stages
from desktop_crm.lifecycle.types import STAGE_NAMES, NewMark, Stage, Standing
from desktop_crm.platform.i18n import N_, _, counted
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.lines_dialog import edit_lines
from ui.customers.stage_words import standing_words
from ui.kit.buttons import link
from ui.kit.completer import complete
from ui.kit.context import Context
from ui.kit.fields import CheckBox, NoteField, TextField
from ui.kit.flow import Flow
from ui.kit.form_dialog import FormDialog
from ui.kit.labels import muted

BY_RULES = ""


def change_stage(ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
    """Read where a customer stands and open the form."""
    if customer_id is None:
        return
    now = ctx.app.db.clock.now()

    def read(session: Any) -> tuple[str, Standing, Sequence[str]]:
        return (
            queries.card(session, customer_id).name,
            stages.standing(session, customer_id, now),
            stages.reasons(session),
        )

    ctx.load(ctx, read, lambda found: StageDialog(ctx, parent, [customer_id], *found).open(), slot="stage")


class StageDialog(FormDialog):
    """`name` and `standing` of the one customer it is about, or '' and None for several."""

    def __init__(
        self,
        ctx: Context,
        parent: QWidget | None,
        customer_ids: Sequence[int],
        name: str,
        standing: Standing | None,
        reasons: Sequence[str],
    ) -> None:
        many = counted("Stage of {count} customer", "Stage of {count} customers", len(customer_ids))
        super().__init__(ctx, parent, _("Stage of {name}").format(name=name) if name else many, _("Save"), width=620)
        self._ids = list(customer_ids)
        options = [Option(stage.value, _(STAGE_NAMES[stage])) for stage in Stage]
        self.stage: ChipChoice[str] = ChipChoice([*options, Option(BY_RULES, _("By what they do"))])
        self.pinned = CheckBox(_("Pin it: it stays whatever they do"))
        self.reason = TextField(limit=300)
        self.note = NoteField(lines=2)
        self._reasons = QWidget()
        self._chips = Flow(self._reasons)
        self._lay_out(standing)
        self.show_reasons(reasons)
        self.stage.edited.connect(self._follow)
        self._begin(standing)
        self.first = self.stage

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons; one that is pressed is written into the field."""
        while (item := self._chips.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        complete(self.reason, list(reasons))
        for words in reasons:
            self._chips.addWidget(link(words, lambda words=words: self.reason.set_value(words)))
        self._chips.addWidget(link(_("Change these…"), self._edit_reasons, muted=True))

    def send(self) -> None:
        chosen = self.stage.value()
        why = self.reason.value() if chosen == Stage.LOST.value else ""
        new = NewMark(Stage(chosen) if chosen else None, self.pinned.value(), why, self.note.value())
        ids, service = self._ids, self.ctx.app.lifecycle
        self.write(lambda: service.mark(ids, new), _("Stage saved"))

    def _lay_out(self, standing: Standing | None) -> None:
        if standing is not None:
            now = f"{_(STAGE_NAMES[standing.stage])}, {standing_words(standing)}"
            self.form.add_widget(muted(_("Now: {words}").format(words=now), wrap=True))
        self.form.add(_("Stage"), self.stage, name="stage")
        self.form.add(_("Why we lost them"), self.reason, name="reason")
        self.form.add_widget(self._reasons)
        self.form.add(_("Note"), self.note, name="note")
        until = _("Without it, their next order or a long silence changes the stage again.")
        self.form.add(_("How long it holds"), self.pinned, name="pinned", help=until)

    def _begin(self, standing: Standing | None) -> None:
        mark = standing.mark if standing is not None else None
        self.stage.set_value(standing.stage.value if standing is not None else Stage.INTERESTED.value)
        self.pinned.set_value(mark.pinned if mark is not None else False)
        self.reason.set_value(mark.reason if mark is not None else "")
        self._follow()
        self.form.settle()

    def _follow(self) -> None:
        """Ask why only of those who are lost."""
        lost = self.stage.value() == Stage.LOST.value
        self.form.show_field(self.reason, shown=lost)
        self._reasons.setVisible(lost)
        self.pinned.setEnabled(self.stage.value() != BY_RULES)
        self.fit()

    def _edit_reasons(self) -> None:
        edit_lines(
            self.ctx, self, _("Why we lose customers"), N_("One reason a line"), stages.LOST_REASONS,
            _(stages.PROPOSED_REASONS), lambda text: self.show_reasons(stages.read_reasons(text)),
        )  # fmt: skip
