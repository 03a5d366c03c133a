"""Rows that sum up or close a list instead of belonging to it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.reading.looks import filled, is_blank, is_value, shown
from desktop_crm.transfer.types import Cell

TOTAL: Final = N_("a row of totals")
NOTE: Final = N_("a note under the table")
_SUM: Final = (
    r"(?:(?:genel|ara|alt|dip|sayfa|rapor|grand|sub|overall|report)[ -]?)?"
    r"(?:toplam(?:i|lar|lari)?|totals?|totali|totale|totaux|gesamt|summe|sum|yekun)"
)
_TOTAL: Final = re.compile(
    rf"{_SUM}\s*[:.=]?(?:\s*[(\[]?\s*[\d.,]+\s*(?:kayit|adet|satir|siparis|urun|tl|try|₺|rows?|records?|items?)?\s*[)\]]?)?"
)
_UNITS: Final = frozenset({"tl", "try", "₺", "$", "€", "usd", "eur", "gbp", "adet", "kdv", "-"})
_NOTE: Final = re.compile(
    r"\d+ (?:record\(s\)|records?|rows?|kayit|satir|siparis|sonuc)\b.{0,40}"
    r"|seller id ?:.*"
    r"|(?:rapor|olusturma|olusturulma|indirme|yazdirma|cikti|generated|exported|printed|created)\b[^:]{0,30}:.*"
    r"|(?:toplam )?(?:kayit|satir|siparis|musteri|urun) (?:sayisi|adedi) ?:?.*"
    r"|(?:not|note|aciklama|uyari|sayfa|page) ?:? .*|\*.*"
)
_COUNTED: Final = re.compile(r"[\d.,]+ (?:kayit|adet|satir|siparis|urun|musteri|kisi|rows?|records?|items?|orders?)")
_FIRST_LETTERS: Final = frozenset("tTgGaAsSdDrRyYoO")


def is_total(cells: list[Cell], usual: int, *, at_the_end: bool) -> bool:
    """Return whether the row sums up the list; `usual` is how many cells its rows mostly fill.

    Its first word is exactly a word for a sum, and nothing else stands in it but figures and units. A product
    "Toplam Bakım Seti" says more than that, a customer called Toplam has other words beside it.
    """
    first = next((cell for cell in cells if not is_blank(cell)), None)
    if not isinstance(first, str) or first.lstrip()[:1] not in _FIRST_LETTERS or not _says_sum(first):
        return False
    others = [cell for cell in cells if not is_blank(cell)][1:]
    if not all(_is_figure(cell) for cell in others):
        return False
    return len(others) + 1 < usual or at_the_end


def _says_sum(text: str) -> bool:
    return _TOTAL.fullmatch(fold(shown(text))) is not None


def _is_figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    text = fold(shown(cell))
    if text in _UNITS or _COUNTED.fullmatch(text) or _says_sum(cell):
        return True
    return is_value(cell) and "@" not in text


def is_note(cells: list[Cell], usual: int, *, after_blank: bool, at_the_end: bool) -> bool:
    """Return whether the row is a remark of the program that wrote the list, such as `83 record(s) downloaded`."""
    first = next((cell for cell in cells if not is_blank(cell)), None)
    if usual < 3 or not isinstance(first, str) or _more_than_two(cells):
        return False
    if _NOTE.fullmatch(fold(shown(first))):
        return True
    return at_the_end and after_blank and filled(cells) == 1 and not is_value(first)


def _more_than_two(cells: list[Cell]) -> bool:
    found = (cell for cell in cells if not is_blank(cell))
    return next(islice(found, 2, None), None) is not None
