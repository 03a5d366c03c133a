"""What the frame says of the open store: its name, who works, what waits, the facts of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.shell.desk import Desk
    from ui.shell.facts import Facts
    from ui.shell.window import Window


class Signs(QObject):
    """Hears of one open store and shows it in whatever frame the window has by then."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(desk)
        self._window = window
        self._desk = desk
        desk.ctx.me_changed.connect(self.show_me)
        desk.facts_came.connect(self.show_facts)
        desk.waiting.connect(self.show_waiting)
        desk.due.connect(self.show_due)
        desk.surroundings.backed_up.connect(self.show_backup)

    def show_known(self) -> None:
        """Show a new frame what is known already."""
        self.show_me()
        if self._desk.facts is not None:
            self.show_facts(self._desk.facts)

    def show_me(self) -> None:
        """Show who works now."""
        me, button = self._desk.ctx.me(), self._window.frame.navigation.who
        button.set_name(me.name if me is not None else "")
        button.show()

    def show_facts(self, found: Facts) -> None:
        """Show the shop's name and the facts of the status line."""
        self._window.frame.navigation.set_shop(found.shop)
        self._window.setWindowTitle(f"{found.shop} · Desktop CRM" if found.shop else "Desktop CRM")
        self._window.frame.status.show_facts(found, self._desk.store)

    def show_waiting(self, page: str, count: int) -> None:
        """Show how many wait on a page."""
        self._window.frame.navigation.set_waiting(page, count)

    def show_due(self, count: int) -> None:
        """Show how many reminders are due."""
        self._window.frame.top.bell.set_due(count)

    def show_backup(self, trouble: str) -> None:
        """Show when the last backup was made, or what went wrong with it."""
        self._window.frame.status.show_trouble(trouble)
        self._desk.read_facts()
