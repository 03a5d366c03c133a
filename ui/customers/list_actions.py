"""What can be done with the list itself: its columns, its views, and what stands in the menu of its header."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.segments.queries import shown_name
from desktop_crm.segments.types import ColumnPlace, NewView, SavedView
from ui.customers.columns_dialog import ColumnsDialog
from ui.customers.list import CustomerList
from ui.customers.view_dialog import ViewDialog
from ui.kit.context import Context
from ui.kit.menus import Menu


class ListActions:
    """The verbs on one list; dialogs stand before `window`'s window."""

    def __init__(self, ctx: Context, customers: CustomerList, window: QWidget) -> None:
        self._ctx, self._list, self._window = ctx, customers, window
        customers.head.columns.connect(self.choose_columns)
        customers.head.save.connect(self.save_view)
        customers.head.change.connect(self.view_menu)
        customers.header_menu.connect(self.header_menu)

    def choose_columns(self) -> ColumnsDialog:
        """Open the form that chooses columns."""
        shown = [ColumnPlace(key, width) for key, width in self._list.table.arrangement()]
        if not self._list.arrangement.shown.columns:
            shown = [ColumnPlace(place.key) for place in shown]
        laid = self._list.arrangement
        box = ColumnsDialog(self._list, laid.book.columns, shown, laid.show_columns)  # goes with the list it arranges
        box.open()
        return box

    def save_view(self) -> ViewDialog:
        """Open the form that saves what the list shows."""
        head, layout = self._list.head, self._list.arrangement.shown
        box = ViewDialog(self._ctx, self._window.window(), head.kept_query, head.words, layout)
        box.open()
        return box

    def rename_view(self, view: SavedView) -> ViewDialog:
        """Open the form that gives a view another name."""
        words = self._list.head.words_of(view)
        box = ViewDialog(self._ctx, self._window.window(), view.query, words, view.layout, view)
        box.open()
        return box

    def keep_view(self, view: SavedView) -> None:
        """Let a view show from now on what the list shows now."""
        new = NewView(shown_name(view), self._list.head.kept_query, self._list.arrangement.shown, view.staff_id)
        self._ctx.do(self._list, lambda: self._ctx.app.views.change(view, new), _("View saved"))

    def delete_view(self, view: SavedView) -> None:
        """Take a view away; undo brings it back."""
        said = _("View deleted: {name}").format(name=shown_name(view))
        self._ctx.do(self._list, lambda: self._ctx.app.views.delete(view), said, slot=f"delete view {view.id}")

    def view_menu(self, view: SavedView) -> Menu:
        """Offer what can be done with a view."""
        menu = Menu(shown_name(view), self._list)
        menu.entry(_("Rename"), lambda: self.rename_view(view), icon="edit")
        menu.entry(_("Let it show what the list shows now"), lambda: self.keep_view(view), icon="check")
        menu.entry(_("Delete the view"), lambda: self.delete_view(view), icon="delete")
        return self._popup(menu, QCursor.pos())

    def header_menu(self, at: QPoint) -> Menu:
        """Offer every column to be shown or hidden."""
        menu = Menu(_("Columns"), self._list)
        shown = [key for key, _width in self._list.table.arrangement()]
        for column in self._list.arrangement.book.columns:
            action = menu.entry(column.words, lambda key=column.key: self._toggle(key), enabled=column.key != "name")
            action.setCheckable(True)
            action.setChecked(column.key in shown)
        menu.addSeparator()
        menu.entry(_("Choose columns"), self.choose_columns, icon="columns")
        menu.entry(_("Usual columns"), lambda: self._list.arrangement.show_columns(()), icon="undo")
        return self._popup(menu, at)

    def _toggle(self, key: str) -> None:
        shown = [ColumnPlace(one, width) for one, width in self._list.table.arrangement()]
        kept = [place for place in shown if place.key != key]
        self._list.arrangement.show_columns(kept if len(kept) < len(shown) else [*shown, ColumnPlace(key)])

    def _popup(self, menu: Menu, at: QPoint) -> Menu:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu
