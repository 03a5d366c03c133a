"""Discount codes leave the store as Shopify has them, and coming back they change nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from desktop_crm.transfer.writing import export
from tests.clock import FakeClock
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
TITLES = (
    "Name,Value,Value Type,Type,Discount Class,Minimum Purchase Requirements,Combines with Order Discounts,"
    "Combines with Product Discounts,Combines with Shipping Discounts,Customer Selection,Context,Times Used In Total,"
    "Applies Once Per Customer,Usage Limit Per Code,Status,Start,End"
)
ROWS = (
    (
        "YAZ10,-10,percentage,Amount off order,order,0,false,false,false,everyone,,3,true,100,active,"
        "2025-12-08 11:28:18 -0600,2026-12-08 11:28:18 -0600"
    ),
    (
        "ELLILIRA,-50.5,fixed_amount,Amount off order,order,250,false,false,false,everyone,,0,false,,expired,"
        "2025-01-08 11:28:18 -0600,"
    ),
    (
        "KARGO,-100,percentage,Free shipping,shipping,0,false,false,false,everyone,,0,false,,active,"
        "2025-12-08 11:28:18 -0600,"
    ),
)


@pytest.fixture
def codes(app: App, bring: Bring, tmp_path: Path) -> App:
    """A store with codes of every sort."""
    path = tmp_path / "discounts.csv"
    path.write_text("\n".join((TITLES, *ROWS)), encoding="utf-8")
    assert counts(bring(path), "coupons") == (3, 0, 0)
    return app


@pytest.mark.feature("E6")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_codes_written_for_shopify_change_nothing_where_they_came_from(
    codes: App, bring: Bring, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"shopify-discounts.{ending}"
    assert export.write(codes.db, "coupons", path, target="shopify-discounts").rows == 3
    before = logical_dump(codes.db.path)
    report = bring(path)
    assert (report.profile, report.errors, counts(report, "coupons")) == ("shopify-discounts", [], (0, 0, 3))
    assert logical_dump(codes.db.path) == before


@pytest.mark.feature("E6")
def test_codes_written_for_shopify_are_the_same_in_another_store(codes: App, tmp_path: Path, template: Path) -> None:
    def told(app: App, name: str) -> str:
        path = tmp_path / name
        export.write(app.db, "coupons", path)
        return path.read_text("utf-8")

    path = tmp_path / "shopify-discounts.csv"
    export.write(codes.db, "coupons", path, target="shopify-discounts")
    elsewhere = tmp_path / "elsewhere.crm"
    elsewhere.write_bytes(template.read_bytes())
    with App.open(elsewhere, FakeClock()) as other:
        ImportService(other.db, other.shops, stage_here).run([path])
        assert told(other, "there.csv") == told(codes, "here.csv")
