"""Which row of a sheet names the columns, or that none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop_crm.platform.text import fold
from desktop_crm.transfer.reading.looks import filled, is_blank, is_blank_row, is_value, shown
from desktop_crm.transfer.types import Cell

Known = Callable[[str], bool]
_ROWS_TRIED: Final = 30
_ROWS_BELOW: Final = 50
_LONGEST_HEADER: Final = 150
_MOST_WORDS_WANTED: Final = 0.6
_KNOWN_ENOUGH: Final = 0.5
_EACH_ROW_DOWN: Final = 0.15
_FULL_ENOUGH: Final = 0.7
_ANSWER_WORDS: Final = frozenset({"response", "open-ended response", "yanit", "acik uclu yanit", "cevap"})


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may name the columns: its place among the rows, and how well it does (a sum of shares, 0 to 8)."""

    at: int
    score: float
    known: float


def find(rows: Sequence[tuple[int, list[Cell]]], known: Known | None) -> Header | None:
    """Return the row among the first thirty filled ones that names the columns best, None where they hold values.

    A header is words, as wide as what stands below it, each different, above columns of values. `known` tells words
    that are headers in a list we know; they outweigh everything else.
    """
    candidates = list(islice((at for at, (_, cells) in enumerate(rows) if not is_blank_row(cells)), _ROWS_TRIED))
    if not candidates:
        return None
    wide = _usual_width([rows[at][1] for at in candidates])
    best: Header | None = None
    begun = False
    for order, at in enumerate(candidates):
        header = _judge(rows, at, wide, known)
        if header is None:
            # a full row of values is data already: only words we know are taken for a header below it
            begun = begun or filled(rows[at][1]) >= _FULL_ENOUGH * wide
        elif not begun or header.known >= _KNOWN_ENOUGH:
            score = header.score - _EACH_ROW_DOWN * order
            if best is None or score > best.score:
                best = Header(at, score, header.known)
    return best


def _usual_width(rows: list[list[Cell]]) -> int:
    """Return how many cells the fuller rows fill: nine in ten fill no more."""
    widths = sorted(filled(cells) for cells in rows)
    return widths[(len(widths) * 9 - 1) // 10] if len(widths) > 1 else widths[0]


def _judge(rows: Sequence[tuple[int, list[Cell]]], at: int, wide: int, known: Known | None) -> Header | None:
    cells = rows[at][1]
    named = [(place, shown(cell)) for place, cell in enumerate(cells) if not is_blank(cell)]
    count = len(named)
    words = sum(1 for place, text in named if not is_value(cells[place]) and len(text) <= _LONGEST_HEADER) / count
    familiar = sum(1 for _, text in named if known(text)) / count if known else 0.0
    if familiar < _KNOWN_ENOUGH and (words < _MOST_WORDS_WANTED or count * 2 < wide):
        return None
    below = [row for _, row in rows[at + 1 : at + 1 + _ROWS_BELOW] if not is_blank_row(row)]
    above_values, like_below = _against(cells, [place for place, _ in named], below)
    if familiar < _KNOWN_ENOUGH and like_below > count * 0.2:
        return None
    if not familiar and not above_values and _recurs(cells, below):
        return None
    different = len({fold(text) for _, text in named}) / count
    coverage = min(1.0, count / wide)
    return Header(at, 2 * words + 2 * coverage + different + 2 * familiar + above_values / count, familiar)


def _against(cells: list[Cell], places: list[int], below: list[list[Cell]]) -> tuple[int, int]:
    """Return in how many columns words stand above values, and in how many a value stands above values."""
    above_values = like_below = 0
    for place in places:
        column = [row[place] for row in below if place < len(row) and not is_blank(row[place])]
        if column and sum(map(is_value, column)) * 2 > len(column):
            like_below += is_value(cells[place])
            above_values += not is_value(cells[place])
    return above_values, like_below


def _recurs(cells: list[Cell], below: list[list[Cell]]) -> bool:
    """Tell a row of data: one of its cells comes again further down in its column, in another row."""
    own = [shown(cell) for cell in cells]
    for row in below:
        other = [shown(cell) for cell in row]
        if other[: len(own)] != own and any(mine and mine == theirs for mine, theirs in zip(own, other, strict=False)):
            return True
    return False


def is_description(cells: list[Cell], header: list[Cell], below: list[list[Cell]]) -> bool:
    """Return whether the row under a header explains the columns instead of holding data.

    It holds only words, where most columns below hold values: sentences under all headers (TikTok), or the choices of
    questions under some (SurveyMonkey), its key columns blank.
    """
    if not below or any(is_value(cell) for cell in cells if not is_blank(cell)):
        return False
    words = [place for place, cell in enumerate(cells) if not is_blank(cell)]
    named = sum(1 for cell in header if not is_blank(cell))
    contradicted = sum(1 for place in words if _mostly_values(place, below))
    if contradicted >= 2 and len(words) * 2 >= named:
        return True
    keyless = bool(words) and words[0] > 0 and len(below) >= 2 and all(row and is_value(row[0]) for row in below)
    return keyless and (
        any(_unnamed(place, header) for place in words)
        or all(fold(shown(cells[place])) in _ANSWER_WORDS for place in words)
    )


def _mostly_values(place: int, below: list[list[Cell]]) -> bool:
    column = [row[place] for row in below if place < len(row) and not is_blank(row[place])]
    return bool(column) and sum(map(is_value, column)) * 5 >= len(column) * 4


def _unnamed(place: int, header: list[Cell]) -> bool:
    return place >= len(header) or is_blank(header[place])


def unique(headers: list[str]) -> list[str]:
    """Return `headers` with a number behind each repetition: `Delivery Discount (2)`. Case and accents do not count."""
    seen: Counter[str] = Counter()
    taken = {fold(text) for text in headers}
    result: list[str] = []
    for text in headers:
        seen[fold(text)] += 1
        name = text
        while seen[fold(text)] > 1 and (name == text or fold(name) in taken):
            name = f"{text} ({seen[fold(text)]})"
            if fold(name) in taken:
                seen[fold(text)] += 1
        taken.add(fold(name))
        result.append(name)
    return result
