"""Noting who brought a customer, and proposing to thank them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from ui.kit.context import Context
from ui.kit.fields import CheckBox, TextField
from ui.kit.finding import suggest
from ui.kit.form_dialog import FormDialog
from ui.kit.pickers import PersonField


def note_referral(ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
    """Read a customer's name and open the form."""
    if customer_id is None:
        return

    def come(name: str) -> None:
        ReferralDialog(ctx, parent, customer_id, name).open()

    ctx.load(ctx, lambda session: queries.card(session, customer_id).name, come, slot="referral")


class ReferralDialog(FormDialog):
    """Who brought `name`."""

    def __init__(self, ctx: Context, parent: QWidget | None, customer_id: int, name: str) -> None:
        super().__init__(ctx, parent, _("Who brought {name}?").format(name=name), _("Save"), width=520)
        self._customer_id = customer_id
        self._to_thank: int | None = None
        self.referrer = PersonField(suggest(ctx, self))
        self.note = TextField(limit=1000)
        self.thank = CheckBox(_("Plan a follow-up to thank them"), checked=True)
        self.form.add(_("Who brought them"), self.referrer, name="referrer")
        self.form.add(_("Note"), self.note, name="note")
        self.form.add_widget(self.thank)
        self.form.settle()
        self.saved.connect(lambda _id: self._propose())

    def send(self) -> None:
        referrer, note, customer_id = self.referrer.value(), self.note.value(), self._customer_id
        if referrer is None:
            raise UserError(N_("Choose who brought them."), field="referrer")
        self._to_thank = referrer if self.thank.value() else None
        service = self.ctx.app.referrals
        self.write(lambda: service.note(customer_id, referrer, note), _("Referral saved"))

    def _propose(self) -> None:
        """Open the plan to thank whom the core has taken, where that is wanted."""
        if self._to_thank is not None:
            self.ctx.go.command("followup.plan", self._to_thank)
