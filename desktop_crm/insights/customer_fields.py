"""The fields that queries about customers know: see `segments.fields` for how another one is declared.

SQL speaks of `c` (customers) and `f` (figures); Python of `CustomerFacts`. What depends on the day or the shop is
added by `insights.book`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.customers.search import CUSTOMER_SEARCH
from desktop_crm.platform import money
from desktop_crm.platform.text import fold, folded_words
from desktop_crm.search import queries as search
from desktop_crm.search.index import words_of
from desktop_crm.segments.fields import Field, FieldKind, Language, Option
from desktop_crm.segments.meaning import thousandths
from desktop_crm.segments.sql import Searching

_K = FieldKind
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What Python knows of a customer: texts as they are written, money as (minor units, currency)."""

    id: int
    kind: str = "person"
    name: str = ""
    company: str = ""
    note: str = ""
    gender: str = ""
    source: str = ""
    owner: str = ""
    birthday: str | None = None
    created_at: int = 0
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    orders: int = 0
    revenue: tuple[int, str] | None = None
    first_order: str | None = None
    last_order: str | None = None
    talks: int = 0
    last_talk: int | None = None
    next_due: str | None = None
    score: int | None = None
    consents: tuple[tuple[str, str], ...] = ()
    reach: tuple[str, ...] = ()
    points: int | None = None
    heard_from: str = ""
    why_lost: str = ""
    stage: str = ""
    level: str = ""
    own: tuple[tuple[int, str], ...] = ()


def one_of(name: str) -> Callable[[CustomerFacts], tuple[str, ...]]:
    """Return what gets a text out of what Python knows: itself alone, nothing where it is empty."""
    return lambda facts: (getattr(facts, name),) if getattr(facts, name) else ()


def _plain(name: str) -> Callable[[CustomerFacts], Any]:
    return lambda facts: getattr(facts, name)


def _consent(channel: str) -> Callable[[CustomerFacts], tuple[str, ...]]:
    return lambda facts: (dict(facts.consents).get(channel, "unknown"),)


def _revenue(facts: CustomerFacts) -> int | None:
    return None if facts.revenue is None else thousandths(money.to_major(*facts.revenue))


def _ratio(facts: CustomerFacts) -> float | None:
    return facts.orders / facts.talks if facts.orders and facts.talks else None


def _alike(table: str, column: str, whose: str = "id", living: str = "") -> str:
    """Return a SELECT of the customers `whose` rows have a text, looked at once for all that are written alike."""
    return (
        f"SELECT {whose} FROM {table} WHERE {living}{column} IN "
        f"(SELECT {column} FROM {table} GROUP BY {column} HAVING {{match}})"
    )


_OF_PART: Final = ("customer_id", "deleted_at IS NULL AND ")
_CITIES: Final = """SELECT customer_id FROM customer_addresses WHERE deleted_at IS NULL AND city IN (
WITH RECURSIVE known (city) AS (SELECT min(city) FROM customer_addresses UNION ALL
    SELECT (SELECT min(a.city) FROM customer_addresses a WHERE a.city > known.city) FROM known
    WHERE known.city IS NOT NULL)
SELECT city FROM known WHERE {match})"""
"""Customers by city; from one city to the next by the index, without looking at every address."""


_LIVING_TAGS: Final = (
    "SELECT k.customer_id FROM customer_tags k JOIN tags t ON t.id = k.tag_id "
    "WHERE k.deleted_at IS NULL AND t.deleted_at IS NULL AND {match}"
)
_BOUGHT: Final = (
    "SELECT o.customer_id FROM orders o {joined} WHERE o.deleted_at IS NULL AND o.status <> 'cancelled' "
    "AND o.customer_id IS NOT NULL AND {{match}}"
)
_PRODUCTS: Final = (
    "SELECT o.customer_id FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.deleted_at IS NULL "
    "AND l.deleted_at IS NULL AND o.status <> 'cancelled' AND o.customer_id IS NOT NULL "
    "AND l.name IN (SELECT name FROM order_lines GROUP BY name HAVING {match})"
)
_THOUSANDTHS: Final = (
    "(f.revenue * CASE WHEN f.currency IN ({whole}) THEN 1000 WHEN f.currency IN ({fine}) THEN 1 ELSE 10 END)"
)


def _in_thousandths() -> str:
    whole, fine = (", ".join(f"'{code}'" for code in money.codes_with(digits)) for digits in (0, 3))
    return _THOUSANDTHS.format(whole=whole, fine=fine)


