"""The people of the shop: add, rename, who left and who came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.staff.queries import everyone
from desktop_crm.staff.types import Staff
from ui.kit.buttons import small
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.context import Context, Person
from ui.kit.fields import TextField
from ui.kit.form_dialog import FormDialog
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList


class PersonDialog(FormDialog):
    """Asks for a name: of somebody new, or a new one for `who`. `chosen(person)` once saved."""

    def __init__(
        self, ctx: Context, parent: QWidget, who: Staff | None = None, chosen: Callable[[Person], object] | None = None
    ) -> None:
        title = _("Add a person") if who is None else _("Rename {name}").format(name=who.name)
        super().__init__(ctx, parent, title, _("Save"), width=420)
        self._who = who
        self.name = self.form.add(_("Name"), TextField(who.name if who is not None else "", limit=80), name="name")
        self.form.settle()
        if chosen is not None:
            self.saved.connect(chosen)

    def send(self) -> None:
        """Add the person, or rename them."""
        name, who, staff = self.name.value(), self._who, self.ctx.app.staff

        def write() -> Person:
            if who is None:
                return Person(int(staff.add(name)), name)
            staff.rename(who.id, name)
            return Person(who.id, name)

        said = _("Added: {name}").format(name=name) if who is None else _("Saved: {what}").format(what=name)
        self.write(write, said)


class PeopleCard(Card):
    """The people of the shop."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("People of the shop"), icon="customers", padded=False)
        self._ctx = ctx
        self._people: dict[int, Staff] = {}
        self.corner.addWidget(small(_("Add a person"), self.add_person, icon="add"))
        self.list = RowList(_("People of the shop"), fit=True)
        self.list.empty_words = (
            _("No names yet"),
            _("With names, everybody sees who wrote what and who takes care of whom."),
        )
        self.list.acted.connect(self._act)
        self.list.opened.connect(lambda id_: self._act("rename", id_))
        self.add(self.list)
        ctx.watch(self, ("staff",), lambda _changed: self._load())
        ctx.me_changed.connect(self._load)
        self._load()

    def add_person(self) -> None:
        """Ask for somebody new."""
        PersonDialog(self._ctx, self.window()).open()

    def _load(self) -> None:
        self._ctx.load(self, lambda session: everyone(session, active_only=False), self._show)

    def _show(self, people: Sequence[Staff]) -> None:
        self._people = {one.id: one for one in people}
        me = self._ctx.me()
        ordered = sorted(people, key=lambda one: not one.active)
        self.list.show_rows([_row(one, mine=me is not None and one.id == me.id) for one in ordered])

    def _act(self, key: str, id_: int) -> None:
        who = self._people.get(id_)
        if who is None:
            return
        if key == "rename":
            PersonDialog(self._ctx, self.window(), who).open()
            return
        staff: Any = self._ctx.app.staff
        back = key == "back"
        said = _("{name} is back") if back else _("{name} left; what they wrote stays")
        said = said.format(name=who.name)
        self._ctx.do(self, lambda: staff.set_active(id_, active=back), said, slot=f"{key} {id_}")


def _row(one: Staff, *, mine: bool) -> Row:
    chips = (Chip(_("working now"), "accent"),) if mine else () if one.active else (Chip(_("left the shop")),)
    leave = Act("left", _("Has left")) if one.active else Act("back", _("Is back"))
    acts = (Act("rename", _("Rename"), "edit"), leave)
    return Row(one.id, one.name, lead=Lead("avatar", one.name), chips=chips, acts=acts, done=not one.active)
