"""Reading stages: of everybody at once as SQL, of one customer with the way they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.lifecycle import rules
from desktop_crm.lifecycle.tables import StageMarkTable
from desktop_crm.lifecycle.types import Deeds, Limits, Mark, Stage, Standing
from desktop_crm.platform import settings
from desktop_crm.platform.clock import at, local_date
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.settings import Setting
from desktop_crm.platform.text import squeeze

LOST_REASONS: Final = Setting("customers.lost_reasons", "", N_("Customers"), N_("Why we lose customers"))
"""The reasons offered when somebody is lost, one a line. Empty stands for the proposed ones."""
PROPOSED_REASONS: Final = N_(
    "Found it too expensive\nBought from somebody else\nDelivery was late\nNot happy with the product\n"
    "Not happy with our service\nNobody answered them\nDoes not need it any more\nCannot be reached any more\nNot known"
)


def read_reasons(text: str) -> list[str]:
    """Return the reasons written one a line."""
    return list(dict.fromkeys(filter(None, map(squeeze, text.splitlines()))))


def reasons(session: Session) -> list[str]:
    """Return why the shop loses customers, as offered."""
    return read_reasons(settings.value(session, LOST_REASONS) or _(PROPOSED_REASONS))


def limits(session: Session) -> Limits:
    """Return the limits the shop has set."""
    return Limits(
        settings.value(session, settings.LOYAL_ORDERS),
        settings.value(session, settings.AT_RISK_DAYS),
        settings.value(session, settings.LOST_DAYS),
    )


def stages_sql(session: Session, now: int, only: str = "") -> str:
    """Return a SELECT of (customer_id, stage, since, mark_id) of every living customer, worked out at `now` (UTC ms).

    `only` narrows it: SQL over `c`, the customers (`c.id IN (…)`); it holds no values of its own. Days are those of
    the shop's zone by its present offset. The rules are those of `rules.standing`.
    """
    zone = settings.value(session, settings.ZONE)
    bounds, today = limits(session), local_date(now, zone).isoformat()
    moved = at(now, zone).utcoffset()
    offset = int(moved.total_seconds()) if moved is not None else 0
    wanted = f" AND {only}" if only else ""
    among = f" AND o.customer_id IN (SELECT c.id FROM customers c WHERE c.deleted_at IS NULL{wanted})" if only else ""
    created = f"date(c.created_at / 1000 + {offset}, 'unixepoch')"
    done = _DONE.format(
        bought=_bought(among, today),
        wanted=wanted,
        created=created,
        offset=offset,
        counted=_counted(today),
        today=today,
    )
    return told(done, bounds, today)


def told(done: str, bounds: Limits, today: str) -> str:
    """Return a SELECT of (customer_id, stage, since, mark_id) by what `done`, a SELECT, says of customers.

    It yields customer_id; created, newest, before, talked, basket: ISO days of the card, the newest order and the one
    before it, the first talk, the newest basket left; n: how many orders, null for none; of what was said last mark_id,
    said (the stage), said_day, pinned. `today` is an ISO day.
    """
    return _STAGES.format(
        done=done, today=today, loyal=bounds.loyal_orders, at_risk=bounds.at_risk_days, lost=bounds.lost_days
    )


def stages(session: Session, customer_ids: Sequence[int], now: int) -> dict[int, Stage]:
    """Return the stage of each of the given living customers at `now` (UTC ms)."""
    if not customer_ids:
        return {}
    listed = ", ".join(str(int(one)) for one in customer_ids)
    sql = stages_sql(session, now, f"c.id IN ({listed})")
    return {row[0]: Stage(row[1]) for row in session.connection().exec_driver_sql(sql)}


def standing(session: Session, customer_id: int, now: int) -> Standing:
    """Return where one customer stands at `now` (UTC ms)."""
    today = local_date(now, settings.value(session, settings.ZONE))
    return rules.standing(deeds(session, customer_id), marks(session, customer_id), limits(session), today)


def path(session: Session, customer_id: int, now: int) -> list[rules.Passage]:
    """Return the stages one customer came through, oldest first, up to `now` (UTC ms)."""
    today = local_date(now, settings.value(session, settings.ZONE))
    return rules.path(deeds(session, customer_id), marks(session, customer_id), limits(session), today)


def deeds(session: Session, customer_id: int) -> Deeds:
    """Return what one customer did, by days of the shop's zone."""
    zone = settings.value(session, settings.ZONE)
    asked = session.connection().exec_driver_sql
    created = asked("SELECT created_at FROM customers WHERE id = ?", (customer_id,)).scalar() or 0
    day = local_date(int(created), zone)
    talk = asked(
        "SELECT min(at) FROM interactions WHERE customer_id = ? AND deleted_at IS NULL", (customer_id,)
    ).scalar()
    orders: list[date] = []
    baskets: list[date] = []
    for local, cancelled, count in asked(
        "SELECT local_date, status = 'cancelled', count(*) FROM orders WHERE customer_id = ? AND deleted_at IS NULL "
        "GROUP BY 1, 2", (customer_id,),
    ):  # fmt: skip
        ordered = date.fromisoformat(local) if local else day
        (baskets if cancelled else orders).extend([ordered] * count)
    return Deeds(
        day,
        local_date(int(talk), zone) if talk is not None else None,
        tuple(sorted(baskets)),
        tuple(sorted(orders)),
    )


