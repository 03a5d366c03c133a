"""Folding and ordering of Turkish text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.platform import text


@pytest.mark.parametrize("spelling", ["ışık", "IŞIK", "Işık", "isik", "İŞİK", "ISIK", "I\u0307şık"])
def test_every_spelling_of_isik_folds_to_the_same_word(spelling: str) -> None:
    assert text.fold(spelling) == "isik"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Şükrü İnce", "sukru ince"),
        ("IĞDIR", "igdir"),
        ("Çağla ÖZ", "cagla oz"),
        ("kâğıt", "kagit"),
        ("Straße", "strasse"),
        ("Ünlü", "unlu"),
        ("Łódź", "łodz"),
        ("ÇELİK 42", "celik 42"),
    ],
)
def test_folding_takes_case_and_accents_off(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@given(st.text())
def test_folding_twice_is_folding_once(anything: str) -> None:
    once = text.fold(anything)
    assert text.fold(once) == once


@given(st.text(alphabet="abcçdefgğhıijklmnoöpqrsştuüvwxyzABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZ"))
def test_turkish_capitals_and_small_letters_fold_alike(word: str) -> None:
    assert text.fold(text.upper_tr(word)) == text.fold(text.lower_tr(word)) == text.fold(word)


@given(st.text())
def test_a_composed_and_a_decomposed_text_fold_alike(anything: str) -> None:
    composed = unicodedata.normalize("NFC", anything)
    assert text.fold(composed) == text.fold(unicodedata.normalize("NFD", composed))


def test_words_sort_as_in_a_turkish_dictionary() -> None:
    words = ["zeytin", "ılık", "ilik", "çanta", "cam", "dal", "öz", "oz", "şal", "sal", "uç", "üç", "ğ", "gül", "hal"]
    assert sorted(words, key=text.sort_key) == [
        "cam", "çanta", "dal", "gül", "ğ", "hal", "ılık", "ilik", "oz", "öz", "sal", "şal", "uç", "üç", "zeytin",
    ]  # fmt: skip


def test_case_does_not_change_the_order() -> None:
    words = ["IRMAK", "ırmak", "İnci", "inci"]
    assert [text.sort_key(word) for word in words] == [text.sort_key(text.lower_tr(word)) for word in words]
    assert text.sort_key("Irmak") < text.sort_key("İnci")


def test_digits_and_signs_come_before_letters() -> None:
    assert max(["Ada", "2. el", "-"], key=text.sort_key) == "Ada"


def test_a_foreign_accent_sorts_as_its_base_letter() -> None:
    assert max(["Eva", "Éva", "Fa"], key=text.sort_key) == "Fa"


def test_turkish_casing_keeps_the_dot() -> None:
    assert text.upper_tr("iyi ılık") == "İYİ ILIK"
    assert text.lower_tr("IŞIK İNCE") == "ışık ince"


def test_squeezing_leaves_one_blank_between_words() -> None:
    assert text.squeeze("  Ayşe \t\u00a0 Gül\n") == "Ayşe Gül"


def test_initials_are_turkish_capitals() -> None:
    assert text.initials("inci ılıca") == "İI"
    assert text.initials("Mehmet Ali Öz") == "MÖ"
    assert text.initials("şule") == "Ş"
    assert text.initials(" - ") == "?"


def test_digits_of_any_script_come_out_as_ascii() -> None:
    assert text.digits("0532 ٤١٨-27") == "053241827"


def test_folded_words_leave_signs_out() -> None:
    assert text.folded_words("İnce, Şükrü (Iğdır)") == ["ince", "sukru", "igdir"]
