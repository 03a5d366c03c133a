"""Reading the bin."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.bin.types import KINDS, BinKind, Binned
from desktop_crm.platform.columns import all_tables
from desktop_crm.platform.plugs import Ref

_LONGEST: Final = 200


def things(session: Session, kind: str = "", limit: int = 500) -> list[Binned]:
    """Return what is in the bin, of one kind or of all (''), the newest first and at most `limit`."""
    asked = " UNION ALL ".join(_select(one) for one in KINDS if kind in ("", one.kind))
    found = session.connection().exec_driver_sql(f"{asked} ORDER BY at DESC, id DESC LIMIT ?", (limit,))
    return [Binned(Ref(row[0], row[1]), row[2], row[3] or "", row[4]) for row in found]


def _select(one: BinKind) -> str:
    owned = "customer_id" in all_tables().tables[one.table].c
    name = "c.name" if owned else "''"
    joined = "LEFT JOIN customers c ON c.id = t.customer_id" if owned else ""
    return (
        f"SELECT '{one.kind}', t.id AS id, substr(coalesce(t.{one.title}, ''), 1, {_LONGEST}), {name}, "
        f"t.deleted_at AS at FROM {one.table} t {joined} WHERE t.deleted_at IS NOT NULL"
    )
