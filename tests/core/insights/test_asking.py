"""Asking for customers: the SQL and the plain filter find the same, and each field finds what it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.fields.types import FieldKind as OwnKind
from desktop_crm.fields.types import NewField
from desktop_crm.insights import customer_fields, customer_list
from desktop_crm.insights.customer_fields import CustomerFacts
from desktop_crm.insights.shop_book import shop_book
from desktop_crm.insights.types import Asked
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.fields import Field, FieldKind, Language, Moment, as_written
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.plain import fits
from desktop_crm.segments.printing import text_of
from desktop_crm.segments.tree import Node, Phrase, Words
from tests.clock import NOON, FakeClock
from tests.core.insights import shop

MOMENT = Moment(shop.TODAY, "Europe/Istanbul")


class Book:
    """An open store, its customers, and what plain Python knows of them."""

    def __init__(self, app: App, clock: FakeClock) -> None:
        self.app = app
        self.ids = shop.fill(app, clock)
        self.facts: list[CustomerFacts] = app.read(lambda session: shop.facts(session, self.ids))
        self.known = app.read(lambda session: shop_book(session, NOON)).language
        self._found: dict[Node, frozenset[int]] = {}

    def by_sql(self, tree: Node) -> set[int]:
        return set(self.app.read(lambda session: customer_list.ids(session, Asked(tree, now=NOON))))

    def by_python(self, tree: Node) -> set[int]:
        return {one.id for one in self.facts if fits(tree, one, self.known, MOMENT, self._searched)}

    def _searched(self, node: Words | Phrase, thing: CustomerFacts) -> bool:
        if node not in self._found:
            self._found[node] = frozenset(self.by_sql(node))
        return thing.id in self._found[node]

    def names(self, text: str) -> list[str]:
        tree = parse(text, self.known)
        ids = self.app.read(lambda session: customer_list.ids(session, Asked(tree, now=NOON)))
        known = {one.id: one.name for one in self.facts}
        return [known[found].split()[0] for found in ids]


@pytest.fixture(scope="module")
def book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    clock = FakeClock()
    path = Path(shutil.copyfile(template, tmp_path_factory.mktemp("book") / "book.crm"))
    with App.open(path, clock) as app:
        yield Book(app, clock)


TEXTS = {
    FieldKind.WORD: ["İzmir", "izmir", "VIP", "toptan", "Karşıyaka", "Instagram", '"Emre Ay"', "i*", "female", "hand"],
    FieldKind.TEXT: ["ayse", "tekstil", "kapi", "fincan", "example.com", "cin*", "ş"],
    FieldKind.DIGITS: ["0532", "+90 212", "3012*", "49", "0"],
}
NUMBERS = ["0", "1", "2", "3", "0.5", "1,5", "9", "100,5", "1512,345", "1..2", "..3", "2..", "700", "-1"]
DAYS = [
    "90g", "91g", "7d", "5d", "today", "dün", "2026", "2026-11", "2026-08-22", "3mo", "1y..3mo", "..30d", "400d..",
    "thismonth", "geçenay", "2026-08..2026-11", "buhafta",
]  # fmt: skip
SIGNS = ["", "", "<", ">", "<=", ">="]


@st.composite
def leaves(draw: st.DrawFn, fields: tuple[Field, ...]) -> str:
    """Return a condition that a field understands."""
    field = draw(st.sampled_from(fields))
    name = as_written(draw(st.sampled_from(field.tr + field.en)))
    if draw(st.integers(0, 9)) == 0:
        return f"{name}:{draw(st.sampled_from(['yok', 'any']))}"
    if field.options:
        option = draw(st.sampled_from(field.options))
        return f"{name}:{draw(st.sampled_from([option.tr, option.en]))}"
    if field.kind in TEXTS:
        value = draw(st.sampled_from(TEXTS[field.kind]))
        value = f'"{value}"' if " " in value and not value.startswith('"') else value
        return f"{name}{draw(st.sampled_from([':', '=', '!=']))}{value}"
    value = draw(st.sampled_from(NUMBERS if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) else DAYS))
    if field.kind is FieldKind.BIRTHDAY:
        days = ["7d", "today", "2026-11", "1988-11-24", "2000-02-20..2000-03-05", "2027-02", "2027-02-28"]
        return f"{name}:{draw(st.sampled_from(days))}"
    sign = ":" if ".." in value else draw(st.sampled_from(SIGNS)) or ":"
    return f"{name}{sign}{value}"


SINGLE = ["sukr", "ayşe", "0411", "vip", "zzz", "0532", "532", "90212", "05321112233", "kahveci", "isil@example", "izm"]
WORDS = st.sampled_from([*SINGLE, '"ince"', '"kapıyı çal"', "sukr 0532", "0212 vip"])


def queries(fields: tuple[Field, ...]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves(fields) | WORDS,
        lambda inner: (
            st.builds("-({})".format, inner)
            | st.builds("({} veya {})".format, inner, inner)
            | st.builds("({} and {})".format, inner, inner)
            | st.builds("{} {}".format, inner, inner)
        ),
        max_leaves=6,
    )


@pytest.mark.feature("G1")
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_sql_and_the_plain_filter_find_the_same(book: Book, data: st.DataObject) -> None:
    text = data.draw(queries(book.known.fields))
    tree = parse(text, book.known)
    for code in ("tr", "en", "kept"):
        written = text_of(tree, book.known, code, kept=code == "kept")
        assert parse(written, book.known) == tree
    assert book.by_sql(tree) == book.by_python(tree)


@pytest.mark.feature("G1")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(SINGLE), min_size=1, max_size=3).filter(lambda words: not all(map(str.isdecimal, words)))
)
def test_words_beside_one_another_find_who_has_each_of_them_wherever_it_stands(book: Book, words: list[str]) -> None:
    having = [book.by_sql(Words(word)) for word in words]
    assert book.by_sql(Words(" ".join(words))) == set.intersection(*having)


@pytest.mark.feature("G1")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("il:İzmir", ["Ayşe", "Şükrü"]),
        ("il:izmir il:ankara", ["Şükrü"]),
        ("şehir:iğdır", ["Şükran"]),
        ("sipariş>1", ["Ayşe", "Şükrü"]),
        ("orders:0", ["Ali", "Can", "Işıl", "Zeynep"]),
        ("sipariş:yok", ["Ali", "Can", "Işıl", "Zeynep"]),
        ("görüşme:yok sipariş:var", ["Kuru", "Şükran"]),
        ("son:90g", ["Ayşe", "Şükran", "Şükrü"]),
        ("son>90g", ["Kuru"]),
        ("ciro>=100 ciro<1000", ["Şükran", "Şükrü"]),
        ("etiket:vip -etiket:toptan", ["Şükrü"]),
        ("telefon:yok", ["Ali", "Ayşe", "Can", "Şükran", "Zeynep"]),
        ("telefon:0532", ["Kuru", "Şükrü"]),
        ("etiket:yok", ["Ali", "Can", "Işıl", "Şükran"]),
        ('etiket:"yok"', ["Zeynep"]),
        ("takip<bugün", ["Şükrü"]),
        ("takip:7g", ["Ayşe"]),
        ("nps>=9", ["Ayşe"]),
        ("puan>100", ["Ayşe"]),
        ("puan=100", ["Şükrü"]),
        ("düzey:gold", ["Ayşe"]),
        ("level:Silver", ["Şükrü"]),
        ("aşama:sadık", ["Işıl"]),
        ("stage:lost", ["Can", "Kuru"]),
        ("stage:ilk", ["Şükran"]),
        ("nedenkayıp:delivery", ["Can"]),
        ("ulaşılır:sms", ["Işıl", "Kuru", "Şükrü"]),
        ("reach:none", ["Ali", "Can", "Şükran", "Zeynep"]),
        ("nereden:insta", ["Ali"]),
        ("ayak no:38", ["Şükrü"]),
        ('"AYAK NO">38', ["Ayşe"]),
        ("ayak no > 1 veya vip", ["Ayşe", "Şükrü"]),
        ("sukr ayak no:38", ["Şükrü"]),
        ("yıldönümü:7g", ["Şükrü"]),
        ("hediye sever:hayır", ["Ayşe"]),
        ("-hediye sever:evet boy:var", ["Kuru"]),
        ("boy:xl", ["Şükrü"]),
        ("site:cini", ["Ayşe"]),
        ('"""en>boy"" ölçü":ikinci', ["Kuru"]),
        ("custom.7:sik", ["Ayşe"]),
        ("not:çalmayın", ["Can", "Şükrü"]),
        ("doğumgünü:7g", ["Ayşe", "Şükran"]),
        ("birthday:2027-02", ["Ali"]),
        ("birthday:2027-02-25..2027-03-01", ["Ali", "Zeynep"]),
        ("birthday:2028-02-28", []),
        ("tür:firma", ["Can", "Kuru"]),
        ('"kapıyı çalmayın"', ["Can", "Şükrü"]),
        ("smsizni:ret veya smsizni:izinli", ["Ayşe", "Şükrü"]),
        ("smsizni:izinli", ["Şükrü"]),
        ("smsizni:var", ["Şükrü"]),
        ("smsizni:yok ayşe", ["Ayşe"]),
        ("mağaza:trendyol", ["Ayşe"]),
        ("ürün:çini", ["Ayşe", "Şükrü"]),
        ("ilgilenen:emre*", ["Ali"]),
        ("oran>=1", ["Ayşe", "Şükrü"]),
        ("sukr", ["Şükran", "Şükrü"]),
        ("sukr sipariş>1", ["Şükrü"]),
        ("sukr 0532", ["Şükrü"]),
        ("0532 kahveci", ["Kuru"]),
        ("sukr 0411", ["Şükrü"]),
        ("ayşe 0532", []),
        ("kayıt:buay", ["Şükrü"]),
    ],
)
def test_each_field_finds_what_it_says(book: Book, text: str, names: list[str]) -> None:
    assert book.names(text) == names


