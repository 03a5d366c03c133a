"""What spreadsheets do not hold: who was talked to about what, what is to be done, and how happy people are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Final

from desktop_crm.demo.dice import Weighted
from desktop_crm.demo.people import LIST, SHOPIFY, Person
from desktop_crm.demo.sales import CANCELLED, RETURNED, SHIPPED, Sale
from desktop_crm.demo.sheets.shopify import PREFIX
from desktop_crm.demo.verbs import DemoClock, Verbs, ms
from desktop_crm.demo.words import book
from desktop_crm.demo.world import World
from desktop_crm.followups.rules import usual_reminders
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.platform.text import fold
from desktop_crm.surveys.types import NewAnswer

_TALKS_A_CUSTOMER: Final = 0.42
"""Talks, most of them a question and an answer."""
_ANSWERS_A_SALE: Final = 0.15
_SCORES: Final = Weighted(tuple(range(11)), (1, 1, 1, 1, 3, 5, 8, 19, 42, 62, 68))
_LOW: Final = Weighted(tuple(range(11)), (4, 3, 4, 6, 7, 9, 8, 6, 4, 2, 1))
_MODEST, _HAPPY = 7, 9
_VIPS: Final = 24


@dataclass(frozen=True, slots=True)
class Told:
    """How much was told."""

    conversations: int
    followups: int
    answers: int


class Story:
    """Tells the life of a world to an open store through its verbs, inside one writing step of the caller."""

    def __init__(self, app: Verbs, clock: DemoClock, world: World, now: datetime, ids: dict[str, int]) -> None:
        self._app, self._clock, self._now = app, clock, now
        self._world, self._dice, self._ids = world, world.dice, ids
        self._book = book("talk")
        self._staff = {name: app.staff.add(name) for name in ("Elif", "Emre")}
        self._extras = [sale for sale in world.sales if sale.person.orders is None]

    def tell(self) -> Told:
        """Tell everything; returns how much it was."""
        self._tag()
        talks = self._said() + self._talks()
        for at, new in sorted(talks, key=lambda talk: talk[0]):
            self._clock.set(at)
            self._app.interactions.log(new)
        plans = self._planned() + self._plans()
        answers = self._answers()
        self._clock.set(self._now)
        return Told(len(talks), plans, answers)

    def _id(self, name: str) -> int | None:
        return self._ids.get(fold(name))

    def _someone(self) -> int:
        return self._staff["Elif" if self._dice.chance(0.6) else "Emre"]

    def _tag(self) -> None:
        spent: dict[str, int] = {}
        for sale in self._world.sales:
            spent[sale.person.name] = spent.get(sale.person.name, 0) + int(sale.subtotal)
        best = sorted(spent, key=lambda name: (-spent[name], name))[:_VIPS]
        marked: dict[str, list[str]] = {"VIP": best}
        for person in self._world.people:
            extra = ["Instagram"] if person.orders is None and self._dice.chance(0.06) else []
            for tag in (*person.tags, *extra):
                marked.setdefault(tag, []).append(person.name)
        for tag, names in marked.items():
            found = [self._id(name) for name in dict.fromkeys(names)]
            self._app.customers.tag([row_id for row_id in found if row_id is not None], tag)

    def _said(self) -> list[tuple[datetime, NewInteraction]]:
        talks: list[tuple[datetime, NewInteraction]] = []
        for entry in self._book["said"]:
            customer = self._id(entry["customer"])
            if customer is not None:
                at = self._now - timedelta(hours=entry["ago"], minutes=len(entry["text"]) % 50)
                outgoing = entry["direction"] == Direction.OUT
                talks.append((at, NewInteraction(
                    customer, Channel(entry["channel"]), Direction(entry["direction"]), entry["text"], at=ms(at),
                    reason=entry["reason"], mood=entry.get("mood", ""), minutes=entry.get("minutes"),
                    staff_id=self._staff["Elif"] if outgoing else None,
                )))  # fmt: skip
        return talks

    def _talks(self) -> list[tuple[datetime, NewInteraction]]:
        topics: list[dict[str, Any]] = self._book["topic"]
        table = Weighted(topics, [topic["weight"] for topic in topics])
        shares: dict[str, int] = self._book["channels"]
        channels = Weighted(tuple(shares), tuple(shares.values()))
        count = int(len(self._world.people) * _TALKS_A_CUSTOMER)
        talks: list[tuple[datetime, NewInteraction]] = []
        for _ in range(count if self._extras else 0):
            sale = self._dice.pick(self._extras)
            talks += self._talk(sale, self._dice.draw(table), Channel(self._dice.draw(channels)))
        return talks

    def _talk(self, sale: Sale, topic: dict[str, Any], channel: Channel) -> list[tuple[datetime, NewInteraction]]:
        dice, customer = self._dice, self._id(sale.person.name)
        at = _waking(sale.at + timedelta(hours=dice.between(2, 130), minutes=dice.between(0, 59)))
        answered = _waking(at + timedelta(minutes=dice.between(4, 900)))
        if channel is Channel.MARKETPLACE and sale.channel == SHOPIFY:
            channel = Channel.WHATSAPP
        if customer is None or answered >= self._now:
            return []
        asked = NewInteraction(
            customer, channel, Direction.IN, _filled(dice.pick(topic["in"]), sale), at=ms(at), reason=topic["reason"],
            mood=dice.pick(topic["mood"]), minutes=dice.between(1, 9) if channel is Channel.PHONE else None,
            staff_id=self._someone() if channel is Channel.PHONE else None,
        )  # fmt: skip
        reply = NewInteraction(
            customer, channel, Direction.OUT, _filled(dice.pick(topic["out"]), sale), at=ms(answered),
            reason=topic["reason"], staff_id=self._someone(),
        )  # fmt: skip
        return [(answered, reply)] if dice.chance(0.12) else [(at, asked), (answered, reply)]

    def _planned(self) -> int:
        count = 0
        for entry in self._book["followup"]:
            customer = self._id(entry["customer"])
            if customer is None:
                continue
            count += 1
            wall = time.fromisoformat(entry["time"]) if "time" in entry else None
            due = self._world.today + timedelta(days=entry["day"])
            self._plan(NewFollowUp(
                title=entry["title"], due_date=due, customer_id=customer, due_time=wall, note=entry.get("note", ""),
                channel=entry["channel"], owner_id=self._staff[entry["owner"]],
            ), before=3, done=entry.get("done", False))  # fmt: skip
        return count

    def _plans(self) -> int:
        plans: dict[str, int] = self._book["plans"]
        scale = len(self._world.people) / 1200
        spans = {
            "overdue": (-6, -1), "today": (0, 0), "coming": (1, 28), "done": (-360, -1), "cancelled": (-200, -1),
        }  # fmt: skip
        count = 0
        for fate, (first, last) in spans.items():
            for _ in range(round(plans[fate] * scale) if self._extras else 0):
                person = self._dice.pick(self._extras).person
                count += self._plan_for(person, self._dice.between(first, last), fate)
        return count

    def _plan_for(self, person: Person, day: int, fate: str) -> bool:
        dice, customer = self._dice, self._id(person.name)
        if customer is None:
            return False
        wall = time(dice.between(9, 18), dice.pick((0, 15, 30, 45))) if dice.chance(0.3) else None
        self._plan(NewFollowUp(
            title=dice.pick(self._book["plans"]["titles"]), due_date=self._world.today + timedelta(days=day),
            customer_id=customer, due_time=wall, channel=dice.pick(self._book["plans"]["channels"]),
            owner_id=self._someone(),
        ), before=dice.between(2, 12) + max(0, day), done=fate == "done", cancelled=fate == "cancelled")  # fmt: skip
        return True

    def _plan(self, new: NewFollowUp, *, before: int, done: bool, cancelled: bool = False) -> None:
        due = datetime.combine(new.due_date, new.due_time or time(16, self._dice.between(0, 59)))
        self._clock.set(min(due - timedelta(days=before), self._now - timedelta(hours=14)))
        followup = self._app.followups.plan(replace(new, reminders=usual_reminders(new.due_time)))
        if done or cancelled:
            self._clock.set(min(due + timedelta(minutes=self._dice.between(5, 200)), self._now))
            verb = self._app.followups.complete if done else self._app.followups.cancel
            verb(followup)

    def _answers(self) -> int:
        count = 0
        last = {sale.person.name: sale for sale in self._world.sales}
        for person in self._world.people:
            if person.score is not None and person.name in last:
                count += self._answer(last[person.name], person.score, person.comment)
        for sale in self._extras:
            if sale.state not in {CANCELLED, SHIPPED} and self._dice.chance(_ANSWERS_A_SALE):
                score = self._dice.draw(_LOW if sale.state == RETURNED else _SCORES)
                count += self._answer(sale, score, self._comment(score))
        return count

    def _comment(self, score: int) -> str:
        if not self._dice.chance(0.45):
            return ""
        kind = "high" if score >= _HAPPY else "middle" if score >= _MODEST else "low"
        return self._dice.pick(self._book["comments"][kind])

    def _answer(self, sale: Sale, score: int, comment: str) -> int:
        customer, dice = self._id(sale.person.name), self._dice
        at = _waking((sale.delivered_at or sale.at) + timedelta(days=3, hours=dice.between(0, 60)))
        if sale.person.orders is not None:
            at = _evening(min(at, self._now - timedelta(hours=dice.between(3, 60))))
        if customer is None or at >= self._now or sale.person.channel == LIST:
            return 0
        scores = {"nps": score}
        if dice.chance(0.6):
            scores["csat"] = max(1, min(5, (score + dice.between(0, 1)) // 2))
        if dice.chance(0.4):
            scores["ces"] = max(1, min(7, score * 7 // 10 + dice.between(0, 1)))
        questions: dict[str, str] = self._book["questions"]
        for kind, value in scores.items():
            self._app.surveys.record(NewAnswer(
                customer, kind, score=value, answer=comment if kind == "nps" else "", survey=questions["survey"],
                question=questions[kind], answered_at=ms(at),
            ))  # fmt: skip
        return len(scores)


def _waking(moment: datetime) -> datetime:
    """Return a moment of the night moved to the next morning."""
    return moment.replace(hour=9) if moment.hour < 8 else moment


def _evening(moment: datetime) -> datetime:
    """Return a moment of the night moved to the evening before."""
    return moment - timedelta(hours=9) if moment.hour < 8 else moment


def _filled(text: str, sale: Sale) -> str:
    number = f"{PREFIX}{sale.number}" if sale.channel == SHOPIFY else str(sale.number)
    return text.format(product=sale.items[0].variant.name, number=number, city=sale.person.city)
