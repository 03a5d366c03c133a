"""Which sign parts the columns of a text file, and whether its quotes are quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

CANDIDATES: Final = (";", "\t", ",", "|")
_SAMPLE: Final = 200_000
_SAMPLE_ROWS: Final = 300
_HINT: Final = re.compile(r"\s*\"?sep=(.)\"?[ \t]*\n", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_COLUMNS_OF_BLANKS: Final = 3
_SHARE_OF_TWO: Final = 0.5
_SHARE_OF_MORE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of a text are parted; `delimiter` is a blank for columns lined up with blanks, `''` for one."""

    delimiter: str
    quoted: bool
    agreeing: int
    """How many of the rows looked at have the same number of columns; 0 where the file itself names the sign."""
    columns: int


def hinted(text: str) -> tuple[str, str]:
    """Return the sign that a first line `sep=;` names and the text after it; `''` and the whole where none does."""
    match = _HINT.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def find(text: str) -> Layout:
    """Return how the columns of `text` (with `\\n` line ends) are parted.

    For each sign the rows are counted that have the same number of cells, quotes respected. Rows that agree on many
    columns win; a decimal comma never does, since it splits only some rows, or leaves the real sign inside cells.
    """
    sample = _whole_lines(text)
    best, best_score = Layout("", quoted=True, agreeing=0, columns=1), 0.0
    for delimiter in CANDIDATES:
        if delimiter in sample:
            layout, score = _judge(sample, delimiter)
            if score > best_score:
                best, best_score = layout, score
    if not best.delimiter:
        return _lined_up(sample) or best
    if best.delimiter == "\t" and _quotes_are_data(sample):
        return Layout("\t", quoted=False, agreeing=best.agreeing, columns=best.columns)
    return best


def _whole_lines(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    return text[: text.rfind("\n", 0, _SAMPLE) + 1] or text[:_SAMPLE]


def _judge(sample: str, delimiter: str) -> tuple[Layout, float]:
    rows = _rows(sample, delimiter)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return Layout(delimiter, quoted=True, agreeing=0, columns=1), 0.0
    columns, agreeing = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1) / item[0], item[0]))
    # shops append columns to some rows; those still agree about the sign
    near = sum(count for width, count in widths.items() if abs(width - columns) <= columns // 10)
    share = near / len(rows)
    if share < (_SHARE_OF_TWO if columns == 2 else _SHARE_OF_MORE):
        return Layout(delimiter, quoted=True, agreeing=0, columns=1), 0.0
    cells = [cell for row in rows for cell in row]
    others = sum(1 for cell in cells if _holds_other(cell, delimiter)) / len(cells)
    torn = sum(1 for cell in cells if cell.count('"') % 2) / len(cells)
    score = share * share * (columns - 1) / columns * (1 - others) * (1 - torn) ** 2
    return Layout(delimiter, quoted=True, agreeing=agreeing, columns=columns), score


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return [line.split(delimiter) for line in sample.split("\n")[:_SAMPLE_ROWS] if line.strip()]
    return rows


def _holds_other(cell: str, delimiter: str) -> bool:
    """Tell a cell that a stronger sign would still part: few numbers and sentences have `;` or a tab inside."""
    if delimiter in ";\t":
        return delimiter == ";" and "\t" in cell
    return ";" in cell or "\t" in cell


def _lined_up(sample: str) -> Layout | None:
    lines = [line.split() for line in sample.split("\n") if line.strip()]
    columns = len(lines[0]) if lines else 0
    if len(lines) < 2 or columns < _COLUMNS_OF_BLANKS or any(len(line) != columns for line in lines):
        return None
    if not all(re.search(r"\s{2}|^\s", line) for line in sample.split("\n") if line.strip()):
        return None
    return Layout(" ", quoted=False, agreeing=len(lines), columns=columns)


def _quotes_are_data(sample: str) -> bool:
    """Tell a tab-separated file in which a quote is only a sign, as marketplaces write them.

    Its lines all have the same number of cells without any regard to quotes, so no cell goes over several lines, and
    some cell begins with a quote that does not end it.
    """
    lines = [line.split("\t") for line in sample.split("\n") if line.strip()]
    if len({len(cells) for cells in lines}) != 1:
        return False
    return any(cell.startswith('"') and not _QUOTED.fullmatch(cell) for cells in lines for cell in cells)
