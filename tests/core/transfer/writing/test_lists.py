"""What stands in an exported list, and how it is typed."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.tables import OrderLineTable, OrderTable, RefundTable
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.errors import Cancelled, UserError
from desktop_crm.surveys.types import NewAnswer
from desktop_crm.transfer.writing import csv_file, export
from desktop_crm.transfer.writing.lists import LISTS
from tests.clock import NOON

PROMISED = {
    "customers": "id,name,first_name,last_name,company,emails,phones,city,district,postal_code,country,tags,birthday,"
    "tax_number,email_consent,sms_consent,call_consent,source,created_at",
    "orders": "shop,number,ordered_at,status,currency,subtotal,discount,shipping,tax,total,refunded,coupon,customer_id,"
    "customer_name",
    "lines": "shop,order_number,position,sku,barcode,name,quantity,unit_price,total,vat_rate",
    "answers": "survey,kind,question,answer,score,customer_id,answered_at",
}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path: Path) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    header, *rows = sheet.iter_rows()
    return [{name.value: cell for name, cell in zip(header, row, strict=True)} for row in rows]


@pytest.fixture
def shop(app: App) -> App:
    """A shop with one customer who has everything, an order in two currencies, and what was talked about."""
    app.staff.add("Işıl")
    ece = app.customers.add(
        NewCustomer(
            name="Ece Yılmaz Öz", emails=("ece@ornek.test", "oz@ornek.test"),
            phones=("0532 111 22 33", "0216 444 55 66"),
            addresses=(Address("Karanfil Sok. 3", "", "Kadıköy", "İstanbul", "", "34710", "TR"), Address(city="İzmir")),
            tags=("toptan", "sadık"), birthday="--05-12", tax_number="0123456789",
        )
    )  # fmt: skip
    app.consents.record(ece, "email", granted=True)
    app.consents.record(ece, "call", granted=False)
    app.orders.take(
        NewOrder(ece, "Tezgâh", (NewLine("Kurdele", Decimal("1.5"), Decimal(20), "0042"),), number="A-1", shipping=500)
    )
    app.orders.take(NewOrder(ece, "Kyoto", (NewLine("=HYPERLINK()", Decimal(2), Decimal(700)),), currency="JPY"))
    with app.db.write("prepare") as session:
        session.add(RefundTable(order_id=1, amount=125))
        line = session.get_one(OrderLineTable, 1)
        line.barcode, line.vat_rate = "8690000000012", Decimal(20)
    app.interactions.log(NewInteraction(ece, Channel.PHONE, Direction.IN, "-kargo\nnerede?", minutes=4, staff_id=1))
    app.followups.plan(NewFollowUp("Ara", local_date(NOON), ece, owner_id=1))
    app.surveys.record(NewAnswer(ece, "nps", 9, "+ hızlı"))
    return app


@pytest.mark.feature("E6")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", list(LISTS))
def test_the_columns_are_those_promised(name: str, ending: str, shop: App, tmp_path: Path) -> None:
    out = tmp_path / f"out.{ending}"
    assert export.write(shop.db, name, out).rows >= (name != "coupons")
    rows = read_csv(out) if ending == "csv" else read_xlsx(out)
    columns = ",".join(rows[0]) if rows else PROMISED.get(name, name)
    assert columns == PROMISED.get(name, columns)
    assert columns


@pytest.mark.feature("E6")
def test_customers_hold_several_values_consents_and_an_instant_with_offset(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "customers", tmp_path / "c.csv")
    (row,) = read_csv(tmp_path / "c.csv")
    assert row == {
        "id": "1", "name": "Ece Yılmaz Öz", "first_name": "Ece Yılmaz", "last_name": "Öz", "company": "",
        "emails": "ece@ornek.test;oz@ornek.test", "phones": "'+905321112233;+902164445566", "city": "İstanbul",
        "district": "Kadıköy", "postal_code": "34710", "country": "TR", "tags": "sadık;toptan", "birthday": "'--05-12",
        "tax_number": "0123456789", "email_consent": "granted", "sms_consent": "unknown", "call_consent": "refused",
        "source": "hand", "created_at": "2026-11-21T12:00:00+03:00",
    }  # fmt: skip


def test_orders_hold_plain_amounts_of_their_own_currency(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "orders", tmp_path / "o.csv")
    lira, yen = read_csv(tmp_path / "o.csv")
    assert (lira["number"], lira["subtotal"], lira["shipping"], lira["total"], lira["refunded"]) == (
        "A-1", "30.00", "5.00", "35.00", "1.25",
    )  # fmt: skip
    assert (lira["customer_id"], lira["customer_name"], lira["ordered_at"]) == (
        "1", "Ece Yılmaz Öz", "2026-11-21T12:00:00+03:00",
    )  # fmt: skip
    assert (yen["shop"], yen["currency"], yen["total"], yen["tax"]) == ("Kyoto", "JPY", "1400", "")


def test_an_order_without_a_customer_keeps_its_buyer(shop: App, tmp_path: Path) -> None:
    with shop.db.write("prepare") as session:
        order = session.get_one(OrderTable, 1)
        order.customer_id, order.buyer = None, "Kapıdaki komşu"
    export.write(shop.db, "orders", tmp_path / "o.csv")
    first, _ = read_csv(tmp_path / "o.csv")
    assert (first["customer_id"], first["customer_name"]) == ("", "Kapıdaki komşu")


def test_lines_hold_exact_quantities_and_prices(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "lines", tmp_path / "l.csv")
    ribbon, odd = read_csv(tmp_path / "l.csv")
    assert ribbon == {
        "shop": "Tezgâh", "order_number": "A-1", "position": "1", "sku": "0042", "barcode": "8690000000012",
        "name": "Kurdele", "quantity": "1.5", "unit_price": "20.00", "total": "30.00", "vat_rate": "20",
    }  # fmt: skip
    assert (odd["name"], odd["unit_price"], odd["total"]) == ("'=HYPERLINK()", "700", "1400")


@pytest.mark.feature("E6")
def test_in_a_workbook_numbers_are_numbers_and_everything_else_is_text(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "lines", tmp_path / "l.xlsx")
    export.write(shop.db, "customers", tmp_path / "c.xlsx")
    ribbon, odd = read_xlsx(tmp_path / "l.xlsx")
    assert {name for name, cell in ribbon.items() if cell.data_type == "n" and cell.value is not None} == {
        "position", "quantity", "unit_price", "total", "vat_rate",
    }  # fmt: skip
    assert (ribbon["quantity"].value, ribbon["total"].value) == (1.5, 30)
    assert (ribbon["sku"].value, ribbon["barcode"].value) == ("0042", "8690000000012")
    assert (odd["name"].value, odd["name"].data_type) == ("=HYPERLINK()", "s")
    (ece,) = read_xlsx(tmp_path / "c.xlsx")
    assert (ece["id"].value, ece["tax_number"].value) == ("1", "0123456789")
    assert ece["phones"].value == "+905321112233;+902164445566"
    assert ece["created_at"].value == datetime(2026, 11, 21, 12)  # as the shop's clock shows it
    assert ece["created_at"].is_date


def test_a_workbook_has_a_header_that_stays_and_filters(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "customers", tmp_path / "c.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("customers", "A2", "A1:S2")
    assert sheet["A1"].font.bold
    assert 26 <= sheet.column_dimensions["B"].width < 27


def test_text_that_a_workbook_cannot_hold_is_made_to_fit(app: App, tmp_path: Path) -> None:
    ece = app.customers.add(NewCustomer(name="Ece\x07 #REF!"))
    app.customers.add(NewCustomer(name="#REF!"))
    app.interactions.log(NewInteraction(ece, Channel.EMAIL, Direction.IN, "a" * 40_000))
    export.write(app.db, "customers", tmp_path / "c.xlsx")
    export.write(app.db, "interactions", tmp_path / "i.xlsx")
    rows = read_xlsx(tmp_path / "c.xlsx")
    assert [(row["name"].value, row["name"].data_type) for row in rows] == [("Ece_x0007_ #REF!", "s"), ("#REF!", "s")]
    (said,) = read_xlsx(tmp_path / "i.xlsx")
    assert len(said["text"].value) == 32_767
    assert said["text"].value.endswith("…")


def test_conversations_followups_and_answers_name_who_and_when(shop: App, tmp_path: Path) -> None:
    found = {}
    for name in ("interactions", "followups", "answers"):
        export.write(shop.db, name, tmp_path / f"{name}.csv")
        (found[name],) = read_csv(tmp_path / f"{name}.csv")
    said, planned, given = found.values()
    assert (said["text"], said["minutes"], said["staff"]) == ("'-kargo\nnerede?", "4", "Işıl")
    assert (said["at"], said["customer_name"]) == ("2026-11-21T12:00:00+03:00", "Ece Yılmaz Öz")
    assert (planned["due_date"], planned["due_time"], planned["state"], planned["owner"]) == (
        "2026-11-21", "", "open", "Işıl",
    )  # fmt: skip
    assert (given["kind"], given["score"], given["answer"], given["customer_id"]) == ("nps", "9", "'+ hızlı", "1")


@pytest.mark.parametrize("text", ["=1+1", "+90 532", "-5 indirim", "@ece", "\tiç", "\rsatır"])
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert csv_file.written(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "stands"),
    [
        (Decimal("-12.50"), "-12.50"), (-3, "-3"), (Decimal("1E+3"), "1000"), ("0042", "0042"), ("a=b", "a=b"),
        ("'kesme", "'kesme"), (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_numbers_and_other_text_stay_as_they_are(cell: str | int | Decimal | None, stands: str) -> None:
    assert csv_file.written(cell) == stands


def test_a_csv_file_begins_with_the_mark_that_excel_wants(shop: App, tmp_path: Path) -> None:
    export.write(shop.db, "customers", tmp_path / "c.csv")
    content = (tmp_path / "c.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,name,")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_long_list_is_written_in_batches_and_can_be_stopped(
    ending: str, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_crm.transfer.writing.export.BATCH", 10)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with app.db.write("prepare"):
        for number in range(35):
            app.customers.add(NewCustomer(name=f"Ece {number:02}"))
    told: list[tuple[int, int | None]] = []
    assert export.write(app.db, "customers", tmp_path / f"all.{ending}", progress=lambda *n: told.append(n)).rows == 35
    assert told == [(0, 35), (10, 35), (20, 35), (30, 35), (35, 35)]

    def stop(done: int, _total: int | None = None, /) -> None:
        if done >= 20:
            raise Cancelled

    out = tmp_path / f"stopped.{ending}"
    out.write_text("what was there before")
    with pytest.raises(Cancelled):
        export.write(app.db, "customers", out, progress=stop)
    assert out.read_text() == "what was there before"
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
    assert not list((tmp_path / "temporary").iterdir())


def test_customers_in_the_bin_are_left_out(shop: App, tmp_path: Path) -> None:
    shop.customers.delete([1])
    assert export.write(shop.db, "customers", tmp_path / "c.csv").rows == 0
    assert (tmp_path / "c.csv").read_text(encoding="utf-8-sig") == PROMISED["customers"] + "\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"target": "etsy"},
            (
                "There is no export for “etsy”. There are: plain, everything, shopify-customers, "
                "woocommerce-customers, mailchimp, sms, iys, google-contacts, vcard, shopify-discounts."
            ),
        ),
        ({"target": "mailchimp", "name": "orders"}, "“mailchimp” takes customers, not orders."),
        ({"out": "c.xlsx", "target": "vcard"}, "c.xlsx: the file must end in .vcf."),
        ({"out": "c.ods"}, "c.ods: the file must end in .csv or .xlsx."),
        ({"out": "missing/c.csv"}, "c.csv cannot be written: its folder is missing or protected."),
        ({"out": "missing/c.xlsx"}, "c.xlsx cannot be written: its folder is missing or protected."),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(
    words: dict[str, str], sentence: str, app: App, tmp_path: Path
) -> None:
    asked = {"name": "customers", "out": "c.csv"} | words
    with pytest.raises(UserError) as told:
        export.write(app.db, out=tmp_path / asked.pop("out"), **asked)
    assert str(told.value) == sentence
    assert list(tmp_path.glob("c.*")) == []


def test_a_full_disk_leaves_no_half_a_file(shop: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    out = tmp_path / "c.csv"
    monkeypatch.setattr("desktop_crm.platform.placing.secrets.token_hex", lambda _length: "next")
    (tmp_path / ".next.part").symlink_to(full)
    with pytest.raises(UserError, match=r"The disk is full, so c\.csv was not written"):
        export.write(shop.db, "customers", out)
    assert not out.exists()


def test_more_rows_than_a_sheet_takes_go_on_on_the_next(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_crm.transfer.writing.xlsx_file.ROWS_OF_A_SHEET", 2)
    for number in range(5):
        app.customers.add(NewCustomer(name=f"Ece {number}"))
    assert export.write(app.db, "customers", tmp_path / "c.xlsx").rows == 5
    sheets = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets
    assert [(sheet.title, sheet.max_row, sheet["A1"].value) for sheet in sheets] == [
        ("customers", 3, "id"), ("customers (2)", 3, "id"), ("customers (3)", 2, "id"),
    ]  # fmt: skip
    assert sheets[2]["B2"].value == "Ece 4"
