"""The words of the query language, Turkish and English side by side; either is understood at any time."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform.text import fold
from desktop_crm.segments.tree import Unit

AND: Final = ("ve", "and")
OR: Final = ("veya", "or")
NOT: Final = ("değil", "not")
NOTHING: Final = ("yok", "none", "boş", "empty")
ANYTHING: Final = ("var", "any")
"""The first of each is how Turkish prints it, the second English."""

UNITS: Final = {
    Unit.DAY: ("g", "d", "gün", "day", "days"),
    Unit.WEEK: ("hf", "w", "hafta", "week", "weeks"),
    Unit.MONTH: ("ay", "mo", "a", "m", "month", "months"),
    Unit.YEAR: ("yıl", "y", "year", "years"),
}
NAMED: Final = {
    "today": ("bugün", "today"),
    "yesterday": ("dün", "yesterday"),
    "tomorrow": ("yarın", "tomorrow"),
    "this_week": ("buhafta", "thisweek"),
    "last_week": ("geçenhafta", "lastweek"),
    "this_month": ("buay", "thismonth"),
    "last_month": ("geçenay", "lastmonth"),
    "this_year": ("buyıl", "thisyear"),
    "last_year": ("geçenyıl", "lastyear"),
}

KEYWORDS: Final = {fold(word): kind for kind, words in (("and", AND), ("or", OR), ("not", NOT)) for word in words} | {
    "|": "or",
    "&": "and",
}
GIVEN: Final = {fold(word): there for there, words in ((False, NOTHING), (True, ANYTHING)) for word in words}
UNIT_OF: Final = {fold(word): unit for unit, words in UNITS.items() for word in words}
NAME_OF: Final = {fold(word): name for name, words in NAMED.items() for word in words}


def printed(words: tuple[str, ...], language: str) -> str:
    """Return the word of a pair that a language prints."""
    return words[0] if language == "tr" else words[1]
