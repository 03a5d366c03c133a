"""Reading sales channels."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.platform.text import fold, sort_key
from desktop_crm.shops.tables import ShopTable
from desktop_crm.shops.types import Shop


def everyone(session: Session) -> list[Shop]:
    """Return all sales channels in Turkish order of their names."""
    rows = session.scalars(select(ShopTable).where(ShopTable.deleted_at.is_(None)))
    return sorted((_shop(row) for row in rows), key=lambda shop: (sort_key(shop.name), shop.id))


def by_name(session: Session, name: str) -> Shop | None:
    """Return the sales channel called `name` in any casing, None where there is none."""
    row = session.scalar(select(ShopTable).where(ShopTable.name_folded == fold(name), ShopTable.deleted_at.is_(None)))
    return None if row is None else _shop(row)


def _shop(row: ShopTable) -> Shop:
    return Shop(row.id, row.name, row.kind, row.currency, row.zone)