_CONSENT: Final = (
    Option("granted", "izinli", "granted"),
    Option("refused", "ret", "refused"),
    Option("unknown", "bilinmiyor", "unknown"),
)
_REACH: Final = (
    Option("email", "eposta", "email"), Option("sms", "sms", "sms"), Option("call", "arama", "call"),
    Option("market", "pazaryeri", "marketplace"),
)  # fmt: skip
_KINDS: Final = (Option("person", "kişi", "person"), Option("company", "firma", "company"))

FIELDS: Final = (
    Field("city", ("il", "şehir"), ("city", "province"), _K.WORD, "fold(city)", _plain("cities"),
          within=_CITIES),
    Field("tag", ("etiket",), ("tag", "tags"), _K.WORD, "t.folded", _plain("tags"), within=_LIVING_TAGS),
    Field("orders", ("sipariş",), ("orders", "order"), _K.NUMBER, "f.orders", _plain("orders"),
          counted=True),
    Field("last", ("son", "sonsipariş"), ("last", "lastorder"), _K.DAY, "f.last_order", _plain("last_order")),
    Field("total", ("ciro", "toplam"), ("total", "revenue"), _K.MONEY, _in_thousandths(), _revenue),
    Field("phone", ("telefon", "tel"), ("phone",), _K.DIGITS, "digits", _plain("phones"),
          within="SELECT customer_id FROM customer_phones WHERE deleted_at IS NULL AND {match}"),
    Field("email", ("eposta", "e-posta"), ("email", "e-mail", "mail"), _K.TEXT, "folded", _plain("emails"),
          within="SELECT customer_id FROM customer_emails WHERE deleted_at IS NULL AND {match}"),
    Field("due", ("takip",), ("due", "followup", "follow-up"), _K.DAY, "f.next_due", _plain("next_due"), ahead=True),
    Field("score", ("nps",), ("score", "nps"), _K.NUMBER, "f.score", _plain("score")),
    Field("first", ("ilk", "ilksipariş"), ("first", "firstorder"), _K.DAY, "f.first_order", _plain("first_order")),
    Field("added", ("kayıt", "eklenme"), ("added", "created"), _K.INSTANT, "f.created_at", _plain("created_at")),
    Field("talks", ("görüşme",), ("conversations", "talks", "contacts"), _K.NUMBER, "f.talks", _plain("talks"),
          counted=True),
    Field("lasttalk", ("songörüşme",), ("lastconversation", "lasttalk", "lastcontact"), _K.INSTANT, "f.last_talk",
          _plain("last_talk")),
    Field("ratio", ("oran", "ccr"), ("ratio",), _K.NUMBER, "f.ratio", _ratio),
    Field("name", ("ad", "isim"), ("name",), _K.TEXT, "c.name_folded", one_of("name")),
    Field("company", ("firma",), ("company",), _K.TEXT, "fold(c.company)", one_of("company")),
    Field("kind", ("tür",), ("kind", "type"), _K.WORD, "c.kind", one_of("kind"), options=_KINDS),
    Field("district", ("ilçe",), ("district",), _K.WORD, "fold(district)", _plain("districts"),
          within=_alike("customer_addresses", "district", *_OF_PART)),
    Field("shop", ("mağaza", "kanal"), ("shop", "channel"), _K.WORD, "s.name_folded", _plain("shops"),
          within=_BOUGHT.format(joined="JOIN shops s ON s.id = o.shop_id")),
    Field("product", ("ürün",), ("product",), _K.TEXT, "fold(name)", _plain("products"), within=_PRODUCTS),
    Field("owner", ("ilgilenen",), ("owner",), _K.WORD, "fold(name)", one_of("owner"), column="c.owner_id",
          within="SELECT id FROM staff WHERE {match}"),
    Field("birthday", ("doğumgünü", "doğum"), ("birthday", "born"), _K.BIRTHDAY, "c.birthday", _plain("birthday"),
          ahead=True),
    Field("reach", ("ulaşılır",), ("reach", "reachable"), _K.WORD, "f.reach", _plain("reach"), options=_REACH,
          among=True),
    Field("points", ("puan",), ("points",), _K.NUMBER, "f.points", _plain("points"), counted=True),
    Field("heard", ("duyduğu", "nereden"), ("heard",), _K.TEXT, "fold(heard_from)", one_of("heard_from"),
          within=_alike("customers", "heard_from")),
    Field("whylost", ("nedenkayıp",), ("whylost",), _K.TEXT, "fold(lost_reason)", one_of("why_lost"),
          within=_alike("customer_figures", "lost_reason")),
    Field("gender", ("cinsiyet",), ("gender",), _K.WORD, "fold(gender)", one_of("gender"),
          within=_alike("customers", "gender")),
    Field("source", ("kaynak",), ("source",), _K.WORD, "fold(source)", one_of("source"),
          within=_alike("customers", "source")),
    Field("note", ("not",), ("note", "notes"), _K.TEXT, "fold(c.note)", one_of("note")),
    Field("smsconsent", ("smsizni",), ("smsconsent",), _K.WORD, "coalesce(f.consent_sms, 'unknown')",
          _consent("sms"), options=_CONSENT, there="granted"),
    Field("emailconsent", ("epostaizni",), ("emailconsent",), _K.WORD, "coalesce(f.consent_email, 'unknown')",
          _consent("email"), options=_CONSENT, there="granted"),
    Field("callconsent", ("aramaizni",), ("callconsent",), _K.WORD, "coalesce(f.consent_call, 'unknown')",
          _consent("call"), options=_CONSENT, there="granted"),
)  # fmt: skip
"""What can be asked about customers, in the order in which it is offered."""

