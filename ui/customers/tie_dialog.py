"""Noting who belongs together with a customer: a household, a company, a relative, a friend."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.ties.types import TIE_NAMES, TieKind
from ui.kit.context import Context
from ui.kit.fields import ChoiceField, TextField
from ui.kit.finding import suggest
from ui.kit.form_dialog import FormDialog
from ui.kit.pickers import PersonField


def note_tie(ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
    """Read a customer's name and open the form."""
    if customer_id is None:
        return

    def come(name: str) -> None:
        TieDialog(ctx, parent, customer_id, name).open()

    ctx.load(ctx, lambda session: queries.card(session, customer_id).name, come, slot="tie")


class TieDialog(FormDialog):
    """How `name` belongs to somebody else."""

    def __init__(self, ctx: Context, parent: QWidget | None, customer_id: int, name: str) -> None:
        super().__init__(ctx, parent, _("Who belongs together with {name}?").format(name=name), _("Save"), width=520)
        self._customer_id = customer_id
        self.kind: ChoiceField[TieKind] = ChoiceField([(kind, _(words)) for kind, words in TIE_NAMES.items()])
        self.kind.set_value(TieKind.HOUSEHOLD)
        self.other = PersonField(suggest(ctx, self))
        self.note = TextField(limit=1000)
        self.form.add(_("How"), self.kind, name="kind")
        self.form.add(_("With whom"), self.other, name="other")
        self.form.add(_("Note"), self.note, name="note")
        self.form.settle()
        self.first = self.other

    def send(self) -> None:
        other, kind, note = self.other.value(), self.kind.value() or TieKind.HOUSEHOLD, self.note.value()
        if other is None:
            raise UserError(N_("Choose who it is."), field="other")
        customer_id, service = self._customer_id, self.ctx.app.ties
        self.write(lambda: service.tie(customer_id, other, kind, note), _("Noted who belongs together"))
