"""Giving points, noting that some were used, and the level that is set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.loyalty.rules import read_levels
from desktop_crm.loyalty.service import MOST
from desktop_crm.loyalty.types import Account
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _, counted
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.lines_dialog import edit_lines
from ui.kit.buttons import link
from ui.kit.completer import complete
from ui.kit.context import Context
from ui.kit.fields import TextField
from ui.kit.form_dialog import FormDialog
from ui.kit.labels import muted
from ui.kit.number_fields import QuantityField


def change_points(ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
    """Read a customer's points and open the form."""
    if customer_id is None:
        return

    def read(session: Any) -> tuple[str, Account, Sequence[str]]:
        card = queries.card(session, customer_id)
        levels = [level.name for level in loyalty.levels(session)]
        return card.name, loyalty.account(session, customer_id, card.loyalty_level), levels

    ctx.load(ctx, read, lambda found: PointsDialog(ctx, parent, customer_id, *found).open(), slot="points")


class PointsDialog(FormDialog):
    """Points may be left out where only the level changes."""

    def __init__(
        self,
        ctx: Context,
        parent: QWidget | None,
        customer_id: int,
        name: str,
        account: Account,
        levels: Sequence[str],
    ) -> None:
        super().__init__(ctx, parent, _("Points of {name}").format(name=name), _("Save"), width=520)
        self._customer_id, self._level_kept = customer_id, account.level if account.by_hand else ""
        self.way: ChipChoice[str] = ChipChoice([Option("give", _("Give")), Option("use", _("They used some"))])
        self.points = QuantityField()
        self.reason = TextField(limit=500)
        self.level = TextField(placeholder=_("By their points"), limit=100)
        complete(self.level, list(levels))
        left = counted("{count} point left", "{count} points left", account.balance)
        self.form.add_widget(muted(" · ".join(filter(None, (left, account.level)))))
        self.form.add(_("What happened"), self.way, name="way")
        self.form.add(_("Points"), self.points, name="points")
        self.form.add(_("What for"), self.reason, name="reason")
        self.form.add(_("Loyalty level"), self.level, name="level", help=_("Written here, it beats their points."))
        self.form.add_widget(link(_("Change the levels…"), self._edit_levels, muted=True))
        self.way.set_value("give")
        self.level.set_value(self._level_kept)
        self.first = self.points
        self.form.settle()

    def send(self) -> None:
        points, level = self._points(), self.level.value()
        if points is None and level == self._level_kept:
            raise UserError(N_("Write how many points: from 1 to {most}."), field="points", most=MOST)
        app, customer_id, reason = self.ctx.app, self._customer_id, self.reason.value()
        verb = app.loyalty.give if self.way.value() == "give" else app.loyalty.use

        def save() -> None:
            with app.db.write(N_("Change points")):
                if points is not None:
                    verb(customer_id, points, reason)
                if level != self._level_kept:
                    app.loyalty.set_level(customer_id, level)

        self.write(save, _("Points saved"))

    def _points(self) -> int | None:
        typed = self.points.value()
        if typed is not None and typed != int(typed):
            raise UserError(N_("Write how many points: from 1 to {most}."), field="points", most=MOST)
        return None if typed is None else int(typed)

    def _edit_levels(self) -> None:
        how = N_("One level a line: its name, and from how many points on")
        edit_lines(
            self.ctx, self, _("Loyalty levels"), how, loyalty.LEVELS, _(loyalty.PROPOSED),
            lambda text: complete(self.level, [level.name for level in read_levels(text)]),
        )  # fmt: skip
