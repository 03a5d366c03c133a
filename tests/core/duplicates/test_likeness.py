"""Two people compared: what counts, for how much, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.duplicates import likeness as of
from desktop_crm.duplicates.likeness import Someone, likeness

PHONE = frozenset({"+905324182790"})
MAIL = frozenset({"isil@example.com"})


def person(name: str, **known: frozenset[str] | str) -> Someone:
    return Someone(name, **known)  # type: ignore[arg-type]


@pytest.mark.feature("A8")
def test_the_same_phone_and_name_in_any_casing_is_nearly_sure() -> None:
    found = likeness(person("ŞÜKRÜ İNCE", phones=PHONE), person("Şükrü İnce", phones=PHONE))
    assert found.score >= 95
    assert found.evidence == (of.SAME_PHONE, of.SAME_NAME)


def test_one_letter_off_with_the_same_e_mail_is_nearly_sure_and_says_so() -> None:
    found = likeness(person("Isıl Kayaa", emails=MAIL), person("Işıl Kaya", emails=MAIL))
    assert found.score >= 95
    assert of.CLOSE_NAME in found.evidence


def test_a_name_alone_in_different_cities_is_weak() -> None:
    one, other = (person("Mehmet Demir", cities=frozenset({city})) for city in ("izmir", "ankara"))
    assert 20 <= likeness(one, other).score <= 40


def test_a_phone_shared_by_different_names_is_asked_about_but_not_believed() -> None:
    family = likeness(person("Ayşe Yılmaz", phones=PHONE), person("Hasan Yılmaz", phones=PHONE)).score
    strangers = likeness(person("Ayşe Yılmaz", phones=PHONE), person("Hasan Kılıç", phones=PHONE)).score
    assert 10 < strangers < 50 < family < 90


def test_initials_and_left_out_names_are_similar() -> None:
    for short in ("A. Yılmaz", "Ayşe Yılmaz", "Nur Yılmaz", "Yılmaz Ayşe Nur"):
        assert likeness(person(short), person("Ayşe Nur Yılmaz")).evidence[0] in (of.LIKE_NAME, of.SAME_NAME), short


def test_different_tax_numbers_keep_namesakes_apart() -> None:
    one = person("Mehmet Demir", tax_number="10000000146", cities=frozenset({"izmir"}))
    other = person("Mehmet Demir", tax_number="10000000078", cities=frozenset({"izmir"}))
    assert likeness(one, other).score < 10


names = st.text(alphabet="aıiİIşçğ bcö", max_size=12)


@given(names, names)
def test_likeness_is_symmetric_and_stays_within_bounds(mine: str, theirs: str) -> None:
    one, other = person(mine, phones=PHONE), person(theirs, emails=MAIL)
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).score <= 100
