"""One call of the program: what was asked, the store it is about, and the two ways to answer."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_crm.app import App

DONE: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2


@dataclass(frozen=True, slots=True)
class Call:
    """What a subcommand is given: its arguments and the store's file."""

    asked: Namespace
    store: Path

    def open(self, *, create: bool = False) -> App:
        """Open the store; a missing one is made where `create` is set. Raises StoreError, NotFound."""
        from desktop_crm.app import App

        return App.open(self.store, create=create)

    def say(self, *lines: str) -> None:
        """Print lines for a person on standard output."""
        for line in lines:
            print(line)

    def answer(self, shape: object) -> None:
        """Print a shape as JSON on standard output, letters as they are."""
        print(json.dumps(shape, ensure_ascii=False, indent=1))

    def complain(self, sentence: str) -> None:
        """Print one sentence on standard error: why something could not be done."""
        print(sentence, file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Command:
    """How a subcommand is asked for and what it does; `run` returns the exit code."""

    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Call], int]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand as the list of all shows it; `load` imports its group only when it is called.

    `help` is a message id; a subcommand without one is for the program itself and not shown.
    """

    name: str
    help: str
    load: Callable[[], Mapping[str, Command]]


def json_argument(parser: ArgumentParser) -> None:
    """Let a subcommand be asked for JSON."""
    from desktop_crm.platform.i18n import _

    parser.add_argument("--json", action="store_true", help=_("print JSON"))
