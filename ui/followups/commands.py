"""What can be done with follow-ups, as data: one list feeds menus, keys, the palette and the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication

from desktop_crm.platform.i18n import N_
from ui.followups.actions import Actions
from ui.followups.day_list import DayList
from ui.followups.dialog import plan_followup
from ui.followups.model import POSTPONE
from ui.followups.reminders import show_reminders
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.desks import Desks, Key

TITLE: Final = N_("Today")
PLAN: Final = "followup.plan"
SHOW_REMINDERS: Final = "reminders.show"


class Desk(Protocol):
    """The panel as its keys see it."""

    verbs: Actions
    list: DayList

    def isVisible(self) -> bool: ...  # noqa: N802


def _one(does: Callable[[Desk, int], object]) -> Callable[[Desk], object]:
    """Return what does something to the follow-up in focus, and nothing where there is none."""

    def run(desk: Desk) -> None:
        followup_id = desk.list.current_id
        if followup_id is not None and followup_id > 0:
            does(desk, followup_id)

    return run


KEYS: Final[tuple[Key[Desk], ...]] = (
    Key("followup.tick", N_("Complete or open again"), "D", "check", _one(lambda desk, one: desk.verbs.tick(one))),
    Key(
        "followup.postpone", N_("Postpone"), "P", "alarm",
        _one(lambda desk, one: desk.verbs.ask_later(one, desk.list.spot(one, POSTPONE))),
    ),
    Key("followup.edit", N_("Edit"), "E", "edit", _one(lambda desk, one: desk.verbs.edit(one))),
    Key(
        "followup.customer", N_("Open the customer"), "O", "person",
        _one(lambda desk, one: desk.verbs.open_customer(one)),
    ),
    Key("followup.cancel", N_("Not needed any more"), "Del", "close", _one(lambda desk, one: desk.verbs.cancel(one))),
    Key("followup.delete", N_("Delete"), "Shift+Del", "delete", _one(lambda desk, one: desk.verbs.delete(one))),
)  # fmt: skip

_DESKS: Final = Desks(TITLE, KEYS)
stand: Final = _DESKS.stand


def commands(ctx: Context) -> list[Command]:
    """Return the commands of follow-ups in one window."""

    def plan(customer_id: int | None = None) -> None:
        """Plan for a customer named, else for the only one chosen where a list of customers is in sight."""
        chosen = ctx.chosen()
        alone = chosen[0] if len(chosen) == 1 else None
        plan_followup(ctx, QApplication.activeWindow(), alone if customer_id is None else customer_id)

    return [
        Command(PLAN, N_("Add follow-up"), plan, "follow_up_add", "Ctrl+T", for_customer=plan),
        Command(SHOW_REMINDERS, N_("Show reminders"), lambda: show_reminders(ctx), "alarm", "Ctrl+Shift+R"),
        Command("followup.new", N_("Add follow-up"), plan, "follow_up_add", "N", TITLE, in_palette=False),
        *_DESKS.commands(ctx),
    ]
