"""Commands as data: one list feeds menus, buttons, shortcuts, the palette and the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold
from ui.kit.icons import icon as themed_icon
from ui.kit.words import literal

EVERYWHERE: Final = N_("Everywhere")


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do. `text` and `where` (the page it belongs to) are message ids.

    `for_customer(id)`, where given, does it for a customer found in the palette: `Add follow-up: Şükrü İnce`, and
    `for_text(typed)` does it with words that found nothing there: `New customer: Zeynep Ak`.
    """

    id: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    where: str = EVERYWHERE
    enabled: Callable[[], bool] = _always
    in_palette: bool = True
    for_customer: Callable[[int], object] | None = None
    for_text: Callable[[str], object] | None = None

    @property
    def shown(self) -> str:
        """The words in the language in use."""
        return _(self.text)

    @property
    def keys(self) -> str:
        """The shortcut as this computer writes it: Ctrl+T, ⌘T."""
        return shown_keys(self.shortcut)


class Commands:
    """All commands of the window."""

    def __init__(self, commands: Iterable[Command] = ()) -> None:
        self._commands: dict[str, Command] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self.add(commands)

    def add(self, commands: Iterable[Command]) -> None:
        """Take commands in. Raises ValueError where an id, or a shortcut on the same page, is taken."""
        for command in commands:
            if command.id in self._commands:
                raise ValueError(f"two commands are called {command.id}")
            self._check_keys(command)
            self._commands[command.id] = command

    def remove(self, where: str) -> None:
        """Forget the commands of a page that is gone."""
        for command in [c for c in self._commands.values() if c.where == where]:
            del self._commands[command.id]
            self._keys.pop((where, _plain_keys(command.shortcut)), None)

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __getitem__(self, id_: str) -> Command:
        return self._commands[id_]

    def find(self, text: str, limit: int = 8) -> list[Command]:
        """Return enabled commands whose words begin with the words typed, case and accents aside."""
        wanted = fold(text).split()
        found = [c for c in self if c.in_palette and _matches(fold(c.shown).split(), wanted) and c.enabled()]
        return found[:limit]

    def sheet(self) -> dict[str, list[Command]]:
        """Return the commands that have keys, by page as shown, for the Ctrl+/ sheet."""
        pages: dict[str, list[Command]] = {}
        for command in sorted(self, key=lambda c: c.where != EVERYWHERE):
            if command.shortcut:
                pages.setdefault(_(command.where), []).append(command)
        return pages

    def action(self, id_: str, parent: QObject) -> QAction:
        """Return an action for menus and shortcuts; give the same command its keys in one place only."""
        command = self[id_]
        action = QAction(literal(command.shown), parent)
        action.setObjectName(command.id)
        if command.icon:
            action.setIcon(themed_icon(command.icon, "muted"))
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
            page = command.where != EVERYWHERE
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut if page else Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(context)
            action.setAutoRepeat(False)  # a key held down is pressed once
        action.triggered.connect(lambda _checked=False: command.run() if command.enabled() else None)
        return action

    def _check_keys(self, command: Command) -> None:
        if not command.shortcut:
            return
        keys = _plain_keys(command.shortcut)
        for (where, taken), owner in self._keys.items():
            if taken == keys and (where == command.where or EVERYWHERE in (where, command.where)):
                raise ValueError(f"{command.id} and {owner} share {keys}")
        self._keys[command.where, keys] = command.id


def shown_keys(shortcut: str) -> str:
    """Return a shortcut as this computer writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _plain_keys(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)


def _matches(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)
