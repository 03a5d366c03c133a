"""The keys of a page as data, and the panel of each window on which they work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

from shiboken6 import isValid

from ui.kit.commands import Command
from ui.kit.context import Context


class _Panel(Protocol):
    def isVisible(self) -> bool: ...  # noqa: N802


D = TypeVar("D", bound=_Panel)


@dataclass(frozen=True, slots=True)
class Key(Generic[D]):
    """A key of a page and what it does to the page's panel; `text` is a message id."""

    id: str
    text: str
    shortcut: str
    icon: str
    does: Callable[[D], object]


class Desks(Generic[D]):
    """The panels of a page called `where` (a message id), one in each window; keys do nothing while it is hidden."""

    def __init__(self, where: str, keys: Iterable[Key[D]]) -> None:
        self._where = where
        self._keys = tuple(keys)
        self._panels: WeakKeyDictionary[Context, ReferenceType[D]] = WeakKeyDictionary()

    def stand(self, ctx: Context, panel: D) -> None:
        """Let the keys of this window work on `panel` from now on."""
        self._panels[ctx] = ref(panel)

    def seen(self, ctx: Context) -> D | None:
        """Return the panel of this window where it is in sight."""
        known = self._panels.get(ctx)
        panel = None if known is None else known()
        return panel if panel is not None and isValid(panel) and panel.isVisible() else None

    def commands(self, ctx: Context) -> list[Command]:
        """Return the keys as commands of one window; they stand on the sheet of keys, not in the palette."""
        return [
            Command(
                key.id, key.text, partial(self._do, ctx, key), key.icon, key.shortcut, self._where, in_palette=False
            )
            for key in self._keys
        ]

    def _do(self, ctx: Context, key: Key[D]) -> None:
        panel = self.seen(ctx)
        if panel is not None:
            key.does(panel)
