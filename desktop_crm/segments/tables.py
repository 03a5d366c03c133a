"""Saved views, and how each person left a list, as rows."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import Base, BigInt, Business, refers_to


class SavedViewTable(Business, Base):
    """A filter of a list under a name, with its columns and order; `staff_id` is null where it is everybody's.

    `key` names the view the program offers from the start that this row stands for; `hidden` takes it away.
    """

    __tablename__ = "saved_views"
    list: Mapped[str]
    key: Mapped[str | None]
    name: Mapped[str]
    query: Mapped[str] = mapped_column(Text)
    columns: Mapped[str | None] = mapped_column(Text)
    sort: Mapped[str | None]
    descending: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int | None] = refers_to("staff")
    hidden: Mapped[bool] = mapped_column(default=False)


class ListLayoutTable(Base):
    """The columns and the order a person left a list with; person 0 is whoever works without having said who.

    Kept outside the journal: a column that was made wider is nothing that anybody would undo.
    """

    __tablename__ = "list_layouts"
    list: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    columns: Mapped[str] = mapped_column(Text)
    sort: Mapped[str | None]
    descending: Mapped[bool] = mapped_column(default=False)
    __table_args__ = ({"sqlite_with_rowid": False},)