CUSTOMERS: Final = Language(FIELDS)

_PHRASE: Final = (
    "WITH said (id, text, endings) AS ({said}) SELECT id FROM said WHERE instr(' ' || spaced(text), ' ' || ?) > 0"
)


def searching() -> Searching:
    """Return how words are found among customers: like the search box; those of a phrase follow one another."""

    def words(text: str) -> tuple[str, Sequence[Any]]:
        found, value = search.ids_matching("customer", text)
        return found, (value,)

    def phrase(text: str) -> tuple[str, Sequence[Any]]:
        following = " ".join(folded_words(text))
        found, value = search.ids_matching("customer", following)
        if " " not in following or following.replace(" ", "").isdecimal():  # one word, or a phone
            return found, (value,)
        return _PHRASE.format(said=words_of(CUSTOMER_SEARCH, found)), (value, following)

    return Searching(words, phrase)


_VALUES: Final = {
    "city": "SELECT city, count(*) AS n FROM customer_figures WHERE city IS NOT NULL AND {match} GROUP BY city_key",
    "district": "SELECT district, count(*) AS n FROM customer_addresses WHERE deleted_at IS NULL AND district <> '' "
    "AND {match} GROUP BY district",
    "tag": "SELECT t.name, count(k.id) AS n FROM tags t LEFT JOIN customer_tags k ON k.tag_id = t.id "
    "WHERE t.deleted_at IS NULL AND {match} GROUP BY t.id",
    "shop": "SELECT name, 0 AS n FROM shops WHERE deleted_at IS NULL AND {match}",
    "owner": "SELECT name, active AS n FROM staff WHERE {match}",
    "gender": "SELECT gender, count(*) AS n FROM customers WHERE gender <> '' AND {match} GROUP BY gender",
    "heard": "SELECT heard_from, count(*) AS n FROM customers WHERE heard_from <> '' AND {match} GROUP BY heard_from",
    "whylost": "SELECT lost_reason, count(*) AS n FROM customer_figures WHERE lost_reason <> '' AND {match} "
    "GROUP BY lost_reason",
    "level": "SELECT loyalty_level, count(*) AS n FROM customers WHERE loyalty_level <> '' AND {match} "
    "GROUP BY loyalty_level",
    "source": "SELECT source, count(*) AS n FROM customers WHERE source <> '' AND {match} GROUP BY source",
}
_FOLDED: Final = {
    "city": "city_folded", "tag": "t.folded", "shop": "name_folded", "owner": "fold(name)", "heard": "fold(heard_from)",
    "whylost": "fold(lost_reason)", "level": "fold(loyalty_level)",
}  # fmt: skip
_OWN_VALUES: Final = (
    "SELECT text, count(*) AS n FROM custom_values WHERE field_id = {id} AND deleted_at IS NULL AND {{match}} "
    "GROUP BY folded"
)


def values(session: Session, field: Field, typed: str) -> list[str]:
    """Return the values of a field in the store that begin with a folded text, the commonest first."""
    asked = _OWN_VALUES.format(id=int(field.key.partition(".")[2])) if field.own else _VALUES.get(field.key)
    if asked is None:
        return []
    folded = "folded" if field.own else _FOLDED.get(field.key, f"fold({field.key})")
    match = f"substr({folded}, 1, length(?1)) = ?1" if typed else "?1 = ''"
    statement = f"{asked.replace('{match}', match)} ORDER BY n DESC, 1 LIMIT {_MOST}"
    found = [str(value) for value in session.connection().exec_driver_sql(statement, (typed,)).scalars()]
    return list({fold(value): value for value in reversed(found)}.values())[::-1]
