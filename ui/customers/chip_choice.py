"""A field of chips of which one is chosen, by a click or the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui.kit.buttons import Button, filter_chip
from ui.kit.fields import mark
from ui.kit.flow import Flow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One of the chips: what it stands for, its words, perhaps an icon."""

    value: T
    text: str
    icon: str = ""


class ChipChoice(QWidget, Generic[T]):
    """Chips in a line, wrapped where the room ends. Nothing is chosen before `set_value`."""

    edited = Signal()

    def __init__(self, options: Sequence[Option[T]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips: list[Button] = []
        for place, option in enumerate(self._options):
            chip = filter_chip(option.text, icon=option.icon)
            self._group.addButton(chip, place)
            flow.addWidget(chip)
            self.chips.append(chip)
        if self.chips:
            self.setFocusProxy(self.chips[0])
        self._group.idToggled.connect(self._toggled)

    def value(self) -> T | None:
        """Return what is chosen, None where nothing is."""
        place = self._group.checkedId()
        return self._options[place].value if place >= 0 else None

    def set_value(self, value: T) -> None:
        """Choose one; a value that is not offered leaves the choice alone."""
        for option, chip in zip(self._options, self.chips, strict=True):
            if option.value == value:
                chip.setChecked(True)
                self.setFocusProxy(chip)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the field as wrong, or no longer."""
        mark(self, "invalid", invalid)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        for option, chip in zip(self._options, self.chips, strict=True):
            chip.setAccessibleName(option.text)
            chip.setAccessibleDescription(name)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self.chips[place])
            self.edited.emit()
