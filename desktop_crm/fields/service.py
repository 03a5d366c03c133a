"""Defining the shop's own fields: each verb is one step that can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.fields.tables import CustomFieldTable
from desktop_crm.fields.types import FieldKind, NewField
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze

MOST: Final = 100
"""More fields than this nobody fills in."""
_LONGEST: Final = 60


class FieldService:
    """The verbs on the shop's own fields."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def define(self, new: NewField) -> int:
        """Add a field at the end; returns its id. Raises UserError naming what cannot be taken."""
        with self._db.write(N_("Add field {name}"), name=new.name) as session:
            living = CustomFieldTable.deleted_at.is_(None)
            if (session.scalar(select(func.count()).where(living)) or 0) >= MOST:
                raise UserError(N_("There are {most} fields already."), field="name", most=MOST)
            last = session.scalar(select(func.max(CustomFieldTable.position)).where(living))
            row = CustomFieldTable(position=0 if last is None else last + 1, kind=new.kind.value)
            _fill(session, row, new)
            session.add(row)
            return row.id

    def change(self, field_id: int, new: NewField) -> None:
        """Call a field something else, or offer other choices; what stands on cards stays.

        Raises NotFound, UserError, also for another kind: what was filled in would not fit it.
        """
        with self._db.write(N_("Change field {name}"), name=new.name) as session:
            row = _living(session, field_id)
            if row.kind != new.kind.value:
                raise UserError(N_("The kind of a field cannot change. Add another field."), field="kind")
            _fill(session, row, new)

    def order(self, field_ids: Sequence[int]) -> None:
        """Let the fields stand on cards in this order. Raises NotFound."""
        with self._db.write(N_("Order the fields")) as session:
            for position, field_id in enumerate(field_ids):
                _living(session, field_id).position = position

    def delete(self, field_id: int) -> None:
        """Take a field off all cards; an undo brings it back with everything that stood in it. Raises NotFound."""
        with self._db.read() as session:
            name = _living(session, field_id).name
        with self._db.write(N_("Delete field {name}"), name=name) as session:
            _living(session, field_id).deleted_at = self._db.clock.now()


def _fill(session: Session, row: CustomFieldTable, new: NewField) -> None:
    name = squeeze(new.name)
    if not name or len(name) > _LONGEST:
        raise UserError(N_("A name has 1 to {most} letters."), field="name", most=_LONGEST)
    same = select(CustomFieldTable.id).where(
        CustomFieldTable.folded == fold(name), CustomFieldTable.deleted_at.is_(None), CustomFieldTable.id != row.id
    )
    with session.no_autoflush:
        if session.scalar(same) is not None:
            raise UserError(N_("There is a field called {name} already."), field="name", name=name)
    choices = {fold(choice): squeeze(choice) for choice in reversed(new.choices) if choice.strip()}
    if new.kind is FieldKind.CHOICE and not choices:
        raise UserError(N_("Write what can be chosen, one a line."), field="choices")
    row.name, row.folded, row.card_kind = name, fold(name), new.card_kind or None
    listed = [*reversed(choices.values())]
    row.choices = json.dumps(listed, ensure_ascii=False) if new.kind is FieldKind.CHOICE else None


def _living(session: Session, field_id: int) -> CustomFieldTable:
    row = session.get(CustomFieldTable, field_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This field is not there any more."))
    return row
