"""What can be done on the page of orders, as data."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol
from weakref import WeakKeyDictionary

from shiboken6 import isValid

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context

TITLE: Final = N_("Orders")
TAB: Final = "orders_tab"
"""The kind by which a tab of the page is opened: its place among `TABS`."""
TABS: Final = ("orders", "products", "deliveries", "coupons")
_SHOWN: Final = (
    (1, "orders.products", N_("Products and returns"), "tag"),
    (2, "orders.deliveries", N_("Deliveries"), "send"),
    (3, "orders.coupons", N_("Discount codes"), "percent"),
)
_NEXT: Final = (("Alt+1", N_("Show the orders")), ("Alt+2", N_("Show the products")),
                ("Alt+3", N_("Show the deliveries")), ("Alt+4", N_("Show the discount codes")))  # fmt: skip


class Desk(Protocol):
    """The panel as its keys see it."""

    def isVisible(self) -> bool: ...  # noqa: N802
    def find(self) -> object: ...
    def show_tab(self, key: str) -> object: ...


_desks: WeakKeyDictionary[Context, Desk] = WeakKeyDictionary()


def stand(ctx: Context, desk: Desk) -> None:
    """Let the keys of this window work on `desk` from now on."""
    _desks[ctx] = desk


def commands(ctx: Context) -> list[Command]:
    """Return the commands of the page in one window."""

    def find() -> None:
        desk = _desk(ctx)
        if desk is not None:
            desk.find()

    def turn(key: str) -> None:
        desk = _desk(ctx)
        if desk is not None:
            desk.show_tab(key)

    return [
        *(Command(id_, text, lambda place=place: ctx.go.to(TAB, place), icon) for place, id_, text, icon in _SHOWN),
        Command("orders.find", N_("Narrow the list"), find, "filter", "Ctrl+F", TITLE, in_palette=False),
        *(
            Command(f"orders.show.{key}", text, partial(turn, key), "orders", keys, TITLE, in_palette=False)
            for key, (keys, text) in zip(TABS, _NEXT, strict=True)
        ),
    ]


def _desk(ctx: Context) -> Desk | None:
    desk = _desks.get(ctx)
    return desk if desk is not None and isValid(desk) and desk.isVisible() else None
