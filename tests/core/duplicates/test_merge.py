"""Merging cards: everything moves, nothing is lost, a refusal stays one, and undo gives the two cards back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, NewCustomer, Phone
from desktop_crm.duplicates import fields, queries
from desktop_crm.duplicates.side_by_side import side_by_side
from desktop_crm.duplicates.types import BOTH, Choices
from desktop_crm.fields.types import NewField
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.columns import business_tables
from desktop_crm.platform.errors import Conflict, NotFound, UserError
from desktop_crm.platform.plugs import Ref
from desktop_crm.surveys.types import NewAnswer
from desktop_crm.transfer.service import ImportService
from tests.clock import FakeClock
from tests.core.test_everything_can_be_undone import stage_here
from tests.dump import logical_dump

PHONE, MAIL = "05320000411", "sukru@example.com"
HOSTILE = '<img src="file:///etc/hostname"><b>x'


def sukru(app: App, **more: Any) -> int:
    return app.customers.add(NewCustomer(name="Şükrü İnce", phones=(PHONE,), emails=(MAIL,), **more))


def shouted(app: App, **more: Any) -> int:
    known: dict[str, Any] = {"phones": (PHONE, "05331112233"), "emails": ("SUKRU@example.com", "ince@example.org")}
    return app.customers.add(NewCustomer(name="ŞÜKRÜ İNCE", **(known | more)))


def ids_of(app: App, table: str, column: str = "customer_id") -> dict[int, int]:
    with app.db.read() as session:
        return {row[0]: row[1] for row in session.connection().exec_driver_sql(f"SELECT id, {column} FROM {table}")}


@pytest.mark.feature("A9")
def test_merging_unites_the_lists_and_keeps_each_number_and_address_once(app: App) -> None:
    keep = sukru(app, tags=("vip",), addresses=(Address(city="Gaziantep"),))
    other = shouted(app, tags=("VIP", "toptan"), addresses=(Address(city="GAZİANTEP"), Address(city="Kilis")))
    app.duplicates.merge(keep, [other])
    card = app.read(lambda session: customers.card(session, keep))
    assert [phone.number for phone in card.phones] == ["+905320000411", "+905331112233"]
    assert [mail.address for mail in card.emails] == [MAIL, "ince@example.org"]
    assert [address.city for address in card.addresses] == ["Gaziantep", "Kilis"]
    assert card.tags == ("toptan", "vip")
    with pytest.raises(NotFound):
        app.read(lambda session: customers.card(session, other))
    assert app.read(lambda session: queries.lives_on_as(session, other)) == keep


@pytest.mark.feature("A9")
def test_undo_gives_both_cards_back_exactly_and_redo_merges_them_again(app: App, store: Path) -> None:
    keep, other = sukru(app, note="Hediye paketi"), shouted(app, note="Kapıya bırakma", tags=("vip",))
    _busy(app, keep)
    _busy(app, other)
    before = logical_dump(store)
    app.duplicates.merge(keep, [other])
    merged = logical_dump(store)
    assert merged != before
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == merged


def test_weeks_later_a_merge_is_undone_and_what_came_since_stays_with_the_card_that_stayed(
    app: App, clock: FakeClock
) -> None:
    keep, other = sukru(app), shouted(app)
    _busy(app, other)
    app.duplicates.merge(keep, [other])
    step = app.read(lambda session: session.connection().exec_driver_sql("SELECT max(id) FROM changes").scalar())
    clock.tick(days=40)
    later = app.interactions.log(NewInteraction(keep, Channel.PHONE, Direction.IN, "Teşekkür etti"))
    app.undo(step)
    owners = ids_of(app, "interactions")
    assert owners.pop(later) == keep
    assert set(owners.values()) == {other}


def test_a_merge_whose_card_was_edited_since_is_not_torn_apart(app: App) -> None:
    keep, other = sukru(app), shouted(app, tax_number="10000000146")
    app.duplicates.merge(keep, [other])
    step = app.read(lambda session: session.connection().exec_driver_sql("SELECT max(id) FROM changes").scalar())
    app.customers.edit(keep, NewCustomer(name="Şükrü İnce", company="İnce Hediyelik"))
    with pytest.raises(Conflict):
        app.undo(step)


@pytest.mark.feature("A9")
def test_each_field_stays_as_chosen_else_the_kept_cards_or_what_only_the_other_has(app: App) -> None:
    keep = sukru(app, note="Bir", tax_number="1234567890")
    other = shouted(app, note="İki", birthday="1978-03-14", company="İnce Hediyelik", tax_number="10000000146")
    app.duplicates.merge(keep, [other], Choices({"name": other, "tax_number": other}))
    card = app.read(lambda session: customers.card(session, keep))
    assert (card.name, card.birthday, card.company) == ("ŞÜKRÜ İNCE", "1978-03-14", "İnce Hediyelik")
    assert (card.note, card.tax_number) == ("Bir\nİki", "10000000146")
    found = app.search("sukru ince")
    assert [hit.ref.id for hit in found] == [keep]


def test_a_note_can_be_chosen_alone(app: App) -> None:
    keep, other = sukru(app, note="Bir"), shouted(app, note="İki")
    assert app.read(lambda s: fields.proposed(list(fields.values(s, [keep, other]).values()), "note")) == BOTH
    app.duplicates.merge(keep, [other], Choices({"note": other}))
    assert app.read(lambda session: customers.card(session, keep)).note == "İki"


def test_lines_left_out_stay_with_the_card_in_the_bin_or_go_from_the_card_that_stays(app: App) -> None:
    keep, other = sukru(app), shouted(app)
    rows = ids_of(app, "customer_emails")
    wanted_not = {(("customer_emails"), row) for row in rows}
    app.duplicates.merge(keep, [other], Choices(left_out=frozenset(wanted_not)))
    assert app.read(lambda session: customers.card(session, keep)).emails == ()
    assert set(ids_of(app, "customer_emails").values()) == {other}


@pytest.mark.feature("A9")
@pytest.mark.parametrize("first_refuses", [True, False])
def test_a_refusal_on_either_card_wins_even_over_a_newer_allowance(
    app: App, clock: FakeClock, first_refuses: bool
) -> None:
    keep, other = sukru(app), shouted(app)
    refusing, allowing = (keep, other) if first_refuses else (other, keep)
    app.consents.record(refusing, "email", granted=False)
    clock.tick(days=3)
    app.consents.record(allowing, "email", granted=True)
    app.consents.record(allowing, "sms", granted=True)
    app.duplicates.merge(keep, [other])
    assert app.read(lambda s: consents.states(s, [keep])) == {keep: {"email": "refused", "sms": "granted"}}
    clock.tick(days=1)
    app.consents.record(keep, "email", granted=True)
    assert app.read(lambda s: consents.states(s, [keep]))[keep]["email"] == "granted"


def test_three_cards_become_one_in_one_step(app: App, store: Path) -> None:
    keep, *others = (sukru(app), shouted(app), shouted(app, phones=("05334445566",)))
    before = logical_dump(store)
    app.duplicates.merge(keep, others)
    card = app.read(lambda session: customers.card(session, keep))
    assert len(card.phones) == 3
    assert len(card.emails) == 2
    app.undo()
    assert logical_dump(store) == before


def test_a_card_merged_into_one_that_is_merged_itself_leads_to_the_last(app: App) -> None:
    one, two, three = sukru(app), shouted(app), sukru(app)
    app.duplicates.merge(two, [one])
    app.duplicates.merge(three, [two])
    assert {app.read(lambda s, i=i: queries.lives_on_as(s, i)) for i in (one, two, three)} == {three}
    app.undo()
    assert app.read(lambda s: queries.lives_on_as(s, one)) == two


def test_decisions_between_cards_that_are_one_now_are_forgotten_and_others_move(app: App, store: Path) -> None:
    keep, other, third = sukru(app), shouted(app), sukru(app)
    app.duplicates.keep_apart(other, third)
    app.duplicates.keep_apart(third, keep)
    app.duplicates.keep_apart(keep, other)
    before = logical_dump(store)
    app.duplicates.merge(keep, [other])
    assert app.read(queries.decided_apart) == {(keep, third)}
    app.undo()
    assert logical_dump(store) == before


def test_what_cannot_be_merged_is_refused_and_changes_nothing(app: App, store: Path) -> None:
    keep = sukru(app)
    gone = shouted(app)
    app.customers.delete([gone])
    before = logical_dump(store)
    for others in ([], [keep], [gone], [999]):
        with pytest.raises((UserError, NotFound)):
            app.duplicates.merge(keep, others)
    assert logical_dump(store) == before


@pytest.mark.parametrize("name", [HOSTILE, "أحمد 🎁 \u202e", "x" * 5000, "İ" * 400, "'; DROP TABLE customers; --"])
def test_names_of_any_kind_are_merged_and_undone(app: App, store: Path, name: str) -> None:
    keep, other = app.customers.add(NewCustomer(name=name)), app.customers.add(NewCustomer(name=name, note=name))
    before = logical_dump(store)
    app.duplicates.merge(keep, [other])
    card = app.read(lambda session: customers.card(session, keep))
    assert card.note == card.name
    app.undo()
    assert logical_dump(store) == before


WHERE_IT_WENT = "customers_merged.customer_id"
"""Says where the very card went: told anew by each merge."""


def _tables_of_customers() -> list[tuple[Table, str]]:
    return [
        (table, key.parent.name)
        for table in business_tables()
        for key in table.foreign_keys
        if key.column.table.name == "customers" and table.name != "customers"
    ]


@pytest.mark.feature("A9")
@pytest.mark.parametrize(
    ("table", "column"), [one for one in _tables_of_customers() if f"{one[0]}.{one[1]}" != WHERE_IT_WENT], ids=str
)
def test_a_row_of_every_table_that_refers_to_a_customer_moves_and_comes_back(
    app: App, store: Path, table: Table, column: str
) -> None:
    """Whatever tables the metadata hold: a row is made of nothing but their columns."""
    keep, other, third = (
        sukru(app),
        app.customers.add(NewCustomer(name="Banu")),
        app.customers.add(NewCustomer(name="C")),
    )
    with app.db.write_bulk("Insert") as running:
        row_id = _insert(running, table, {column: other}, third)
    before = logical_dump(store)
    app.duplicates.merge(keep, [other])
    assert ids_of(app, table.name, column).get(row_id) == keep
    app.undo()
    assert logical_dump(store) == before


def _insert(running: Any, table: Table, given: dict[str, int], someone: int) -> int:
    """Insert a row with plausible values, making the rows it needs first; returns its id."""
    row_id = running.block(table, 1)
    values: dict[str, Any] = {"id": row_id, "change_id": running.change_id} | given
    for column in table.c:
        if column.name in values or column.nullable:
            continue
        parents = [key.column.table for key in column.foreign_keys]
        if parents and parents[0].name == "customers":
            values[column.name] = someone
        elif parents:
            values[column.name] = _insert(running, parents[0], {}, someone)
        else:
            values[column.name] = _plain(column.type)
    names = ", ".join(f'"{name}"' for name in values)
    running.connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )
    return row_id


def _plain(kind: Any) -> Any:
    return {"VARCHAR": "x", "TEXT": "x", "BLOB": b"x"}.get(str(kind).partition("(")[0].upper(), 0)


@pytest.mark.feature("A9")
def test_a_later_file_that_names_the_other_cards_number_lands_on_the_card_that_stayed(app: App, tmp_path: Path) -> None:
    transfer = ImportService(app.db, app.shops, stage_here)
    first = tmp_path / "musteriler.csv"
    first.write_text(
        "Müşteri No;Ad Soyad;E-posta\n17;Şükrü İnce;sukru@example.com\n42;S. İnce;ince@example.org\n", "utf-8"
    )
    transfer.run([first])
    with app.db.read() as session:
        keep, other = sorted(customers.names(session, range(1, 10)))
    app.duplicates.merge(keep, [other])
    records = ids_of(app, "source_records", "entity_id")
    assert other not in records.values()
    again = tmp_path / "yeni.csv"
    again.write_text("Müşteri No;Ad Soyad;Telefon\n42;S. İnce;05334445566\n", "utf-8")
    transfer.run([again])
    card = app.read(lambda session: customers.card(session, keep))
    assert "+905334445566" in [phone.number for phone in card.phones]
    assert app.read(customers.count) == 1


@pytest.mark.feature("A9")
def test_all_sure_ones_are_merged_in_one_step_into_the_oldest_card(app: App, store: Path) -> None:
    groups = [[sukru(app), shouted(app), sukru(app)], [_named(app, "Ayşe Öz"), _named(app, "AYŞE ÖZ")]]
    family = app.customers.add(NewCustomer(name="Zeynep Öz", emails=("oz@example.com",)))
    app.duplicates.search()
    assert app.read(queries.sure_groups) == [tuple(groups[0]), tuple(groups[1])]
    before = logical_dump(store)
    assert app.duplicates.merge_sure() == 3
    assert app.read(customers.count) == 3
    assert app.read(lambda s: customers.card(s, family)).name == "Zeynep Öz"
    app.undo()
    assert logical_dump(store) == before


def _named(app: App, name: str) -> int:
    return app.customers.add(NewCustomer(name=name, emails=("oz@example.com",)))


def _busy(app: App, customer: int) -> None:
    """Let a customer buy, talk, answer, be promised something and refuse."""
    app.orders.take(NewOrder(customer, "Instagram", (NewLine("Çorap", Decimal(2), Decimal("49.90")),)))
    app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "Kargo nerede"))
    app.followups.plan(NewFollowUp("Ara", date(2026, 12, 1), customer))
    app.surveys.record(NewAnswer(customer, "nps", 9))
    app.consents.record(customer, "sms", granted=False)


def test_nothing_of_a_busy_card_is_left_behind(app: App) -> None:
    keep, other = sukru(app), shouted(app)
    _busy(app, other)
    app.duplicates.merge(keep, [other])
    left = {
        f"{table.name}.{column}" for table, column in _tables_of_customers() if other in _owners(app, table, column)
    }
    assert left == {WHERE_IT_WENT}


def _owners(app: App, table: Table, column: str) -> Iterable[int]:
    return ids_of(app, table.name, column).values()


def test_the_journal_names_the_step_by_the_customer(app: App) -> None:
    app.duplicates.merge(sukru(app), [shouted(app)])
    with app.db.read() as session:
        label, values = session.connection().exec_driver_sql(
            "SELECT label, label_values FROM changes ORDER BY id DESC LIMIT 1"
        ).one()  # fmt: skip
    assert (label, json.loads(values)) == ("Merge the cards of {name}", {"name": "Şükrü İnce"})


def _preferred(app: App, customer: int) -> list[str]:
    card = app.read(lambda session: customers.card(session, customer))
    return [phone.number for phone in card.phones if phone.preferred]


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        (False, True, ["+905320000411"]), (True, False, ["+905320000411"]), (True, True, ["+905320000411"]),
        (False, False, []),
    ],
)  # fmt: skip
def test_the_mark_of_preference_is_kept_once(app: App, ours: bool, theirs: bool, wanted: list[str]) -> None:
    mobile = [Phone("05320000411", preferred=marked) for marked in (ours, theirs)]
    keep = app.customers.add(NewCustomer(name="A", phones=(Phone("02123334455"), mobile[0])))
    other = app.customers.add(NewCustomer(name="B", phones=(mobile[1], Phone("05331112233"))))
    app.duplicates.merge(keep, [other])
    assert _preferred(app, keep) == wanted


def test_the_preference_of_the_card_that_stays_wins_over_another_number(app: App) -> None:
    keep = app.customers.add(NewCustomer(name="A", phones=(Phone("05320000411", preferred=True),)))
    other = app.customers.add(NewCustomer(name="B", phones=(Phone("05331112233", preferred=True),)))
    app.duplicates.merge(keep, [other])
    assert _preferred(app, keep) == ["+905320000411"]


@pytest.mark.feature("A9")
def test_a_field_of_the_shops_own_is_chosen_like_any_other(app: App) -> None:
    field = app.fields.define(NewField("Beden"))
    keep, other = sukru(app, custom={field: "M"}), shouted(app, custom={field: "L"})
    (slot,) = app.read(lambda session: side_by_side(session, [keep, other])).slots
    assert (slot.name, slot.words) == ("Beden", {keep: "M", other: "L"})
    app.duplicates.merge(keep, [other], Choices(left_out=frozenset({(slot.table, slot.rows[keep])})))
    (slot,) = app.read(lambda session: side_by_side(session, [keep])).slots
    assert slot.words == {keep: "L"}


@pytest.mark.feature("A9")
def test_a_merge_that_took_the_other_cards_own_field_is_undone_and_made_again(app: App, store: Path) -> None:
    field = app.fields.define(NewField("Beden"))
    keep, other = sukru(app, custom={field: "M"}), shouted(app, custom={field: "L"})
    (slot,) = app.read(lambda session: side_by_side(session, [keep, other])).slots
    before = logical_dump(store)
    app.duplicates.merge(keep, [other], Choices(left_out=frozenset({(slot.table, slot.rows[keep])})))
    merged = logical_dump(store)
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == merged


FATIH = Address(line="Atatürk Cad. 5", neighbourhood="Fatih", city="Bursa", postal_code="16010")


@pytest.mark.feature("A9")
@pytest.mark.parametrize(
    ("theirs", "together"),
    [
        (FATIH, [FATIH]),
        (replace(FATIH, neighbourhood="FATİH", postal_code="", country="TR"), [replace(FATIH, country="TR")]),
        (replace(FATIH, neighbourhood="Cumhuriyet"), [FATIH, replace(FATIH, neighbourhood="Cumhuriyet")]),
        (replace(FATIH, postal_code="16030"), [FATIH, replace(FATIH, postal_code="16030")]),
        (replace(FATIH, region="Marmara"), [replace(FATIH, region="Marmara")]),
    ],
)
def test_addresses_that_contradict_each_other_both_stay(
    app: App, store: Path, theirs: Address, together: list[Address]
) -> None:
    keep, other = sukru(app, addresses=(FATIH,)), shouted(app, addresses=(theirs,))
    before = logical_dump(store)
    lines = app.read(lambda session: side_by_side(session, [keep, other])).lists["customer_addresses"]
    assert len(lines) == len(together)
    app.duplicates.merge(keep, [other])
    assert list(app.read(lambda session: customers.card(session, keep)).addresses) == together
    app.undo()
    assert logical_dump(store) == before


def test_an_address_that_says_less_joins_one_of_those_that_contradict_each_other(app: App) -> None:
    bare, moved = replace(FATIH, postal_code=""), replace(FATIH, postal_code="16030")
    keep = sukru(app, addresses=(bare,))
    others = [shouted(app, addresses=(FATIH,)), shouted(app, addresses=(moved,))]
    app.duplicates.merge(keep, others)
    assert list(app.read(lambda session: customers.card(session, keep)).addresses) == [FATIH, moved]


def test_a_merged_card_taken_out_of_the_bin_stands_for_itself_and_can_be_merged_again(app: App, store: Path) -> None:
    keep, other, third = sukru(app), shouted(app), sukru(app)
    app.duplicates.merge(keep, [other])
    app.bin.restore([Ref("customer", other)])
    assert app.read(lambda s: queries.lives_on_as(s, other)) == other
    before = logical_dump(store)
    app.duplicates.merge(third, [other])
    assert app.read(lambda s: queries.lives_on_as(s, other)) == third
    assert app.read(lambda s: queries.lives_on_as(s, third)) == third
    app.undo()
    assert logical_dump(store) == before