def marks(session: Session, customer_id: int) -> list[Mark]:
    """Return what was said by hand of a customer's stage, oldest first."""
    asked = (
        select(StageMarkTable)
        .where(StageMarkTable.customer_id == customer_id, StageMarkTable.deleted_at.is_(None))
        .order_by(StageMarkTable.at, StageMarkTable.id)
    )
    return [mark_of(row) for row in session.scalars(asked)]


def moments(session: Session, customer_id: int) -> dict[date, int]:
    """Return the last instant (UTC ms) of each local day on which a customer ordered or first talked with the shop."""
    zone = settings.value(session, settings.ZONE)
    asked = session.connection().exec_driver_sql
    talk = asked(
        "SELECT min(at) FROM interactions WHERE customer_id = ? AND deleted_at IS NULL", (customer_id,)
    ).scalar()
    found = {} if talk is None else {local_date(int(talk), zone): int(talk)}
    ordered = asked(
        "SELECT local_date, max(ordered_at) FROM orders WHERE customer_id = ? AND deleted_at IS NULL "
        "AND local_date IS NOT NULL AND ordered_at IS NOT NULL GROUP BY local_date", (customer_id,),
    )  # fmt: skip
    for day, moment in ordered:
        found[date.fromisoformat(day)] = int(moment)
    return found


def mark_of(row: StageMarkTable) -> Mark:
    """Return a row as a Mark."""
    return Mark(
        row.id, Stage(row.stage) if row.stage else None, date.fromisoformat(row.day), row.at, row.pinned,
        row.reason or "", row.note or "", row.staff_id,
    )  # fmt: skip


def _counted(today: str) -> str:
    """Return which orders count: those that were not cancelled, up to today."""
    return f"o.deleted_at IS NULL AND o.status <> 'cancelled' AND coalesce(o.local_date, '') <= '{today}'"


def _bought(among: str, today: str) -> str:
    return (
        "SELECT o.customer_id, count(*) AS n, max(o.local_date) AS newest, sum(o.local_date IS NULL) AS undated "
        f"FROM orders o WHERE {_counted(today)} AND o.customer_id IS NOT NULL{among} GROUP BY o.customer_id"
    )


_STAGES: Final = """
SELECT customer_id,
    CASE WHEN said IS NOT NULL AND (pinned OR since <= said_day) THEN said ELSE seen END AS stage,
    CASE WHEN said IS NOT NULL AND (pinned OR since <= said_day) THEN said_day ELSE since
        END AS since,
    CASE WHEN said IS NOT NULL AND (pinned OR since <= said_day) THEN mark_id END AS mark_id
FROM (
    SELECT *, CASE seen
        WHEN 'new' THEN created WHEN 'interested' THEN talked WHEN 'basket' THEN basket
        WHEN 'lost' THEN date(newest, '+{lost} days') WHEN 'at_risk' THEN date(newest, '+{at_risk} days')
        ELSE newest END AS since
    FROM (
        SELECT *, CASE
            WHEN n IS NULL THEN CASE WHEN basket <= '{today}' THEN 'basket' WHEN talked <= '{today}' THEN 'interested'
                ELSE 'new' END
            WHEN julianday('{today}') - julianday(newest) >= {lost} THEN 'lost'
            WHEN julianday('{today}') - julianday(newest) >= {at_risk} THEN 'at_risk'
            WHEN n = 1 THEN 'first'
            WHEN (said = 'lost' AND said_day < newest AND said_day >= before)
                OR julianday(newest) - julianday(before) >= {lost} THEN 'won_back'
            WHEN n >= {loyal} THEN 'loyal'
            ELSE 'repeat' END AS seen
        FROM ({done})))
"""

_DONE: Final = """
            SELECT c.id AS customer_id, {created} AS created, b.n AS n,
                CASE WHEN b.undated THEN max({created}, coalesce(b.newest, '')) ELSE b.newest END AS newest,
                CASE WHEN b.n > 1 THEN (SELECT coalesce(o.local_date, {created}) FROM orders o
                    WHERE o.customer_id = c.id AND {counted}
                    ORDER BY coalesce(o.local_date, {created}) DESC LIMIT 1 OFFSET 1) END AS before,
                CASE WHEN b.n IS NULL THEN (SELECT max(coalesce(o.local_date, {created})) FROM orders o
                    WHERE o.customer_id = c.id AND o.deleted_at IS NULL AND o.status = 'cancelled'
                    AND coalesce(o.local_date, '') <= '{today}') END AS basket,
                CASE WHEN b.n IS NULL THEN (SELECT date(min(i.at) / 1000 + {offset}, 'unixepoch') FROM interactions i
                    WHERE i.customer_id = c.id AND i.deleted_at IS NULL) END AS talked,
                m.id AS mark_id, m.stage AS said, m.day AS said_day, m.pinned AS pinned
            FROM customers c
            LEFT JOIN ({bought}) b ON b.customer_id = c.id
            LEFT JOIN stage_marks m ON m.id = (SELECT s.id FROM stage_marks s WHERE s.customer_id = c.id
                AND s.deleted_at IS NULL ORDER BY s.at DESC, s.id DESC LIMIT 1)
            WHERE c.deleted_at IS NULL{wanted}
"""
