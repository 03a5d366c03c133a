"""Where the words looked for stand in a text, and what is shown of a long one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform.excerpts import Stretches, excerpt, first_holding, holds, stretches
from desktop_crm.platform.text import fold
from desktop_crm.search.asking import understood


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Şükrü İnce", "sukru", ((0, 5),)),
        ("Şükrü İnce", "in su", ((0, 2), (6, 8))),
        ("Şükrü İnce", "kru", ((2, 5),)),
        ("Işıl Yılmaz", "ilmaz", ((6, 11),)),
        ("Kayseri, Kaya Sokak", "kay", ((0, 3), (9, 12))),
        ("Kaya Ankaya", "kaya", ((0, 4),)),
        ("İstanbul", "ist", ((0, 3),)),
        ("Straße 5", "strass", ((0, 5),)),
        ("Ayşe", "se", ()),
        ("0532 990 04 11", "99004", ((5, 11),)),
        ("0532 990 04 11", "+90 532 990", ((1, 8),)),
        ("0532 990 04 11", "0411", ((9, 14),)),
        ("", "a", ()),
    ],
)
def test_beginnings_of_words_are_named_and_insides_only_without_them(
    text: str, typed: str, expected: Stretches
) -> None:
    assert stretches(text, understood(typed)) == expected


def test_an_excerpt_shows_the_found_word_on_one_line() -> None:
    text = "a" * 100 + " \n Çorabın rengi " + "b" * 200
    shown = excerpt(text, understood("corab"))
    assert "Çorabın rengi" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 122
    assert excerpt("kısa\nsöz", understood("yok")) == "kısa söz"


def test_short_words_count_at_beginnings_only() -> None:
    assert holds(fold("Ayşe Kaya"), understood("ka ay"))
    assert not holds(fold("Ayşe Kaya"), understood("se"))
    assert holds(fold("Ayşe Kaya"), understood("yse"))


def test_the_first_text_that_speaks_is_taken() -> None:
    assert first_holding(["mavi", "kırmızı kazak", "kazak"], understood("kazak")) == "kırmızı kazak"
    assert first_holding(["mavi"], understood("kazak")) == ""


@given(st.text(max_size=60), st.text(max_size=12))
def test_every_stretch_lies_within_the_text_and_none_overlap(text: str, typed: str) -> None:
    found = stretches(text, understood(typed))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert len(excerpt(text, understood(typed))) <= 122
