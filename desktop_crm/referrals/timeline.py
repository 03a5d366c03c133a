"""Referrals as lines of the history of both who brought and who came."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry
from desktop_crm.referrals import queries
from desktop_crm.referrals.tables import ReferralTable


def referral_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's referrals before the instant `before` (all where None), newest first."""
    asked = queries.touching(customer_id)
    if before is not None:
        asked = asked.where(ReferralTable.at < before)
    rows = session.scalars(asked.order_by(ReferralTable.at.desc(), ReferralTable.id.desc()).limit(limit)).all()
    names = customers.names(session, [row.referrer_id for row in rows] + [row.customer_id for row in rows])
    return [_entry(row, customer_id, names) for row in rows if row.customer_id != row.referrer_id]


def _entry(row: ReferralTable, customer_id: int, names: dict[int, str]) -> TimelineEntry:
    if row.customer_id == customer_id:
        title = _("Brought by {name}").format(name=names.get(row.referrer_id, ""))
    else:
        title = _("Brought {name}").format(name=names.get(row.customer_id, ""))
    other = row.referrer_id if row.customer_id == customer_id else row.customer_id
    return TimelineEntry(Ref("referral", other), row.at, "referral", title, row.note or "", "violet")
