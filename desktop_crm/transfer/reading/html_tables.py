"""HTML tables, which many shop panels send under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze
from desktop_crm.transfer.reading import encoding
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.types import Cell, Sheet

_CHARSET: Final = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
_BLIND: Final = frozenset({"script", "style", "title", "head"})
_MOST_SPAN: Final = 1_000
_MOST_TABLES: Final = 200


def read(path: Path) -> list[Sheet]:
    """Return each table of the HTML file at `path` as a sheet of texts, outer tables before those inside them.

    A merged cell stands in its first place, the others are blank. Raises FileRefused where there is no table.
    """
    data = path.read_bytes()
    text, name = _text(data)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    sheets = [Sheet("", rows, encoding=name) for rows in parser.tables if rows]
    if not sheets:
        raise FileRefused(N_("{file} is a web page without a table."), file=shown_name(path))
    return sheets


def _text(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        name = "windows-1254" if name in ("iso-8859-9", "latin5") else name
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass  # what the page says of itself is wrong; its bytes decide
    text, name, _ = encoding.decode(data)
    return text, name


class _Grid:
    """One table while its cells come in; holds the places that cells of earlier rows reach down into."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, list[Cell]]] = []
        self.cells: list[Cell] | None = None
        self.words: list[str] | None = None
        self.number = 0
        self._span = (1, 1)
        self._below: dict[int, int] = {}

    def open_row(self) -> None:
        self.close_row()
        self.number += 1
        self.cells = []

    def open_cell(self, across: int, down: int) -> None:
        self.close_cell()
        if self.cells is None:
            self.open_row()
        self.words = []
        self._span = (across, down)

    def close_cell(self) -> None:
        if self.words is None or self.cells is None:
            return
        self._skip_reached()
        lines = (squeeze(line) for line in "".join(self.words).split("\n"))
        text = "\n".join(line for line in lines if line)
        across, down = self._span
        for place in range(len(self.cells), len(self.cells) + across):
            if down > 1:
                self._below[place] = down
        self.cells += [text or None, *[None] * (across - 1)]
        self.words = None

    def close_row(self) -> None:
        self.close_cell()
        if self.cells is None:
            return
        self._skip_reached()
        if any(cell is not None for cell in self.cells):
            self.rows.append((self.number, self.cells))
        self._below = {place: left - 1 for place, left in self._below.items() if left > 1}
        self.cells = None

    def _skip_reached(self) -> None:
        while self.cells is not None and len(self.cells) in self._below:
            self.cells.append(None)


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[tuple[int, list[Cell]]]] = []
        self._open: list[_Grid] = []
        self._blind = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLIND:
            self._blind += 1
        if tag == "table" and len(self.tables) < _MOST_TABLES:
            grid = _Grid()
            self._open.append(grid)
            self.tables.append(grid.rows)
        elif self._open:
            self._inside(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLIND:
            self._blind = max(0, self._blind - 1)
        elif self._open and tag in ("td", "th"):
            self._open[-1].close_cell()
        elif self._open and tag == "tr":
            self._open[-1].close_row()
        elif self._open and tag == "table":
            self._open.pop().close_row()

    def handle_data(self, data: str) -> None:
        if self._open and not self._blind and self._open[-1].words is not None:
            self._open[-1].words.append(" ".join(data.split("\n")))

    def close(self) -> None:
        super().close()
        while self._open:
            self._open.pop().close_row()

    def _inside(self, tag: str, attributes: dict[str, str | None]) -> None:
        grid = self._open[-1]
        if tag == "body":
            self._blind = 0
        if tag == "tr":
            grid.open_row()
        elif tag in ("td", "th"):
            grid.open_cell(_span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        elif tag in ("br", "p", "div") and grid.words is not None:
            grid.words.append("\n")


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.strip().isdecimal() else 1
