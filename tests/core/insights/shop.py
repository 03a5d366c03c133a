"""A small shop with everything in it that can be asked about, and what plain Python knows of its customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.consents.rules import only_by_marketplace, reach
from desktop_crm.consents.service import ConsentService
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, CustomerKind, NewCustomer
from desktop_crm.fields import queries as fields
from desktop_crm.fields.types import FieldKind as OwnKind
from desktop_crm.fields.types import NewField
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.insights.customer_fields import CustomerFacts
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.lifecycle import queries as lifecycle
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import NewLine, NewOrder, OrderStatus
from desktop_crm.staff import queries as staff
from desktop_crm.surveys.types import NewAnswer
from tests.clock import NOON, FakeClock

DAY = 86_400_000
TODAY = date(2026, 11, 21)

PEOPLE = (
    NewCustomer(name="Şükrü İnce", phones=("0532 990 04 11", "0212 555 10 10"), tags=("VIP",),
                addresses=(Address(city="İzmir", district="Karşıyaka"), Address(city="Ankara")),
                note="kapıyı çalmayın"),
    NewCustomer(name="Ayşe Yıldırım", emails=("ayse@example.com",), tags=("VIP", "Toptan"), birthday="1988-11-24",
                gender="female", addresses=(Address(city="IZMIR"),)),
    NewCustomer(name="Şükran Ak", birthday="--11-21", addresses=(Address(city="Iğdır", district="Merkez"),)),
    NewCustomer(company="Kuru Kahveci", phones=("0532 111 22 33",), tax_number="1234567890", tags=("Toptan",)),
    NewCustomer(name="Can Er", kind=CustomerKind.COMPANY, company="Er Tekstil", note="iade istedi, kapıyı çalmayın"),
    NewCustomer(name="Işıl Çağ", emails=("isil@example.com", "b@example.com"), phones=("+49 30 123456",),
                addresses=(Address(city="Kars Merkez"),)),
    NewCustomer(name="Ali Veli"),
    NewCustomer(name="Zeynep Su", tags=("yok",), birthday="2001-03-01"),
)  # fmt: skip


def fill(app: App, clock: FakeClock) -> list[int]:
    """Put the shop's people and what they did into a store; returns their ids."""
    owner = app.staff.add("Emre Ay")
    ids: list[int] = []
    for place, new in enumerate(PEOPLE):
        clock.set(TODAY - timedelta(days=40 * place))
        ids.append(app.customers.add(new))
    clock.set(TODAY)

    def order(who: int, days: int, price: str, currency: str = "TRY", shop: str = "Instagram") -> int:
        lines = (NewLine("Çini fincan" if days % 2 else "Atkı", Decimal(1), Decimal(price)),)
        return app.orders.take(NewOrder(ids[who], shop, lines, currency, ordered_at=NOON - days * DAY))

    order(0, 5, "100.50")
    order(0, 200, "30", "EUR")
    order(1, 91, "1500")
    order(1, 90, "12.345", "KWD", "Trendyol")
    order(2, 0, "700", "JPY")
    order(3, 400, "99.99")
    for days in (1, 2, 3):
        app.interactions.log(
            NewInteraction(ids[days % 2], Channel.PHONE, Direction.IN, "merhaba", at=NOON - days * 30 * DAY)
        )
    app.followups.plan(NewFollowUp("ara", TODAY - timedelta(days=1), customer_id=ids[0]))
    app.followups.plan(NewFollowUp("yaz", TODAY + timedelta(days=3), customer_id=ids[1]))
    app.followups.complete(app.followups.plan(NewFollowUp("bitti", TODAY, customer_id=ids[2])))
    for who, score, days in ((0, 9, 3), (0, 4, 1), (1, 10, 0)):
        app.surveys.record(NewAnswer(ids[who], "nps", score, answered_at=NOON - days * DAY))
    book = ConsentService(app.db)
    book.record(ids[0], "sms", granted=True)
    book.record(ids[1], "sms", granted=False)
    book.record(ids[1], "email", granted=True)
    app.customers.edit(
        ids[6], NewCustomer(name="Ali Veli", birthday="1996-02-29", owner_id=owner, heard_from="Instagram")
    )
    _tell_more(app, ids)
    gone = app.customers.add(NewCustomer(name="Şükrü Silinen", tags=("VIP",)))
    app.customers.delete([gone])
    return ids


OWN = (
    NewField("Ayak no", OwnKind.NUMBER), NewField("Yıldönümü", OwnKind.DAY), NewField("Hediye sever", OwnKind.YES_NO),
    NewField("Boy", OwnKind.CHOICE, ("S", "M", "XL")), NewField("Site", OwnKind.LINK), NewField('"en>boy" ölçü'),
    NewField("not"),
)  # fmt: skip
"""Fields of the shop's own: one of each kind, one that no query could name bare, one called like another field."""


