"""Finding the one table in a file: its sheet, its header, and which rows are no data."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_, _
from desktop_crm.transfer.choices import NO_TITLES
from desktop_crm.transfer.reading import footers, header
from desktop_crm.transfer.reading.bounds import column_letters
from desktop_crm.transfer.reading.header import Header, Known
from desktop_crm.transfer.reading.kept import KeptRows
from desktop_crm.transfer.reading.looks import filled, is_blank, is_blank_row, shown
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.types import Cell, Sheet
from desktop_crm.transfer.understanding.decisions import CHOSEN, Decision

TITLE: Final = N_("a title above the table")
BLANK: Final = N_("a blank row")
DESCRIPTION: Final = N_("a description of the columns")
HEADER_AGAIN: Final = N_("the column titles once more")
_NO_TABLE: Final = N_("{file} has no filled cell.")
_SHEET: Final = N_("sheet")
_HEADER: Final = N_("column titles")
_ROWS_SAMPLED: Final = 200
_MARK: Final = '"ImportId"'
_QUESTION_MARK: Final = '"QID'

_Rows = Sequence[tuple[int, list[Cell]]]


@dataclass(frozen=True, slots=True)
class _Found:
    sheet: Sheet
    header: Header | None
    weight: float


def find_table(sheets: list[Sheet], *, known: Known | None = None, file: str = "", header_row: int = 0) -> Table:
    """Return the table of a file: of several sheets the one with the most columns that are titled and filled.

    `header_row` is the row of the titles where somebody chose it, as Excel numbers it, or NO_TITLES.

    `known` tells whether a title is one of a list we know; without it the shape alone decides. `file` is the name that
    the message uses. Raises FileRefused where no sheet holds anything.
    """
    found = [_weigh(sheet, known) for sheet in sheets if any(not is_blank_row(cells) for _row, cells in sheet.rows)]
    if not found:
        raise FileRefused(_NO_TABLE, file=file or _("The file"))
    best = max(found, key=lambda one: one.weight)
    decisions = _sheet_decision(best, len(found))
    if header_row == NO_TITLES:
        return _without_header(best.sheet, decisions, CHOSEN)
    at = _place_of(header_row, best.sheet.rows) if header_row else None
    if at is not None:
        return _with_header(best.sheet, Header(at, 0, 0), decisions, CHOSEN)
    if best.header is None:
        return _without_header(best.sheet, decisions)
    return _with_header(best.sheet, best.header, decisions)


def _place_of(number: int, rows: _Rows) -> int | None:
    return next((at for at, (row, _cells) in enumerate(rows) if row == number), None)


def _weigh(sheet: Sheet, known: Known | None) -> _Found:
    head = header.find(sheet.rows, known)
    body = sheet.rows[head.at + 1 :] if head else sheet.rows
    rows = sum(1 for _row, cells in body[:_ROWS_SAMPLED] if not is_blank_row(cells))
    rows += max(0, len(body) - _ROWS_SAMPLED)
    columns = filled(sheet.rows[head.at][1]) if head else _usual(body)
    weight = columns * math.log2(rows + 1) * (1 + 3 * head.known if head else 0.5)
    return _Found(sheet, head, weight)


def _sheet_decision(best: _Found, sheets: int) -> list[Decision]:
    if sheets < 2:
        return []
    because = N_("it has the largest table of all sheets that hold anything ({count})")
    return [Decision(_SHEET, best.sheet.name, because, because_args={"count": sheets})]


def _with_header(sheet: Sheet, head: Header, decisions: list[Decision], chosen: str = "") -> Table:
    number, titles = sheet.rows[head.at]
    skipped = [(row, TITLE if filled(cells) else BLANK) for row, cells in sheet.rows[: head.at]]
    body = sheet.rows[head.at + 1 :]
    under = _description(body, titles)
    if under is not None:
        skipped += [(row, BLANK) for row, _cells in body[:under]]
        skipped.append((body[under][0], DESCRIPTION))
        titles, further = _both(titles, body[under][1], body[under + 1 : under + 2])
        skipped += [(row, DESCRIPTION) for row, _cells in body[under + 1 : under + 1 + further]]
        body = body[under + 1 + further :]
    rows, more = _sorted_out(body, titles)
    skipped += more
    because = N_("row {row} names what stands below it") if skipped else N_("the first row names what stands below it")
    decisions.append(
        Decision(
            _HEADER, N_("row {row}"), chosen or because, decided_args={"row": number}, because_args={"row": number}
        )
    )
    return _table(sheet, titles, number, rows, skipped, decisions)


def _without_header(sheet: Sheet, decisions: list[Decision], chosen: str = "") -> Table:
    rows, skipped = _sorted_out(sheet.rows, [])
    decisions.append(Decision(_HEADER, N_("none"), chosen or N_("the file begins with values")))
    return _table(sheet, [], 0, rows, skipped, decisions)


def _table(
    sheet: Sheet,
    titles: list[Cell],
    number: int,
    rows: _Rows,
    skipped: list[tuple[int, str]],
    decisions: list[Decision],
) -> Table:
    width = _width(titles, rows)
    originals = [shown(cell) for cell in titles[:width]]
    originals += [""] * (width - len(originals))
    kept = _columns(originals, rows)
    originals = [originals[place] for place in kept]
    if isinstance(rows, KeptRows):
        rows = rows.shaped(kept, width)
    elif len(kept) < width:
        rows = [
            (row, [cells[place] if place < len(cells) else None for place in kept] + cells[width:])
            for row, cells in rows
        ]
    headers = header.unique([text or column_letters(place + 1) for text, place in zip(originals, kept, strict=True)])
    if not isinstance(rows, KeptRows):
        for _row, cells in rows:
            if len(cells) < len(headers):
                cells.extend([None] * (len(headers) - len(cells)))
    return Table(
        sheet.name,
        sheet.encoding,
        headers,
        originals,
        number,
        rows,
        skipped,
        decisions,
        headerless=not number,
        delimiter=sheet.delimiter,
    )


def _width(titles: list[Cell], rows: _Rows) -> int:
    """Return up to which column the table has a title, or without any title up to which it has a value."""
    named = max((place + 1 for place, cell in enumerate(titles) if not is_blank(cell)), default=0)
    return named or max((len(cells) for _row, cells in rows), default=0)


def _columns(originals: list[str], rows: _Rows) -> list[int]:
    """Return the places of the columns that have a title or any value."""
    unnamed = {place for place, text in enumerate(originals) if not text}
    for _row, cells in rows:
        if not unnamed:
            break
        unnamed = {place for place in unnamed if place >= len(cells) or is_blank(cells[place])}
    return [place for place in range(len(originals)) if place not in unnamed]


def _description(body: _Rows, titles: list[Cell]) -> int | None:
    """Return the place of the row under the header that explains the columns, if there is one."""
    first = next((at for at, (_row, cells) in enumerate(body) if filled(cells)), None)
    if first is None or first > 1:
        return None
    if any(_MARK in shown(cell) for _row, cells in body[first + 1 : first + 2] for cell in cells):
        return first
    below = [cells for _row, cells in body[first + 1 : first + 51] if filled(cells)]
    return first if header.is_description(body[first][1], titles, below) else None


def _both(titles: list[Cell], words: list[Cell], third: _Rows) -> tuple[list[Cell], int]:
    """Return what two header rows call the columns together, and how many more rows belong to the header.

    A third row of marks (Qualtrics) tells which columns ask something: those are called by the words of the second.
    """
    marks = third[0][1] if len(third) else []
    if not any(_MARK in shown(cell) for cell in marks):
        return _joined(titles, words), 0
    asked = [_QUESTION_MARK in shown(cell) for cell in marks]
    return [
        words[place] if place < len(asked) and asked[place] and place < len(words) else title
        for place, title in enumerate(titles)
    ], 1


def _joined(titles: list[Cell], choices: list[Cell]) -> list[Cell]:
    """Give the choices of a question (second header row) to the columns that its title spans."""
    joined: list[Cell] = []
    question = ""
    for place in range(max(len(titles), len(choices))):
        title = titles[place] if place < len(titles) else None
        choice = shown(choices[place]) if place < len(choices) else ""
        question = shown(title) or question
        spans = is_blank(title) or (place + 1 < len(titles) and is_blank(titles[place + 1]))
        joined.append(f"{question}: {choice}" if choice and spans else title)
    return joined


def _sorted_out(body: _Rows, titles: list[Cell]) -> tuple[_Rows, list[tuple[int, str]]]:
    """Part the rows under the header into data and the rest with its reasons, both in their order."""
    data = array("Q")
    skipped: list[tuple[int, str]] = []
    usual = _usual(body)
    end = _end_of_data(body, usual)
    after_blank = False
    for at, (number, cells) in enumerate(body):
        if is_blank_row(cells):
            skipped.append((number, BLANK))
            after_blank = True
            continue
        why = _why_not(cells, titles, usual, after_blank=after_blank, at_the_end=at >= end)
        after_blank = False
        if why:
            skipped.append((number, why))
        else:
            data.append(at)
    return body.only(data) if isinstance(body, KeptRows) else [body[at] for at in data], skipped


def _why_not(cells: list[Cell], titles: list[Cell], usual: int, *, after_blank: bool, at_the_end: bool) -> str:
    if titles and cells[0] == titles[0] and _same(cells, titles):
        return HEADER_AGAIN
    if footers.is_total(cells, usual, at_the_end=at_the_end):
        return footers.TOTAL
    if footers.is_note(cells, usual, after_blank=after_blank, at_the_end=at_the_end):
        return footers.NOTE
    return ""


def _same(cells: list[Cell], titles: list[Cell]) -> bool:
    mine, theirs = [shown(cell) for cell in cells], [shown(cell) for cell in titles]
    width = max(len(mine), len(theirs))
    return mine + [""] * (width - len(mine)) == theirs + [""] * (width - len(theirs))


def _end_of_data(body: _Rows, usual: int) -> int:
    """Return from which place on there are only totals, notes and blank rows."""
    end = len(body)
    while end and not _is_data(body[end - 1][1], usual, after_blank=end > 1 and not filled(body[end - 2][1])):
        end -= 1
    return end


def _is_data(cells: list[Cell], usual: int, *, after_blank: bool) -> bool:
    return bool(filled(cells)) and not (
        footers.is_total(cells, usual, at_the_end=True)
        or footers.is_note(cells, usual, after_blank=after_blank, at_the_end=True)
    )


def _usual(rows: _Rows) -> int:
    """Return how many cells a row mostly fills: the middle of the first two hundred filled rows."""
    widths = sorted(width for width in (filled(cells) for _row, cells in rows[:_ROWS_SAMPLED]) if width)
    return widths[len(widths) // 2] if widths else 0
