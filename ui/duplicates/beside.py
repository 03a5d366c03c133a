"""Cards beside each other as a grid: a radio where they differ, boxes to tick in lists, and what only adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.consents.rules import REFUSED
from desktop_crm.customers.types import CHANNEL_NAMES
from desktop_crm.duplicates.fields import JOINED
from desktop_crm.duplicates.side_by_side import Line, SideBySide, Slot
from desktop_crm.duplicates.types import BOTH, Choices
from desktop_crm.platform import clock
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, whole
from ui.duplicates.words import COUNTS, FIELDS, LISTS, OTHER, line_words, value_words
from ui.kit.avatars import Avatar
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import CheckBox, RadioButton
from ui.kit.labels import PlainLabel, hairline, muted, small
from ui.kit.theme import theme
from ui.kit.words import set_tip

_STATES: Final = {"granted": N_("Allowed"), "refused": N_("Refused")}
_CONSENTS: Final = "consent_events"
_COLUMN: Final = 150
_NARROWEST: Final = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """Cards beside each other with what other features know: consents by customer, people of the shop, the zone."""

    side: SideBySide
    states: Mapping[int, Mapping[str, str]]
    people: dict[int, str]
    zone: str


class _Circle(RadioButton):
    """A radio as wide as there is room; what is cut stands in its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        _take_room(self, words)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(_NARROWEST), super().sizeHint().height())


