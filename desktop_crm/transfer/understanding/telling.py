"""Writes into the staging file how a table was understood, for the preview and the report."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.understanding import headers, mapping
from desktop_crm.transfer.understanding.cells import as_stood
from desktop_crm.transfer.understanding.fields import NEVER_TAKEN
from desktop_crm.transfer.understanding.layout import Understood
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet
from desktop_crm.transfer.understanding.sink import Sink, as_json

_LOOKED_AT: Final = 200
_SAMPLES: Final = 3
_LONGEST: Final = 80


def write_understanding(table: Table, sheet: Sheet, found: Understood, fates: Fates, sink: Sink) -> None:
    """Write the decisions taken, and for each column what it was taken for and why."""
    for decision in sheet.decisions:
        sink.add(
            "reasons", decision.about, decision.decided, as_json(decision.decided_args), decision.because,
            as_json(decision.because_args),
        )  # fmt: skip
    rows = fates.taken()[:_LOOKED_AT] or range(min(len(table.rows), _LOOKED_AT))  # all refused: what do they hold?
    for column in sheet.columns:
        taken = column.target not in NEVER_TAKEN
        understood = sheet.understood.get(column.position)
        hidden = column.target == "secret" or mapping.is_secret(column.header)
        samples = [] if hidden else _samples(table, rows, column.position)
        words = understood.decided if understood else (sheet.fields[column.target].label if taken else N_("left out"))
        sink.add(
            "columns", column.position, column.header, column.target if taken else "", samples[0] if samples else "",
            words, as_json(understood.decided_args) if understood else "{}", as_json(samples),
            found.why.get(column.position, ""), sheet.codes.get(column.position, ""),
        )  # fmt: skip


def _samples(table: Table, rows: Sequence[int], position: int) -> list[str]:
    """Return the first few different values of a column, shortened where they are long."""
    shown: dict[str, None] = {}
    for index in rows:
        cells = table.rows[index][1]
        text = as_stood(cells[position]).strip() if position < len(cells) else ""
        if text:
            shown.setdefault(text[:_LONGEST])
            if len(shown) == _SAMPLES:
                break
    return list(shown)


def write_meta(
    connection: sqlite.Connection, table: Table, sheet: Sheet, found: Understood, sheets: Sequence[str]
) -> None:
    """Write what the file as a whole was taken for."""
    profile = sheet.profile
    values = {
        "kind": profile.kind,
        "profile": profile.id,
        "shop": profile.shop,
        "channel": profile.channel,
        "zone": profile.zone,
        "currency": sheet.currency,
        "totals": sheet.totals,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": as_json(sheets),
        "header_row": str(table.header_row),
        "taught": "" if found.taught is None else str(found.taught.id),
        "taught_name": "" if found.taught is None else found.taught.name,
        "fingerprint": sha256("\n".join(fold(name) for name in table.headers).encode()).hexdigest()[:16],
        "headers": as_json(table.headers),
        "keys": as_json([headers.key(name) for name in table.headers]),
    }
    connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(values.items()))
