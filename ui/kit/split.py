"""A list on the left, its detail on the right, divided where the user last put the line."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Remembers(Protocol):
    """Where window geometry is kept; QSettings fits."""

    def value(self, key: str, /) -> object: ...

    def setValue(self, key: str, value: object, /) -> None: ...  # noqa: N802


class Split(QSplitter):
    """Two parts side by side; `share` is the left part's first share of the width, from 0 to 1."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        key: str,
        memory: Remembers | None = None,
        share: float = 0.63,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._key = f"split/{key}"
        self._memory = memory
        self.addWidget(left)
        self.addWidget(right)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(0, 1)
        kept = self._kept()
        self.setSizes(kept or [round(1000 * share), round(1000 * (1 - share))])
        self.splitterMoved.connect(self._remember)

    def _kept(self) -> list[int]:
        words = str(self._memory.value(self._key) or "") if self._memory is not None else ""
        parts = [int(part) for part in words.split(":") if part.isdecimal()]
        return parts if len(parts) == self.count() and all(parts) else []

    def _remember(self) -> None:
        if self._memory is not None:
            self._memory.setValue(self._key, ":".join(str(size) for size in self.sizes()))
