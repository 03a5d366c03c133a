"""Saving what the list shows under a name, and giving a saved view another."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.segments.queries import shown_name
from desktop_crm.segments.service import LONGEST_NAME
from desktop_crm.segments.types import Layout, NewView, SavedView
from ui.kit.context import Context
from ui.kit.fields import CheckBox, TextField
from ui.kit.form_dialog import FormDialog
from ui.kit.labels import PlainLabel


class ViewDialog(FormDialog):
    """A view's name and who sees it. `saved(id)` when it is kept. `words` is its query as it is read."""

    def __init__(
        self, ctx: Context, parent: QWidget | None, query: str, words: str, layout: Layout,
        view: SavedView | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ctx, parent, _("Save view") if view is None else _("Rename view"), _("Save"), width=440)
        self._query, self._layout, self._view = query, layout, view
        self.name = TextField("" if view is None else shown_name(view), limit=LONGEST_NAME)
        where = _("It will stand on the left, below Customers.")
        self.form.add(_("Name of the view"), self.name, name="name", help=where)
        self.form.add_widget(PlainLabel(words or _("Everybody"), look="muted", wrap=True))
        self._me = ctx.me()
        self.mine = CheckBox(
            _("Only {name} sees it").format(name=self._me.name) if self._me else "",
            checked=view is not None and view.staff_id is not None,
        )
        self.mine.setVisible(self._me is not None)
        if self._me is not None:
            self.form.add_widget(self.mine)
        self.form.settle()

    def send(self) -> None:
        owner = self._me.id if self._me is not None and self.mine.value() else None
        new, service, view = (
            NewView(self.name.value(), self._query, self._layout, owner),
            self.ctx.app.views,
            self._view,
        )
        said = _("View saved")
        self.write((lambda: service.save(new)) if view is None else (lambda: service.change(view, new)), said)
