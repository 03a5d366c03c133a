"""The frame of the window: navigation, top bar, the page in the middle, status line. Shown before any store is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import small as small_button
from ui.kit.commands import EVERYWHERE, Commands
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme
from ui.shell.navigation import Navigation
from ui.shell.status import StatusLine
from ui.shell.top_bar import TopBar

if TYPE_CHECKING:
    from ui.kit.context import Context
    from ui.kit.pages import Page

_NARROW_BELOW: Final = 980


class DemoBanner(QFrame):
    """Says that this is the sample shop, and leads home."""

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        px = theme().px
        self.setProperty("look", "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(px(20), px(5), px(14), px(5))
        line.setSpacing(px(8))
        line.addWidget(IconLabel("shop", "accent_text", 16))
        line.addWidget(PlainLabel(_("Sample shop: everything here is invented. Try whatever you like."), elide=True), 1)
        self.leave = small_button(_("Back to my own book"), leave)
        line.addWidget(self.leave)


class _Holder(QScrollArea):
    """Keeps a page whole where the window is smaller than it."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(panel)


class Frame(QWidget):
    """The frame; `fill` brings the pages of an open store, each made when it is first shown."""

    def __init__(
        self,
        *,
        undo: Callable[[], object],
        more: Callable[[], object],
        bell: Callable[[], object],
        leave_demo: Callable[[], object],
    ) -> None:
        super().__init__()
        self.navigation = Navigation()
        self.top = TopBar(undo, more, bell)
        self.banner: DemoBanner | None = None
        self.status = StatusLine()
        self.commands = Commands()
        self.current = ""
        self._leave_demo = leave_demo
        self._ctx: Context | None = None
        self._pages: dict[str, Page] = {}
        self._panels: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._column = QVBoxLayout()
        self._glimpse: QWidget | None = None
        self._build()

    def fill(self, ctx: Context, pages: Sequence[Page], commands: Commands) -> None:
        """Show the navigation to these pages; keys work from now on."""
        self._ctx = ctx
        self._pages = {page.id: page for page in pages}
        self.commands = commands
        self.navigation.set_pages(pages)
        for command in commands:
            if command.shortcut and command.where == EVERYWHERE:
                self.addAction(commands.action(command.id, self))
        ctx.go.commanded.connect(self.obey)
        ctx.go.shown.connect(self.navigation.show_child)
        self._fit()

    def show_demo(self) -> None:
        """Say that this is the sample shop."""
        self.banner = DemoBanner(self._leave_demo)
        self._column.insertWidget(1, self.banner)

    def obey(self, command: str, customer: int) -> None:
        """Do a command for a customer, as another feature's page asked. Raises KeyError."""
        verb = self.commands[command].for_customer
        if verb is not None:
            verb(customer)

    def show_page(self, page: str) -> QWidget:
        """Turn to a page by its id; returns its panel. Raises KeyError.

        A focus that was on the page before comes to the part the new page names as its own, if it does.
        """
        found, focused = self._pages[page], QApplication.focusWidget()
        moves = focused is not None and self._stack.currentWidget().isAncestorOf(focused)
        self._drop_glimpse()
        if page not in self._panels and self._ctx is not None:
            panel = found.make(self._ctx)
            for command in self.commands:
                if command.shortcut and command.where == found.title:
                    panel.addAction(self.commands.action(command.id, panel))
            self._panels[page] = panel
            self._stack.addWidget(_Holder(panel))
        panel = self._panels[page]
        holder = panel.parentWidget().parentWidget()
        self._stack.setCurrentWidget(holder)
        self.current = page
        self.navigation.show_current(page)
        if moves and panel.focusProxy() is not None:
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return panel

    def cover(self, glimpse: QWidget) -> None:
        """Show what the page will look like in its place, until `uncover` or until another page is turned to."""
        self._glimpse = glimpse
        self._stack.addWidget(glimpse)
        self._stack.setCurrentWidget(glimpse)

    def uncover(self) -> None:
        """Show the page itself, if it was covered."""
        if self._glimpse is not None:
            self.show_page(self.current)

    @property
    def glimpse(self) -> QWidget | None:
        """What covers the page just now, None where it is shown itself."""
        return self._glimpse

    def panel(self, page: str) -> QWidget | None:
        """Return the panel of a page, None while it was not shown."""
        return self._panels.get(page)

    def _drop_glimpse(self) -> None:
        if self._glimpse is not None:
            self._stack.removeWidget(self._glimpse)
            self._glimpse.deleteLater()
            self._glimpse = None

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        self._column.setSpacing(0)
        for part in (self.top, self._stack, self.status):
            self._column.addWidget(part)
        self._column.setStretchFactor(self._stack, 1)
        line.addLayout(self._column, 1)

    def _fit(self) -> None:
        narrow = self.width() < theme().px(_NARROW_BELOW)
        self.navigation.set_narrow(narrow)
        self.top.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()
