"""What came of one file, read back from its decided staging file in the language in use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop_crm.fields.types import CustomField, FieldKind
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.transfer.scope import NEW, UPDATED, Scope
from desktop_crm.transfer.staged import ENTITIES
from desktop_crm.transfer.types import ColumnSeen, FileReport, Original, Problem, Reason, RowCounts, ThingCounts
from desktop_crm.transfer.understanding.fields import OWN, Field, vocabulary

FROM_THE_BIN: Final = N_("from the bin")
_NAMED: Final = 5
_THINGS: Final = {entity.staged: entity.things for entity in ENTITIES} | {"consents": "consents"}


def file_report(scope: Scope, source: Path) -> FileReport:
    """Return the report of the file `source` whose staging file `scope` has decided."""
    return FileReport(
        file=source.name, kind=scope.meta("kind"), profile=scope.meta("profile"), encoding=scope.meta("encoding"),
        sheet=scope.meta("sheet"), rows=_rows(scope), things=_things(scope), errors=_problems(scope),
        reasons=_reasons(scope) + _returning(scope), columns=_columns(scope), originals=_originals(scope),
        sheets=json.loads(scope.meta("sheets") or "[]"), header_row=int(scope.meta("header_row") or 0),
        delimiter=scope.meta("delimiter"), currency=scope.meta("currency"), shop=scope.meta("shop"),
        taught=int(scope.meta("taught")) if scope.meta("taught") else None, taught_name=scope.meta("taught_name"),
        own={id_: field.title for id_, field in _known(scope).items() if id_.startswith(OWN)},
    )  # fmt: skip


def _rows(scope: Scope) -> RowCounts:
    outcomes = dict(scope.sql("SELECT outcome, count(*) FROM {T}.rows GROUP BY outcome").fetchall())
    changed = " UNION ".join(
        f"SELECT t.row FROM {{T}}.row_things t JOIN {{T}}.{staged} s ON s.key = t.key "
        f"WHERE t.entity = '{staged}' AND s._fate IN ('{NEW}', '{UPDATED}')"
        for staged in _THINGS
    )
    taken = scope.sql(f"SELECT count(*) FROM {{T}}.rows WHERE outcome = 'good' AND row IN ({changed})").fetchone()[0]
    good = outcomes.get("good", 0)
    skipped, refused = outcomes.get("skipped", 0), outcomes.get("refused", 0)
    return RowCounts(good + skipped + refused, taken, good - taken, skipped, refused)


def _things(scope: Scope) -> dict[str, ThingCounts]:
    counted: dict[str, ThingCounts] = {}
    for staged, things in _THINGS.items():
        found = dict(scope.sql(f"SELECT _fate, count(*) FROM {{T}}.{staged} GROUP BY _fate").fetchall())
        if found:
            created, updated = found.pop(NEW, 0), found.pop(UPDATED, 0)
            counted[things] = ThingCounts(created, updated, sum(found.values()))
    return counted


def _problems(scope: Scope) -> list[Problem]:
    rows = scope.sql('SELECT row, "column", value, message, args, taken FROM {T}.problems ORDER BY row, id')
    return [
        Problem(row, column or "", value or "", _said(message, args), bool(taken))
        for row, column, value, message, args, taken in rows.fetchall()
    ]


def _reasons(scope: Scope) -> list[Reason]:
    rows = scope.sql("SELECT about, decided, decided_args, because, because_args FROM {T}.reasons ORDER BY id")
    return [
        Reason(_(about), _said(decided, decided_args), _said(because, because_args), about)
        for about, decided, decided_args, because, because_args in rows.fetchall()
    ]


def _returning(scope: Scope) -> list[Reason]:
    """Say who comes back from the bin, the first few by name."""
    rows = scope.sql(
        "SELECT c.name FROM {T}.coming_back b JOIN {S}.customers c ON c.id = b.customer ORDER BY c.name_folded, c.id"
    ).fetchall()
    if not rows:
        return []
    names = ", ".join(name for (name,) in rows[:_NAMED]) + (" …" if len(rows) > _NAMED else "")
    decided = counted("{count} card comes back", "{count} cards come back", len(rows))
    because = _("they are in the bin and have a new order: {names}").format(names=names)
    return [Reason(_(FROM_THE_BIN), decided, because, FROM_THE_BIN)]


def _columns(scope: Scope) -> list[ColumnSeen]:
    rows = scope.sql(
        "SELECT header, target, sample, understood, understood_args, samples, because, code FROM {T}.columns "
        "ORDER BY position"
    )
    known = _known(scope)
    return [
        ColumnSeen(
            header, known[target].title if target in known else "", sample, _said(words, args), target,
            tuple(json.loads(samples)), _(because) if because else "", code,
        )
        for header, target, sample, words, args, samples, because, code in rows.fetchall()
    ]  # fmt: skip


def _known(scope: Scope) -> Mapping[str, Field]:
    """Return all fields, with those of the shop's own as the store has them."""
    rows = scope.sql("SELECT id, name, kind FROM {S}.custom_fields WHERE deleted_at IS NULL ORDER BY position, id")
    return vocabulary(CustomField(id_, name, FieldKind(kind), (), "", 0) for id_, name, kind in rows.fetchall())


def _originals(scope: Scope) -> list[Original]:
    rows = scope.sql("SELECT row, cells FROM {T}.originals ORDER BY row")
    return [Original(row, json.loads(cells)) for row, cells in rows.fetchall()]


def _said(message: str, args: str) -> str:
    """Return a kept message in the language in use; its values may be message ids themselves."""
    values = {name: _(value) if isinstance(value, str) and value else value for name, value in json.loads(args).items()}
    return _(message).format(**values) if values else _(message)
