"""Opens an order where it is told whole: on the card of its customer."""

from __future__ import annotations

from desktop_crm.platform.i18n import _
from ui.kit.context import Context


def open_order(ctx: Context, order_id: int, customer_id: int | None) -> None:
    """Go to an order on its customer's card; say so where it has none."""
    if customer_id is None:
        ctx.tell.say(_("This order has no customer in the book."))
    else:
        ctx.go.to("order", order_id)
