"""Settings of the store: each declared once, with its type and default; kept as rows, so changes can be undone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

from sqlalchemy import Index, Text, select
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
BACKUP_FOLDER: Final = Setting("backup.folder", "", N_("Backups"), N_("Second folder for backups"))

DECLARED: Final[tuple[Setting[Any], ...]] = (SHOP_NAME, ZONE, CURRENCY, REGION, BACKUP_FOLDER)


def value(session: Session, setting: Setting[T]) -> T:
    """Return the value of a setting, its default where none is kept."""
    kept = session.scalar(select(SettingTable.value).where(SettingTable.key == setting.key))
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