@pytest.mark.feature("G1")
@pytest.mark.parametrize(
    "phrase",
    [
        "vip müşteri", "toptan", "ıslak imza", "caddebostan  kadıköy", "ikinci@ornek.com", "ç’elik", "c'elik a.ş.",
        "0532 418 27 90",
    ],
)  # fmt: skip
def test_a_phrase_is_found_in_whatever_part_of_the_card_it_stands(app: App, clock: FakeClock, phrase: str) -> None:
    asked = NewCustomer(
        name="Işıl Ç’elik", company="Ç’elik A.Ş.", tags=("Toptan", "VIP Müşteri"), note="fatura ister\nıslak imza",
        emails=("bir@ornek.com", "ikinci@ornek.com"), phones=("05324182790",),
        addresses=(Address(city="Ordu"), Address(city="İstanbul", district="Caddebostan Kadıköy")),
    )  # fmt: skip
    found = app.customers.add(asked)
    app.customers.add(NewCustomer(name="Kadıköy Caddebostan", tags=("Müşteri VIP",), note="imza ıslak, 418 2790"))
    tree = parse(f'"{phrase}"', customer_fields.CUSTOMERS)
    assert list(app.read(lambda session: customer_list.ids(session, Asked(tree, now=clock.now())))) == [found]


def test_values_of_the_store_are_offered_the_commonest_first(book: Book) -> None:
    def offered(key: str, typed: str = "") -> list[str]:
        return book.app.read(lambda session: customer_fields.values(session, book.known.by_key[key], typed))

    assert offered("tag") == ["VIP", "Toptan", "yok"]
    assert offered("city", "iz") in (["İzmir"], ["IZMIR"])
    assert offered("shop", "tr") == ["Trendyol"]
    assert offered("owner") == ["Emre Ay"]
    assert offered("custom.4") == ["M", "XL"]
    assert offered("whylost") == ["Delivery was late"]
    for field in book.known.fields:
        assert isinstance(offered(field.key, "a"), list)


