"""The hidden subcommand by which an import reads one file in a process of its own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from desktop_crm.cli.call import Call, Command


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", type=Path)
    parser.add_argument("destination", type=Path)
    parser.add_argument("--options", type=Path)


def _stage(call: Call) -> int:
    """Fill a staging file from a source file, talking to the parent process; leaves the process."""
    from desktop_crm.transfer.choices import Options
    from desktop_crm.transfer.reading.child import serve
    from desktop_crm.transfer.understanding.work import stage_file

    asked = call.asked
    options = Options.read(asked.options) if asked.options else Options()
    serve(lambda progress: stage_file(asked.source, asked.destination, options, progress=progress))


COMMANDS: Final = {"_stage": Command(_arguments, _stage)}
