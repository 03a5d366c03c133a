"""Changing many customers at once: what to do, what that would change, and the work with its bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.errors import Cancelled, UserError
from desktop_crm.platform.i18n import _, counted, whole
from desktop_crm.segments import bulk
from desktop_crm.segments.bulk import BY_COLUMN, CHANGEABLE, Deed, Preview, Verb
from desktop_crm.staff import queries as staff
from ui.kit.completer import Completer
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import ChoiceField, TextField
from ui.kit.forms import Form
from ui.kit.labels import PlainLabel, hairline, small
from ui.kit.progress import JobBar
from ui.kit.theme import theme

_PREVIEW: Final = "preview"
_PAUSE: Final = 200
_LONGEST: Final = 60
_FIRST: Final = 5


def change_many(ctx: Context, parent: QWidget | None, ids: Sequence[int], verb: Verb = Verb.SET) -> None:
    """Read what the shop knows and open the form that changes these customers."""

    def read(session: Any) -> tuple[list[str], list[tuple[int, str]]]:
        return queries.all_tags(session), [(one.id, one.name) for one in staff.everyone(session)]

    ctx.load(ctx, read, lambda found: BulkDialog(ctx, parent, ids, verb, *found).open(), slot="bulk")


class BulkDialog(Dialog):
    """What to do with many customers, and below it what that would change."""

    def __init__(
        self, ctx: Context, parent: QWidget | None, ids: Sequence[int], verb: Verb, tags: Sequence[str],
        people: Sequence[tuple[int, str]],
    ) -> None:  # fmt: skip
        title = counted("Change {count} customer", "Change {count} customers", len(ids))
        super().__init__(title, _("Change"), width=600, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._ids, self._people = ctx, list(ids), list(people)
        self._work: Any = None
        self.preview: Preview | None = None
        self.form = Form()
        acts: list[tuple[tuple[Verb, str], str]] = [
            ((Verb.TAG, ""), _("Put a tag on")), ((Verb.UNTAG, ""), _("Take a tag off")),
            *(((Verb.SET, one.column), _("Set: {field}").format(field=_(one.title))) for one in CHANGEABLE),
        ]  # fmt: skip
        self.act = ChoiceField(acts)
        self.act.set_value((verb, CHANGEABLE[0].column if verb is Verb.SET else ""))
        self.text = TextField(limit=_LONGEST)
        self.choice: ChoiceField[str | int | None] = ChoiceField()
        self._known = Completer(self, tags)
        self.form.add(_("What to do"), self.act, name="act")
        self.form.add(_("Value"), self.text, name="tag")
        self.form.add(_("Choose"), self.choice, name="value")
        self.add(self.form)
        self.add(hairline())
        self.said = PlainLabel(look="strong", wrap=True)
        self.left_out = small("", wrap=True)
        self.add(self.said)
        self.add(self.left_out)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme().px(14))
        self._rows.setColumnStretch(0, 1)
        self.body.addLayout(self._rows)
        self.bar = JobBar()
        self.add(self.bar)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.act.edited.connect(self._turn)
        self.text.edited.connect(self._wait)
        self.choice.edited.connect(self.look)
        self.submitted.connect(self._send)
        self._turn()

    @property
    def deed(self) -> Deed:
        """What is to be done as it stands in the form."""
        verb, column = self.act.value() or (Verb.TAG, "")
        if verb is not Verb.SET:
            return Deed(verb, value=self.text.value())
        if self._fixed(column):
            return Deed(verb, column, self.choice.value())
        return Deed(verb, column, self.text.value() or None)

    def reject(self) -> None:
        """Close; work that is under way is stopped, and then nothing has changed."""
        if self._work is not None:
            self._work.cancel()
            return
        super().reject()

    def _fixed(self, column: str) -> bool:
        asked = BY_COLUMN.get(column)
        return asked is not None and bool(asked.choices or asked.people)

    def _turn(self) -> None:
        """Show the field that fits what is to be done."""
        verb, column = self.act.value() or (Verb.TAG, "")
        fixed = verb is Verb.SET and self._fixed(column)
        for field, shown in ((self.text, not fixed), (self.choice, fixed)):
            slot = field.parentWidget()
            (slot or field).setVisible(shown)
        self.text.setCompleter(self._known if verb is not Verb.SET else None)
        if fixed:
            asked = BY_COLUMN[column]
            values: list[tuple[str | int | None, str]] = [(None, _("(nothing)"))]
            values += list(self._people) if asked.people else [(value, _(words)) for value, words in asked.choices]
            self.choice.set_choices(values)
            self.choice.set_value(values[1][0] if len(values) > 1 else None)
        self.look()

    def _wait(self) -> None:
        """Let nothing be done until what was typed has its preview."""
        self.set_busy(True)
        self._ctx.forget(self, slot=_PREVIEW)
        self._pause.start()

    def look(self) -> None:
        """Ask what it would change, and show that; until it is shown nothing can be done."""
        self.set_busy(True)
        deed, ids = self.deed, self._ids
        try:
            bulk.check(deed)
        except UserError:
            self._ctx.forget(self, slot=_PREVIEW)
            self._show(None)
            return
        self._ctx.load(self, lambda session: bulk.preview(session, ids, deed), self._show, slot=_PREVIEW)

    def _show(self, preview: Preview | None) -> None:
        self.preview = preview
        self.set_busy(preview is None or not preview.changing or self._work is not None)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if preview is None:
            self.said.setText(_("Here stands what would change."))
            self.left_out.hide()
            return
        self.said.setText(counted("{count} customer would change", "{count} customers would change", preview.changing))
        left = [f"{whole(many)} {_(why)}" for why, many in preview.left_out]
        self.left_out.setText(_("Left out: {reasons}").format(reasons=" · ".join(left)))
        self.left_out.setVisible(bool(left))
        self._list(preview)
        QTimer.singleShot(0, self, self.fit)

    def _list(self, preview: Preview) -> None:
        """Show what stands there now by how many, and the first customers before and after."""
        deed = self.deed
        line = 0
        if deed.verb is Verb.SET:
            for value, many in preview.before[:_FIRST]:
                who = counted("{count} customer", "{count} customers", many)
                self._line(line, who, self._words(deed, value), self._words(deed, preview.after))
                line += 1
        for row in preview.rows[:_FIRST]:
            before, after = self._words(deed, row.before), self._words(deed, row.after)
            if deed.verb is Verb.TAG:
                after = ", ".join(filter(None, (row.before, row.after)))
            elif deed.verb is Verb.UNTAG:
                after = _("without {name}").format(name=str(deed.value))
            self._line(line, row.name, before, after)
            line += 1

    def _line(self, place: int, who: str, before: str, after: str) -> None:
        texts = (
            PlainLabel(who, elide=True),
            PlainLabel(before, look="muted", elide=True),
            PlainLabel("→", look="muted"),
        )
        for column, label in enumerate((*texts, PlainLabel(after, look="strong", elide=True))):
            label.setMaximumWidth(theme().px(190))
            self._rows.addWidget(label, place, column)

    def _words(self, deed: Deed, value: str) -> str:
        asked = BY_COLUMN.get(deed.column)
        words = dict(asked.choices).get(value, "") if asked is not None else ""
        return _(words) if words else value or _("(nothing)")

    def _send(self) -> None:
        deed, ids, service = self.deed, self._ids, self._ctx.app.bulk
        self.set_busy(True)
        self._work = self._ctx.work(
            self, lambda progress: service.do(deed, ids, progress), _said, self._done, self._failed
        )
        self.bar.follow(_("Changing"), self._work)

    def _done(self, _changed: int) -> None:
        self._work = None
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._work = None
        self.set_busy(False)
        if isinstance(error, UserError):
            self.form.show_errors(error)
        elif not isinstance(error, Cancelled):
            self._ctx.tell.show(error)


def _said(changed: int) -> str:
    return counted("{count} customer changed", "{count} customers changed", changed)
