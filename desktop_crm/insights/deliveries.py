"""How long parcels take, by carrier, and which of them are late now."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.orders.types import OrderStatus

DAY: Final = 86_400_000
FEWEST: Final = 5
"""Delivered parcels of a carrier before its usual time says anything."""
_SLOW: Final = 2
"""A parcel under way for so many times the usual is late."""
LONGEST: Final = 60
"""Days late after which a parcel is taken for one whose end no file told."""
_NAMES: Final = (
    "WITH names AS MATERIALIZED (SELECT carrier, name, fold(name) AS key FROM "
    "(SELECT DISTINCT carrier, trim(coalesce(carrier, '')) AS name FROM packages)) "
)
"""Every spelling of a carrier with the key that is the same for all of its spellings."""
_PARCELS: Final = (
    "names n JOIN packages p ON p.carrier IS n.carrier JOIN orders o ON o.id = p.order_id "
    f"WHERE p.deleted_at IS NULL AND o.deleted_at IS NULL AND o.status <> '{OrderStatus.CANCELLED}' "
    f"AND coalesce(p.status, '') <> '{OrderStatus.CANCELLED}'"
)
_HANDED: Final = "coalesce(p.shipped_at, p.delivered_at)"
_STATE: Final = "coalesce(p.status, o.status)"
_OUT: Final = f"{_STATE} IN ('{OrderStatus.SHIPPED}', '{OrderStatus.DELIVERED}', '{OrderStatus.RETURNED}')"
_TIMES: Final = {
    "to_ship": "p.shipped_at - o.ordered_at",
    "under_way": "p.delivered_at - p.shipped_at",
    "in_all": "p.delivered_at - o.ordered_at",
}


@dataclass(frozen=True, slots=True)
class CarrierTimes:
    """What a carrier's parcels took: medians in days, None where no parcel tells; '' is parcels without a carrier.

    `judged` parcels had a day to be shipped by and tell whether it was kept; `late` of them it was not.
    `delivered` are those whose delivery is known, `on_way` those shipped and not known to have arrived.
    """

    carrier: str
    parcels: int
    delivered: int
    on_way: int
    to_ship: float | None
    under_way: float | None
    in_all: float | None
    judged: int
    late: int

    @property
    def late_share(self) -> float | None:
        """Return the share of late ones among those judged, 0 to 1; None where none was."""
        return self.late / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class LateParcel:
    """A parcel that should be further than it is: instants in UTC ms, `usual` the carrier's median days under way.

    Not shipped by `due_at`, or, where `shipped_at` is given, longer under way than is usual.
    """

    id: int
    order_id: int
    number: str
    shop: str
    customer_id: int | None
    name: str
    carrier: str
    tracking: str
    due_at: int | None
    shipped_at: int | None
    usual: float | None
    since: int


def carriers(session: Session, now: int) -> list[CarrierTimes]:
    """Return what the parcels of each carrier took, those with most parcels first, as of the instant `now` (UTC ms).

    Cancelled orders and parcels are left out. Medians in days: shipped − ordered, delivered − shipped, delivered −
    ordered; a time below zero is a mistake of the file and left out. Late = handed to the carrier after the instant it
    was to be shipped by, or that instant passed and nothing says that it was shipped; a parcel that its shop calls
    shipped without saying when is not judged.
    """
    late = f"{_HANDED} > p.due_at OR {_HANDED} IS NULL AND NOT ({_OUT}) AND p.due_at < ?"
    kept = f"{_HANDED} <= p.due_at"
    found: Any = (
        session.connection()
        .exec_driver_sql(
            f"{_NAMES}SELECT n.key, max(n.name), count(*), sum(p.delivered_at IS NOT NULL), "
            f"sum(p.delivered_at IS NULL AND p.shipped_at IS NOT NULL AND {_STATE} = '{OrderStatus.SHIPPED}'), "
            f"sum(p.due_at IS NOT NULL AND coalesce({kept} OR {late}, 0)), "
            f"sum(p.due_at IS NOT NULL AND coalesce({late}, 0)) FROM {_PARCELS} GROUP BY 1 ORDER BY 3 DESC, 1",
            (now, now),
        )
        .all()
    )
    spans = _spans(session)
    medians = {key: {name: _median(took) for name, took in times.items()} for key, times in spans.items()}
    return [
        CarrierTimes(
            row[1] or "", row[2], row[3], row[4], medians[row[0]]["to_ship"],
            medians[row[0]]["under_way"], medians[row[0]]["in_all"], row[5], row[6],
        )
        for row in found
    ]  # fmt: skip


def late_now(session: Session, now: int, limit: int = 500) -> list[LateParcel]:
    """Return the parcels that are late at the instant `now` (UTC ms), those late for longest first.

    Not shipped though the instant to do so has passed; or under way for more than twice the median of their carrier
    and at least a day longer, where the carrier tells of deliveries (at least `FEWEST`). Those late for more than
    `LONGEST` days are left out: nobody waits for them any more, the files just never said what became of them.
    """
    known = {key: times["under_way"] for key, times in _spans(session).items()}
    usual = {key: _median(spans) for key, spans in known.items() if len(spans) >= FEWEST}
    unsent = f"{_HANDED} IS NULL AND NOT ({_OUT}) AND p.due_at < ?"
    under_way = f"p.delivered_at IS NULL AND p.shipped_at IS NOT NULL AND {_STATE} = '{OrderStatus.SHIPPED}'"
    found: Any = session.connection().exec_driver_sql(
        f"{_NAMES}SELECT p.id, o.id, o.number, (SELECT name FROM shops WHERE id = o.shop_id), c.id, "
        "coalesce(c.name, o.buyer, ''), coalesce(p.carrier, ''), coalesce(p.tracking, ''), p.due_at, p.shipped_at, "
        f"n.key FROM {_PARCELS.replace('WHERE', _BUYER, 1)} AND ({unsent} OR {under_way})",
        (now,),
    )
    late: list[LateParcel] = []
    for row in found:
        due, shipped, time = row[8], row[9], usual.get(row[10])
        if shipped is None:
            late.append(_late(row, None, due))
        elif time is not None:
            since = shipped + round(max(_SLOW * time, time + 1) * DAY)
            if since < now:
                late.append(_late(row, time, since))
    late = [parcel for parcel in late if now - parcel.since <= LONGEST * DAY]
    return sorted(late, key=lambda parcel: (parcel.since, parcel.id))[:limit]


_BUYER: Final = "LEFT JOIN customers c ON c.id = o.customer_id AND c.deleted_at IS NULL WHERE"


def _late(row: Any, usual: float | None, since: int) -> LateParcel:
    return LateParcel(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], usual, since
    )  # fmt: skip


def _spans(session: Session) -> dict[str, dict[str, list[int]]]:
    """Return how long parcels took, in ms, by the key of their carrier and the name of the time.

    The middle of so many numbers is found faster here than by a window of SQLite, which sorts whole rows.
    """
    statement = f"{_NAMES}SELECT n.key, {', '.join(_TIMES.values())} FROM {_PARCELS}"
    found: dict[str, dict[str, list[int]]] = {}
    raw: Any = session.connection().connection.driver_connection
    with closing(raw.execute(statement)) as cursor:
        for key, *spans in cursor:
            times = found.get(key)
            if times is None:
                times = found[key] = {name: [] for name in _TIMES}
            for took, listed in zip(spans, times.values(), strict=True):
                if took is not None and took >= 0:
                    listed.append(took)
    return found


def _median(spans: list[int]) -> float | None:
    """Return the median of times in ms as days, None without any."""
    return median(spans) / DAY if spans else None
