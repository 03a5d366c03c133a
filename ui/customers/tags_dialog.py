"""Tags: those of one customer, or one tag put on or taken off many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _, counted
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.form_dialog import FormDialog
from ui.kit.context import Context
from ui.kit.fields import TextField
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


def tag_many(ctx: Context, parent: QWidget | None, customer_ids: Sequence[int]) -> None:
    """Read the tags of the shop and open the form that puts one on these customers."""
    ctx.load(ctx, queries.all_tags, lambda known: TagManyDialog(ctx, parent, customer_ids, known).open(), slot="tags")


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


class TagManyDialog(FormDialog):
    """One tag put on many customers, or taken off them."""

    def __init__(self, ctx: Context, parent: QWidget | None, customer_ids: Sequence[int], known: Sequence[str]) -> None:
        title = counted("Tag {count} customer", "Tag {count} customers", len(customer_ids))
        super().__init__(ctx, parent, title, _("Save"), width=480)
        self._ids = list(customer_ids)
        self.way = ChipChoice([Option("on", _("Put it on")), Option("off", _("Take it off"))])
        self.way.set_value("on")
        self.tag = TextField(limit=_LONGEST)
        completer = QCompleter(list(known), self.tag)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setProperty("look", "popup")
        completer.popup().setAccessibleName(_("Suggestions"))
        self.tag.setCompleter(completer)
        self.form.add(_("Tag"), self.tag, name="tags")
        self.form.add(_("What to do"), self.way, name="way")
        self.form.settle()

    def send(self) -> None:
        tag, ids, customers = self.tag.value(), self._ids, self.ctx.app.customers
        if not tag:
            raise UserError(N_("Write a tag."), field="tags")
        if self.way.value() == "off":
            said = counted("Tag taken off {count} customer", "Tag taken off {count} customers", len(ids))
            self.write(lambda: customers.untag(ids, tag), said)
        else:
            said = counted("{count} customer tagged", "{count} customers tagged", len(ids))
            self.write(lambda: customers.tag(ids, tag), said)
