"""Pictures of every panel and dialog, to look at beside the drawings."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop_crm.cli.call import Call, Command
from desktop_crm.platform.i18n import LANGUAGES, _

THEMES: Final = ("light", "dark")
TEXT_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("where the pictures go"))
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help=_("only in this language"))
    parser.add_argument("--theme", choices=THEMES, help=_("only in these colours"))
    parser.add_argument("--size", metavar="WxH", help=_("only in this size, as 1440x900"))
    parser.add_argument(
        "--text", type=int, choices=TEXT_SIZES, default=100, help=_("with words of this size, in percent")
    )
    parser.add_argument("--only", metavar="NAME", default="", help=_("only pictures whose name begins so"))


def _take(call: Call) -> int:
    from ui.shots.album import take

    return take(call)


COMMANDS: Final[Mapping[str, Command]] = {"shots": Command(_arguments, _take)}
"""What the command line can ask for."""
