"""Changing sales channels."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform import settings
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
        """Return the id of the shop's own channel, which sheets without a platform's name belong to: the oldest one.

        Where there is none, one is added with the currency and zone of the store.
        """
        with self._db.write(N_("Add a sales channel")) as session:
            own = min((shop.id for shop in queries.everyone(session) if shop.kind == OWN), default=None)
            if own is not None:
                return own
            currency, zone = settings.value(session, settings.CURRENCY), settings.value(session, settings.ZONE)
            return self.ensure(_("Own shop"), OWN, currency, zone)
