"""Müşteriler: the list on the left, the card of the one chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_crm.customers import queries as customers
from desktop_crm.duplicates.queries import lives_on_as
from desktop_crm.interactions import queries as interactions
from desktop_crm.orders import queries as orders
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.platform.plugs import Ref
from desktop_crm.segments.bulk import Deed, Verb
from ui.customers import commands, exporting
from ui.customers.bulk_dialog import change_many
from ui.customers.card import CustomerCard
from ui.customers.customer_dialog import edit_customer, new_customer
from ui.customers.glimpse import SHARE
from ui.customers.list import CustomerList
from ui.customers.list_actions import ListActions
from ui.customers.tags_dialog import edit_tags
from ui.customers.talk_dialog import log_conversation
from ui.kit.commands import shown_keys
from ui.kit.context import Context
from ui.kit.exporting import KEYS, export, offer
from ui.kit.menus import Menu
from ui.kit.split import Split
from ui.kit.theme import theme

_LIST_AT_LEAST: Final = 340
_CARD_AT_LEAST: Final = 380


class CustomersPanel(QWidget):
    """The page; see `commands` for its keys."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setAccessibleName(_("Customers"))
        self.list = CustomerList(ctx)
        self.card = CustomerCard(ctx)
        self.list.setMinimumWidth(theme().px(_LIST_AT_LEAST))
        self.card.setMinimumWidth(theme().px(_CARD_AT_LEAST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Split(self.list, self.card, key="customers", memory=ctx.memory, share=SHARE))
        self.list.picked.connect(self._pick)
        self.list.opened.connect(lambda _id: self.card.enter())
        self.list.menu.connect(self._show_menu)
        self.views = ListActions(ctx, self.list, self)
        self.list.tag.connect(self.tag)
        self.list.edit.connect(self.change)
        self.list.delete.connect(self.delete)
        self.list.add.connect(lambda: new_customer(ctx, self.window()))
        self._key("/", self, self.find)
        self._key("Esc", self.card, self.list.table.setFocus)
        commands.stand(ctx, self)
        offer(self, lambda: exporting.offer(self.list))

    @property
    def shown_id(self) -> int | None:
        """The customer whose card is shown."""
        return self.card.customer_id

    def open(self, kind: str, thing: Any) -> None:
        """Open a customer's card, the card an order or a conversation belongs to and that thing on it, or a view."""
        if kind == commands.VIEW:
            self.list.open_view(str(thing))
            return
        if not isinstance(thing, int):
            return
        if kind == "customer":
            self._open_card(thing)
            self._ctx.load(self, lambda session: lives_on_as(session, thing), partial(self._follow, thing), slot="open")
        else:
            self._ctx.load(
                self, lambda session: _owner(session, kind, thing), lambda owner: self._open_thing(owner, kind, thing),
                slot="open",
            )  # fmt: skip

    def find(self) -> None:
        """Go to the field that narrows the list."""
        self.list.find()

    def edit(self) -> None:
        """Open the form of the customer shown."""
        if self.shown_id is not None:
            edit_customer(self._ctx, self.window(), self.shown_id)

    def call(self) -> None:
        """Reach the customer shown by phone."""
        self.card.call()

    def print_out(self) -> None:
        """Print the card shown, the list, labels or envelopes."""
        from ui.customers.print_dialog import CustomerPrintDialog, Shown

        known = self.list.arrangement.book.by_key
        columns = [known[key] for key, _width in self.list.table.arrangement()]
        self.list.with_chosen(
            lambda chosen: CustomerPrintDialog(self._ctx, self.window(), Shown(chosen, self.list.asked, columns)).open()
        )

    def tag(self) -> None:
        """Tag the customers chosen."""
        self.list.with_chosen(self._tag)

    def change(self) -> None:
        """Change a field of all customers chosen, with a preview."""
        self.list.with_chosen(lambda chosen: change_many(self._ctx, self.window(), chosen) if chosen else None)

    def delete(self) -> None:
        """Put the customers chosen into the bin; the next one becomes current."""
        self.list.with_chosen(self._delete)

    def _tag(self, chosen: list[int]) -> None:
        if len(chosen) > 1:
            change_many(self._ctx, self.window(), chosen, Verb.TAG)
        else:
            edit_tags(self._ctx, self.window(), self.shown_id)

    def _delete(self, chosen: list[int]) -> None:
        table, pages = self.list.table, self.list.pages
        if not chosen:
            return
        gone = set(chosen)
        after = pages.place_of(chosen[-1]) + 1
        rest = [*pages.ids[after : after + 1], *reversed(pages.ids[max(0, after - len(gone) - 1) : after])]
        then = next((id_ for id_ in rest if id_ not in gone), None)
        said = counted("{count} customer deleted", "{count} customers deleted", len(chosen))
        service = self._ctx.app.bulk
        delete = Deed(Verb.DELETE)
        self._ctx.work(self, lambda progress: service.do(delete, chosen, progress), said, slot=f"delete {chosen}")
        if then is not None:
            table.clearSelection()
            table.go_to(then)

    def _key(self, keys: str, where: QWidget, does: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)

    def _pick(self, customer_id: int | None) -> None:
        if customer_id is not None:
            self.card.show_customer(customer_id)
        elif not self.list.pages.ids:
            self.card.show_customer(None)

    def _open_card(self, customer_id: int) -> None:
        self.list.go_to(customer_id)
        self.card.show_customer(customer_id)

    def _follow(self, asked: int, now: int) -> None:
        """Go on to the card that a merged one went into."""
        if now != asked:
            self._open_card(now)

    def _open_thing(self, owner: int | None, kind: str, thing: int) -> None:
        if owner is None:
            self._ctx.tell.say(_("This order has no customer in the book."))
            return
        self._open_card(owner)
        self.card.show_thing(Ref(kind, thing))

    def _show_menu(self, point: QPoint) -> None:
        customer_id = self.list.table.current_id
        if customer_id is None:
            return
        menu = Menu(_("What to do"), self)
        if len(self.list.chosen) == 1:
            menu.entry(_("Edit the customer"), self.edit, icon="edit", shortcut="Ctrl+E")
            menu.entry(
                _("Log a conversation"), lambda: log_conversation(self._ctx, self.window(), customer_id), icon="phone"
            )
            menu.addSeparator()
        menu.entry(_("Tag"), self.tag, icon="tag", shortcut="Ctrl+L")
        if len(self.list.chosen) > 1:
            menu.entry(_("Change"), self.change, icon="edit", shortcut="Ctrl+Shift+E")
            chosen = self.list.chosen
            menu.entry(_("Merge"), lambda: self._ctx.go.merge(chosen), icon="merge", shortcut="Ctrl+Shift+M")
        menu.entry(_("Print…"), self.print_out, icon="print", shortcut="Ctrl+P")
        menu.entry(_("Export to Excel…"), lambda: export(self._ctx), icon="export", shortcut=KEYS)
        menu.entry(_("Delete"), self.delete, icon="delete", shortcut=shown_keys("Del"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.list.table.setFocus()


def _owner(session: Any, kind: str, thing: int) -> int | None:
    """Return the living customer an order or conversation belongs to, None for an order without one."""
    if kind == "order":
        owner = orders.order(session, thing).customer_id
    else:
        found = interactions.by_ids(session, [thing]).get(thing)
        if found is None:
            raise NotFound(N_("This conversation is not there any more."))
        owner = found.customer_id
    return customers.card(session, owner).id if owner is not None else None
