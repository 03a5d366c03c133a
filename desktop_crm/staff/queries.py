"""Reading the people of the shop."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.platform.text import sort_key
from desktop_crm.staff.tables import StaffTable
from desktop_crm.staff.types import Staff


def everyone(session: Session, *, active_only: bool = True) -> list[Staff]:
    """Return the people of the shop in Turkish order of their names."""
    asked = select(StaffTable).where(StaffTable.deleted_at.is_(None))
    if active_only:
        asked = asked.where(StaffTable.active.is_(True))
    people = [Staff(row.id, row.name, row.active) for row in session.scalars(asked)]
    return sorted(people, key=lambda person: (sort_key(person.name), person.id))


def names(session: Session) -> dict[int, str]:
    """Return the name of every person the shop ever had, by id."""
    return {row.id: row.name for row in session.execute(select(StaffTable.id, StaffTable.name))}
