"""Random days at the shop: whatever was done, undoing all gives the beginning and redoing all the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop_crm.app import App
from desktop_crm.bin import queries as bins
from desktop_crm.customers import history
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.duplicates.types import Choices
from desktop_crm.fields.types import NewField
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import backup
from desktop_crm.platform import undo as platform_undo
from desktop_crm.platform.errors import Conflict, NotFound, UserError
from desktop_crm.platform.progress import Progress
from desktop_crm.surveys.types import NewAnswer
from desktop_crm.ties.types import TieKind
from desktop_crm.transfer.choices import Options
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.understanding.work import stage_file
from tests.clock import FakeClock
from tests.dump import logical_dump

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
TAGS = st.lists(st.sampled_from(["vip", "Toptan", "ılık", "ILIK"]), max_size=3).map(tuple)
MAILS = st.lists(st.sampled_from(["a@example.com", "b@example.com", "c@example.com"]), max_size=3).map(tuple)
PHONES = st.lists(st.sampled_from(["05324182790", "05331112233"]), max_size=2).map(tuple)
PLACES = st.lists(
    st.builds(
        Address, city=st.sampled_from(["Iğdır", "İzmir"]), line=WORDS | st.just("Lale Sk. 4"),
        postal_code=st.sampled_from(["", "35100", "35200"]),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
SIZE = 1
"""The only field of the shop's own."""
SIZES = st.fixed_dictionaries({}, optional={SIZE: st.sampled_from(["M", "L"])})
LEFT_OUT = ["customer_phones", "customer_tags", "custom_values"]
PEOPLE = st.builds(
    NewCustomer, name=WORDS, emails=MAILS, phones=PHONES, addresses=PLACES, tags=TAGS, note=WORDS, custom=SIZES
)
DAYS = st.integers(-30, 30).map(lambda days: date(2026, 11, 21) + timedelta(days))
AMOUNTS = st.integers(1, 10**6).map(lambda cents: Decimal(cents) / 100)


NUMBERS = st.integers(1, 5).map(lambda number: f"S-{number}")
ROWS = st.tuples(
    NUMBERS, st.sampled_from(["Ayşe Öz", "Banu Ak", "Şükrü İnce"]),
    st.sampled_from(["a@example.com", "d@example.com", ""]),
    st.sampled_from(["05324182790", ""]), st.sampled_from(["Iğdır", ""]), st.sampled_from(["Çorap", "Atkı"]),
    st.integers(1, 3).map(str), AMOUNTS.map(lambda amount: f"{amount:.2f}".replace(".", ",")),
)  # fmt: skip


def stage_here(source: Path, destination: Path, options: Options, progress: Progress) -> None:
    """Read a file in this process: what reading in a child adds is tested elsewhere."""
    stage_file(source, destination, progress=progress)