class _Box(CheckBox):
    """A ticked box as wide as there is room; what is cut stands in its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words, checked=True)
        _take_room(self, words)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(_NARROWEST), super().sizeHint().height())


def _take_room(widget: QWidget, words: str) -> None:
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    set_tip(widget, words)


class Beside(QWidget):
    """The grid of cards; `kept(id)` when another card is to stay."""

    kept = Signal(object)

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen
        self._side = seen.side
        self.fields: dict[str, QButtonGroup] = {}
        self.lines: list[tuple[CheckBox, str, Line]] = []
        self.slots: list[tuple[QButtonGroup, Slot]] = []
        self.stays = QButtonGroup(self)
        self._groups: dict[str, QButtonGroup] = {}
        self._by_hand: dict[str, int] = {}
        self._grid = QGridLayout(self)
        self._row = 0
        self._lay_out()

    def choices(self) -> Choices:
        """Return what was chosen: whose value each field has, and which lines do not stay."""
        fields = {name: group.checkedId() for name, group in self.fields.items()}
        out = {(table, row) for box, table, line in self.lines if not box.value() for row in _rows(line)}
        out |= {
            (slot.table, row)
            for group, slot in self.slots
            for customer, row in slot.rows.items()
            if customer != group.checkedId()
        }
        return Choices(fields, frozenset(out))

    def choose_as(self, before: Beside) -> None:
        """Choose what somebody chose by hand in another grid of these cards; the rest stays as it is proposed here."""
        for key, chosen in before._by_hand.items():
            if key in self._groups:
                self._groups[key].button(chosen).click()
        out = before.choices().left_out
        for box, table, line in self.lines:
            box.set_value(out.isdisjoint((table, row) for row in _rows(line)))

    def _lay_out(self) -> None:
        px, grid = theme().px, self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(3))
        for place in range(len(self._side.cards)):
            grid.setColumnStretch(1 + place, 1)
            grid.setColumnMinimumWidth(1 + place, px(_COLUMN))
        self._add(_("This card stays"), [self._head(customer) for customer in self._side.cards])
        for name, values in self._side.fields.items():
            self._add_field(name, values)
        for slot in self._side.slots:
            self._add_slot(slot)
        for table, lines in self._side.lists.items():
            for place, line in enumerate(lines):
                self._add_line(_(LISTS[table]) if not place else "", table, line)
        self._add_consents()
        self._add_counts()
        grid.setRowStretch(self._row, 1)

    def _head(self, customer: int) -> QWidget:
        px, side = theme().px, self._side
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, px(4))
        line.setSpacing(px(8))
        line.addWidget(Avatar(side.names[customer], 30), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        radio = _Circle(side.names[customer])
        radio.setChecked(customer == side.cards[0])
        self.stays.addButton(radio, _code(side, customer))
        radio.clicked.connect(lambda _on=False: self.kept.emit(customer))
        since = shown_date(clock.local_date(side.since[customer], self._seen.zone))
        words.addWidget(radio)
        words.addWidget(small(_("since {day}").format(day=since), elide=True))
        line.addLayout(words, 1)
        return box

    def _add_field(self, name: str, values: Mapping[int, Any]) -> None:
        shown = {customer: value_words(name, value, self._seen.people) for customer, value in values.items()}
        label = _(FIELDS.get(name, name))
        if len(set(shown.values())) == 1:
            self._add(label, [_plain(words) for words in shown.values()], Chip(_("same"), "count"))
            return
        group, radios = self._radios(name, label, shown, self._side.proposed[name])
        self.fields[name] = group
        mark: QWidget | Chip | None = None
        if name == JOINED:
            both = RadioButton(_("All of them"))
            group.addButton(both, BOTH)
            both.setChecked(self._side.proposed[name] == BOTH)
            mark = both
        elif sum(words != "–" for words in shown.values()) > 1:
            mark = Chip(_("different"), "amber")
        self._add(label, radios, mark)

    def _add_slot(self, slot: Slot) -> None:
        shown = {customer: slot.words.get(customer, "–") for customer in self._side.cards}
        if len(set(shown.values())) == 1:
            self._add(slot.name, [_plain(words) for words in shown.values()], Chip(_("same"), "count"))
            return
        first = next(customer for customer in self._side.cards if customer in slot.rows)
        group, radios = self._radios(f"{slot.table}.{slot.name}", slot.name, shown, first)
        self.slots.append((group, slot))
        self._add(slot.name, radios, Chip(_("different"), "amber") if len(slot.rows) > 1 else None)

    def _radios(
        self, key: str, label: str, shown: Mapping[int, str], chosen: int
    ) -> tuple[QButtonGroup, list[QWidget]]:
        group, made = QButtonGroup(self), list[QWidget]()
        for customer in self._side.cards:
            radio = _Circle(shown[customer])
            radio.setAccessibleName(f"{label}: {shown[customer]}")
            group.addButton(radio, customer)
            radio.setChecked(customer == chosen)
            made.append(radio)
        self._groups[key] = group
        group.idClicked.connect(lambda clicked: self._by_hand.update({key: clicked}))
        return group, made

    def _add_line(self, label: str, table: str, line: Line) -> None:
        words = line_words(table, line.words)
        box = _Box(words)
        box.setAccessibleName(f"{_(LISTS[table])}: {words}")
        self.lines.append((box, table, line))
        owners = [customer for customer in self._side.cards if customer in line.rows]
        cells: list[QWidget] = []
        for customer in self._side.cards:
            if customer == owners[0]:
                cells.append(box)
            else:
                cells.append(_plain(words if customer in owners else ""))
        self._add(label, cells, Chip(_("same"), "count") if len(owners) > 1 else None)

    def _add_consents(self) -> None:
        for channel, name in CHANNEL_NAMES.items():
            states = [self._seen.states.get(customer, {}).get(channel, "") for customer in self._side.cards]
            if any(states):
                cells = [_plain(_(_STATES[state]) if state in _STATES else "–") for state in states]
                differ = REFUSED in states and len(set(states)) > 1
                label = _("Consent: {channel}").format(channel=_(name))
                self._add(label, cells, Chip(_("the refusal stays"), "red") if differ else None)

    def _add_counts(self) -> None:
        named = {table: counts for table, counts in self._side.counts.items() if table in COUNTS and table != _CONSENTS}
        rest = [counts for table, counts in self._side.counts.items() if table not in COUNTS]
        rows = [(_(words), named[table]) for table, words in COUNTS.items() if table in named]
        if rest:
            rows.append((_(OTHER), {c: sum(one.get(c, 0) for one in rest) for c in self._side.cards}))
        for label, counts in rows:
            cells = [_plain(whole(counts.get(customer, 0))) for customer in self._side.cards]
            self._add(label, cells, Chip(_("all together"), "count"))

    def _add(self, label: str, cells: Sequence[QWidget], mark: QWidget | Chip | None = None) -> None:
        grid, row = self._grid, self._row
        if label and row:
            grid.addWidget(hairline(), row, 0, 1, 2 + len(cells))
            row += 1
        grid.addWidget(muted(label), row, 0)
        for place, cell in enumerate(cells, 1):
            grid.addWidget(cell, row, place)
        if mark is not None:
            shown = ChipLabel(mark) if isinstance(mark, Chip) else mark
            grid.addWidget(shown, row, 1 + len(cells), Qt.AlignmentFlag.AlignRight)
        self._row = row + 1


def _code(side: SideBySide, customer: int) -> int:
    return side.cards.index(customer)


def _rows(line: Line) -> list[int]:
    return [row for rows in line.rows.values() for row in rows]


def _plain(words: str) -> QWidget:
    label = PlainLabel(words, elide=True)
    label.setMinimumWidth(1)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.setMinimumHeight(theme().px(26))
    return label
