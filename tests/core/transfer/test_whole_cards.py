"""What stands on the whole card comes out of files, stays as a hand left it, and comes back from every export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, Customer, Email, Handle, NewCustomer, Phone
from desktop_crm.fields.tables import CustomValueTable
from desktop_crm.fields.types import FieldKind, NewField
from desktop_crm.insights import customer_list
from desktop_crm.transfer.choices import Choices, Decided
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from desktop_crm.transfer.writing import export
from desktop_crm.transfer.writing.targets import TARGETS
from tests.clock import FakeClock
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
FILES = [
    (key, ending)
    for key, lists in TARGETS.items()
    if "customers" in lists
    for ending in lists["customers"].endings
]  # fmt: skip
FIELDS = (
    NewField("Kedisinin adı"), NewField("Kaç çocuk", FieldKind.NUMBER), NewField("Nişan günü", FieldKind.DAY),
    NewField("Kefil", FieldKind.YES_NO), NewField("Renk", FieldKind.CHOICE, ("Mavi", "Yeşil; koyu")),
    NewField("Sayfası", FieldKind.LINK),
)  # fmt: skip


@pytest.fixture
def rich(app: App) -> App:
    """Two people whose cards are full, with every sign that could get lost on the way, and their namesakes."""
    cat, children, day, surety, colour, link = (app.fields.define(one) for one in FIELDS)
    ece = app.customers.add(
        NewCustomer(
            name="Ece Öz", emails=(Email("ece@ornek.test", kind="personal"), Email("oz@ornek.test", kind="work")),
            phones=(Phone("0532 111 22 33"), Phone("0216 444 55 66", kind="work"), Phone("0212 444 55 66")),
            addresses=(
                Address("Karanfil Sok. 3", "Moda Mah.", "Kadıköy", "İstanbul", "", "34710", "TR", kind="home"),
                Address("Hauptstr. 1", "", "Mitte", "Berlin", "", "10115", "DE"),
            ),
            handles=(Handle("@ece.oz", "instagram"), Handle("ece", "trendyol"), Handle("ornek.test/ece", "web")),
            tags=("a,b", "c; d", 'e "f"', "düz"), birthday="1990-05-12", gender="female", language="de",
            address_as="Ece Hanım", preferred_channel="whatsapp", tax_number="10000000146", tax_office="Moda",
            heard_from="komşusundan", sizes=("38,5", "M"), tastes=("sade, şık",), interests=("örgü", "kedi"),
            bonds=("her ay; uğrar",), note="ilk satır\nikinci; satır",
            custom={cat: "=Pamuk", children: "2.5", day: "2020-02-29", surety: "0", colour: "Yeşil; koyu",
                    link: "https://ornek.test/?a=1;2"},
        )
    )  # fmt: skip
    app.consents.record(ece, "email", granted=True)
    app.consents.record(ece, "sms", granted=True)
    app.customers.add(NewCustomer(name="'Kesme Ali", phones=("0533 111 22 33",), custom={cat: "'Tırnak"}))
    for _ in range(2):
        app.customers.add(NewCustomer(name="Adaş Kişi", addresses=(Address(district="Konak", city="İzmir"),)))
    return app


def cards(app: App) -> list[tuple[Customer, dict[str, str]]]:
    """Return all cards, without what is a store's own: ids, the time, the source."""
    names = {
        one.id: one.name
        for one in app.read(lambda s: __import__("desktop_crm.fields.queries", fromlist=["_"]).defined(s))
    }
    found = app.read(lambda s: [customers.card(s, row) for row in customer_list.ids(s)])
    return [
        (
            replace(card, id=0, created_at=0, source="", custom={}),
            {names[id_]: text for id_, text in card.custom.items()},
        )
        for card in found
    ]