class Shop(RuleBasedStateMachine):
    """A store, and the dumps it showed after each step, by which undo and redo are judged."""

    customers = Bundle("customers")
    followups = Bundle("followups")
    template: Path

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.path = Path(shutil.copyfile(self.template, self.folder / "shop.crm"))
        self.app = App.open(self.path, self.clock)
        assert self.app.fields.define(NewField("Beden")) == SIZE
        self.done = [logical_dump(self.path)]
        self.undone: list[str] = []

    def noted(self) -> None:
        """Note what the store holds after a step, where there was one."""
        dump = logical_dump(self.path)
        if dump != self.done[-1]:
            self.done.append(dump)
            self.undone.clear()

    @rule(target=customers, new=PEOPLE)
    def add(self, new: NewCustomer) -> int:
        try:
            return self.app.customers.add(new)
        except UserError:
            return 0
        finally:
            self.noted()

    @rule(customer=customers, new=PEOPLE)
    def edit(self, customer: int, new: NewCustomer) -> None:
        self.attempt(lambda: self.app.customers.edit(customer, new))

    @rule(chosen=st.lists(customers, min_size=1, max_size=3, unique=True))
    def delete(self, chosen: list[int]) -> None:
        self.attempt(lambda: self.app.customers.delete(chosen))

    @rule(chosen=st.lists(customers, min_size=1, max_size=3, unique=True), name=st.sampled_from(["vip", "yeni"]))
    def tag(self, chosen: list[int], name: str) -> None:
        self.attempt(lambda: self.app.customers.tag(chosen, name))

    @rule(customer=customers, name=st.sampled_from(["vip", "toptan"]))
    def untag(self, customer: int, name: str) -> None:
        self.attempt(lambda: self.app.customers.untag([customer], name))

    @rule(chosen=st.lists(customers, min_size=2, max_size=3, unique=True), data=st.data())
    def merge(self, chosen: list[int], data: st.DataObject) -> None:
        keep, *others = chosen
        fields = data.draw(st.dictionaries(st.sampled_from(["name", "note", "company"]), st.sampled_from([0, *chosen])))
        left_out = data.draw(st.frozensets(st.tuples(st.sampled_from(LEFT_OUT), st.integers(1, 4))))
        self.attempt(lambda: self.app.duplicates.merge(keep, others, Choices(fields, left_out)))

    @rule()
    def merge_all_that_are_sure(self) -> None:
        self.app.duplicates.search()
        self.attempt(self.app.duplicates.merge_sure)

    @rule(chosen=st.lists(customers, min_size=2, max_size=2, unique=True))
    def keep_apart(self, chosen: list[int]) -> None:
        self.attempt(lambda: self.app.duplicates.keep_apart(*chosen))

    @rule(target=followups, customer=customers, title=WORDS, day=DAYS)
    def plan(self, customer: int, title: str, day: date) -> int:
        try:
            return self.app.followups.plan(NewFollowUp(title, day, customer))
        except (UserError, NotFound):
            return 0
        finally:
            self.noted()

    @rule(followup=followups, day=DAYS, verb=st.sampled_from(["complete", "cancel", "reopen", "postpone"]))
    def follow(self, followup: int, day: date, verb: str) -> None:
        arguments = (followup, day) if verb == "postpone" else (followup,)
        self.attempt(lambda: getattr(self.app.followups, verb)(*arguments))

    @rule(customer=customers, price=AMOUNTS, shop=st.sampled_from(["Instagram", "instagram", "Trendyol"]))
    def order(self, customer: int, price: Decimal, shop: str) -> None:
        lines = (NewLine("Çorap", Decimal("1.5"), price),)
        self.attempt(lambda: self.app.orders.take(NewOrder(customer, shop, lines)))

    @rule(customer=customers, text=WORDS)
    def talk(self, customer: int, text: str) -> None:
        new = NewInteraction(customer, Channel.PHONE, Direction.IN, text)
        self.attempt(lambda: self.app.interactions.log(new))

    @rule(customer=customers, score=st.integers(0, 10), granted=st.booleans())
    def answer(self, customer: int, score: int, granted: bool) -> None:
        def both() -> None:
            with self.app.db.write("Record an answer"):
                self.app.surveys.record(NewAnswer(customer, "nps", score))
                self.app.consents.record(customer, "sms", granted=granted)

        self.attempt(both)

    @rule(customer=customers, points=st.integers(-50, 50))
    def give_points(self, customer: int, points: int) -> None:
        verb = self.app.loyalty.give if points > 0 else self.app.loyalty.use
        self.attempt(lambda: verb(customer, abs(points)))

    @rule(customer=customers, stage=st.sampled_from([*Stage, None]), pinned=st.booleans())
    def say_the_stage(self, customer: int, stage: Stage | None, pinned: bool) -> None:
        self.attempt(lambda: self.app.lifecycle.mark([customer], NewMark(stage, pinned, "pahalı")))

    @rule(customer=customers, other=customers)
    def note_who_brought_whom(self, customer: int, other: int) -> None:
        self.attempt(lambda: self.app.referrals.note(customer, other))

    @rule(customer=customers, other=customers, kind=st.sampled_from(TieKind))
    def tie(self, customer: int, other: int, kind: TieKind) -> None:
        self.attempt(lambda: self.app.ties.tie(customer, other, kind))

    @rule(customer=customers, data=st.data())
    def put_one_change_back(self, customer: int, data: st.DataObject) -> None:
        steps = self.app.read(lambda session: history.steps(session, customer))
        changes = [change for step in steps for change in step.changes]
        if changes:
            chosen = data.draw(st.sampled_from(changes))
            self.attempt(lambda: self.app.customers.put_back(customer, chosen))

    @rule(data=st.data())
    def take_out_of_the_bin(self, data: st.DataObject) -> None:
        things = self.app.read(bins.things)
        if things:
            chosen = data.draw(st.sampled_from(things)).ref
            self.attempt(lambda: self.app.bin.restore([chosen]))

    @rule()
    def undo(self) -> None:
        if len(self.done) == 1:
            return
        self.app.undo()
        self.undone.append(self.done.pop())
        assert logical_dump(self.path) == self.done[-1]

    @rule()
    def redo(self) -> None:
        if not self.undone:
            return
        self.app.redo()
        self.done.append(self.undone.pop())
        assert logical_dump(self.path) == self.done[-1]

    @rule(data=st.data())
    def take_back_an_older_step_and_make_it_again(self, data: st.DataObject) -> None:
        steps = self.app.read(platform_undo.steps)
        if not steps:
            return
        chosen = data.draw(st.sampled_from(steps)).id
        try:
            self.app.undo(chosen)
        except Conflict:
            return
        self.app.redo()

    @rule(rows=st.lists(ROWS, min_size=1, max_size=4))
    def bring_in(self, rows: list[tuple[str, ...]]) -> None:
        source = self.folder / "siparisler.csv"
        lines = ["Sipariş No;Ad Soyad;E-posta;Telefon;İl;Ürün;Adet;Tutar", *(";".join(row) for row in rows)]
        source.write_text("\n".join(lines), encoding="utf-8")
        report = ImportService(self.app.db, self.app.shops, stage_here).run([source])
        assert not report.refused
        self.noted()

    @rule()
    def restart(self) -> None:
        self.app.close()
        self.clock.tick(minutes=5)
        self.app = App.open(self.path, self.clock)

    @invariant()
    def the_store_holds_what_was_noted(self) -> None:
        assert logical_dump(self.path) == self.done[-1]

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do something that may be refused; what is refused changes nothing."""
        try:
            verb()
        except (UserError, NotFound, Conflict):
            assert logical_dump(self.path) == self.done[-1]
        self.noted()

    def teardown(self) -> None:
        if not hasattr(self, "app"):
            return
        last = self.done[-1]
        for expected in reversed(self.done[:-1]):
            self.app.undo()
            assert logical_dump(self.path) == expected
        for _ in self.done[1:]:
            self.app.redo()
        assert logical_dump(self.path) == last
        self.app.close()
        assert backup.check(self.path) == []
        shutil.rmtree(self.folder)


@pytest.mark.feature("J4")
def test_undoing_all_gives_the_first_dump_and_redoing_all_the_last(template: Path) -> None:
    Shop.template = template
    run_state_machine_as_test(
        Shop,
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
