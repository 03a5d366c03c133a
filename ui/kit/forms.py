"""Forms: one call gives a field its label, spoken name, help and the place where its error stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.errors import UserError
from ui.kit.folds import Fold
from ui.kit.labels import PlainLabel, buddy_label, small
from ui.kit.theme import theme

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field for `add_beside`: its label, what helps to fill it in, the name errors call it by, its share of width."""

    label: str
    field: QWidget
    help: str = ""
    name: str = ""
    share: int = 1


class _Slot(QWidget):
    """A label over its field over its help or error."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.field: Any = entry.field
        self._help = entry.help
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(5))
        entry.field.setAccessibleName(entry.label)
        entry.field.setAccessibleDescription(entry.help)
        column.addWidget(buddy_label(entry.label, entry.field))
        column.addWidget(entry.field)
        self._line = small(entry.help, wrap=True)
        self._line.setVisible(bool(entry.help))
        column.addWidget(self._line)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def raw(self) -> object:
        """Return what stands in the field, or the words about what cannot be understood of it."""
        try:
            return self.field.value()
        except UserError as error:
            return str(error)

    def show_help(self, text: str) -> None:
        """Change the help line."""
        self._help = text
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Show an error in place of the help, or the help again."""
        self._line.set_look("error" if text else "small")
        self._line.setText(text or self._help)
        self._line.setVisible(bool(text or self._help))
        self.field.setAccessibleDescription(text or self._help)
        self.field.set_invalid(bool(text))


class Form(QWidget):
    """Fields below and beside one another. `name` links a field to UserError.field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(14))
        self._slots: dict[str, _Slot] = {}
        self._settled: dict[str, object] = {}
        self._error = PlainLabel(look="error", wrap=True)
        self._error.hide()
        self._column.addWidget(self._error)
        self._all = self._column

    def fold(self, title: str, *, opened: bool = False) -> Fold:
        """Begin a part that can be folded away: what is added from now on stands in it. Returns it."""
        part = Fold(title, opened=opened)
        self._all.addWidget(part)
        self._column = part.body
        return part

    def add(self, label: str, field: W, *, help: str = "", name: str = "") -> W:  # noqa: A002 - reads as one says it
        """Add a field on a line of its own; returns it."""
        self._column.addWidget(self._slot(Entry(label, field, help, name)))
        return field

    def add_beside(self, entries: Sequence[Entry]) -> None:
        """Add fields side by side."""
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        for entry in entries:
            line.addWidget(self._slot(entry), entry.share)
        self._column.addLayout(line)

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field: chips, a box with a hint."""
        self._column.addWidget(widget)

    def help(self, field: QWidget, text: str) -> None:
        """Change the help line of a field: `3 days from now, a working day`."""
        for slot in self._slots.values():
            if slot.field is field:
                slot.show_help(text)

    def show_field(self, field: QWidget, *, shown: bool) -> None:
        """Show a field with its label, or hide both."""
        for slot in self._slots.values():
            if slot.field is field:
                slot.setVisible(shown)

    def check(self) -> bool:
        """Read every field and show what cannot be understood; returns whether all could."""
        wrong: list[UserError] = []
        for name, slot in self._slots.items():
            try:
                slot.field.value()
            except UserError as error:
                wrong.append(UserError(error.message, field=name, **error.values))
        self.show_errors(*wrong)
        return not wrong

    def show_errors(self, *errors: UserError) -> None:
        """Show errors beside their fields and go to the first; one that belongs to no field stands on top."""
        loose: list[str] = []
        for slot in self._slots.values():
            slot.show_error("")
        first: QWidget | None = None
        for error in errors:
            slot = self._slots.get(error.field or "")
            if slot is None:
                loose.append(str(error))
            else:
                slot.show_error(str(error))
                first = first or slot.field
        self._error.setText("\n".join(loose))
        self._error.setVisible(bool(loose))
        if first is not None:
            _unfold(first)
            first.setFocus()

    def settle(self) -> None:
        """Take what stands in the fields now as unchanged."""
        self._settled = self._raw()

    def fill_in(self, field: QWidget, value: object) -> None:
        """Put in what the store knew and take it as unchanged; what was entered since `settle` stays."""
        for name, slot in self._slots.items():
            if slot.field is field and slot.raw() == self._settled.get(name):
                slot.field.set_value(value)
                self._settled[name] = slot.raw()

    def changed(self) -> bool:
        """Return whether anything was entered since `settle`."""
        return self._raw() != self._settled

    def _raw(self) -> dict[str, object]:
        return {name: slot.raw() for name, slot in self._slots.items()}

    def _slot(self, entry: Entry) -> _Slot:
        slot = _Slot(entry)
        name = entry.name or f"field {len(self._slots)}"
        if name in self._slots:
            raise ValueError(f"two fields are called {name}")
        self._slots[name] = slot
        return slot


def _unfold(field: QWidget) -> None:
    """Open every fold a field stands in."""
    above = field.parentWidget()
    while above is not None:
        if isinstance(above, Fold):
            above.set_open(opened=True)
        above = above.parentWidget()
