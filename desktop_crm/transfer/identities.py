"""The numbers and places by which stores' files know a customer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.shops.tables import ShopTable
from desktop_crm.transfer.tables import SourceRecordTable

_ID = "id:"


@dataclass(frozen=True, slots=True)
class Identity:
    """A number a sales channel calls somebody by."""

    shop: str
    number: str


def of_customer(session: Session, customer_id: int) -> list[Identity]:
    """Return the numbers by which sales channels know a customer, by channel."""
    asked = (
        select(ShopTable.name, SourceRecordTable.key)
        .join(ShopTable, ShopTable.id == SourceRecordTable.shop_id)
        .where(
            SourceRecordTable.entity == "identity",
            SourceRecordTable.entity_id == customer_id,
            SourceRecordTable.deleted_at.is_(None),
            SourceRecordTable.key.startswith(_ID),
        )
        .order_by(ShopTable.name_folded, SourceRecordTable.key)
    )
    return [Identity(shop, key.removeprefix(_ID)) for shop, key in session.execute(asked)]
