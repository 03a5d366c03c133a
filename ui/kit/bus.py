"""What changed, told to every panel that watches: coalesced, kept for hidden panels, silent to the origin if asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

Changed = Mapping[str, frozenset[int] | None]
"""Tables that changed with the ids of their rows; None where they are many or unknown."""

_QUIET: Final = 15
"""Milliseconds a burst of changes is gathered for."""


class Changes(Protocol):
    """One committed change as the core reports it."""

    @property
    def change_id(self) -> int | None: ...
    @property
    def label(self) -> str: ...
    @property
    def tables(self) -> Changed: ...


@dataclass(frozen=True, slots=True)
class _Aside:
    """A change that is no step of the journal; step ids begin at 1."""

    tables: Changed
    change_id: int = 0
    label: str = ""


class DataBus(QObject):
    """Emits `changed(changes, origin)` in the window's thread after each commit; origin is the owner or None."""

    changed = Signal(object, object)

    def tell(self, *tables: str) -> None:
        """Tell of a change to these tables that stands outside the journal: it is no step, and undone by none."""
        self.changed.emit(_Aside(dict.fromkeys(tables)), None)


class Watch(QObject):
    """A widget's ear on the bus; lives and dies with the widget."""

    def __init__(
        self, widget: QWidget, tables: Iterable[str], slot: Callable[[Changed], None], skip: object | None
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._tables = frozenset(tables)
        self._slot = slot
        self._skip = skip
        self._pending: dict[str, frozenset[int] | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self._tell)
        widget.installEventFilter(self)

    @property
    def gathering(self) -> bool:
        """Whether a change was heard of and the widget is about to be told."""
        return self._timer.isActive()

    def hear(self, changes: Changes, origin: object) -> None:
        if self._skip is not None and origin is self._skip:
            return
        touched = changes.tables if changes.change_id is not None else dict.fromkeys(self._tables)
        for table in self._tables & touched.keys():
            ids, known = touched[table], self._pending.get(table, frozenset())
            self._pending[table] = None if ids is None or known is None else known | ids
        if self._pending and self._widget.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        if not self._pending or not self._widget.isVisible():
            return
        pending, self._pending = self._pending, {}
        self._slot(pending)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and self._pending:
            self._timer.start()
        return False


def watch(
    bus: DataBus,
    widget: QWidget,
    tables: Iterable[str],
    slot: Callable[[Changed], None],
    *,
    skip: object | None = None,
) -> None:
    """Call `slot(changed)` after changes of `tables`, as long as `widget` lives.

    A burst is one call with the ids united; a hidden widget is called when it is shown again; changes whose
    origin is `skip` are passed over.
    """
    bus.changed.connect(Watch(widget, tables, slot, skip).hear)
