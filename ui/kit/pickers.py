"""Fields that hold chips: one person found while typing, and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from shiboken6 import isValid

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold, squeeze
from ui.kit.buttons import Button
from ui.kit.completer import Completer
from ui.kit.fields import mark
from ui.kit.flow import Flow
from ui.kit.icons import IconLabel
from ui.kit.theme import theme

_PAUSE: Final = 60
"""Milliseconds of silence before suggestions are asked for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to choose: an id, the name, and what tells them apart."""

    id: int
    name: str
    second: str = ""

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.name} · {self.second}" if self.second else self.name


Suggest = Callable[[str, Callable[[Sequence[Suggestion]], None]], None]
"""`suggest(typed, show)` looks people up away from the window and calls `show` at home."""


class _ChipBox(QFrame):
    """A frame that looks like a field and holds chips and a line to type in."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "fieldbox")
        self.edit = QLineEdit()
        self.edit.setProperty("look", "bare")
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(theme().size("control"))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the field as wrong, or no longer."""
        mark(self, "invalid", invalid)

    def chip(self, text: str, spoken: str, removed: Callable[[], object]) -> Button:
        """Return a chip that goes away when pressed."""
        button = Button(text, removed, icon="close", look="chip", colour="accent_text")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setCheckable(True)
        button.setChecked(True)
        button.setIconSize(button.iconSize() * 0.7)
        button.setAccessibleName(spoken)
        button.setMaximumWidth(theme().px(320))
        return button

    def typed_key(self, event: QKeyEvent) -> bool:
        """Take a key typed in the line; return whether it was used up."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            mark(self, "active", event.type() == QEvent.Type.FocusIn)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.typed_key(event)
        return super().eventFilter(watched, event)


class PersonField(_ChipBox):
    """One person, looked up while typing, shown as a chip. `value()` is the id."""

    def __init__(self, suggest: Suggest, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._found: Sequence[Suggestion] = ()
        self._person: Suggestion | None = None
        self._chip: Button | None = None
        self.edit.setPlaceholderText(placeholder or _("Name, phone or e-mail"))
        self._row = QHBoxLayout(self)
        px = theme().px
        self._row.setContentsMargins(px(6), px(2), px(10), px(2))
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(IconLabel("search", "muted", 16))
        self._completer = Completer(self, found=True)
        self.edit.setCompleter(self._completer)
        self._completer.activated[QModelIndex].connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look_up)
        self.edit.textEdited.connect(lambda _text: self._pause.start())

    def value(self) -> int | None:
        """Return the id of the person chosen, None where nobody is. Raises UserError for words that name nobody yet."""
        if self.edit.text().strip():
            raise UserError(N_("Choose somebody from the list, or empty the field."))
        return self._person.id if self._person else None

    @property
    def person(self) -> Suggestion | None:
        """Who is chosen."""
        return self._person

    def set_value(self, person: Suggestion | None) -> None:
        """Choose somebody, or nobody."""
        self._person = person
        if self._chip is not None:
            self._chip.deleteLater()
            self._chip.hide()
            self._chip = None
        if person is not None:
            self._chip = self.chip(person.name, _("Remove {name}").format(name=person.name), self._clear)
            self._row.insertWidget(0, self._chip)
        self.edit.clear()
        self.edit.setPlaceholderText("" if person else _("Name, phone or e-mail"))
        self.edited.emit()

    def _clear(self) -> None:
        self.set_value(None)
        self.edit.setFocus()

    def _look_up(self) -> None:
        typed = self.edit.text().strip()
        if typed:
            self._suggest(typed, lambda found: self._show(typed, found))

    def _show(self, typed: str, found: Sequence[Suggestion]) -> None:
        if typed != self.edit.text().strip():
            return
        self._found = found
        self._completer.offer(one.line for one in found)
        if found and self.edit.hasFocus():
            self._completer.complete()

    def _take(self, index: QModelIndex) -> None:
        person = self._found[index.row()]
        QTimer.singleShot(0, self, lambda: self.set_value(person))

    def typed_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace and not self.edit.text() and self._person is not None:
            self.set_value(None)
            return True
        return False


class TagField(_ChipBox):
    """Tags; Enter or a comma adds what is typed, Backspace takes the last one away."""

    def __init__(self, known: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self._chips: list[Button] = []
        self._flow = Flow(self, stretch_last=True)
        px = theme().px
        self._flow.setContentsMargins(px(6), px(3), px(6), px(3))
        self.edit.setMinimumWidth(px(110))
        self.edit.setPlaceholderText(_("Add a tag"))
        self._flow.addWidget(self.edit)
        self._completer = Completer(self, known)
        self.edit.setCompleter(self._completer)
        self._completer.activated[str].connect(lambda text: QTimer.singleShot(0, self, lambda: self._add(text)))
        self.edit.textEdited.connect(self._cut)
        self.edit.editingFinished.connect(self._leave)

    def value(self) -> list[str]:
        """Return the tags in the order they were added, last what is typed and not yet added."""
        typed = self._new(self.edit.text())
        return [*self._tags, typed] if typed else list(self._tags)

    def offer(self, known: Iterable[str]) -> None:
        """Offer these tags while somebody types."""
        self._completer.offer(known)

    def set_value(self, tags: Iterable[str]) -> None:
        """Show these tags."""
        self._tags = list(tags)
        self._rebuild()

    def _leave(self) -> None:
        if isValid(self._flow):  # the focus also leaves a field that is being deleted
            self._add(self.edit.text())

    def _cut(self, text: str) -> None:
        """Add what stands before a comma; keys typed over the suggestions come only here."""
        *whole, rest = text.split(",")
        for one in whole:
            self._add(one)
        if whole:
            self.edit.setText(rest.lstrip())

    def _new(self, text: str) -> str:
        """Return a tag as it is kept, '' where there is none or it is there already."""
        tag = squeeze(text).strip(", ")
        return tag if fold(tag) not in map(fold, self._tags) else ""

    def _add(self, text: str) -> None:
        tag = self._new(text)
        self.edit.clear()
        if tag:
            self._tags.append(tag)
            self._rebuild()

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._rebuild()
        self.edit.setFocus()

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [
            self.chip(tag, _("Remove {name}").format(name=tag), lambda tag=tag: self._remove(tag)) for tag in self._tags
        ]
        for place, chip in enumerate(self._chips):
            self._flow.insert(place, chip)
            chip.show()
        self._flow.invalidate()
        self.updateGeometry()
        self.edited.emit()

    def typed_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), self.edit.text()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and text.strip():
            self._add(text)
            return True
        if key == Qt.Key.Key_Backspace and not text and self._tags:
            self._remove(self._tags[-1])
            return True
        return False
