"""The hidden subcommand by which an import reads one file in a process of its own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from desktop_crm.cli.call import Call, Command

_HOME: Final = ("zone", "currency", "region")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", type=Path)
    parser.add_argument("destination", type=Path)
    for option in ("--kind", "--profile", "--sheet", *(f"--{name}" for name in _HOME)):
        parser.add_argument(option)


def _stage(call: Call) -> int:
    """Fill a staging file from a source file, talking to the parent process; leaves the process."""
    from desktop_crm.transfer.reading.child import serve
    from desktop_crm.transfer.understanding.profiles import Home
    from desktop_crm.transfer.understanding.work import stage_file

    asked = call.asked
    serve(
        lambda progress: stage_file(
            asked.source,
            asked.destination,
            kind=asked.kind,
            profile=asked.profile,
            sheet=asked.sheet,
            home=Home(**{name: value for name in _HOME if (value := getattr(asked, name))}),
            progress=progress,
        )
    )


COMMANDS: Final = {"_stage": Command(_arguments, _stage)}
