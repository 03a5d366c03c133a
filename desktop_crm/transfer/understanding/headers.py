"""Headers compared whatever their casing, signs, units or damage."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from desktop_crm.platform.text import fold, squeeze

_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-zçğıöşü])(?=[A-ZÇĞİÖŞÜ])")
_DAMAGE: Final = re.compile(r"[?\ufffd]+(?=\w)|(?<=\w)[?\ufffd]+")
_ONE, _FEW = "\ue000", "\ue001"
"""Stand for one lost letter, and for a run of them (one letter of two bytes, or two letters)."""
_UNITS: Final = frozenset({"tl", "try", "usd", "eur", "euro", "gbp", "utc", "adet"})
_READ_AS_1252: Final = re.compile("[ÃÄÅ][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]")
_READ_AS_LATIN: Final = str.maketrans("ÝýÞþÐð", "İıŞşĞğ")
_LATIN_DAMAGE: Final = re.compile("[ÝýÞþÐð]")


def mended(text: str) -> str:
    """Return `text` with Turkish letters put back that were lost by reading it in a wrong encoding."""
    if _READ_AS_1252.search(text):
        try:
            return _bytes_of_1252(text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text
    return text.translate(_READ_AS_LATIN) if _LATIN_DAMAGE.search(text) else text


def _bytes_of_1252(text: str) -> bytes:
    """Return the bytes behind `text`; the five that windows-1252 leaves undefined stand for themselves."""
    return b"".join(bytes([ord(sign)]) if sign in "\x81\x8d\x8f\x90\x9d" else sign.encode("cp1252") for sign in text)


def key(header: str) -> str:
    """Return the folded words of a header; a header without any word is its own key."""
    text = squeeze(mended(header))
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split()) or text


def bare_key(header: str) -> str:
    """Return the key of a header without what stands in brackets and without a unit at the end."""
    text = _BRACKETS.sub(" ", squeeze(mended(header)))
    words = _NOT_WORD.sub(" ", fold(_CAMEL.sub(" ", text))).split()
    while len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    return " ".join(words) or key(header)


def damaged_pattern(header: str) -> re.Pattern[str] | None:
    """Return what the key of a header with lost letters (`Sipari? Numaras?`) must look like, or None if whole."""
    text = squeeze(header)
    if not _DAMAGE.search(text):
        return None
    marked = _DAMAGE.sub(lambda lost: _ONE if len(lost[0]) == 1 else _FEW, text)
    words = "".join(sign if sign.isalnum() or sign in (_ONE, _FEW) else " " for sign in fold(marked)).split()
    return re.compile(" ".join(re.escape(word).replace(_ONE, ".").replace(_FEW, ".{1,2}") for word in words))


def find(header: str, known: Collection[str]) -> str | None:
    """Return which of the `known` keys a header is, exactly, without its brackets, or by what is left of it."""
    for candidate in (key(header), bare_key(header)):
        if candidate in known:
            return candidate
    pattern = damaged_pattern(header)
    if pattern is None:
        return None
    hits = [candidate for candidate in known if pattern.fullmatch(candidate)]
    return hits[0] if len(hits) == 1 else None
