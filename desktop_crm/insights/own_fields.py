"""The shop's own fields as columns of the list of customers and as fields of its query language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from desktop_crm.fields import rules
from desktop_crm.fields.types import CustomField
from desktop_crm.fields.types import FieldKind as Own
from desktop_crm.insights.list_columns import ColumnKind, ListColumn
from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.segments.fields import Field, FieldKind, Option, own_key

if TYPE_CHECKING:
    from desktop_crm.insights.customer_fields import CustomerFacts

_COLUMNS: Final = {
    Own.TEXT: ColumnKind.TEXT, Own.NUMBER: ColumnKind.DECIMAL, Own.DAY: ColumnKind.DAY,
    Own.YES_NO: ColumnKind.CHOICE, Own.CHOICE: ColumnKind.TEXT, Own.LINK: ColumnKind.TEXT,
}  # fmt: skip
_KINDS: Final = {
    Own.TEXT: FieldKind.TEXT, Own.NUMBER: FieldKind.NUMBER, Own.DAY: FieldKind.DAY,
    Own.YES_NO: FieldKind.WORD, Own.CHOICE: FieldKind.WORD, Own.LINK: FieldKind.TEXT,
}  # fmt: skip
_SQL: Final = {Own.NUMBER: f"number / {MILLION}.0", Own.DAY: "text", Own.YES_NO: "text"}
_SAID: Final = ((rules.YES, N_("Yes")), (rules.NO, N_("No")))
_ANSWERS: Final = (Option(rules.YES, "evet", "yes"), Option(rules.NO, "hayır", "no"))


def own_column(field: CustomField) -> ListColumn:
    """Return a field as a column of the list; no list is ordered by one."""
    return ListColumn(
        own_key(field.id), field.name, _COLUMNS[field.kind],
        f"(SELECT text FROM custom_values WHERE customer_id = c.id AND field_id = {field.id} AND deleted_at IS NULL)",
        "", _SAID if field.kind is Own.YES_NO else (), own=True,
    )  # fmt: skip


def own_fields(defined: Sequence[CustomField], taken: Collection[str]) -> list[Field]:
    """Return the fields as the query language knows them, `taken` being the folded names of those it has already.

    A field whose name is taken is known by its key alone.
    """
    keys = {own_key(field.id) for field in defined}
    return [_own_field(field, known=fold(field.name) not in taken and field.name not in keys) for field in defined]


def _own_field(field: CustomField, *, known: bool) -> Field:
    key = own_key(field.id)
    names = (field.name, key) if known else (key,)
    return Field(
        key, names, names, _KINDS[field.kind], _SQL.get(field.kind, "folded"), _get(field),
        within=(
            f"SELECT customer_id FROM custom_values WHERE field_id = {field.id} AND deleted_at IS NULL AND {{match}}"
        ),
        options=_ANSWERS if field.kind is Own.YES_NO else (), own=True,
    )  # fmt: skip


def _get(field: CustomField) -> Callable[[CustomerFacts], Any]:
    def text(facts: CustomerFacts) -> str | None:
        return dict(facts.own).get(field.id)

    def texts(facts: CustomerFacts) -> tuple[str, ...]:
        found = text(facts)
        return (found,) if found else ()

    def number(facts: CustomerFacts) -> float | None:
        found = text(facts)
        return None if found is None else float(found)

    return {Own.NUMBER: number, Own.DAY: text}.get(field.kind, texts)
