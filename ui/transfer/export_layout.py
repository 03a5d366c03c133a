"""The form of the layout of the consent file for İYS: headers, words, and how phones and dates are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold
from desktop_crm.transfer.writing import iys_layout
from desktop_crm.transfer.writing.iys_layout import INTERNATIONAL, NATIONAL, WORDS, Layout, Value
from desktop_crm.transfer.writing.shapes import iys
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.forms import Entry, Form

_BETWEEN: Final = " = "
_VALUES: Final = {
    Value.CHANNEL: N_("kind of message"),
    Value.RECIPIENT: N_("phone or e-mail"),
    Value.RECIPIENT_TYPE: N_("person or company"),
    Value.STATE: N_("yes or no"),
    Value.SOURCE: N_("where it was said"),
    Value.DATE: N_("when it was said"),
    Value.NAME: N_("Name"),
}
_LABELS: Final = {
    "email": N_("E-mail"),
    "sms": N_("SMS"),
    "call": N_("Calls"),
    "granted": N_("Allowed"),
    "refused": N_("Refused"),
    "person": N_("Person"),
    "company": N_("Company"),
    "by_hand": N_("Recorded by hand"),
    "by_file": N_("Came with a file"),
}


def edit_layout(ctx: Context, parent: QWidget, then: Callable[[], object]) -> None:
    """Read the layout of the shop and open its form; `then` is called once another one is kept."""
    ctx.load(parent, iys_layout.layout, lambda found: LayoutDialog(ctx, parent, found, then).open(), slot="layout")


class LayoutDialog(Dialog):
    """One column a line, `header = what stands there`; the words below."""

    def __init__(self, ctx: Context, parent: QWidget, found: Layout, then: Callable[[], object]) -> None:
        super().__init__(_("Layout of the consent file for İYS"), _("Save"), width=640, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._then = ctx, then
        self.form = Form()
        self.columns = NoteField(lines=7)
        self.phone = ChoiceField([(NATIONAL, "5XXXXXXXXX"), (INTERNATIONAL, "+905XXXXXXXXX")])
        self.date = TextField(limit=60)
        self.days = TextField(limit=3)
        self.words = {word: TextField(limit=60) for word in WORDS}
        known = ", ".join(_(words) for words in _VALUES.values())
        help_ = _("One column a line: its header, “=”, and what stands below it: {known}").format(known=known)
        self.form.add(_("Columns"), self.columns, help=help_, name="columns")
        self.form.add_beside(
            [
                Entry(_("Phones"), self.phone, name="phone", share=3),
                Entry(_("Dates"), self.date, name="date", share=3),
                Entry(_("Working days to report"), self.days, name="days", share=3),
            ]
        )
        for first in range(0, len(WORDS), 3):
            self.form.add_beside(
                [Entry(_(_LABELS[word]), self.words[word], name=word) for word in WORDS[first : first + 3]]
            )
        self.add(self.form)
        self.footer.addWidget(Button(_("As it came"), lambda: self._fill(iys_layout.supplied()), icon="undo"))
        self._fill(found)
        self.form.settle()
        self.protect(self.form.changed)
        self.submitted.connect(self._save)

    def _fill(self, found: Layout) -> None:
        lines = (f"{header}{_BETWEEN}{_(_VALUES[value])}" for header, value in found.columns)
        self.columns.set_value("\n".join(lines))
        self.phone.set_value(found.phone)
        self.date.set_value(found.date)
        self.days.set_value(str(found.days))
        for word, field in self.words.items():
            field.set_value(found.words[word])

    def _save(self) -> None:
        try:
            wanted = self._read()
        except UserError as error:
            self.form.show_errors(error)
            return
        self.set_busy(True)
        self._ctx.do(self, lambda: iys.keep(self._ctx.app.db, wanted), _("Layout saved"), self._kept, self._not)

    def _read(self) -> Layout:
        """Return the layout as typed. Raises UserError."""
        days = self.days.value()
        columns = [_column(line) for line in self.columns.value().splitlines() if line.strip()]
        return iys_layout.checked(
            {
                "columns": columns, "phone": self.phone.value(), "date": self.date.value(),
                "days": int(days) if days.isdecimal() else -1,
                "words": {word: field.value() for word, field in self.words.items()},
            }
        )  # fmt: skip

    def _kept(self, _answer: object) -> None:
        self._then()
        self.accept()

    def _not(self, error: BaseException) -> None:
        self.set_busy(False)
        self._ctx.tell.show(error)


def _column(line: str) -> tuple[str, str]:
    """Return (header, value) of a line, the value by its name in the language in use or by its own."""
    header, _sign, words = line.rpartition("=")
    wanted = fold(words.strip())
    named = {fold(_(shown)): value for value, shown in _VALUES.items()}
    return header.strip(), str(named.get(wanted, words.strip()))
