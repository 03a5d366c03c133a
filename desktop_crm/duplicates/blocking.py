"""The keys by which people who may be one are brought together, so that never everybody is compared with everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

_VOWELS: Final = re.compile("[aeiou]")
_DOUBLED: Final = re.compile(r"(.)\1+")
_LOCAL: Final = 6


def contact_keys(phones: Iterable[str], emails: Iterable[str], tax_number: str) -> list[str]:
    """Return the keys of what identifies a person: numbers, e-mails, the part of an e-mail before the @."""
    keys = list(phones)
    for email in emails:
        keys.append(email)
        local = email.partition("@")[0]
        if len(local) >= _LOCAL:
            keys.append(local)
    if tax_number:
        keys.append(f"#{tax_number}")
    return keys


def name_keys(words: Sequence[str], cities: Iterable[str]) -> list[str]:
    """Return the keys of how a person is called: whatever the order, by consonants, and by one word in one town.

    One word alone is no key: too many people share it.
    """
    if len(words) < 2:
        return []
    first, last = words[0], words[-1]
    keys = [name_key(words), "~" + " ".join(sorted(map(_bones, words)))]
    if len(words) > 2:
        keys.append(name_key((first, last)))
    for city in cities:
        keys += (f"{first}|{last[-2:]}|{city}", f"{first[0]}|{last}|{city}")
    return keys


def name_key(words: Iterable[str]) -> str:
    """Return the key that people of one name share, whatever the order of its words."""
    return " ".join(sorted(words))


@lru_cache(maxsize=50_000)
def _bones(word: str) -> str:
    """Return the first letter and the consonants of a word, each once where doubled."""
    return word[:1] + _VOWELS.sub("", _DOUBLED.sub(r"\1", word[1:]))
