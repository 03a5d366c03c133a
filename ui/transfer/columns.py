"""The columns of a file with what each was taken for; another field, order of dates or decimal sign can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.platform.i18n import N_, _, whole
from desktop_crm.transfer.choices import LEFT_OUT
from desktop_crm.transfer.types import ColumnSeen, FileReport
from desktop_crm.transfer.understanding.fields import FIELDS, Field, choosable, named
from desktop_crm.transfer.understanding.layout import HIDDEN, UNKNOWN
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField
from ui.kit.paging import Pages
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, Column, Kind, TableModel
from ui.kit.theme import theme
from ui.transfer import words
from ui.transfer.parts import take_what_is_left

FIELD, UNDERSTOOD = 1, 3
_ROW: Final = 40
"""The height of a row, which holds a field to choose in."""
COLUMNS: Final = (
    Column("header", N_("Column in the file"), 136, Kind.STRONG, sortable=False),
    Column("field", N_("Field"), 208, sortable=False),
    Column("sample", N_("Sample"), 80, Kind.MUTED, stretch=True, sortable=False),
    Column("understood", N_("What we understood"), 148, Kind.CHIP, sortable=False),
)
NEW_FIELD: Final = "new field"
"""What is chosen for a column that a field of the shop's own is to be made for."""
_CODES: Final = {
    "day": (("day", N_("day first")), ("month", N_("month first"))),
    ",": ((",", N_("decimal comma")), (".", N_("decimal point"))),
}
_CODES_OF: Final = {"day": "day", "month": "day", ",": ",", ".": ","}


class LateChoice(ChoiceField[str]):
    """A choice that holds only what is chosen until somebody turns to it: a hundred of them cost next to nothing.

    `chosen(value)`; NEW_FIELD is never chosen: `new_asked` is told, and what was chosen stays.
    """

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, name: str, now: tuple[str, str], offered: Callable[[], Sequence[tuple[str, str]]]) -> None:
        super().__init__([now])
        self._now = now[0]
        self._offered: Callable[[], Sequence[tuple[str, str]]] | None = offered
        self.setAccessibleName(name)
        self.activated.connect(lambda _place: self._choose())

    def choose(self, value: str) -> None:
        """Choose a value as a person would."""
        self._fill()
        self.set_value(value)
        self._choose()

    def _fill(self) -> None:
        if self._offered is not None:
            offered, self._offered = self._offered(), None
            self.set_choices(offered)

    def _choose(self) -> None:
        value = self.value()
        if value == NEW_FIELD:
            self.set_value(self._now)
            self.new_asked.emit()
        elif value is not None and value != self._now:
            self._now = value
            self.chosen.emit(value)

    def showPopup(self) -> None:  # noqa: N802
        self._fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._fill()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._fill()
        super().keyPressEvent(event)


class ColumnsCard(Card):
    """`field_chosen(header, field id)`, `values_chosen(header, code)`; without `change` it only shows.

    `new_asked(header)` when a column is to fill a field of the shop's own that is not there yet.
    """

    field_chosen = Signal(str, str)
    new_asked = Signal(str)
    values_chosen = Signal(str, str)

    def __init__(self, file: FileReport, *, change: bool) -> None:
        super().__init__(_("Columns"), count=whole(len(file.columns)), padded=False)
        self._file = file
        self.columns = in_order(file)
        self.choices: dict[str, LateChoice] = {}
        self.values: dict[str, LateChoice] = {}
        pages: Pages[Cells] = Pages()
        self.table = TableView(TableModel(COLUMNS, pages), _("Columns"))
        pages.setParent(self.table)
        take_what_is_left(self.table)
        self.table.verticalHeader().setDefaultSectionSize(theme().px(_ROW))
        pages.put(range(len(self.columns)), [column_cells(column) for column in self.columns])
        self.add(self.table, 1)
        if change:
            self._let_choose()

    def go_to(self, header: str) -> None:
        """Put the focus on the field of a column."""
        found = self.choices.get(header)
        if found is not None:
            found.setFocus()

    def focused(self) -> str:
        """Return the header of the column whose field has the focus, '' where none has."""
        holder = self.window().focusWidget()
        return next((header for header, field in self.choices.items() if field is holder), "")

    def waiting(self) -> str:
        """Return the header of the first column that nothing is known of and a field can be chosen for, '' for none."""
        unknown = (column.header for column in self.columns if column.because == _(UNKNOWN))
        return next((header for header in unknown if header in self.choices), "")

    def _let_choose(self) -> None:
        known = _known(self._file)
        offered = _offered(self._file.kind, known)
        for row, column in enumerate(self.columns):
            if column.because == _(HIDDEN):
                continue
            held = known.get(column.target)
            now = (held.id, named(held)) if held is not None else (LEFT_OUT, _left_out())
            name = _("Field of the column {column}").format(column=column.header)
            field = self._choice(row, FIELD, LateChoice(name, now, offered))
            field.chosen.connect(lambda target, header=column.header: self.field_chosen.emit(header, target))
            field.new_asked.connect(lambda header=column.header: self.new_asked.emit(header))
            self.choices[column.header] = field
            if column.code:
                self._let_choose_values(row, column)

    def _let_choose_values(self, row: int, column: ColumnSeen) -> None:
        codes = [(code, words.sentence(_(said))) for code, said in _CODES[_CODES_OF[column.code]]]
        now = next(one for one in codes if one[0] == column.code)
        name = _("How the column {column} is read").format(column=column.header)
        field = self._choice(row, UNDERSTOOD, LateChoice(name, now, lambda: codes))
        field.chosen.connect(lambda code, header=column.header: self.values_chosen.emit(header, code))
        self.values[column.header] = field

    def _choice(self, row: int, place: int, field: LateChoice) -> LateChoice:
        px = theme().px
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(px(5), 0, px(5), 1)
        field.setFixedHeight(px(28))
        line.addWidget(field)
        self.table.setIndexWidget(self.table.model().index(row, place), holder)
        return field


def in_order(file: FileReport) -> list[ColumnSeen]:
    """Return the columns as they stand in the file; of a layout nobody knows, those without a field come first."""
    if file.profile != "general" or file.taught is not None:
        return list(file.columns)
    return sorted(file.columns, key=lambda column: column.because != _(UNKNOWN))


def column_cells(column: ColumnSeen) -> Cells:
    """Return how one column was understood, as the table shows it."""
    sample = " · ".join(column.samples) or column.sample
    if not column.field:
        because = column.because or column.understood
        tone = "amber" if because == _(UNKNOWN) else "neutral"
        return (column.header, _left_out(), sample, Chip(words.sentence(because), tone))
    plain = column.understood in ("", column.field)
    said = (column.because or _("recognised")) if plain else column.understood
    return (column.header, column.field, sample, Chip(words.sentence(said), "green"))


def _left_out() -> str:
    return _("Leave this column")


def _known(file: FileReport) -> Mapping[str, Field]:
    """Return every field a column can be said to hold, the shop's own too."""
    return FIELDS | {id_: Field(id_, "people", "own_text", name) for id_, name in file.own.items()}


def _offered(kind: str, known: Mapping[str, Field]) -> Callable[[], list[tuple[str, str]]]:
    def offered() -> list[tuple[str, str]]:
        fields = choosable(kind, known)
        of_people = any(field.entity == "people" for field in fields)
        new = [(NEW_FIELD, _("A new field of your own…"))] if of_people else []
        return [(LEFT_OUT, _left_out()), *((field.id, named(field)) for field in fields), *new]

    return offered
