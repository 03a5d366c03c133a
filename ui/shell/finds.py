"""What the palette lists: things found in the store by kind, then commands, with the letters typed marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import digits, fold, folded_words
from ui.kit.commands import Command, Commands

if TYPE_CHECKING:
    from desktop_crm.platform.plugs import Hit

PER_KIND: Final = 5
_COMMANDS: Final = 6
_ALL_COMMANDS: Final = 40
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"[\d ()+.-]*\d")
_SHORTEST_TAIL: Final = 4

KINDS: Final = {
    "customer": (N_("Customers"), "person"),
    "order": (N_("Orders"), "orders"),
    "interaction": (N_("Conversations"), "conversations"),
    "followup": (N_("Follow-ups"), "follow_up"),
}
"""How the kinds of things found are called and shown."""

Marks = tuple[tuple[int, int], ...]
"""Stretches of a text as (start, end)."""


@dataclass(frozen=True, slots=True)
class Find:
    """One line of the palette. A heading only has a title; `person` shows initials instead of the icon."""

    title: str
    second: str = ""
    icon: str = ""
    person: bool = False
    keys: str = ""
    heading: bool = False
    marks: Marks = ()
    second_marks: Marks = ()
    run: Callable[[], object] | None = None

    @property
    def spoken(self) -> str:
        """The line in one sentence for screen readers."""
        return ", ".join(part for part in (self.title, self.second, self.keys) if part)


def hits(session: Any, text: str, place: int) -> tuple[list[Hit], bool]:
    """Return what the store holds of the kind at `place` for the words typed, and whether more kinds follow."""
    from desktop_crm.app import SEARCHABLE
    from desktop_crm.search.queries import search

    return search(session, SEARCHABLE[place : place + 1], text, PER_KIND), place + 1 < len(SEARCHABLE)


def found(text: str, things: Sequence[Hit], go: Callable[[str, int], object]) -> list[Find]:
    """Return things found, under a heading a kind."""
    words = folded_words(text)
    lines: list[Find] = []
    for kind in dict.fromkeys(hit.ref.kind for hit in things):
        words_of_kind, icon = KINDS.get(kind, (kind, "file"))
        lines.append(Find(_(words_of_kind), heading=True))
        lines += [_find(text, words, hit, icon, go) for hit in things if hit.ref.kind == kind]
    return lines


def _find(text: str, words: Sequence[str], hit: Hit, icon: str, go: Callable[[str, int], object]) -> Find:
    ref = hit.ref
    return Find(
        hit.title, hit.why, icon, person=ref.kind == "customer", marks=marks(hit.title, words),
        second_marks=marks(hit.why, words) or tail(hit.why, text), run=lambda: go(ref.kind, ref.id),
    )  # fmt: skip


def offered(text: str, commands: Commands, things: Sequence[Hit], wanted: Callable[[Command], bool]) -> list[Find]:
    """Return the commands that the words name, and what can be done for the first customer found."""
    named = [command for command in commands.find(text, _ALL_COMMANDS) if wanted(command)]
    words = folded_words(text)
    lines = [
        Find(c.shown, icon=c.icon or "command", keys=c.keys, marks=marks(c.shown, words), run=c.run)
        for c in (named[:_COMMANDS] if words else named)
    ]
    customer = next((hit for hit in things if hit.ref.kind == "customer"), None)
    if customer is not None:
        lines += [_for(command, customer) for command in commands if command.for_customer is not None]
    return [Find(_("Commands"), heading=True), *lines] if lines else []


def _for(command: Command, customer: Hit) -> Find:
    start = f"{command.shown}: "
    run, id_ = command.for_customer, customer.ref.id
    line = start + customer.title
    bold = ((len(start), len(line)),)
    return Find(line, icon=command.icon or "command", keys=command.keys, marks=bold, run=lambda: run and run(id_))


def marks(text: str, words: Sequence[str]) -> Marks:
    """Return the beginnings of words in `text` that the folded `words` name."""
    stretches: list[tuple[int, int]] = []
    for token in _WORD.finditer(text):
        folded = fold(token[0])
        best = max((len(word) for word in words if folded.startswith(word)), default=0)
        if best:
            end = next(n for n in range(1, len(token[0]) + 1) if len(fold(token[0][:n])) >= best)
            stretches.append((token.start(), token.start() + end))
    return tuple(stretches)


def tail(text: str, typed: str) -> Marks:
    """Return the last digits of a number in `text` that were typed: `0411` in 0532 990 04 11."""
    wanted = digits(typed)
    if len(wanted) < _SHORTEST_TAIL:
        return ()
    for number in _NUMBER.finditer(text):
        if digits(number[0]).endswith(wanted):
            start = next(n for n in reversed(range(len(number[0]))) if digits(number[0][n:]) == wanted)
            return ((number.start() + start, number.end()),)
    return ()
