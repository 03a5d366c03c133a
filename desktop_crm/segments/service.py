"""Keeping views and layouts: saving a view is a step that can be undone, moving a column is not."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.segments import queries
from desktop_crm.segments.tables import ListLayoutTable, SavedViewTable
from desktop_crm.segments.types import CUSTOMERS, ColumnPlace, Layout, NewView, SavedView

LONGEST_NAME: Final = 60


class ViewService:
    """The verbs on saved views and list layouts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, new: NewView) -> int:
        """Keep a view of the list of customers; returns its id.

        Raises UserError for a blank, long or taken name.
        """
        with self._db.write(N_("Save view {name}"), name=new.name) as session:
            row = SavedViewTable(list=CUSTOMERS, key=None, hidden=False, staff_id=new.staff_id)
            self._fill(session, row, new.name, new.query, new.layout)
            session.add(row)
            return row.id

    def change(self, view: SavedView, new: NewView) -> int:
        """Give a view another name, filter, layout or owner; returns its id. Raises UserError, NotFound."""
        with self._db.write(N_("Change view {name}"), name=new.name) as session:
            row = self._row(session, view)
            row.staff_id = new.staff_id
            self._fill(session, row, new.name, new.query, new.layout)
            session.add(row)
            return row.id

    def delete(self, view: SavedView) -> None:
        """Take a view away; one that the program offers can be had back by undo. Raises NotFound."""
        with self._db.write(N_("Delete view {name}"), name=queries.shown_name(view)) as session:
            row = self._row(session, view)
            if view.key:
                row.hidden = True
                session.add(row)
            else:
                session.delete(row)

    def keep_layout(self, staff_id: int | None, layout: Layout) -> None:
        """Keep how a person left the list of customers; no step of the journal."""
        with self._db.write(N_("Keep columns")) as session:
            row = session.get(ListLayoutTable, (CUSTOMERS, staff_id or 0))
            if row is None:
                row = ListLayoutTable(list=CUSTOMERS, staff_id=staff_id or 0)
                session.add(row)
            row.columns, row.sort, row.descending = _kept(layout.columns), layout.sort or None, layout.descending

    def _row(self, session: Session, view: SavedView) -> SavedViewTable:
        """Return the row of a view; a new one for a view that the program offers."""
        if view.id is None:
            name = queries.shown_name(view)
            row = SavedViewTable(list=CUSTOMERS, key=view.key, name=name, query=view.query, hidden=False)
            row.columns, row.sort, row.descending = None, view.layout.sort or None, view.layout.descending
            return row
        row = session.get(SavedViewTable, view.id)
        if row is None or row.deleted_at is not None:
            raise NotFound(N_("This view is not there any more."))
        return row

    def _fill(self, session: Session, row: SavedViewTable, name: str, query: str, layout: Layout) -> None:
        shown = squeeze(name)
        if not shown:
            raise UserError(N_("Write a name."), field="name")
        if len(shown) > LONGEST_NAME:
            raise UserError(N_("A name has at most {count} letters."), field="name", count=LONGEST_NAME)
        with session.no_autoflush:
            taken = queries.views(session, row.staff_id)
        if any(fold(queries.shown_name(view)) == fold(shown) and not _same(view, row) for view in taken):
            raise UserError(N_("There is a view called {name} already."), field="name", name=shown)
        row.name, row.query = shown, squeeze(query)
        row.columns = _kept(layout.columns) if layout.columns else None
        row.sort, row.descending = layout.sort or None, layout.descending


def _kept(columns: tuple[ColumnPlace, ...]) -> str:
    return json.dumps([[column.key, column.width] for column in columns])


def _same(view: SavedView, row: SavedViewTable) -> bool:
    return (bool(view.key) and view.key == row.key) or (view.id is not None and view.id == row.id)
