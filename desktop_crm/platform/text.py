"""Folding and ordering of text: the one place that knows İ, I, ı and i."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FOLD: Final = str.maketrans("İIıŞşĞğÜüÖöÇçÂâÎîÛû", "iiissgguuooccaaiiuu")
_COMBINING: Final = re.compile("[\u0300-\u036f]+")
_WORD: Final = re.compile(r"[^\W_]+")
_ALPHABET: Final = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_TURKISH_LOWER: Final = str.maketrans("Iİ", "ıi")
_TURKISH_UPPER: Final = str.maketrans("ıi", "Iİ")
_ORDER: Final = {ord(letter): chr(0x41 + place) for place, letter in enumerate(_ALPHABET)}
_ORDER_KEPT: Final = frozenset(_ALPHABET)


def fold(text: str) -> str:
    """Return `text` as it is searched and compared: no case, no accents, İ I ı i all `i`.

    Idempotent; letters of other scripts are only case-folded. Length may change (ß becomes ss).
    """
    if text.isascii():
        return text.lower()
    plain = text.translate(_FOLD)
    if plain.isascii():
        return plain.lower()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", plain)).casefold().translate(_FOLD)


def folded_words(text: str) -> list[str]:
    """Return the folded words of `text` (letters and digits) in the order they stand."""
    return _WORD.findall(fold(text))


def squeeze(text: str) -> str:
    """Return `text` in composed form with runs of white space as one blank and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sort_key(text: str) -> str:
    """Return a key whose binary order is the Turkish alphabetical order (c ç d, ı i, o ö, s ş, u ü).

    Letters with foreign accents sort as their base letter; digits and signs come before letters.
    """
    lowered = unicodedata.normalize("NFC", text).translate(_TURKISH_LOWER).lower()
    plain = "".join(_base(letter) for letter in lowered)
    return plain.translate(_ORDER)


def _base(letter: str) -> str:
    if letter in _ORDER_KEPT or not letter.isalpha():
        return letter if letter < "A" or letter.isalpha() or letter > "\x7f" else " "
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base in _ORDER_KEPT else letter


def upper_tr(text: str) -> str:
    """Return `text` in capitals as Turkish writes them: i becomes İ."""
    return text.translate(_TURKISH_UPPER).upper()


def lower_tr(text: str) -> str:
    """Return `text` in small letters as Turkish writes them: I becomes ı."""
    return text.translate(_TURKISH_LOWER).lower()


def digits(text: str) -> str:
    """Return the decimal digits of `text`, as ASCII, in order."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdecimal())


def initials(name: str) -> str:
    """Return one or two capitals for an avatar; `?` where the name has no letter."""
    words = [word for word in name.split() if word[:1].isalnum()]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(upper_tr(word[0]) for word in picked) or "?"
