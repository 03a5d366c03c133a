"""The query language: what it understands, what it prints, what it says where it understands nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.platform import i18n
from desktop_crm.segments.completion import Completion, complete
from desktop_crm.segments.days import dates_of_year, stretch
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.printing import text_of
from desktop_crm.segments.tree import (
    EVERYBODY,
    All,
    Any,
    Away,
    Condition,
    Day,
    Given,
    Named,
    Node,
    Not,
    Number,
    Op,
    Phrase,
    Span,
    Text,
    Unit,
    Words,
    conditions,
    without,
)

TODAY = date(2026, 11, 21)


def asked(text: str) -> Node:
    return parse(text, CUSTOMERS)


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        asked(text)
    return caught.value


@pytest.mark.feature("G1")
def test_the_example_of_the_shop_is_understood_in_both_languages() -> None:
    turkish = asked('il:İzmir sipariş>3 son:90g etiket:vip -etiket:toptan "tam söz" (a veya b)')
    english = asked('city:İzmir orders>3 last:90d tag:vip -tag:toptan "tam söz" (a or b)')
    assert turkish == english == All(
        (
            Condition("city", Op.HAS, Text("İzmir")),
            Condition("orders", Op.MORE, Number(Decimal(3))),
            Condition("last", Op.HAS, Away(90, Unit.DAY)),
            Condition("tag", Op.HAS, Text("vip")),
            Not(Condition("tag", Op.HAS, Text("toptan"))),
            Phrase("tam söz"),
            Any((Words("a"), Words("b"))),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYBODY),
        ("  ayşe   yıldırım ", Words("ayşe yıldırım")),
        ("+90 (532) 990-0411", Words("+90 (532) 990-0411")),
        ("IL:iğdır", Condition("city", Op.HAS, Text("iğdır"))),
        ('il:"Kars Merkez"', Condition("city", Op.HAS, Text("Kars Merkez"))),
        ("ad:ay*", Condition("name", Op.HAS, Text("ay", begins=True))),
        ("sipariş:2..5", Condition("orders", Op.HAS, Span(Number(Decimal(2)), Number(Decimal(5))))),
        ("siparis >= 3", Condition("orders", Op.AT_LEAST, Number(Decimal(3)))),
        ("ciro>1.500,50", Condition("total", Op.MORE, Number(Decimal("1500.50")))),
        ("total>1,500.50", Condition("total", Op.MORE, Number(Decimal("1500.50")))),
        ("telefon:yok", Condition("phone", Op.HAS, Given(there=False))),
        ("phone:none", Condition("phone", Op.HAS, Given(there=False))),
        ('etiket:"yok"', Condition("tag", Op.HAS, Text("yok"))),
        ("son:01.03.2026", Condition("last", Op.HAS, Day(date(2026, 3, 1)))),
        ("son<=bugün", Condition("last", Op.AT_MOST, Named("today"))),
        ("son:3ay..", Condition("last", Op.HAS, Span(Away(3, Unit.MONTH), None))),
        ("smsizni:izinli", Condition("smsconsent", Op.HAS, Text("granted"))),
        ("not:kapı", Condition("note", Op.HAS, Text("kapı"))),
        ("not il:x", Not(Condition("city", Op.HAS, Text("x")))),
        ("il!=x", Not(Condition("city", Op.IS, Text("x")))),
        ("a ve b veya c", Any((Words("a b"), Words("c")))),
        ("a | b", Any((Words("a"), Words("b")))),
        ("değil (a veya b)", Not(Any((Words("a"), Words("b"))))),
    ],
)
def test_what_is_typed_becomes_a_tree(text: str, tree: Node) -> None:
    assert asked(text) == tree
    for language in ("tr", "en"):
        assert asked(text_of(tree, CUSTOMERS, language)) == tree


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("il:", 3, "something is missing"),
        ("ill:x", 0, "Did you mean “city”"),
        ("qqqqqq:x", 0, "There is no field"),
        ("a (b", 2, "not closed"),
        ("a b)", 3, "closes nothing"),
        ('a "b', 2, "not closed"),
        ("a veya", 6, "Something is missing"),
        ("sipariş>üç", 8, "is no number"),
        ("sipariş>1e9", 8, "is no number"),
        ("sipariş>9999999999999999999999", 8, "is no number"),
        ("son:31.02.2026", 4, "is no date"),
        ("son:9999-01-01", 4, "is no date"),
        ("il>x", 3, "not < and >"),
        ("tür:kedi", 4, "person, company"),
        ("telefon:abc", 8, "has no digit"),
        ("a <3", 2, "Before “<” a field is missing"),
        ('""', 0, "nothing between"),
        ("((" * 30 + "a" + "))" * 30, 30, "too many brackets"),
        ("a -b " * 60, 250, "too much at once"),
        ("x" * 2001, 2000, "too long"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(text: str, at: int, words: str) -> None:
    error = refused(text)
    assert words in str(error)
    assert error.at == at


def test_errors_speak_the_language_in_use() -> None:
    i18n.use("tr")
    assert "“il”" in str(refused("ill:x"))


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='il:>=<.."()-|* vye0123456789gadsoniparş', max_size=40))
def test_nothing_that_can_be_typed_breaks_it_and_what_it_prints_it_reads_again(text: str) -> None:
    try:
        tree = asked(text)
    except QueryError as caught:
        error: QueryError | None = caught
        tree = EVERYBODY
    else:
        error = None
    assert error is None or (str(error) and 0 <= error.at <= len(text))
    for language in ("tr", "en"):
        assert asked(text_of(tree, CUSTOMERS, language)) == tree


VALUES = {
    "orders": ["3", "2..5", "..7", "1.125", "-2"],
    "total": ["1500,5", "0.375", "10.."],
    "last": ["90d", "2026-03", "2026", "today", "2026-03-01..", "thisweek", "3mo..1y"],
    "due": ["7g", "bugün", "yok"],
    "birthday": ["7d", "2026-12", "today", "any"],
    "city": ["İzmir", '"Kars Merkez"', "iz*", '"a""b"', '"yok"', "none"],
    "kind": ["firma", "person"],
}
LEAVES = st.sampled_from([f"{key}:{value}" for key, values in VALUES.items() for value in values]) | st.sampled_from(
    ["ayşe", "0532", '"tam söz"', "sipariş>=3", "son<7g", "a-b", "il=x"]
)
TEXTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds("-({})".format, inner)
        | st.builds("({} veya {})".format, inner, inner)
        | st.builds("({} {})".format, inner, inner)
        | st.builds("{} and {}".format, inner, inner)
    ),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_tree_printed_in_either_language_is_read_as_the_same_tree(text: str) -> None:
    tree = asked(text)
    for language in ("tr", "en"):
        assert asked(text_of(tree, CUSTOMERS, language)) == tree


def days(text: str) -> tuple[str, str]:
    found = asked(text)
    assert isinstance(found, Condition)
    ahead = CUSTOMERS.by_key[found.field].ahead
    first, last = stretch(found.op, found.value, TODAY, ahead=ahead)  # type: ignore[arg-type]
    return str(first or ""), str(last or "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("son:90g", "2026-08-23", "2026-11-21"),
        ("son>90g", "", "2026-08-22"),
        ("son<90g", "2026-08-24", ""),
        ("son>=3ay", "", "2026-08-21"),
        ("son:30g..90g", "2026-08-23", "2026-10-22"),
        ("son:90g..", "", "2026-08-23"),
        ("son:..90g", "2026-08-23", ""),
        ("son:2026-02", "2026-02-01", "2026-02-28"),
        ("son>2026-02", "2026-03-01", ""),
        ("son<2026", "", "2025-12-31"),
        ("son:buhafta", "2026-11-16", "2026-11-22"),
        ("son:geçenay", "2026-10-01", "2026-10-31"),
        ("son:dün", "2026-11-20", "2026-11-20"),
        ("takip:7g", "2026-11-21", "2026-11-28"),
        ("takip<=bugün", "", "2026-11-21"),
        ("takip>1ay", "2026-12-22", ""),
        ("son:2026-05..2026-03", "2026-03-01", "2026-05-31"),
    ],
)
def test_dates_and_distances_mean_days(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.feature("G1")
@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        ("2027-02-25", "2027-03-04", True), ("2027-02-28", "2027-02-28", True), ("2027-03-01", "2027-03-31", False),
        ("2027-02-01", "2027-02-27", False), ("2028-02-28", "2028-02-28", False), ("2028-02-29", "2028-02-29", True),
        ("2100-02-28", "2100-02-28", True), ("2027-01-01", "2027-12-31", True),
    ],
)  # fmt: skip
def test_a_29_february_is_kept_on_the_28th_where_the_year_has_none(first: str, last: str, there: bool) -> None:
    found = dates_of_year((date.fromisoformat(first), date.fromisoformat(last)))
    assert found.count("02-29") == there


def test_one_part_of_a_query_can_be_taken_away() -> None:
    tree = asked("a il:x sipariş>3")
    assert len(conditions(tree)) == 3
    assert without(tree, 1) == asked("a sipariş>3")
    assert without(without(without(tree, 0), 0), 0) == EVERYBODY


def offered(text: str, language: str = "tr", cursor: int | None = None) -> list[str]:
    cities = {"city": ["İzmir", "İstanbul", "Kars Merkez"]}

    def values(field: object, typed: str) -> list[str]:
        return cities.get(getattr(field, "key", ""), [])

    found: list[Completion] = complete(text, len(text) if cursor is None else cursor, CUSTOMERS, values, language)
    return [one.text for one in found]


def test_completion_offers_fields_then_their_values() -> None:
    assert offered("")[:3] == ["il:", "etiket:", "sipariş>"]
    assert offered("", "en")[:3] == ["city:", "tag:", "orders>"]
    assert "telefon:" in offered("sip il:x (te")
    assert offered("-eti") == ["etiket:"]
    assert offered("il:i") == ["İzmir ", "İstanbul "]
    assert offered("il:ka") == ['"Kars Merkez" ']
    assert offered("smsizni:") == ["izinli ", "ret ", "bilinmiyor ", "yok ", "var "]
    assert offered("son:b")[:2] == ["bugün ", "buhafta "]
    assert offered("a ve") == ["veya "]
    assert offered("zzz:x") == []
    assert offered("il:i x", cursor=4) == ["İzmir ", "İstanbul "]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='il:"() veya-şi*1', max_size=20), st.integers(0, 20))
def test_completion_stands_any_text_and_any_cursor(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    for one in complete(text, cursor, CUSTOMERS, lambda _field, _typed: ["İzmir"], "tr"):
        assert 0 <= one.first <= cursor <= one.last <= len(text)
