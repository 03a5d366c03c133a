"""What the window's own commands and buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from ui.settings.preferences import Preference

if TYPE_CHECKING:
    from ui.shell.window import Window


class Verbs:
    """The verbs of one window. Those that need a store do nothing while none is open."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def open_palette(self, letters: str = "") -> None:
        """Open the one search box."""
        if self._window.palette_box is not None:
            self._window.palette_box.open(letters)

    def open_keys(self) -> QWidget:
        """Show all keys; returns the sheet."""
        from ui.shell.keys_sheet import KeysSheet

        sheet = KeysSheet(self._window.frame.commands, self._window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    def undo(self) -> None:
        """Take the last step back."""
        if self._window.desk is not None:
            self._window.ctx.undo()

    def redo(self) -> None:
        """Make it again."""
        if self._window.desk is not None:
            self._window.ctx.redo()

    def ask_steps(self) -> None:
        """Show the steps that can be undone."""
        from ui.shell.undoing import StepsMenu

        if self._window.desk is not None:
            StepsMenu(self._window.ctx, self._window.frame.top.undo).ask()

    def ask_who(self) -> None:
        """Ask who works now."""
        desk = self._window.desk
        if desk is not None:
            desk.who.ask(self._window.frame.navigation.who, self._add_person)

    def ring(self) -> None:
        """Do what the bell is for."""
        desk = self._window.desk
        if desk is not None and desk.parts.bell is not None:
            self._window.frame.commands[desk.parts.bell.command].run()

    def show_page(self, page: str) -> QWidget:
        """Turn to a page by its id; returns its panel."""
        return self._window.show_page(page)

    def prefer(self, wanted: Preference[Any], value: str | int) -> None:
        """Change a preference; the window follows."""
        self._window.preferences.put(wanted, value)

    def preferred(self, wanted: Preference[int]) -> int:
        """Return a preference."""
        return self._window.preferences.get(wanted)

    def open_other_store(self) -> None:
        """Ask for another book and open it."""
        from ui.kit.ask import WindowAsk

        desk = self._window.desk
        ask = desk.ctx.ask if desk is not None else WindowAsk()
        path = ask.open_file(self._window, _("Open a book"), [(_("Books of Desktop CRM"), "*.crm")])
        if path is not None:
            self._window.open_store(path)

    def close(self) -> bool:
        """Close the window; returns whether it did at once."""
        return self._window.close()

    def _add_person(self) -> None:
        from ui.settings.people import PersonDialog

        desk = self._window.desk
        if desk is not None:
            PersonDialog(desk.ctx, self._window, chosen=desk.who.choose).open()