def test_a_field_that_is_not_there_any_more_finds_nobody(book: Book) -> None:
    from desktop_crm.segments.tree import Condition, Not, Op, Text

    gone = Condition("stage_of_old", Op.HAS, Text("x"))
    assert book.by_sql(gone) == book.by_python(gone) == set()
    assert book.by_sql(Not(gone)) == book.by_python(Not(gone)) == set(book.ids)


def test_a_field_is_asked_by_its_new_name_and_what_was_kept_still_finds_the_same(app: App, clock: FakeClock) -> None:
    ids = shop.fill(app, clock)

    def known() -> Language:
        return app.read(lambda session: shop_book(session, NOON)).language

    kept = text_of(parse("ayak no>=38", known()), known(), "tr", kept=True)
    assert kept == "custom.1>=38"
    app.fields.change(1, NewField("Numara", OwnKind.NUMBER))
    tree = parse(kept, known())
    assert text_of(tree, known(), "tr") == "Numara>=38"
    assert set(app.read(lambda session: customer_list.ids(session, Asked(tree, now=NOON)))) == set(ids[:2])
    with pytest.raises(QueryError, match="ayak"):
        parse('"ayak no":38', known())
    app.fields.delete(1)
    with pytest.raises(QueryError, match="deleted"):
        parse(kept, known())
    app.undo()
    assert parse(kept, known()) == tree
