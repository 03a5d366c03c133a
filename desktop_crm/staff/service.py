"""Changing the people of the shop."""

from __future__ import annotations

from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze
from desktop_crm.staff.tables import StaffTable


class StaffService:
    """The verbs on the people of the shop."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, name: str) -> int:
        """Add a person of the shop; returns the id. Raises UserError for a blank name."""
        with self._db.write(N_("Add a person of the shop")) as session:
            row = StaffTable(name=_name(name), active=True)
            session.add(row)
            return row.id

    def rename(self, staff_id: int, name: str) -> None:
        """Give a person of the shop another name. Raises UserError for a blank one, NotFound."""
        with self._db.write(N_("Rename a person of the shop")) as session:
            row = session.get(StaffTable, staff_id)
            if row is None:
                raise NotFound(N_("This person is not in the list any more."))
            row.name = _name(name)

    def set_active(self, staff_id: int, *, active: bool) -> None:
        """Take a person who left out of the lists, or back in. Raises NotFound."""
        with self._db.write(N_("Change who works here")) as session:
            row = session.get(StaffTable, staff_id)
            if row is None:
                raise NotFound(N_("This person is not in the list any more."))
            row.active = active


def _name(text: str) -> str:
    name = squeeze(text)
    if not name:
        raise UserError(N_("Write a name."), field="name")
    return name
