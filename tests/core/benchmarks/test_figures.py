"""Figures are judged by their limits as they stand, and a benchmark that was not run claims nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import material
from benchmarks.figures import LIMITS, RATIO, VALUE, Limit, as_json, judged, percentile, table

TWICE = Limit("twice", "something", "s", "the bare thing", 2)
SECOND = Limit("second", "something else", "s", "nothing", 1, VALUE)


@pytest.mark.parametrize(("value", "kept"), [(1.99, True), (2.0, True), (2.01, False)])
def test_a_ratio_is_kept_up_to_its_limit_and_over_beyond(value: float, kept: bool) -> None:
    (figure,) = judged({"twice": (value, 1.0)}, [TWICE])
    assert figure.passed is kept


def test_a_value_is_judged_by_itself_whatever_its_baseline() -> None:
    (figure,) = judged({"second": (1.5, 100.0)}, [SECOND])
    assert figure.passed is False
    assert figure.ratio == 0.015


def test_what_is_over_its_limit_stands_out_in_the_table() -> None:
    shown = table(judged({"twice": (5.0, 1.0), "second": (0.5, None)}, [TWICE, SECOND]))
    assert shown.splitlines()[2:] == [
        "| something | 5 s | 1 s (the bare thing) | 5.00 × | 2 × | **over** |",
        "| something else | 0.5 s | – | – | 1 s | kept |",
    ]


def test_what_was_not_measured_is_neither_shown_nor_judged() -> None:
    figures = judged({}, [TWICE])
    assert len(table(figures).splitlines()) == 2
    assert as_json(figures)[0]["passed"] is None


def test_every_limit_has_its_own_name_and_a_way_to_be_judged() -> None:
    assert len({limit.id for limit in LIMITS}) == len(LIMITS)
    assert {limit.judged for limit in LIMITS} == {RATIO, VALUE}
    assert all(limit.against for limit in LIMITS if limit.judged == RATIO)
    json.dumps(as_json(judged({limit.id: (1.0, 1.0) for limit in LIMITS})))


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(100, -1, -1)]
    assert [percentile(values, percent) for percent in (0, 50, 95, 100)] == [0, 50, 95, 100]


def test_the_workbook_tells_other_orders_and_buyers_in_each_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "LINES", 9_000)
    _title, header, *rows = material._rows()
    numbers = [row[header.index("Sipariş Numarası")] for row in rows]
    assert len(header) == 52
    assert len(rows) == 9_000
    assert len(set(numbers)) > 5_000


def test_a_copy_of_a_store_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "FOLDER", tmp_path)
    source = tmp_path / "source.crm"
    source.write_bytes(b"a store")
    with material.copied(source) as copy:
        assert copy.read_bytes() == b"a store"
    assert list(tmp_path.iterdir()) == [source]
