"""From the words of a command line to an exit code: 0 done, 1 could not be done, 2 wrong usage, 130 stopped."""

from __future__ import annotations

import io
import logging
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop_crm.cli.call import FAILED, WRONG_USAGE, Call, Subcommand
from desktop_crm.cli.table import SUBCOMMANDS
from desktop_crm.platform import i18n, log
from desktop_crm.platform.errors import Cancelled, CrmError
from desktop_crm.platform.i18n import _
from desktop_crm.platform.paths import default_store, log_folder

PROGRAM: Final = "desktop-crm"
STOPPED: Final = 130

_log = logging.getLogger(__name__)


def main(
    argv: Sequence[str] | None = None,
    more: Sequence[Subcommand] = (),
    window: Callable[[Path], int] | None = None,
) -> int:
    """Do what a command line asks and return the exit code.

    `more` are subcommands the core does not know; `window` opens a store on the screen when no subcommand is named.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        asked = _parse(words, more)
        store = asked.store or default_store()
        if asked.subcommand is not None:
            return _run(asked.subcommand, Call(asked, store), more)
        if window is not None:
            return window(store)
    except SystemExit as ending:  # argparse's way to say that it is done, and the reading child's
        return ending.code if isinstance(ending.code, int) else WRONG_USAGE
    except KeyboardInterrupt:
        return STOPPED
    print(_("Name what is to be done; --help lists it."), file=sys.stderr)
    return WRONG_USAGE


def _parse(words: Sequence[str], more: Sequence[Subcommand]) -> Namespace:
    """Return what is asked, speaking the language asked for from now on; `subcommand` is None where none is named."""
    first, rest = _options().parse_known_args(words)
    i18n.use(_language(first.lang))
    if not rest:  # the window opens: nothing else is looked up before it stands
        return Namespace(**vars(first), subcommand=None)
    return _parser((*SUBCOMMANDS, *more), rest[0] if rest else "").parse_args(words)


def _run(name: str, call: Call, more: Sequence[Subcommand]) -> int:
    """Run a subcommand and return the exit code; every failure becomes one sentence."""
    chosen = next(one for one in (*SUBCOMMANDS, *more) if one.name == name)
    try:
        with log.kept("command-line"):
            code = _logged(chosen, call)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return FAILED
    return code


def _logged(chosen: Subcommand, call: Call) -> int:
    """Run a subcommand; what happens to it is noted without what it was about."""
    try:
        code = chosen.load()[chosen.name].run(call)
    except CrmError as error:
        call.complain(str(error))
        code = FAILED
    except (Cancelled, KeyboardInterrupt):
        code = STOPPED
    except (BrokenPipeError, SystemExit):
        raise
    except Exception:  # noqa: BLE001 - our own bug: told in one sentence, the place of it is in the log
        _log.exception("%s fell over", chosen.name)
        call.complain(
            _(
                "An error of the program stopped this; nothing you saved is lost. The log in {folder} tells more."
            ).format(folder=log_folder())
        )
        code = FAILED
    _log.info("%s: exit %d", chosen.name, code)
    return code


def _options() -> ArgumentParser:
    options = ArgumentParser(PROGRAM, add_help=False, allow_abbrev=False)
    options.add_argument("--store", type=Path, metavar="FILE", help=_("the store to work on"))
    options.add_argument("--lang", choices=i18n.LANGUAGES, help=_("the language to speak"))
    return options


def _parser(known: Sequence[Subcommand], chosen: str) -> ArgumentParser:
    """Return the parser of everything; only the chosen subcommand's own arguments are loaded."""
    parser = ArgumentParser(
        PROGRAM,
        parents=[_options()],
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
        description=_("Without a subcommand the window opens."),
    )
    parser.set_defaults(subcommand=None)
    group = parser.add_subparsers(dest="subcommand", title=_("subcommands"), metavar="SUBCOMMAND")
    for one in known:
        if not one.help and one.name != chosen:
            continue
        said = _(one.help) if one.help else ""
        added = group.add_parser(one.name, allow_abbrev=False, description=said, help=said)
        if one.name == chosen:
            one.load()[one.name].arguments(added)
    return parser


def _language(named: str | None) -> str:
    """Return the language asked for, by option or environment, else the computer's."""
    wanted = named or os.environ.get("DESKTOP_CRM_LANG", "")
    return wanted if wanted in i18n.LANGUAGES else i18n.system_language()


def _speak_utf8() -> None:
    """Write UTF-8 wherever the output goes; what is no text at all (a broken file name) is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_output() -> None:
    """Keep the interpreter from complaining at its end about a reader that went away."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
