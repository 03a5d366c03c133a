"""Pure decisions about loyalty: reading the levels a shop has set, and which one somebody has come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop_crm.loyalty.types import Account, Level
from desktop_crm.platform.text import squeeze

_LINE: Final = re.compile(r"^(.*\S)\s+(\d{1,8})$")


def read_levels(text: str) -> tuple[Level, ...]:
    """Return the levels written one a line, each a name and from how many points on it holds; lowest first.

    A line without a number is a level from 0 on; blank lines say nothing.
    """
    levels: list[Level] = []
    for line in filter(None, map(squeeze, text.splitlines())):
        found = _LINE.match(line)
        levels.append(Level(found[1], int(found[2])) if found else Level(line, 0))
    return tuple(sorted(levels, key=lambda level: level.points))


def account(entries: Sequence[int], levels: Sequence[Level], by_hand: str) -> Account:
    """Return what the entries of a ledger come to; what was said by hand beats the level of the points given."""
    given = sum(points for points in entries if points > 0)
    used = -sum(points for points in entries if points < 0)
    reached = [level.name for level in levels if given > 0 and given >= level.points]
    return Account(given, used, by_hand or (reached[-1] if reached else ""), bool(by_hand))
