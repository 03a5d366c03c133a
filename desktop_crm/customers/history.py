"""How a card came to be as it is: every change of its fields and parts, and putting a single one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers import rules
from desktop_crm.customers.rows import living, tag_row
from desktop_crm.customers.tables import (
    AddressTable,
    CustomerTable,
    CustomerTagTable,
    EmailTable,
    HandleTable,
    PhoneTable,
    TagTable,
    TraitTable,
)
from desktop_crm.customers.types import FIELD_NAMES, Trait
from desktop_crm.fields.rules import form_field
from desktop_crm.fields.tables import CustomFieldTable, CustomValueTable
from desktop_crm.platform.changes import ChangeTable, Step, step_of
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold, sort_key

PARTS: Final[Mapping[str, type[Any]]] = {
    table.__tablename__: table
    for table in (EmailTable, PhoneTable, AddressTable, HandleTable, TraitTable, CustomerTagTable, CustomValueTable)
}
"""The tables whose rows make up a card beside its own."""
_ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
    "customer_emails": ("folded",), "customer_phones": ("number",),
    "customer_addresses": ("folded", *rules.TELLS_APART), "customer_handles": ("kind", "folded"),
    "customer_traits": ("kind", "folded"), "customer_tags": ("tag_id",), "custom_values": ("field_id",),
}  # fmt: skip
"""The columns in which no two parts of a card are the same."""

_TRAITS: Final = {
    Trait.SIZE: "sizes", Trait.TASTE: "tastes", Trait.INTEREST: "interests", Trait.BOND: "bonds",
}  # fmt: skip
_FIELDS: Final = {
    "customer_emails": "emails", "customer_phones": "phones", "customer_addresses": "addresses",
    "customer_handles": "handles", "customer_tags": "tags",
}  # fmt: skip
_HOURS: Final = {
    "best_from": "best_hours", "best_to": "best_hours", "quiet_from": "quiet_hours", "quiet_to": "quiet_hours",
}  # fmt: skip
_UNTOLD: Final = frozenset(
    {"id", "customer_id", "change_id", "run_id", "position", "name_folded", "sort_key", "first_name", "last_name",
     "created_at", "deleted_at", "folded", "digits", "source", "field_id", "number"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """What tags and the shop's own fields are called, by their ids, those in the bin included."""

    tags: Mapping[int, str]
    fields: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, or one phone, e-mail, address …, that a step changed.

    `field` as on the card, `name` what it is called: a message id, or the shop's own words where `own` is true. Of a
    field of the card `column` says which one and `before` and `after` are its values; of a part they are its columns,
    None where it was not there.
    """

    step_id: int
    table: str
    row_id: int
    field: str
    name: str
    column: str
    before: Any
    after: Any
    own: bool = False

    @property
    def title(self) -> str:
        """What the field is called, in the language in use."""
        return self.name if self.own else _(self.name)


@dataclass(frozen=True, slots=True)
class CardStep:
    """What one step did to a card; `binned` says that it put the card into the bin, False that it took it out."""

    step: Step
    reverted: bool
    changes: tuple[FieldChange, ...]
    binned: bool | None = None
    made: bool = False


def steps(
    session: Session, customer_id: int, before: int | None = None, limit: int = 100, *, standing: str = ""
) -> list[CardStep]:
    """Return the newest `limit` steps that changed a card before the instant `before` (None: now), newest first.

    `standing` narrows them to steps of a kind (`edit`, `import`) that were not undone.
    """
    at = "" if before is None else "AND c.at < :before"
    at += " AND c.kind = :standing AND c.reverted_by IS NULL" if standing else ""
    found = session.connection().exec_driver_sql(
        f"{_TOUCHED}, chosen AS MATERIALIZED (SELECT c.id FROM changes c WHERE c.id IN (SELECT change_id FROM touched) "
        f"{at} ORDER BY c.id DESC LIMIT :limit) "
        "SELECT r.change_id, r.table_name, r.row_id, r.before, r.after FROM touched t CROSS JOIN change_rows r "
        "ON r.change_id = t.change_id AND r.table_name = t.table_name AND r.row_id = t.row_id "
        "WHERE t.change_id IN (SELECT id FROM chosen) ORDER BY r.change_id DESC, r.table_name, r.row_id",
        {"customer": customer_id, "before": before, "limit": limit, "standing": standing},
    )
    by_step: dict[int, list[tuple[Any, ...]]] = {}
    for row in found:
        by_step.setdefault(row[0], []).append(tuple(row))
    if not by_step:
        return []
    asked = select(ChangeTable).where(ChangeTable.id.in_(by_step))
    headers = {row.id: row for row in session.scalars(asked)}
    named = _Named(_tag_names(session, by_step.values()), _field_names(session, by_step.values()))
    return [_step(headers[change_id], rows, named) for change_id, rows in by_step.items()]


def put_back(session: Session, customer_id: int, change: FieldChange) -> None:
    """Make what `change` changed again what it was before it, inside a write.

    Raises NotFound, UserError for what the card was made with and cannot be without.
    """
    if change.table == "customers":
        _put_field(living(session, customer_id), change)
    else:
        _put_part(session, customer_id, change)


def _put_field(row: CustomerTable, change: FieldChange) -> None:
    if change.before is None and not CustomerTable.__table__.c[change.column].nullable:
        raise UserError(N_("Every card has this; there was nothing before it."))
    setattr(row, change.column, change.before)
    if change.column == "name":
        row.name_folded, row.sort_key = fold(row.name), sort_key(row.name)
        of_company = row.name == row.company
        row.first_name, row.last_name = (None, None) if of_company else rules.split_name(row.name)


def _put_part(session: Session, customer_id: int, change: FieldChange) -> None:
    mapped = PARTS[change.table]
    row = session.get(mapped, change.row_id)
    if change.before is None:
        if row is None:
            raise NotFound(N_("This is not on the card any more."))
        session.delete(row)
        return
    if "tag_id" in change.before and (
        session.get(TagTable, change.before["tag_id"]) is None or tag_row(session, customer_id, change.before["tag_id"])
    ):
        raise NotFound(N_("This tag is on the card already, or is not there any more."))
    own = set(mapped.__table__.c.keys()) - {"id", "change_id", "run_id"}
    values = {name: value for name, value in change.before.items() if name in own}
    standing = _standing(session, mapped, customer_id)
    if values.get("preferred"):
        for other in standing:
            other.preferred = False
    if row is None or row.customer_id != customer_id:
        row = next((one for one in standing if _is_alike(one, change)), None)
    if row is None:
        session.add(mapped(**values | {"customer_id": customer_id, "deleted_at": None}))
        return
    for name, value in values.items():
        if name not in ("customer_id", "position"):
            setattr(row, name, value)


def _standing(session: Session, mapped: type[Any], customer_id: int) -> Sequence[Any]:
    """Return the parts of a kind that are on a card now."""
    return session.scalars(select(mapped).where(mapped.customer_id == customer_id, mapped.deleted_at.is_(None))).all()


def _is_alike(row: Any, change: FieldChange) -> bool:
    """Return whether a part says the same as one that stood there before: it was entered again meanwhile."""
    return all(getattr(row, name) == change.before.get(name) for name in _ALIKE[change.table])


def _touched() -> str:
    """Return the SQL of where the images of a card's rows are, of parts that are gone too: they name the customer.

    The images themselves are read of the steps that are shown only.
    """
    parts = " UNION ALL ".join(f"SELECT '{name}', id FROM {name} WHERE customer_id = :customer" for name in PARTS)
    names = ", ".join(f"'{name}'" for name in PARTS)
    return (
        f"WITH mine(name, row_id) AS (SELECT 'customers', :customer UNION ALL {parts} UNION ALL "
        f"SELECT table_name, row_id FROM change_rows WHERE table_name IN ({names}) AND after IS NULL "
        "AND json_extract(before, '$.customer_id') = :customer), "
        "touched AS MATERIALIZED (SELECT DISTINCT r.change_id, r.table_name, r.row_id FROM mine "
        "CROSS JOIN change_rows r ON r.table_name = mine.name AND r.row_id = mine.row_id)"
    )


_TOUCHED: Final = _touched()


def _step(header: ChangeTable, rows: Sequence[tuple[Any, ...]], named: _Named) -> CardStep:
    changes: list[FieldChange] = []
    binned: bool | None = None
    made = False
    for _id, table, row_id, before_text, after_text in rows:
        before: dict[str, Any] | None = json.loads(before_text) if before_text else None
        after: dict[str, Any] | None = json.loads(after_text) if after_text else None
        if table != "customers":
            changes += _part_change(header.id, table, row_id, before, after, named)
            continue
        made = before is None
        old, new = before or {}, after or {}
        if old.get("deleted_at") != new.get("deleted_at") and before is not None:
            binned = new.get("deleted_at") is not None
        changes += _field_changes(header.id, row_id, old, new)
    return CardStep(step_of(header), header.reverted_by is not None, tuple(changes), binned, made)


def _field_changes(step_id: int, row_id: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[FieldChange]:
    for column in {**old, **new}:
        if column in _UNTOLD or old.get(column) == new.get(column):
            continue
        field = _HOURS.get(column, column)
        name = FIELD_NAMES.get(field, field)
        yield FieldChange(step_id, "customers", row_id, field, name, column, old.get(column), new.get(column))


def _part_change(
    step_id: int,
    table: str,
    row_id: int,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    named: _Named,
) -> Iterable[FieldChange]:
    known = after or before or {}
    told = {name for name in known if name not in _UNTOLD}
    if before is not None and after is not None and all(before.get(name) == after.get(name) for name in told):
        return
    for image in (before, after):
        if image is not None and "tag_id" in image:
            image["text"] = named.tags.get(image["tag_id"], "")
    if table == "custom_values":
        own = known["field_id"]
        yield FieldChange(
            step_id, table, row_id, form_field(own), named.fields.get(own, ""), "", before, after, own=True
        )
        return
    field = _FIELDS.get(table) or _TRAITS[Trait(known["kind"])]
    yield FieldChange(step_id, table, row_id, field, FIELD_NAMES[field], "", before, after)


def _tag_names(session: Session, steps_: Iterable[Sequence[tuple[Any, ...]]]) -> dict[int, str]:
    images = [row[4] or row[3] for rows in steps_ for row in rows if row[1] == "customer_tags"]
    if not images:
        return {}
    ids = {json.loads(image)["tag_id"] for image in images}
    asked = select(TagTable.id, TagTable.name).where(TagTable.id.in_(ids))
    return {row.id: row.name for row in session.execute(asked)}


def _field_names(session: Session, steps_: Iterable[Sequence[tuple[Any, ...]]]) -> dict[int, str]:
    if not any(row[1] == "custom_values" for rows in steps_ for row in rows):
        return {}
    return {row.id: row.name for row in session.execute(select(CustomFieldTable.id, CustomFieldTable.name))}
