"""The field that narrows the list: it completes what is typed, and says below itself what it cannot understand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.platform.i18n import _, language
from desktop_crm.platform.text import fold
from desktop_crm.segments.completion import Completion, Kind, complete
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.fields import Field, Language
from desktop_crm.segments.parsing import LONGEST, field_start, parse
from desktop_crm.segments.tree import EVERYBODY, NOBODY, Node
from ui.kit.completer import Completer
from ui.kit.fields import TextField
from ui.kit.icons import icon

LookUp = Callable[[Field, str, Callable[[Sequence[str]], None]], None]
"""`look_up(field, typed, show)` reads the values of a field away from the window and calls `show` at home."""

_PAUSE: Final = 150
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterField(TextField):
    """`asked(tree)` when something else is asked for, `wrong(message)` when it cannot be understood ("" when it can).

    `entered()` to go down into the list. What is half typed asks nothing yet: the list stays until it is whole.
    """

    asked = Signal(object)
    wrong = Signal(str)
    entered = Signal()

    def __init__(self, look_up: LookUp, parent: QWidget | None = None) -> None:
        super().__init__(
            placeholder=_("Narrow the list: name, phone, or {example}").format(example=_example()), limit=LONGEST,
            parent=parent,
        )  # fmt: skip
        self.setAccessibleName(_("Narrow the list"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.tree: Node = EVERYBODY
        self.known = CUSTOMERS
        self._look_up = look_up
        self._values: dict[tuple[str, str], Sequence[str]] = {}
        self._offered: list[Completion] = []
        self._typing = False
        self._completer = self._make_completer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._say)
        self.textEdited.connect(lambda _text: self._begin())
        self.edited.connect(self._read)

    def set_known(self, known: Language) -> None:
        """Know other fields; what is written is read again by them, and what they cannot understand asks as before."""
        self.known = known
        if self.hasFocus():
            with suppress(QueryError):
                self._ask(parse(self.text(), known))
        elif self.text():
            self._say()

    def set_query(self, text: str) -> None:
        """Show another query and ask it at once; of one that cannot be understood nobody is shown."""
        self._end()
        if text != self.text():
            self.setText(text)
        if not self._say():
            self._ask(NOBODY)

    def _make_completer(self) -> Completer:
        completer = Completer(self, found=True)
        completer.setMaxVisibleItems(9)
        completer.setWidget(self)
        completer.popup().setMinimumWidth(220)
        completer.activated[QModelIndex].connect(lambda index: self._take(index.row()))
        return completer

    def _read(self) -> None:
        """Understand what is typed; what is wrong is said only after a pause, since it may be half typed."""
        try:
            tree = parse(self.text(), self.known)
        except QueryError:
            self._pause.start()
            self._ask_what_is_whole()
            return
        self._pause.stop()
        self.wrong.emit("")
        self.set_invalid(False)
        self._ask(tree)

    def _ask_what_is_whole(self) -> None:
        """Ask what stands before the word that is being typed."""
        before, blank, _typed = self.text().rstrip().rpartition(" ")
        with suppress(QueryError):
            self._ask(parse(before + blank, self.known))

    def _ask(self, tree: Node) -> None:
        if tree != self.tree:
            self.tree = tree
            self.asked.emit(tree)

    def _say(self) -> bool:
        """Ask what is written, or say what is wrong with it; returns whether it was understood."""
        try:
            parse(self.text(), self.known)
        except QueryError as error:
            self.set_invalid(True)
            self.wrong.emit(str(error))
            return False
        self._read()
        return True

    def _begin(self) -> None:
        """Offer what may stand here, as long as it is being typed."""
        self._typing = True
        self._offer()

    def _end(self) -> None:
        """Offer nothing any more, also not what is still looked up."""
        self._typing = False
        self._completer.popup().hide()

    def _marked(self) -> bool:
        """Whether somebody went to one of the suggestions."""
        popup = self._completer.popup()
        return popup.isVisible() and popup.selectionModel().hasSelection()

    def _offer(self) -> None:
        """Offer what may stand here; values that are not in hand are looked up and offered when they come."""
        text, cursor = self.text(), self.cursorPosition()
        self._offered = complete(text, cursor, self.known, self._known, language())
        self._show_offers()

    def _known(self, field: Field, typed: str) -> Sequence[str]:
        key = (field.key, typed)
        if key not in self._values:
            self._look_up(field, typed, lambda found: self._came(key, found))
        return self._values.get(key, ())

    def _came(self, key: tuple[str, str], found: Sequence[str]) -> None:
        self._values[key] = found
        if self._typing:
            self._offer()
        self._values.pop(key, None)

    def _show_offers(self) -> None:
        typed = self.text()[self._offered[0].first : self.cursorPosition()] if self._offered else ""
        useful = [one for one in self._offered if one.text.strip() != typed]
        if not useful or (not typed and not self._in_a_field()):
            self._completer.popup().hide()
            return
        self._offered = useful
        self._completer.offer([_shown(one, self.known) for one in useful])
        self._completer.complete()

    def _in_a_field(self) -> bool:
        at = self._offered[0].first if self._offered else 0
        return any(
            (start := field_start(self.text(), place, self.known)) is not None and start.value_at == at
            for place in range(at)
        )

    def _take(self, place: int) -> None:
        if not 0 <= place < len(self._offered):
            return
        one = self._offered[place]
        text = self.text()
        rest = text[one.last :]
        put = one.text if not rest.startswith(" ") else one.text.rstrip()
        self.setText(f"{text[: one.first]}{put}{rest}")
        self.setCursorPosition(one.first + len(put))
        if one.kind is Kind.FIELD:
            QTimer.singleShot(0, self, self._begin)
        else:
            self._typing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Space:
            self._begin()
        elif key == Qt.Key.Key_Escape and self.text():
            self._end()
            self.clear()
        elif key in _ENTER and self._marked():
            event.ignore()  # the suggestion on which Enter was pressed is taken by the completer
        elif key in _ENTER or key == Qt.Key.Key_Down:
            self._end()
            self._say()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _shown(one: Completion, known: Language) -> str:
    text = one.text.strip()
    if one.kind is not Kind.FIELD:
        return text
    own = known.by_key[one.field].written(language())
    return text if fold(text).startswith(fold(own)) else f"{text}  ({own})"


def _example() -> str:
    fields = CUSTOMERS.by_key
    return f"{fields['city'].name(language())}:İzmir {fields['orders'].name(language())}>3"
