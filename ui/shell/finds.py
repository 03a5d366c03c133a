"""What the palette lists: things found in the store by kind, then commands, with the letters typed marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop_crm.platform.excerpts import Stretches, stretches
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.plugs import Hit, Ref
from desktop_crm.search.asking import understood
from ui.kit.commands import Command, Commands

if TYPE_CHECKING:
    from desktop_crm.search.stopping import Stop

PER_KIND: Final = 5
_COMMANDS: Final = 6
_ALL_COMMANDS: Final = 40
_FOR_ONE: Final = 4

KINDS: Final = {
    "customer": (N_("Customers"), "person"),
    "order": (N_("Orders"), "orders"),
    "interaction": (N_("Conversations"), "conversations"),
    "followup": (N_("Follow-ups"), "follow_up"),
}
"""How the kinds of things found are called and shown."""


@dataclass(frozen=True, slots=True)
class Find:
    """One line of the palette. A heading only has a title; `person` shows initials instead of the icon.

    `copy` is what Ctrl+Enter takes along.
    """

    title: str
    second: str = ""
    icon: str = ""
    person: bool = False
    keys: str = ""
    heading: bool = False
    marks: Stretches = ()
    second_marks: Stretches = ()
    run: Callable[[], object] | None = None
    copy: str = ""

    @property
    def spoken(self) -> str:
        """The line in one sentence for screen readers."""
        return ", ".join(part for part in (self.title, self.second, self.keys) if part)


def hits(session: Any, text: str, stop: Stop) -> list[Hit]:
    """Return what the store holds for the words typed. Raises Cancelled where `stop` was pulled."""
    from desktop_crm.app import SEARCHABLE
    from desktop_crm.search.queries import search

    return search(session, SEARCHABLE, text, PER_KIND, stop)


def known(session: Any, refs: Sequence[Ref]) -> list[Hit]:
    """Return things opened before as they are now; those that are gone are left out."""
    from desktop_crm.app import SEARCHABLE
    from desktop_crm.search.queries import described

    return described(session, SEARCHABLE, refs)


def found(text: str, things: Sequence[Hit], go: Callable[[str, int], object]) -> list[Find]:
    """Return things found, under a heading a kind; for no text those opened lately, in their order."""
    if not text.strip():
        lines = [_find(text, hit, go) for hit in things]
        return [Find(_("Opened lately"), heading=True), *lines] if lines else []
    lines = []
    for kind in dict.fromkeys(hit.ref.kind for hit in things):
        lines.append(Find(_(KINDS.get(kind, (kind, ""))[0]), heading=True))
        lines += [_find(text, hit, go) for hit in things if hit.ref.kind == kind]
    return lines


def _find(text: str, hit: Hit, go: Callable[[str, int], object]) -> Find:
    ref, asked = hit.ref, understood(text)
    field = len(hit.reason) - len(hit.why)
    why = tuple((start + field, end + field) for start, end in stretches(hit.why, asked))
    icon = KINDS.get(ref.kind, ("", "file"))[1]
    return Find(
        hit.title, hit.reason, icon, person=ref.kind == "customer", marks=stretches(hit.title, asked),
        second_marks=why, run=lambda: go(ref.kind, ref.id), copy=hit.copy,
    )  # fmt: skip


def offered(text: str, commands: Commands, things: Sequence[Hit], wanted: Callable[[Command], bool]) -> list[Find]:
    """Return the commands that the words name, and what can be done for the first customer found or with the words."""
    named = [command for command in commands.find(text, _ALL_COMMANDS) if wanted(command)]
    asked = understood(text)
    lines = [
        Find(c.shown, icon=c.icon or "command", keys=c.keys, marks=stretches(c.shown, asked), run=c.run)
        for c in (named[:_COMMANDS] if asked.words else named)
    ]
    customer = next((hit for hit in things if hit.ref.kind == "customer"), None) if asked.words else None
    if customer is not None:
        of_one = [command for command in commands if command.for_customer is not None]
        lines += [_for(command, customer) for command in of_one[:_FOR_ONE]]
    elif not things and any(letter.isalpha() for letter in text):
        lines += [_with(command, text.strip()) for command in commands if command.for_text is not None]
    return [Find(_("Commands"), heading=True), *lines] if lines else []


def _for(command: Command, customer: Hit) -> Find:
    run, id_ = command.for_customer, customer.ref.id
    return _naming(command, customer.title, lambda: run and run(id_))


def _with(command: Command, text: str) -> Find:
    run = command.for_text
    return _naming(command, text, lambda: run and run(text))


def _naming(command: Command, name: str, run: Callable[[], object]) -> Find:
    start = f"{command.shown}: "
    line = start + name
    return Find(line, icon=command.icon or "command", keys=command.keys, marks=((len(start), len(line)),), run=run)
