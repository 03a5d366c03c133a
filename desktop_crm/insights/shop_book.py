"""Reading what the list of customers can show and be asked for in one shop at one moment.

Beside the columns and fields that every shop has stand the stage, which depends on the day and on what the shop set,
the level of loyalty, and the fields that the shop defined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.fields import queries as fields
from desktop_crm.insights.book import Book
from desktop_crm.insights.customer_fields import FIELDS, one_of
from desktop_crm.insights.declared import TABLE
from desktop_crm.insights.list_columns import COLUMNS, ColumnKind, ListColumn
from desktop_crm.insights.own_fields import own_column, own_fields
from desktop_crm.lifecycle import queries as lifecycle
from desktop_crm.lifecycle.types import STAGE_NAMES, Stage
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.loyalty.types import Level
from desktop_crm.platform import settings
from desktop_crm.platform.clock import at, local_date
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.segments.fields import Field, FieldKind, Language, Option

STAGES: Final = (
    Option(Stage.NEW, "görüşülmedi", "new"), Option(Stage.INTERESTED, "ilgileniyor", "interested"),
    Option(Stage.BASKET, "sepet", "basket"), Option(Stage.FIRST, "ilk", "first"),
    Option(Stage.REPEAT, "tekrar", "repeat"), Option(Stage.LOYAL, "sadık", "loyal"),
    Option(Stage.AT_RISK, "riskli", "atrisk"), Option(Stage.LOST, "kayıp", "lost"),
    Option(Stage.WON_BACK, "gerikazanılan", "wonback"),
)  # fmt: skip
"""The stages in one word each, as a query names them."""
_STAGE: Final = "stage"
_LEVEL: Final = "level"
_NAMED: Final = tuple((stage.value, name) for stage, name in STAGE_NAMES.items())


def shop_book(session: Session, now: int) -> Book:
    """Return what the list can show and be asked for at the instant `now` (UTC ms)."""
    own, stages, levels = fields.defined(session), stages_sql(session, now), loyalty.levels(session)
    columns = (
        *COLUMNS,
        ListColumn(
            _STAGE, N_("Stage"), ColumnKind.CHOICE, f"(SELECT stage FROM ({stages}) WHERE customer_id = f.id)", "",
            _NAMED,
        ),
        ListColumn(_LEVEL, N_("Loyalty level"), ColumnKind.TEXT, level_sql(levels), ""),
        *map(own_column, own),
    )  # fmt: skip
    known: tuple[Field, ...] = (
        *FIELDS,
        Field(
            _STAGE, ("aşama",), ("stage",), FieldKind.WORD, "stage", one_of("stage"),
            within=f"SELECT customer_id FROM ({stages}) WHERE {{match}}", options=STAGES,
        ),
        Field(_LEVEL, ("düzey", "sadakat"), ("level", "loyalty"), FieldKind.WORD, level_sql(levels, folded=True),
            one_of("level"),
        ),
    )  # fmt: skip
    taken = Language(known).by_name
    return Book(columns, Language((*known, *own_fields(own, taken))))


def stages_sql(session: Session, now: int) -> str:
    """Return a SELECT of (customer_id, stage, …) as `lifecycle.queries.stages_sql` does, read off the figures.

    The figures hold what a stage is told by; whose newest order or basket lies in the future, the orders are asked.
    """
    zone = settings.value(session, settings.ZONE)
    today, moved = local_date(now, zone), at(now, zone).utcoffset()
    done = _DONE.format(today=today.isoformat(), offset=int(moved.total_seconds()) if moved is not None else 0)
    ahead = f"c.id IN (SELECT id FROM {TABLE} WHERE NOT ({_PAST.format(today=today.isoformat())}))"
    told = lifecycle.told(done, lifecycle.limits(session), today.isoformat())
    return f"{told} UNION ALL {lifecycle.stages_sql(session, now, ahead)}"


def level_sql(levels: Sequence[Level], *, folded: bool = False) -> str:
    """Return the level somebody came to, `loyalty.rules.account` as SQL over `c` (customers) and `f` (figures)."""
    reached = " ".join(
        f"WHEN f.points_given >= {int(one.points)} THEN {_quoted(fold(one.name) if folded else one.name)}"
        for one in reversed(levels)
    )
    by_hand = "fold(c.loyalty_level)" if folded else "c.loyalty_level"
    given = "WHEN coalesce(f.points_given, 0) <= 0 THEN NULL"
    return f"CASE WHEN c.loyalty_level <> '' THEN {by_hand} {given} {reached} END"


def _quoted(text: str) -> str:
    """Return any text as SQL."""
    return f"CAST(x'{text.encode().hex()}' AS TEXT)"


_CREATED: Final = "date(created_at / 1000 + {offset}, 'unixepoch')"
_PAST: Final = "coalesce(last_order, '') <= '{today}' AND coalesce(basket, '') <= '{today}'"
_DONE: Final = f"""
SELECT id AS customer_id, {_CREATED} AS created, nullif(orders, 0) AS n,
    CASE WHEN undated THEN max({_CREATED}, coalesce(last_order, '')) ELSE last_order END AS newest,
    CASE WHEN orders < 2 THEN NULL WHEN NOT undated THEN order_before
        WHEN coalesce(last_order, '') <= {_CREATED} THEN CASE WHEN undated > 1 THEN {_CREATED} ELSE last_order END
        ELSE max(coalesce(order_before, ''), {_CREATED}) END AS before,
    CASE WHEN orders = 0 THEN CASE WHEN basket_undated THEN max({_CREATED}, coalesce(basket, '')) ELSE basket END
        END AS basket,
    CASE WHEN orders = 0 THEN date(first_talk / 1000 + {{offset}}, 'unixepoch') END AS talked,
    NULL AS mark_id, said, said_day, said_pinned AS pinned
FROM {TABLE} WHERE {_PAST}
"""
