"""Tags: those of one customer, or one tag put on or taken off many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.i18n import _
from ui.kit.context import Context
from ui.kit.form_dialog import FormDialog
from ui.kit.pickers import TagField

_LONGEST: Final = 60


def edit_tags(ctx: Context, parent: QWidget | None, customer_id: int | None) -> None:
    """Read the tags of a customer and open their form."""
    if customer_id is None:
        return

    def read(session: Any) -> tuple[str, Sequence[str], Sequence[str]]:
        card = queries.card(session, customer_id)
        return card.name, card.tags, queries.all_tags(session)

    ctx.load(ctx, read, lambda found: TagsDialog(ctx, parent, customer_id, *found).open(), slot="tags")


class TagsDialog(FormDialog):
    """The tags of one customer."""

    def __init__(
        self, ctx: Context, parent: QWidget | None, customer_id: int, name: str, tags: Sequence[str],
        known: Sequence[str],
    ) -> None:  # fmt: skip
        super().__init__(ctx, parent, _("Tags of {name}").format(name=name), _("Save"), width=480)
        self._customer_id = customer_id
        self.tags = TagField(known)
        self.tags.edit.setMaxLength(_LONGEST)
        self.tags.set_value(tags)
        self.form.add(_("Tags"), self.tags, name="tags", help=_("Enter adds a tag, Backspace takes the last one away"))
        self.form.settle()

    def send(self) -> None:
        tags = self.tags.value()
        self.write(lambda: self.ctx.app.customers.set_tags(self._customer_id, tags), _("Tags saved"))
