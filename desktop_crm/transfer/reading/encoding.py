"""Which encoding a text file is written in, decided so that Turkish names come out right."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

import chardet

from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading.signatures import wide_encoding
from desktop_crm.transfer.understanding.decisions import CHOSEN, Decision

_ABOUT: Final = N_("encoding")
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_TURKISH: Final = "windows-1254"
# what chardet may answer, and how we name it; windows-1254 holds all of ISO-8859-9
_GUESSED: Final = {
    "cp1254": _TURKISH,
    "iso8859-9": _TURKISH,
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "cp857": "cp857",
    "mac-turkish": "mac-turkish",
}
_SAMPLE_LINES: Final = 2_000
_WORD: Final = re.compile(r"[^\W\d_]+|\ufffd")
_LETTERS: Final = frozenset("abcçdefgğhıijklmnoöpqrsştuüvwxyzâîûABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZÂÎÛ")


ENCODINGS: Final = ("utf-8", _TURKISH, "windows-1252", "windows-1250", "utf-16-le", "utf-16-be", "cp857")
"""What a person can choose from."""


def decode(data: bytes, chosen: str = "") -> tuple[str, str, Decision]:
    """Return the text in `data`, the name of its encoding, and why it was taken; a `chosen` one is taken as it is.

    Tried in this order: the mark at the start, UTF-16 and UTF-32 by their zero bytes, UTF-8 to the letter, Turkish
    letters that stand where Turkish words have them, and last what chardet says among the encodings in question.
    Bytes that the encoding does not know become U+FFFD.
    """
    if chosen in ENCODINGS:
        return data.decode(chosen, "replace"), chosen, _decision(chosen, CHOSEN)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, encoding, _decision(encoding, N_("the file says so in its first bytes"))
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), wide, _decision(wide, N_("every letter takes as many bytes"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    reason = N_("there are only plain letters") if data.isascii() else N_("every accented letter fits")
    return text, "utf-8", _decision("utf-8", reason)


def _legacy(data: bytes) -> tuple[str, str, Decision]:
    sample = b"\n".join(islice((line for line in data.split(b"\n") if not line.isascii()), _SAMPLE_LINES))
    if _nearly_utf8(sample):
        return data.decode("utf-8", "replace"), "utf-8", _decision("utf-8", N_("nearly every accented letter fits"))
    fitting, odd = _turkish_words(sample.decode("cp1254", "replace"))
    if fitting > 4 * odd:
        because = N_("words with Turkish letters where they belong: {count}")
        return data.decode("cp1254", "replace"), _TURKISH, _decision(_TURKISH, because, count=fitting)
    guess = chardet.detect(sample, include_encodings=list(_GUESSED), compat_names=False)["encoding"] or "cp1254"
    name = _GUESSED.get(guess.lower().replace("_", "-"), guess.lower())
    return data.decode(name, "replace"), name, _decision(name, N_("its words look most natural that way"))


def _nearly_utf8(sample: bytes) -> bool:
    """Tell a UTF-8 file with a few damaged letters, such as one cut off in the middle of a letter."""
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for letter in text if letter > "\x7f") - damaged
    return whole >= 20 * damaged


def _turkish_words(text: str) -> tuple[int, int]:
    """Return how many words with accented letters could be Turkish, and how many could not."""
    fitting = odd = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if not word.isascii():
            natural = _LETTERS.issuperset(word) and (word[1:].islower() or word.isupper() or len(word) == 1)
            fitting += natural
            odd += not natural
    return fitting, odd


def _decision(encoding: str, because: str, **values: object) -> Decision:
    return Decision(_ABOUT, encoding, because, because_args=values)
