"""What can be done with customers who may be the same, as data."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtWidgets import QApplication

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.desks import Desks, Key

TITLE: Final = N_("Duplicates")
MERGE: Final = "customer.merge"


class Desk(Protocol):
    """The panel as its keys see it; each verb works on the pair in focus."""

    def isVisible(self) -> bool: ...  # noqa: N802
    def step(self, by: int) -> object: ...
    def part(self) -> object: ...
    def merge(self) -> object: ...
    def merge_sure(self) -> object: ...
    def search(self) -> object: ...


KEYS: Final[tuple[Key[Desk], ...]] = (
    Key("duplicates.merge", N_("Look at both cards and merge them"), "M", "merge", lambda desk: desk.merge()),
    Key("duplicates.apart", N_("Not the same"), "N", "close", lambda desk: desk.part()),
    Key("duplicates.next", N_("Next pair"), "J", "down", lambda desk: desk.step(1)),
    Key("duplicates.previous", N_("Previous pair"), "K", "up", lambda desk: desk.step(-1)),
    Key("duplicates.sure", N_("Merge all sure ones"), "Shift+M", "magic", lambda desk: desk.merge_sure()),
    Key("duplicates.search", N_("Search the book again"), "F5", "reload", lambda desk: desk.search()),
)

_DESKS: Final = Desks(TITLE, KEYS)
stand: Final = _DESKS.stand


def commands(ctx: Context) -> list[Command]:
    """Return the commands of duplicates in one window."""

    def merge() -> None:
        from ui.duplicates.merge_dialog import open_merge

        open_merge(ctx, QApplication.activeWindow(), ctx.chosen(), lambda keep: ctx.go.to("customer", keep))

    return [
        Command(
            MERGE, N_("Merge the customers chosen"), merge, "merge", "Ctrl+Shift+M",
            enabled=lambda: len(ctx.chosen()) > 1,
        ),
        *_DESKS.commands(ctx),
    ]  # fmt: skip
