"""What shops, tools, address books and the register of consents are given, and who is left out of it."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import vobject
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.catalogue.tables import CouponTable
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.platform import settings
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.settings import put
from desktop_crm.shops.tables import ShopTable
from desktop_crm.transfer.tables import ExportTable
from desktop_crm.transfer.writing import export, iys_layout, shown
from desktop_crm.transfer.writing.shape import Left
from desktop_crm.transfer.writing.shapes import iys, vcard
from desktop_crm.transfer.writing.targets import TARGETS
from tests.clock import NOON, FakeClock


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ece(app: App) -> int:
    """A customer who has everything: allowed e-mail, refused calls."""
    made = app.customers.add(
        NewCustomer(
            name="Ece Yılmaz Öz", emails=("ece@ornek.test", "oz@ornek.test"),
            phones=("0532 111 22 33", "0216 444 55 66"), birthday="--05-12", note="iki\nsatır; virgül, \\",
            addresses=(Address("Karanfil Sok. 3", "", "Kadıköy", "İstanbul", "", "34710", "TR"), Address(city="İzmir")),
            tags=("toptan", "sadık"),
        )
    )  # fmt: skip
    app.consents.record(made, "email", granted=True)
    app.consents.record(made, "call", granted=False)
    return made


@pytest.fixture
def crowd(app: App, ece: int) -> App:
    """Ece, and four whom one list or another must leave out."""
    can = app.customers.add(NewCustomer(name="Can", emails=("can@ornek.test",), phones=("0533 222 33 44",)))
    app.consents.record(can, "email", granted=False)
    app.consents.record(can, "sms", granted=True)
    relay = app.customers.add(NewCustomer(name="Deniz", emails=("deniz@trendyolmail.com",)))
    app.consents.record(relay, "email", granted=True)
    app.customers.add(NewCustomer(name="Yalnız Ad"))
    app.customers.add(NewCustomer(name="Sorulmadı", emails=("s@ornek.test",), phones=("0212 111 22 33",)))
    return app


LEFT_OUT = {
    "plain": {},
    "everything": {},
    "shopify-customers": {Left.MASKED: 1, Left.NO_CONTACT: 1},
    "woocommerce-customers": {Left.MASKED: 1, Left.NO_EMAIL: 1},
    "mailchimp": {Left.EMAIL_REFUSED: 1, Left.MASKED: 1, Left.NO_EMAIL: 1, Left.EMAIL_NOT_ASKED: 1},
    "sms": {Left.SMS_NOT_ASKED: 1, Left.NO_MOBILE: 3},
    "iys": {Left.NO_RECIPIENT: 1, Left.NOTHING_SAID: 2},
    "google-contacts": {Left.MASKED: 1, Left.NO_CONTACT: 1},
    "vcard": {Left.MASKED: 1, Left.NO_CONTACT: 1},
}


@pytest.mark.feature("G7")
@pytest.mark.parametrize("target", [key for key, lists in TARGETS.items() if "customers" in lists])
def test_everybody_is_in_the_file_or_counted_with_the_reason(target: str, crowd: App, tmp_path: Path) -> None:
    ending = TARGETS[target]["customers"].endings[0]
    done = export.write(crowd.db, "customers", tmp_path / f"all{ending}", target=target)
    assert done.left_out == LEFT_OUT[target]
    assert done.things + sum(done.left_out.values()) == 5
    looked = crowd.read(lambda session: export.look(session, crowd.db, "customers", target=target))
    assert (looked.written.things, looked.written.left_out) == (done.things, done.left_out)


@pytest.mark.feature("G7")
def test_the_reasons_are_said_in_sentences(crowd: App, tmp_path: Path) -> None:
    done = export.write(crowd.db, "customers", tmp_path / "m.csv", target="mailchimp")
    assert sorted(done.told()) == [
        "1 can only be reached through the marketplace and is left out",
        "1 has no e-mail and is left out",
        "1 has not allowed e-mail and is left out",
        "1 refused e-mail and is left out",
    ]


@pytest.mark.feature("E6")
def test_a_mailing_list_holds_only_those_who_allowed_it(crowd: App, tmp_path: Path) -> None:
    export.write(crowd.db, "customers", tmp_path / "m.csv", target="mailchimp")
    assert read(tmp_path / "m.csv") == [
        {
            "Email Address": "ece@ornek.test", "First Name": "Ece Yılmaz", "Last Name": "Öz",
            "Phone Number": "0532 111 22 33", "Birthday": "05/12", "OPTIN_TIME": "2026-11-21 09:00:00 +0000",
            "TAGS": "sadık,toptan",
        }
    ]  # fmt: skip
    export.write(crowd.db, "customers", tmp_path / "s.csv", target="sms")
    assert read(tmp_path / "s.csv") == [{"Phone": "0533 222 33 44", "First Name": "Can", "Last Name": ""}]


@pytest.mark.feature("E6")
def test_shopify_is_told_yes_and_no_only_where_it_was_said(crowd: App, tmp_path: Path) -> None:
    export.write(crowd.db, "customers", tmp_path / "s.csv", target="shopify-customers")
    first, can, _ = read(tmp_path / "s.csv")
    assert (first["Email"], first["Accepts Email Marketing"], first["Accepts SMS Marketing"]) == (
        "ece@ornek.test", "yes", "",
    )  # fmt: skip
    assert (first["Default Address Address1"], first["Default Address City"], first["Default Address Zip"]) == (
        "Karanfil Sok. 3", "Kadıköy/İstanbul", "34710",
    )  # fmt: skip
    assert (first["Tags"], first["Phone"]) == ("sadık, toptan", "'+905321112233")
    assert (can["First Name"], can["Accepts Email Marketing"], can["Accepts SMS Marketing"]) == ("Can", "no", "yes")


@pytest.mark.feature("E6")
def test_woocommerce_gets_the_fields_of_its_users(crowd: App, tmp_path: Path) -> None:
    export.write(crowd.db, "customers", tmp_path / "w.csv", target="woocommerce-customers")
    row = read(tmp_path / "w.csv")[0]
    assert (row["username"], row["billing_city"], row["billing_state"], row["billing_phone"]) == (
        "ece@ornek.test", "Kadıköy", "İstanbul", "0532 111 22 33",
    )  # fmt: skip


@pytest.mark.feature("E6")
def test_google_gets_numbered_groups_and_labels(crowd: App, tmp_path: Path) -> None:
    export.write(crowd.db, "customers", tmp_path / "g.csv", target="google-contacts")
    row = read(tmp_path / "g.csv")[0]
    assert (row["E-mail 1 - Value"], row["E-mail 2 - Value"], row["E-mail 3 - Value"]) == (
        "ece@ornek.test", "oz@ornek.test", "",
    )  # fmt: skip
    assert row["Labels"] == "sadık ::: toptan ::: * myContacts"
    assert (row["Address 1 - City"], row["Address 1 - Region"], row["Address 2 - City"]) == (
        "Kadıköy", "İstanbul", "İzmir",
    )  # fmt: skip


def test_phones_beyond_the_last_group_stand_in_it_together(app: App, tmp_path: Path) -> None:
    phones = tuple(f"0532 111 22 {number}" for number in range(30, 35))
    app.customers.add(NewCustomer(name="Çok Telefonlu", phones=phones))
    export.write(app.db, "customers", tmp_path / "g.csv", target="google-contacts")
    (row,) = read(tmp_path / "g.csv")
    assert row["Phone 3 - Value"] == "0532 111 22 32 ::: 0532 111 22 33 ::: 0532 111 22 34"


@pytest.mark.feature("E6")
def test_cards_are_read_back_by_another_program(crowd: App, tmp_path: Path) -> None:
    export.write(crowd.db, "customers", tmp_path / "c.vcf", target="vcard")
    text = (tmp_path / "c.vcf").read_bytes().decode()
    first, *_rest = vobject.readComponents(text)
    assert first.fn.value == "Ece Yılmaz Öz"
    assert (first.n.value.family, first.n.value.given) == ("Öz", "Ece Yılmaz")
    assert first.note.value == "iki\nsatır; virgül, \\"
    assert [tel.value for tel in first.contents["tel"]] == ["+905321112233", "+902164445566"]
    assert (first.adr.value.street, first.adr.value.city, first.adr.value.region) == (
        "Karanfil Sok. 3", "Kadıköy", "İstanbul",
    )  # fmt: skip
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12\r\n" in text


@pytest.mark.parametrize("text", ["ş" * 200, "a" * 74 + "😀" * 30, "kısa", "", "x" * 75, "x" * 76])
def test_lines_of_a_card_are_folded_within_75_octets_and_never_within_a_letter(text: str) -> None:
    folded = vcard.folded(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


@pytest.mark.feature("E6")
@pytest.mark.feature("I8")
def test_the_register_is_told_allowances_once_and_refusals_for_every_number(
    crowd: App, ece: int, tmp_path: Path
) -> None:
    done = export.write(crowd.db, "customers", tmp_path / "i.csv", target="iys")
    assert done.rows == 5
    assert [tuple(row.values()) for row in read(tmp_path / "i.csv")] == [
        ("EPOSTA", "ece@ornek.test", "1", "HS_FIZIKSEL_ORTAM", "2026-11-21 12:00:00"),
        ("ARAMA", "5321112233", "0", "HS_FIZIKSEL_ORTAM", "2026-11-21 12:00:00"),
        ("ARAMA", "2164445566", "0", "HS_FIZIKSEL_ORTAM", "2026-11-21 12:00:00"),
        ("EPOSTA", "can@ornek.test", "0", "HS_FIZIKSEL_ORTAM", "2026-11-21 12:00:00"),
        ("MESAJ", "5332223344", "1", "HS_FIZIKSEL_ORTAM", "2026-11-21 12:00:00"),
    ]


def test_allowances_too_old_for_the_register_are_pointed_out(app: App, ece: int, clock: FakeClock) -> None:
    def notes() -> tuple[str, ...]:
        return app.read(lambda session: export.look(session, app.db, "customers", target="iys")).written.notes

    assert notes() == ()
    clock.tick(days=9)
    assert notes() == ("1 allowed it longer ago than İYS takes: it may be refused there",)


@pytest.mark.feature("I8")
def test_the_layout_for_the_register_is_the_shops_own(app: App, ece: int, tmp_path: Path) -> None:
    supplied = iys_layout.supplied()
    own = iys_layout.Layout(
        (("Alıcı", iys_layout.Value.RECIPIENT), ("Tip", iys_layout.Value.CHANNEL), ("Durum", iys_layout.Value.STATE),
         ("Kişi", iys_layout.Value.RECIPIENT_TYPE), ("Tarih", iys_layout.Value.DATE)),
        iys_layout.INTERNATIONAL, "%d.%m.%Y", 0, dict(supplied.words) | {"granted": "ONAY", "refused": "RET"},
    )  # fmt: skip
    iys.keep(app.db, own)
    export.write(app.db, "customers", tmp_path / "i.csv", target="iys")
    assert [tuple(row.values()) for row in read(tmp_path / "i.csv")][:2] == [
        ("ece@ornek.test", "EPOSTA", "ONAY", "BIREYSEL", "21.11.2026"),
        ("'+905321112233", "ARAMA", "RET", "BIREYSEL", "21.11.2026"),
    ]
    iys.keep(app.db, supplied)
    assert app.read(iys_layout.layout) == supplied


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"columns": [["A", "recipient"]]}, "The file needs columns for the kind of message, the recipient"),
        (
            {"columns": [["A", "recipient"], ["A", "state"], ["B", "channel"]]},
            "Every column needs a header of its own.",
        ),
        ({"columns": [["A", "sayı"]]}, "“sayı” is nothing that can stand in a column."),
        ({"words": {}}, "Every word of the register must be filled in."),
        ({"days": -1}, "Say how phones are written"),
        ({"phone": "x"}, "Say how phones are written"),
        ({"date": "%H:%M"}, "The pattern of dates must have a year"),
    ],
)
def test_a_layout_that_cannot_be_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    layout = iys_layout.supplied()
    plain = {
        "columns": layout.columns, "phone": layout.phone, "date": layout.date, "days": layout.days,
        "words": layout.words,
    }  # fmt: skip
    with pytest.raises(UserError, match=sentence):
        iys_layout.checked(plain | change)


@pytest.mark.feature("I11")
def test_what_left_the_store_is_noted_without_anybodys_data(crowd: App, tmp_path: Path) -> None:
    before = crowd.read(lambda session: session.connection().exec_driver_sql("SELECT max(id) FROM changes").scalar())
    export.write(crowd.db, "customers", tmp_path / "m.csv", target="mailchimp")
    (noted,) = crowd.read(lambda session: list(session.scalars(select(ExportTable))))
    assert (noted.at, noted.list, noted.target, noted.things, noted.left_out, noted.file) == (
        NOON, "customers", "mailchimp", 1, 4, "m.csv",
    )  # fmt: skip
    after = crowd.read(lambda session: session.connection().exec_driver_sql("SELECT max(id) FROM changes").scalar())
    assert after == before, "an export is no step to be undone"


@pytest.mark.feature("J6")
def test_the_list_as_shown_has_its_columns_its_order_and_its_words(crowd: App, tmp_path: Path) -> None:
    chosen = shown.customers(("email", "name", "created", "total"))
    ids = crowd.read(lambda session: shown.view_ids(session, "no_phone", NOON))
    done = export.write_shown(crowd.db, export.Shown("customers", "Müşteriler", ids, chosen), tmp_path / "l.csv")
    assert done.rows == 2
    assert read(tmp_path / "l.csv") == [
        {"E-mail": "deniz@trendyolmail.com", "Name": "Deniz", "Added": "2026-11-21T12:00:00+03:00", "Total": "",
         "Total (currency)": ""},
        {"E-mail": "", "Name": "Yalnız Ad", "Added": "2026-11-21T12:00:00+03:00", "Total": "", "Total (currency)": ""},
    ]  # fmt: skip


@pytest.mark.feature("J6")
def test_only_those_chosen_are_written_in_the_order_given(crowd: App, ece: int, tmp_path: Path) -> None:
    done = export.write(crowd.db, "customers", tmp_path / "c.csv", only=[5, ece, 999])
    assert done.rows == 2
    assert [row["id"] for row in read(tmp_path / "c.csv")] == ["5", str(ece)]


def test_rows_in_hand_are_written_like_any_list(app: App, tmp_path: Path) -> None:
    made = shown.in_hand((shown.Column("Satır", 8, shown.Kind.WHOLE), shown.Column("Hata")), [(7, "=x"), (9, None)])
    export.write_shown(app.db, export.Shown("errors", "Hatalar", range(2), made), tmp_path / "e.csv")
    assert [tuple(row.values()) for row in read(tmp_path / "e.csv")] == [("7", "'=x"), ("9", "")]


def test_a_file_open_in_another_program_is_said_to_be(
    app: App, ece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "c.xlsx"
    out.write_text("open")

    def locked(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UserError, match=r"c\.xlsx is open in another program"):
        export.write(app.db, "customers", out)
    assert out.read_text() == "open"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.feature("E6")
def test_discounts_are_written_as_shopify_exports_them(app: App, tmp_path: Path) -> None:
    with app.db.write("prepare") as session:
        shop = ShopTable(name="Tezgâh", name_folded="tezgah", kind="own", currency="TRY", zone="Europe/Istanbul")
        session.add(shop)
        session.flush()
        for code, kind, value in (("KIS50", "amount", 50), ("HOSGELDIN10", "percent", 10), ("NE", None, None)):
            session.add(
                CouponTable(
                    shop_id=shop.id, code=code, code_folded=code.lower(), kind=kind, currency="TRY", minimum=40000,
                    value=None if value is None else Decimal(value), once_each=True, starts_at=NOON, usage_limit=100,
                )
            )  # fmt: skip
    done = export.write(app.db, "coupons", tmp_path / "d.csv", target="shopify-discounts")
    assert (done.things, done.left_out) == (2, {Left.NO_KIND: 1})
    first = read(tmp_path / "d.csv")[0]
    assert (first["Name"], first["Value"], first["Value Type"], first["Discount Class"]) == (
        "KIS50", "-50", "fixed_amount", "order",
    )  # fmt: skip
    assert (first["Minimum Purchase Requirements"], first["Start"], first["Usage Limit Per Code"]) == (
        "400.00", "2026-11-21 12:00:00 +0300", "100",
    )  # fmt: skip


def test_settings_of_another_zone_move_the_clock_of_the_file(app: App, ece: int, tmp_path: Path) -> None:
    put(app.db, settings.ZONE, "Europe/Berlin")
    export.write(app.db, "customers", tmp_path / "c.csv")
    assert read(tmp_path / "c.csv")[0]["created_at"] == "2026-11-21T10:00:00+01:00"
