"""What can be done with customers, as data: one list feeds menus, keys, the palette and the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QApplication

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.desks import Desks, Key

TITLE: Final = N_("Customers")
LOG: Final = "interaction.log"
NEW: Final = "customer.add"
VIEW: Final = "customer_view"
"""The kind by which the navigation opens a saved view: its key, or its id as text."""


class Desk(Protocol):
    """The panel as its keys see it: each verb works on the customers chosen in the list."""

    list: Any
    views: Any

    @property
    def shown_id(self) -> int | None: ...
    def isVisible(self) -> bool: ...  # noqa: N802
    def find(self) -> object: ...
    def edit(self) -> object: ...
    def tag(self) -> object: ...
    def change(self) -> object: ...
    def delete(self) -> object: ...
    def call(self) -> object: ...
    def print_out(self) -> object: ...


KEYS: Final[tuple[Key[Desk], ...]] = (
    Key("customer.find", N_("Narrow the list"), "Ctrl+F", "filter", lambda desk: desk.find()),
    Key("customer.edit", N_("Edit the customer"), "Ctrl+E", "edit", lambda desk: desk.edit()),
    Key("customer.call", N_("Call the customer"), "Ctrl+Shift+G", "phone", lambda desk: desk.call()),
    Key("customer.tag", N_("Tag the customers chosen"), "Ctrl+L", "tag", lambda desk: desk.tag()),
    Key("customer.change", N_("Change the customers chosen"), "Ctrl+Shift+E", "edit", lambda desk: desk.change()),
    Key("customer.columns", N_("Choose columns"), "Ctrl+Shift+L", "columns", lambda desk: desk.views.choose_columns()),
    Key("customer.view", N_("Save view"), "Ctrl+S", "add", lambda desk: desk.views.save_view()),
    Key("customer.print", N_("Print"), "Ctrl+P", "print", lambda desk: desk.print_out()),
    Key("customer.delete", N_("Delete the customers chosen"), "Del", "delete", lambda desk: desk.delete()),
)

_DESKS: Final = Desks(TITLE, KEYS)


def stand(ctx: Context, desk: Desk) -> None:
    """Let the keys of this window work on `desk` from now on, and what it has chosen be what the window has chosen."""
    _DESKS.stand(ctx, desk)
    ctx.chosen = partial(_chosen, ctx)


def commands(ctx: Context) -> list[Command]:
    """Return the commands of customers in one window."""

    def with_customer(form: str) -> Callable[..., None]:
        """Return what opens a form for a customer named, else for the one whose card is shown."""

        def run(customer_id: int | None = None) -> None:
            from ui.customers.forms import FORMS

            desk = _DESKS.seen(ctx)
            shown = desk.shown_id if desk is not None else None
            FORMS[form](ctx, QApplication.activeWindow(), shown if customer_id is None else customer_id)

        return run

    def new(name: str = "") -> None:
        from ui.customers.customer_dialog import new_customer

        new_customer(ctx, QApplication.activeWindow(), name)

    def show_bin() -> None:
        from ui.customers.bin_dialog import open_bin

        open_bin(ctx, QApplication.activeWindow())

    log, order, score = map(with_customer, (LOG, "order.take", "answer.score"))
    tags, stage, tie = map(with_customer, ("customer.tags", "customer.stage", "customer.tie"))
    points, referral = map(with_customer, ("customer.points", "customer.referral"))
    copy = with_customer("customer.copy")
    shows = partial(_shows, ctx)
    return [
        Command("customer.copy", N_("Copy the card as text"), copy, "copy", "Ctrl+Shift+C", enabled=shows),
        Command(LOG, N_("Log a conversation"), log, "phone", "Ctrl+G", for_customer=log),
        Command(NEW, N_("New customer"), new, "add", "Ctrl+N", for_text=new),
        Command("order.take", N_("Add an order"), order, "orders", "Ctrl+Shift+O", for_customer=order),
        Command("answer.score", N_("Record a score"), score, "survey", "Ctrl+Shift+P", for_customer=score),
        Command("customer.tags", N_("Change tags"), tags, "tag", enabled=shows, for_customer=tags),
        Command("customer.stage", N_("Change the stage"), stage, "trend_up", enabled=shows, for_customer=stage),
        Command("customer.tie", N_("Note who belongs together"), tie, "link", enabled=shows, for_customer=tie),
        Command("customer.points", N_("Give or use points"), points, "gift", enabled=shows, for_customer=points),
        Command(
            "customer.referral",
            N_("Note who brought them"),
            referral,
            "person_add",
            enabled=shows,
            for_customer=referral,
        ),
        Command("bin.open", N_("Open the bin"), show_bin, "delete"),
        *_DESKS.commands(ctx),
    ]


def _chosen(ctx: Context) -> Sequence[int]:
    desk = _DESKS.seen(ctx)
    return () if desk is None else desk.list.chosen


def _shows(ctx: Context) -> bool:
    desk = _DESKS.seen(ctx)
    return desk is not None and desk.shown_id is not None