@pytest.mark.feature("E4")
@pytest.mark.feature("E6")
@pytest.mark.parametrize(("target", "ending"), FILES)
def test_full_cards_in_any_shape_change_nothing_where_they_came_from(
    target: str, ending: str, rich: App, bring: Bring, tmp_path: Path
) -> None:
    path = tmp_path / f"{TARGETS[target]['customers'].file}{ending}"
    done = export.write(rich.db, "customers", path, target=target)
    before = logical_dump(rich.db.path)
    report = bring(path)
    assert report.errors == []
    assert report.rows.unchanged == report.rows.read == done.rows > 0
    assert logical_dump(rich.db.path) == before


@pytest.mark.feature("E6")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_everything_on_the_cards_comes_to_a_store_with_the_same_fields(
    ending: str, rich: App, tmp_path: Path, template: Path
) -> None:
    path = tmp_path / f"customers{ending}"
    export.write(rich.db, "customers", path, target="everything")
    elsewhere = tmp_path / "elsewhere.crm"
    elsewhere.write_bytes(template.read_bytes())
    with App.open(elsewhere, FakeClock()) as other:
        for one in FIELDS:
            other.fields.define(one)
        ImportService(other.db, other.shops, stage_here).run([path])
        assert cards(other) == cards(rich)
        with other.db.read() as session:
            numbers = list(session.scalars(select(CustomValueTable.number).where(CustomValueTable.text == "2.5")))
        assert numbers == [2_500_000]
        assert [hit.title for hit in other.search("ece.oz")] == [hit.title for hit in rich.search("ece.oz")]


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Write a list with a title for each column."""

    def write(titles: str, *rows: str, name: str = "liste.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((titles, *rows)), encoding="utf-8")
        return path

    return write


def only(app: App) -> Customer:
    """Return the one card of a store."""
    (row,) = app.read(customer_list.ids)
    return app.read(lambda s: customers.card(s, row))


@pytest.mark.feature("E1")
def test_columns_of_a_list_of_ones_own_fill_the_whole_card(app: App, bring: Bring, listed: Callable[..., Path]) -> None:
    titles = (
        "Ad Soyad;Cep Telefonu;İş Telefonu;E-posta;Cinsiyet;Doğum Tarihi;Dil;Hitap;İletişim Tercihi;"
        "Bizi Nereden Duydunuz;Instagram;Twitter;Web Sitesi;Beden;İlgi Alanları;Etiketler"
    )
    row = (
        "Ece Öz;0532 111 22 33;0216 444 55 66;ece@ornek.test;Kadın;12.05.1990;Almanca;Ece Hanım;WhatsApp;Komşusundan;"
        "https://www.instagram.com/ece.oz/?hl=tr;@eceoz;https://ornek.test;38,5;örgü, kedi;toptan"
    )
    report = bring(listed(titles, row))
    assert report.errors == []
    card = only(app)
    assert [(one.number, one.kind) for one in card.phones] == [("+905321112233", "mobile"), ("+902164445566", "work")]
    assert (card.gender, card.birthday, card.language) == ("female", "1990-05-12", "de")
    assert (card.address_as, card.preferred_channel, card.heard_from) == ("Ece Hanım", "whatsapp", "Komşusundan")
    assert {(one.kind, one.handle) for one in card.handles} == {
        ("instagram", "ece.oz"), ("x", "@eceoz"), ("web", "https://ornek.test"),
    }  # fmt: skip
    assert (card.sizes, card.interests, card.tags) == (("38,5",), ("örgü", "kedi"), ("toptan",))
    assert bring(listed(titles, row)).rows.unchanged == 1
    before = logical_dump(app.db.path)
    bring(listed(titles, row.replace("Almanca", "İngilizce").replace("@eceoz", "@ece2")))
    assert (only(app).language, len(only(app).handles)) == ("en", 4)
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E1")
def test_words_that_nobody_knows_are_reported_and_left_out(app: App, bring: Bring, listed: Callable[..., Path]) -> None:
    report = bring(listed("Ad Soyad;E-posta;Dil;İletişim Tercihi", "Ece Öz;ece@ornek.test;Klingonca;Güvercin"))
    assert [(one.column, one.value, one.taken) for one in report.errors] == [
        ("Dil", "Klingonca", True), ("İletişim Tercihi", "Güvercin", True),
    ]  # fmt: skip
    assert (only(app).language, only(app).preferred_channel) == ("", "")


@pytest.mark.feature("E1")
def test_a_kind_a_file_tells_is_taken_where_none_was_known_and_a_hand_wins(
    app: App, bring: Bring, listed: Callable[..., Path]
) -> None:
    customer = app.customers.add(NewCustomer(name="Ece Öz", emails=("ece@ornek.test",), phones=("0216 444 55 66",)))
    path = listed("Ad Soyad;E-posta;Ev Telefonu", "Ece Öz;ece@ornek.test;0216 444 55 66")
    before = logical_dump(app.db.path)
    assert counts(bring(path), "customers") == (0, 1, 0)
    assert only(app).phones[0].kind == "home"
    app.undo()
    assert logical_dump(app.db.path) == before
    app.redo()
    app.customers.edit(customer, NewCustomer(name="Ece Öz", emails=("ece@ornek.test",),
                                             phones=(Phone("0216 444 55 66", kind="work"),)))  # fmt: skip
    bring(listed("Ad Soyad;E-posta;Ev Telefonu", "Ece Öz;ece@ornek.test;0216 444 55 66", "Can Su;can@ornek.test;"))
    assert app.read(lambda s: customers.card(s, customer)).phones[0].kind == "work"


@pytest.mark.feature("E1")
@pytest.mark.feature("E4")
def test_a_column_chosen_for_a_field_of_the_shop_fills_it_and_a_hand_wins(
    app: App, listed: Callable[..., Path]
) -> None:
    cat = app.fields.define(NewField("Kedisinin adı"))
    children = app.fields.define(NewField("Çocuk", FieldKind.NUMBER))
    colour = app.fields.define(NewField("Renk", FieldKind.CHOICE, ("Mavi", "Yeşil")))
    service = ImportService(app.db, app.shops, stage_here)
    chosen = Choices(columns={"Kedi": f"custom.{cat}", "Çocuk": f"custom.{children}", "Renk": f"custom.{colour}"})

    def bring(*rows: str) -> FileReport:
        path = listed("Ad Soyad;E-posta;Kedi;Çocuk;Renk", *rows)
        return service.run([path], decided={path: Decided(chosen)}).files[0]

    first = bring("Ece Öz;ece@ornek.test;Pamuk;2,5;mavi", "Can Su;can@ornek.test;Duman;iki;Mor")
    assert [(one.row, one.column) for one in first.errors] == [(3, "Çocuk"), (3, "Renk")]
    assert {column.header: column.field for column in first.columns if column.target.startswith("custom.")} == {
        "Kedi": "Kedisinin adı", "Çocuk": "Çocuk", "Renk": "Renk",
    }  # fmt: skip
    ece, can = sorted(app.read(customer_list.ids))
    values = lambda row: dict(app.read(lambda s: customers.card(s, row)).custom)  # noqa: E731
    assert (values(ece), values(can)) == ({cat: "Pamuk", children: "2.5", colour: "Mavi"}, {cat: "Duman"})
    assert bring("Ece Öz;ece@ornek.test;Pamuk;2,5;mavi", "Can Su;can@ornek.test;Duman;iki;Mor").rows.unchanged == 2
    app.customers.edit(can, NewCustomer(name="Can Su", emails=("can@ornek.test",), custom={cat: "Boncuk"}))
    before = logical_dump(app.db.path)
    third = bring("Ece Öz;ece@ornek.test;Pamuk;3;mavi", "Can Su;can@ornek.test;Kömür;;")
    assert counts(third, "customers") == (0, 1, 1)
    assert (values(ece)[children], values(can)) == ("3", {cat: "Boncuk"})
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E1")
def test_a_layout_taught_with_a_field_of_the_shop_reads_the_next_file_by_itself(
    app: App, listed: Callable[..., Path]
) -> None:
    cat = app.fields.define(NewField("Kedisinin adı"))
    service = ImportService(app.db, app.shops, stage_here)
    path = listed("Ad Soyad;E-posta;Kedi", "Ece Öz;ece@ornek.test;Pamuk")
    chosen = Choices(columns={"Kedi": f"custom.{cat}"})
    looked = service.preview([path], decided={path: Decided(chosen)}).files[0]
    assert looked.own == {f"custom.{cat}": "Kedisinin adı"}
    service.teach("Kedili liste", looked, chosen)
    service.run([listed("Ad Soyad;E-posta;Kedi", "Can Su;can@ornek.test;Duman", name="yeni.csv")])
    assert dict(only(app).custom) == {cat: "Duman"}
    app.fields.delete(cat)
    again = service.run([listed("Ad Soyad;E-posta;Kedi", "Işıl Su;isil@ornek.test;Ok", name="son.csv")])
    assert [len(one.errors) for one in again.files] == [0]


@pytest.mark.feature("E4")
def test_namesakes_in_our_own_list_are_told_apart_by_their_number(app: App, bring: Bring, tmp_path: Path) -> None:
    place = (Address(district="Konak", city="İzmir"),)
    first, second = (app.customers.add(NewCustomer(name="Adaş Kişi", addresses=place)) for _ in range(2))
    path = tmp_path / "customers.csv"
    export.write(app.db, "customers", path)
    path.write_text(path.read_text("utf-8").replace(f"\n{second},", f"\n{second},"), encoding="utf-8")
    lines = path.read_text("utf-8").splitlines()
    at = lines[0].split(",").index("tags")
    changed = [line.split(",") for line in lines]
    changed[2][at] = "toptan"
    path.write_text("\n".join(",".join(cells) for cells in changed), encoding="utf-8")
    assert counts(bring(path), "customers") == (0, 1, 1)
    assert [app.read(lambda s, row=row: customers.card(s, row)).tags for row in (first, second)] == [(), ("toptan",)]


@pytest.mark.feature("E4")
def test_our_number_with_another_name_is_asked_about_and_never_merged(app: App, bring: Bring, tmp_path: Path) -> None:
    for name in ("Ece Öz", "Can Su", "Işıl Ak"):
        app.customers.add(NewCustomer(name=name))
    path = tmp_path / "customers.csv"
    export.write(app.db, "customers", path)
    path.write_text(path.read_text("utf-8").replace("2,Can Su,Can,Su", "2,Deniz Er,Deniz,Er"), encoding="utf-8")
    service = ImportService(app.db, app.shops, stage_here)
    (pair,) = service.preview([path]).files[0].pairs
    assert (pair.customer, pair.theirs.name, pair.ours.name, pair.evidence[0]) == (
        2,
        "Deniz Er",
        "Can Su",
        "our_number",
    )
    assert counts(bring(path), "customers") == (1, 0, 2)
    assert app.read(lambda s: customers.card(s, 2)).name == "Can Su"


@pytest.mark.feature("E6")
def test_ways_that_lead_nowhere_are_in_no_export(app: App, tmp_path: Path) -> None:
    ways = (Email("eski@ornek.test", gone=True), Email("yeni@ornek.test"))
    customer = app.customers.add(
        NewCustomer(name="Ece Öz", emails=ways, phones=(Phone("0532 111 22 33", gone=True), Phone("0532 111 22 44")))
    )
    app.consents.record(customer, "email", granted=True)
    app.consents.record(customer, "sms", granted=True)
    for target, ending in FILES:
        if ending != ".xlsx":
            path = tmp_path / f"{target}{ending}"
            export.write(app.db, "customers", path, target=target)
            text = path.read_text("utf-8").replace(" ", "")
            assert "eski@ornek.test" not in text, target
            assert "5321112233" not in text, target
