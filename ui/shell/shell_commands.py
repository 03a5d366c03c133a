"""The commands of the window itself: finding, undoing, pages, who works, how it looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.pages import Page
from ui.kit.theme import Mode
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, TEXT_SIZES, THEME, Preference
from ui.shell.top_bar import PALETTE_KEYS
from ui.shell.undoing import REDO_KEYS, UNDO_KEYS


class Host(Protocol):
    """What the commands need of the window."""

    def open_palette(self, letters: str = "") -> object: ...
    def open_keys(self) -> object: ...
    def undo(self) -> object: ...
    def redo(self) -> object: ...
    def ask_who(self) -> object: ...
    def open_other_store(self) -> object: ...
    def show_page(self, page: str) -> object: ...
    def prefer(self, wanted: Preference[str] | Preference[int], value: str | int) -> object: ...
    def preferred(self, wanted: Preference[int]) -> int: ...
    def close(self) -> object: ...


def shell_commands(host: Host, pages: Sequence[Page]) -> list[Command]:
    """Return the commands of the window; pages get Ctrl+1 to Ctrl+9 in their order."""
    look = [
        Command(f"theme.{mode}", words, _prefer(host, THEME, mode.value), icon)
        for mode, words, icon in (
            (Mode.LIGHT, N_("Light colours"), "light"),
            (Mode.DARK, N_("Dark colours"), "dark"),
            (Mode.SYSTEM, N_("Colours as the computer"), "settings"),
        )
    ]
    speech = [
        Command("language.tr", N_("Speak Turkish"), _prefer(host, LANGUAGE, "tr"), "language"),
        Command("language.en", N_("Speak English"), _prefer(host, LANGUAGE, "en"), "language"),
    ]
    turning = [
        Command(
            f"page.{page.id}",
            page.title,
            lambda page=page: host.show_page(page.id),
            page.icon,
            "Ctrl+," if page.id == "settings" else f"Ctrl+{place}" if place < 10 else "",
        )
        for place, page in enumerate(pages, 1)
    ]
    return [
        Command("shell.find", N_("Find"), host.open_palette, "search", PALETTE_KEYS, in_palette=False),
        Command("shell.undo", N_("Undo"), host.undo, "undo", UNDO_KEYS),
        Command("shell.redo", N_("Redo"), host.redo, "redo", REDO_KEYS),
        Command("shell.who", N_("Who is working now"), host.ask_who, "person", "Ctrl+J"),
        *turning,
        Command("shell.keys", N_("Show all keys"), host.open_keys, "keyboard", "Ctrl+/"),
        Command("text.larger", N_("Larger text"), _resize(host, 1), "text_size", "Ctrl++"),
        Command("text.smaller", N_("Smaller text"), _resize(host, -1), "text_size", "Ctrl+-"),
        Command("text.normal", N_("Normal text"), _prefer(host, TEXT_SIZE, 100), "text_size", "Ctrl+0"),
        *look,
        *speech,
        Command("store.open", N_("Open another book…"), host.open_other_store, "folder"),
        Command("shell.quit", N_("Close the program"), host.close, "close", "Ctrl+Q"),
    ]


def _prefer(host: Host, wanted: Preference[str] | Preference[int], value: str | int) -> Callable[[], object]:
    return lambda: host.prefer(wanted, value)


def _resize(host: Host, step: int) -> Callable[[], object]:
    def resize() -> None:
        place = TEXT_SIZES.index(host.preferred(TEXT_SIZE)) + step
        if 0 <= place < len(TEXT_SIZES):
            host.prefer(TEXT_SIZE, TEXT_SIZES[place])

    return resize