def _tell_more(app: App, ids: list[int]) -> None:
    """Add stages, points and the shop's own fields, one of which is deleted again."""
    app.lifecycle.mark([ids[4]], NewMark(Stage.LOST, reason="Delivery was late"))
    app.lifecycle.mark([ids[5]], NewMark(Stage.LOYAL, pinned=True))
    for who, points in ((0, 700), (0, -600), (1, 1500), (2, 40)):
        app.loyalty.give(ids[who], points, "kampanya") if points > 0 else app.loyalty.use(ids[who], -points, "indirim")
    number, day, gift, size, site, odd, note = [app.fields.define(new) for new in OWN]
    gone = app.fields.define(NewField("Eski"))
    for who, values in (
        (0, {number: "38", day: "2026-11-20", gift: "1", size: "XL", odd: "3 ölçü"}),
        (1, {number: "38.5", gift: "0", site: "https://example.com/çini", note: "şık", gone: "x"}),
        (3, {number: "-0.25", day: "2025-03-01", size: "M", odd: "İkinci ölçü", note: "yok"}),
    ):  # fmt: skip
        app.customers.edit(ids[who], replace(PEOPLE[who], custom=values))
    app.fields.delete(gone)


def facts(session: Session, ids: list[int]) -> list[CustomerFacts]:
    """Return what plain Python reads about customers from what each feature keeps, without any figure."""
    names, own = staff.names(session), fields.values(session, ids)
    stages = lifecycle.stages(session, ids, NOON)
    return [
        replace(
            _facts(session, one, names), stage=stages[one], points=_points(session, one),
            own=tuple(own.get(one, {}).items()),
            level=loyalty.account(session, one, customers.card(session, one).loyalty_level).level,
        )
        for one in ids
    ]  # fmt: skip


def _points(session: Session, customer_id: int) -> int | None:
    entries = [one.points for one in loyalty.entries(session, customer_id)]
    return sum(entries) if entries else None


def _facts(session: Session, customer_id: int, names: dict[int, str]) -> CustomerFacts:
    from desktop_crm.followups.tables import FollowUpTable
    from desktop_crm.interactions.tables import InteractionTable
    from desktop_crm.surveys.tables import AnswerTable

    card = customers.card(session, customer_id)
    kept = [one for one in orders.of_customer(session, customer_id) if one.status is not OrderStatus.CANCELLED]
    days = sorted(one.local_date for one in kept if one.local_date)
    totals: dict[str, int] = {}
    for one in kept:
        totals[one.currency] = totals.get(one.currency, 0) + one.total - one.refunded
    talks = [row.at for row in session.query(InteractionTable).filter_by(customer_id=customer_id, deleted_at=None)]
    due = [
        row.due_date for row in session.query(FollowUpTable).filter_by(customer_id=customer_id, deleted_at=None)
        if row.state == "open"
    ]  # fmt: skip
    scores = sorted(
        (row.answered_at, row.id, row.score)
        for row in session.query(AnswerTable).filter_by(customer_id=customer_id, kind="nps", deleted_at=None)
        if row.score is not None
    )
    states = consents.states(session, [customer_id]).get(customer_id, {})
    marks = lifecycle.marks(session, customer_id)
    found = reach(card.phones, card.emails, states)
    ways = tuple(one.channel for one in found if one.cannot is None)
    return CustomerFacts(
        reach=("market",) if only_by_marketplace(card.emails, found) else ways, heard_from=card.heard_from,
        why_lost=marks[-1].reason if marks and marks[-1].stage is Stage.LOST else "",
        id=customer_id, kind=card.kind, name=card.name, company=card.company, note=card.note, gender=card.gender,
        source=card.source, owner=names.get(card.owner_id or 0, ""), birthday=card.birthday or None,
        created_at=card.created_at, phones=tuple(one.number for one in card.phones),
        emails=tuple(one.address for one in card.emails),
        cities=tuple(one.city for one in card.addresses if one.city),
        districts=tuple(one.district for one in card.addresses if one.district), tags=card.tags,
        shops=tuple(one.shop for one in kept), products=tuple(line.name for one in kept for line in one.lines),
        orders=len(kept), revenue=max(((total, code) for code, total in totals.items()), default=None),
        first_order=days[0] if days else None, last_order=days[-1] if days else None, talks=len(talks),
        last_talk=max(talks, default=None), next_due=min(due, default=None), score=scores[-1][2] if scores else None,
        consents=tuple(states.items()),
    )  # fmt: skip
