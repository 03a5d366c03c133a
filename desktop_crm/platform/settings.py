"""Settings of the store: each declared once, with its type and default; kept as rows, so changes can be undone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

from sqlalchemy import Index, Text, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop_crm.platform.clock import DEFAULT_ZONE
from desktop_crm.platform.columns import Base, Business
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_

T = TypeVar("T")


class SettingTable(Business, Base):
    """One setting that is not at its default."""

    __tablename__ = "settings"
    key: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    __table_args__ = (Index("ix_settings_key", "key", unique=True),)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A declared setting; `group` and `label` are message ids for the settings page, `choices` its values if few."""

    key: str
    default: T
    group: str
    label: str
    choices: tuple[T, ...] = ()


SHOP_NAME: Final = Setting("shop.name", "", N_("Shop"), N_("Shop name"))
ZONE: Final = Setting("shop.zone", DEFAULT_ZONE, N_("Shop"), N_("Time zone"))
CURRENCY: Final = Setting("shop.currency", "TRY", N_("Shop"), N_("Currency"), ("TRY", "EUR", "USD", "GBP"))
REGION: Final = Setting("shop.region", "TR", N_("Shop"), N_("Country"))
DEMO: Final = Setting("demo", default=False, group=N_("Shop"), label=N_("Demo shop"))
"""True in a store that holds the demo shop: the window shows a banner to leave it."""
BACKUP_FOLDER: Final = Setting("backup.folder", "", N_("Backups"), N_("Second folder for backups"))
LOYAL_ORDERS: Final = Setting(
    "customers.loyal_orders", 4, N_("Customers"), N_("Loyal from how many orders on"), (2, 3, 4, 5, 6, 8, 10)
)
AT_RISK_DAYS: Final = Setting(
    "customers.at_risk_days", 120, N_("Customers"), N_("Might leave after how many days without an order"),
    (30, 45, 60, 90, 120, 150, 180, 270),
)  # fmt: skip
LOST_DAYS: Final = Setting(
    "customers.lost_days", 365, N_("Customers"), N_("Lost after how many days without an order"),
    (90, 120, 180, 270, 365, 545, 730),
)  # fmt: skip

DECLARED: Final[tuple[Setting[Any], ...]] = (
    SHOP_NAME, ZONE, CURRENCY, REGION, BACKUP_FOLDER, LOYAL_ORDERS, AT_RISK_DAYS, LOST_DAYS,
)  # fmt: skip


_KEPT: Final = select(SettingTable.value).where(SettingTable.key == bindparam("key"))


def value(session: Session, setting: Setting[T]) -> T:
    """Return the value of a setting, its default where none is kept."""
    kept = session.scalar(_KEPT, {"key": setting.key})
    return setting.default if kept is None else cast("T", json.loads(kept))


def put(db: Database, setting: Setting[T], new: T) -> None:
    """Keep a new value of a setting, as one step."""
    with db.write(N_("Change setting")) as session:
        row = session.scalar(select(SettingTable).where(SettingTable.key == setting.key))
        text = json.dumps(new, ensure_ascii=False)
        if row is None:
            session.add(SettingTable(key=setting.key, value=text))
        else:
            row.value = text
