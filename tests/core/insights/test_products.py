"""What became of each product and each code: sold, returned, cancelled, brought, liked; by plain Python as well."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import coupon_use, product_detail, products
from desktop_crm.insights.product_names import Called, parted
from desktop_crm.insights.products import SoldProduct
from desktop_crm.orders.tables import OrderLineTable, OrderTable, RefundTable
from tests.core.insights.parcels import Planter


@pytest.fixture
def plant(app: App) -> Planter:
    return Planter(app)


def shelf(app: App) -> dict[str, SoldProduct]:
    return {one.name: one for one in app.read(products.products)}


@pytest.mark.feature("E8")
def test_returned_pieces_were_sold_and_cancelled_ones_were_not(app: App, plant: Planter) -> None:
    plant.order(lines=[{"quantity": Decimal("1.5"), "total": 1500}, {"status": "returned", "total": 700}])
    plant.order(status="cancelled", lines=[{"quantity": Decimal(4), "status": "delivered"}])
    plant.order(lines=[{"status": "cancelled"}])
    plant.order(status="returned", lines=[{"total": 300}])
    found = shelf(app)["Fincan"]
    assert (found.pieces.sold, found.pieces.returned, found.pieces.cancelled) == (Decimal("3.5"), 2, 5)
    assert found.pieces.return_rate is None, "too few were sold for a share to say anything"
    assert [(one.currency, one.revenue, one.refunded) for one in found.brought] == [("TRY", 1500, 1000)]
    plant.order(lines=[{"quantity": Decimal("6.5")}])
    assert shelf(app)["Fincan"].pieces.return_rate == pytest.approx(0.2)


@pytest.mark.feature("E12")
def test_an_order_refunded_in_full_brings_nothing_and_a_line_without_an_amount_is_told(
    app: App, plant: Planter
) -> None:
    plant.order(total=900, refunds=[{"amount": 900}], lines=[{"total": 900}])
    plant.order(total=900, refunds=[{"amount": 100}], lines=[{"total": 900}])
    plant.order(lines=[{"total": None}], currency="EUR")
    found = shelf(app)["Fincan"]
    assert [(one.currency, one.revenue, one.refunded) for one in found.brought] == [("EUR", 0, 0), ("TRY", 900, 900)]
    assert (found.unpriced, found.pieces.sold, found.pieces.returned) == (1, 3, 0)


@pytest.mark.feature("E12")
def test_the_sums_of_all_products_are_those_of_plain_python(app: App, plant: Planter) -> None:
    dice = random.Random(11)  # noqa: S311
    sums = defaultdict[tuple[str, str, str], int](int)
    for _ in range(80):
        state, currency = dice.choice(("delivered", "cancelled", "returned", "shipped")), dice.choice(("TRY", "EUR"))
        lines = [
            {
                "name": f"Bluz, Siyah / {dice.choice('SML')}", "total": dice.randrange(100), "quantity": Decimal(2),
                "status": dice.choice((None, "delivered", "returned", "cancelled")),
            }
            for _ in range(dice.randrange(1, 4))
        ]  # fmt: skip
        plant.order(status=state, currency=currency, total=1_000_000, lines=lines)
        for line in lines:
            if state == "cancelled" or line["status"] == "cancelled":
                fate = "cancelled"
            else:
                fate = "returned" if (line["status"] or state) == "returned" else "kept"
            sums[line["name"][-1], currency, fate] += line["total"]
            sums[line["name"][-1], "pieces", fate] += 2
    (found,) = app.read(products.products)
    assert found.name == "Bluz"
    for variant in found.variants:
        said = {fate: sums[variant.name[-1], "pieces", fate] for fate in ("kept", "returned", "cancelled")}
        assert variant.pieces.sold == said["kept"] + said["returned"]
        assert (variant.pieces.returned, variant.pieces.cancelled) == (said["returned"], said["cancelled"])
    for one in found.brought:
        assert one.revenue == sum(sums[size, one.currency, "kept"] for size in "SML")
        assert one.refunded == sum(sums[size, one.currency, "returned"] for size in "SML")


@pytest.mark.feature("E12")
def test_the_catalogue_gives_names_sizes_and_stock_and_what_was_never_sold_is_there_as_well(
    app: App, plant: Planter
) -> None:
    small, large = {"barcode": "8690001", "sku": "A-1", "name": "S", "stock": Decimal(4)}, {"sku": "A-2", "name": "L"}
    plant.product("77", "Keten Elbise", small, large)
    plant.product("78", "Şal", {"sku": "B-1", "stock": Decimal(0)})
    plant.product("79", "Çift", {"sku": "SAME"})
    plant.product("80", "İkiz", {"sku": "SAME"})
    plant.order(lines=[{"name": "ELBİSE keten (S)", "barcode": "8690001"}, {"name": "Elbise büyük", "sku": "A-2"}])
    plant.order(lines=[{"name": "Belirsiz", "sku": "SAME"}, {"name": "KETEN elbise, Siyah / M"}])
    found = shelf(app)
    assert list(found) == ["Belirsiz", "Çift", "İkiz", "Keten Elbise", "Şal"]
    dress = found["Keten Elbise"]
    assert (dress.pieces.sold, dress.stock) == (3, 4)
    assert {(one.name, one.stock) for one in dress.variants} == {("S", Decimal(4)), ("L", None), ("Siyah / M", None)}
    assert (found["Şal"].pieces.sold, found["Şal"].stock) == (0, 0)
    assert found["Şal"].id < dress.id < 0 < found["Belirsiz"].id


@pytest.mark.feature("E12")
def test_reviews_find_their_product_by_number_or_by_name(app: App, plant: Planter) -> None:
    plant.product("77", "Keten Elbise", {"sku": "A-1"})
    plant.order(lines=[{"name": "Savon Bio"}])
    plant.review(5, product="77")
    plant.review(2, product="77", status="spam")
    plant.review(None, product="77")
    plant.review(4, shop="Judge.me", product="savon-bio")
    plant.review(1, shop="Judge.me", product="x", product_name="SAVON bio")
    found = shelf(app)
    assert (found["Keten Elbise"].stars, found["Keten Elbise"].reviews) == (5, 1)
    assert (found["Savon Bio"].stars, found["Savon Bio"].reviews) == (2.5, 2)


def test_a_size_is_parted_from_the_name_and_a_brand_is_not() -> None:
    said = [
        Called("Müslin Gömlek, Lacivert / S", "", "GOM-014-07", ""), Called("Krem - 50 ml", "", "", ""),
        Called("Kartlık - Siyah", "", "CAN-047-01", ""), Called("Kartlık - Taba", "", "CAN-047-02", ""),
        Called("Nike - Çanta", "", "NK-01", ""), Called("Nike - Terlik", "", "NK-02", ""),
        Called("Tee - Sand", "Sand", "", ""), Called("Tee", "Color:Sand", "", ""), Called("Lamba, pirinç", "", "", ""),
    ]  # fmt: skip
    assert list(parted(said).values()) == [
        ("Müslin Gömlek", "Lacivert / S"), ("Krem", "50 ml"), ("Kartlık", "Siyah"), ("Kartlık", "Taba"),
        ("Nike - Çanta", ""), ("Nike - Terlik", ""), ("Tee", "Sand"), ("Tee", "Color:Sand"), ("Lamba, pirinç", ""),
    ]  # fmt: skip


@pytest.mark.feature("E8")
def test_a_product_tells_why_it_came_back_and_who_bought_it_lately(app: App, plant: Planter) -> None:
    who = app.customers.add(NewCustomer(name="Şükrü İnce"))
    small = {"reason": "bedeni küçük", "amount": 100}
    plant.order(5, lines=[{"status": "returned"}], refunds=[small], customer_id=who)
    plant.order(4, lines=[{"status": "returned"}], refunds=[{"reason": "the line was returned", "amount": 1}])
    plant.order(3, "cancelled", lines=[{}], refunds=[{"reason": "vazgeçtim", "amount": 1}])
    plant.order(2, lines=[{}], refunds=[{"reason": "kargo hatası", "amount": 1}], buyer="Ali")
    plant.order(1, lines=[{"name": "Başka"}])
    one = shelf(app)["Fincan"]
    told = app.read(lambda session: product_detail.detail(session, one))
    assert {(reason.text, reason.cancelled, reason.orders) for reason in told.reasons} == {
        ("bedeni küçük", False, 1), ("", False, 1), ("vazgeçtim", True, 1),
    }  # fmt: skip
    assert [(line.name, line.fate) for line in told.purchases] == [
        ("Ali", "kept"), ("", "cancelled"), ("", "returned"), ("Şükrü İnce", "returned"),
    ]  # fmt: skip
    assert len(app.read(lambda session: product_detail.detail(session, one, 2)).purchases) == 2


def test_what_is_in_the_bin_is_in_no_figure_until_it_is_put_back(app: App, plant: Planter) -> None:
    order = plant.order(lines=[{}], coupon="YAZ10", total=900, refunds=[{"amount": 900}])
    line = app.read(lambda session: session.query(OrderLineTable.id).scalar())
    refund = app.read(lambda session: session.query(RefundTable.id).scalar())
    for table, row in ((OrderTable, order), (OrderLineTable, line)):
        plant.bin(table, row)
        assert shelf(app) == {}
        app.undo()
    plant.bin(RefundTable, refund)
    assert shelf(app)["Fincan"].brought[0].revenue == 10_000
    assert app.read(coupon_use.coupons)[0].totals[0].revenue == 900
    app.undo()
    assert shelf(app)["Fincan"].brought[0].revenue == 0


@pytest.mark.feature("E10")
def test_a_code_tells_what_it_gave_and_brought_by_currency_cancelled_apart(app: App, plant: Planter) -> None:
    code = plant.coupon("YAZ10", kind="percent", value=Decimal(10))
    other = plant.coupon("yaz10", kind="amount", value=Decimal("7.5"))
    unused = plant.coupon("KIS", kind="shipping")
    for total, currency, written in ((900, "TRY", "YAZ10"), (500, "EUR", " YAZ10"), (100, "TRY", "yaz10")):
        plant.order(total=total, currency=currency, coupon=written, discount=50)
    plant.order(total=300, coupon="Yaz10", refunds=[{"amount": 100}])
    plant.order(status="cancelled", total=999, coupon="YAZ10", discount=70)
    plant.order(total=200, coupon="YAZ10", shop="Shopify", discount=20)
    found = {(one.code, one.shop): one for one in app.read(coupon_use.coupons)}
    summer = found["YAZ10", "Trendyol"]
    assert (summer.id, summer.kind, summer.value, summer.orders, summer.cancelled) == (code, "percent", 10, 3, 1)
    assert [(one.currency, one.revenue, one.refunds, one.orders) for one in summer.totals] == [
        ("EUR", 500, 0, 1), ("TRY", 1100, 100, 2),
    ]  # fmt: skip
    assert summer.given == (("EUR", 50), ("TRY", 50))
    assert (found["yaz10", "Trendyol"].id, found["yaz10", "Trendyol"].orders) == (other, 1)
    assert (found["KIS", "Trendyol"].id, found["KIS", "Trendyol"].orders) == (unused, 0)
    assert (found["YAZ10", "Shopify"].kind, found["YAZ10", "Shopify"].orders) == (None, 1)
    assert found["YAZ10", "Shopify"].id < 0
