"""Pure decisions about customers: how a name splits, what a birthday may be, how an address folds."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from desktop_crm.platform.text import fold, squeeze

_PARTIAL: Final = re.compile(r"--(\d\d)-(\d\d)")
_OLDEST: Final = 1900


def split_name(name: str) -> tuple[str, str]:
    """Return (first names, last name): the last word is the family name; a single word is a first name."""
    first, _, last = squeeze(name).rpartition(" ")
    return (first, last) if first else (last, "")


def full_name(first: str, last: str) -> str:
    """Return first and last name as one."""
    return squeeze(f"{first} {last}")


def is_birthday(text: str, today: date) -> bool:
    """Return whether `text` is a day of birth: an ISO date from 1900 to today, or `--MM-DD` without year."""
    partial = _PARTIAL.fullmatch(text)
    try:
        day = date.fromisoformat(f"2000-{partial[1]}-{partial[2]}" if partial else text)
    except ValueError:
        return False
    return bool(partial) or (day.year >= _OLDEST and day <= today)


def address_key(line: str, district: str, city: str) -> str:
    """Return the key by which two spellings of one address are the same."""
    return "|".join(squeeze(fold(part)) for part in (line, district, city))
