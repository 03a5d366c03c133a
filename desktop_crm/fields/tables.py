"""The shop's own fields as rows: what they are, and a row for each that is filled in on a card."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import LIVING, Base, Business, part_of, refers_to


class CustomFieldTable(Business, Base):
    """A field the shop defined. `choices` are a JSON list of words; a deleted field keeps its values for an undo."""

    __tablename__ = "custom_fields"
    name: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[str | None] = mapped_column(Text)
    card_kind: Mapped[str | None]
    position: Mapped[int]
    __table_args__ = (Index("ix_custom_fields_folded", "folded", unique=True, sqlite_where=LIVING),)


class CustomValueTable(Business, Base):
    """What stands in a field on one card; `number` is the same in millionths where it is a number."""

    __tablename__ = "custom_values"
    customer_id: Mapped[int] = part_of("customers")
    field_id: Mapped[int] = refers_to("custom_fields")
    text: Mapped[str] = mapped_column(Text, info={"personal": True})
    folded: Mapped[str] = mapped_column(Text, info={"personal": True})
    number: Mapped[int | None]
    __table_args__ = (
        Index("ix_custom_values_pair", "customer_id", "field_id", unique=True, sqlite_where=LIVING),
        Index("ix_custom_values_field_folded", "field_id", "folded"),
    )
