"""Changing sales channels."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform.clock import DEFAULT_ZONE
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.shops import queries
from desktop_crm.shops.tables import ShopTable

OWN: Final = "own"
"""The kind of the channels that are no platform."""


class ShopService:
    """The verbs on sales channels."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ensure(self, name: str, kind: str = OWN, currency: str = "TRY", zone: str = DEFAULT_ZONE) -> int:
        """Return the id of the channel called `name`, adding it where it is new. Raises UserError for no name."""
        name = squeeze(name)
        if not name:
            raise UserError(N_("Write a name."), field="name")
        with self._db.write(N_("Add a sales channel")) as session:
            known = queries.by_name(session, name)
            if known is not None:
                return known.id
            row = ShopTable(name=name, name_folded=fold(name), kind=kind, currency=currency, zone=zone)
            session.add(row)
            return row.id

    def ensure_own(self) -> int:
        """Return the id of the shop's own channel, which sheets without a platform's name belong to."""
        with self._db.write(N_("Add a sales channel")) as session:
            own = next((shop for shop in queries.everyone(session) if shop.kind == OWN), None)
            return own.id if own is not None else self.ensure(_("Own shop"), OWN)
