"""The shop's own fields: defined, filled in, renamed and deleted while in use, and all of it undone."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers import history
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.fields import queries, rules
from desktop_crm.fields.types import CustomField, FieldKind, NewField
from desktop_crm.platform import i18n
from desktop_crm.platform.errors import NotFound, UserError

HOSTILE = '<img src="file:///etc/hostname"><b>x'


def field(kind: FieldKind, *choices: str) -> CustomField:
    return CustomField(7, "Alan", kind, choices, "", 0)


def names(app: App) -> list[str]:
    return [one.name for one in app.read(queries.defined)]


def standing(app: App, customer: int) -> dict[int, str]:
    return dict(app.read(lambda session: customers.card(session, customer)).custom)


@pytest.mark.feature("A7")
@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  iki\nsatır ", "iki\nsatır"), (FieldKind.TEXT, HOSTILE, HOSTILE),
        (FieldKind.NUMBER, "12.50", "12.5"), (FieldKind.NUMBER, "-3", "-3"), (FieldKind.NUMBER, "1E+3", "1000"),
        (FieldKind.DAY, "2026-11-22", "2026-11-22"), (FieldKind.YES_NO, "0", "0"),
        (FieldKind.CHOICE, "kiRMızı", "Kırmızı"), (FieldKind.LINK, "example.com/a", "https://example.com/a"),
        (FieldKind.DAY, " ", ""),
    ],
)  # fmt: skip
def test_a_value_is_kept_as_its_kind_asks(kind: FieldKind, typed: str, kept: str) -> None:
    assert rules.taken(field(kind, "Kırmızı", "Mavi"), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldKind.NUMBER, "on iki"), (FieldKind.NUMBER, "NaN"), (FieldKind.NUMBER, "1e99"),
        (FieldKind.DAY, "32.11.2026"), (FieldKind.YES_NO, "belki"), (FieldKind.CHOICE, "mor"),
        (FieldKind.LINK, "javascript:alert(1)"), (FieldKind.LINK, "file:///etc/passwd"), (FieldKind.LINK, "x"),
        (FieldKind.LINK, "https://a.b/" + "x" * 3000),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_beside_its_field(kind: FieldKind, typed: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.taken(field(kind, "Kırmızı"), typed)
    assert refused.value.field == "custom.7"


def test_values_are_shown_in_the_language_spoken() -> None:
    assert rules.shown(field(FieldKind.YES_NO), "1") == "Yes"
    assert rules.shown(field(FieldKind.NUMBER), "12.5") == "12.5"
    assert rules.shown(field(FieldKind.DAY), "unknown") == "unknown"
    i18n.use("tr")
    assert rules.shown(field(FieldKind.YES_NO), "0") == "Hayır"
    assert rules.shown(field(FieldKind.NUMBER), "12.5") == "12,5"
    assert rules.shown(field(FieldKind.DAY), "2026-11-22") == "22.11.2026"


@pytest.mark.feature("A7")
def test_a_field_is_filled_in_with_the_card_as_one_step(app: App) -> None:
    size = app.fields.define(NewField("Ayak no", FieldKind.NUMBER))
    made = app.customers.add(NewCustomer(name="Ayşe", custom={size: "37.5"}))
    assert standing(app, made) == {size: "37.5"}
    app.customers.edit(made, NewCustomer(name="Ayşe Öz", custom={size: ""}))
    assert standing(app, made) == {}
    app.undo()
    assert standing(app, made) == {size: "37.5"}
    assert app.read(lambda session: customers.card(session, made)).name == "Ayşe"


def test_an_edit_that_names_no_fields_leaves_them(app: App) -> None:
    note = app.fields.define(NewField("Not"))
    made = app.customers.add(NewCustomer(name="Ayşe", custom={note: "x"}))
    app.customers.edit(made, NewCustomer(name="Ayşe Öz"))
    assert standing(app, made) == {note: "x"}


@pytest.mark.feature("A7")
def test_renaming_a_field_and_taking_a_choice_away_keep_what_stands(app: App) -> None:
    colour = app.fields.define(NewField("Renk", FieldKind.CHOICE, ("Mavi", "Mor", "mavi ")))
    made = app.customers.add(NewCustomer(name="Ayşe", custom={colour: "Mor"}))
    app.fields.change(colour, NewField("Sevdiği renk", FieldKind.CHOICE, ("Mavi",)))
    assert standing(app, made) == {colour: "Mor"}
    app.customers.edit(made, NewCustomer(name="Ayşe", custom={colour: "Mor"}))
    assert standing(app, made) == {colour: "Mor"}, "what left the list may stay where it stood"
    with pytest.raises(UserError, match="Choose one of the list"):
        app.customers.add(NewCustomer(name="Can", custom={colour: "Mor"}))
    assert app.read(queries.defined)[0].choices == ("Mavi",)


@pytest.mark.feature("A7")
def test_a_deleted_field_takes_its_values_along_and_brings_them_back(app: App) -> None:
    first, second = app.fields.define(NewField("Bir")), app.fields.define(NewField("İki"))
    made = app.customers.add(NewCustomer(name="Ayşe", custom={first: "1", second: "2"}))
    assert app.read(lambda session: queries.filled_in(session, first)) == 1
    app.fields.delete(first)
    assert (names(app), standing(app, made)) == (["İki"], {second: "2"})
    app.customers.edit(made, NewCustomer(name="Ayşe", custom={first: "9", second: "3"}))
    assert standing(app, made) == {second: "3"}, "a form that was open meanwhile loses nothing else"
    app.undo()
    app.undo()
    assert (names(app), standing(app, made)) == (["Bir", "İki"], {first: "1", second: "2"})


def test_fields_stand_in_the_order_given(app: App) -> None:
    ids = [app.fields.define(NewField(name)) for name in ("a", "b", "c")]
    app.fields.order([ids[2], ids[0], ids[1]])
    assert names(app) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("new", "where"),
    [(NewField("  "), "name"), (NewField("x" * 61), "name"), (NewField("BOY"), "name"),
     (NewField("Renk", FieldKind.CHOICE, (" ",)), "choices")],
)  # fmt: skip
def test_a_definition_that_cannot_be_is_refused(app: App, new: NewField, where: str) -> None:
    app.fields.define(NewField("boy"))
    with pytest.raises(UserError) as refused:
        app.fields.define(new)
    assert refused.value.field == where
    assert names(app) == ["boy"]


def test_what_is_gone_or_of_another_kind_cannot_be_changed(app: App) -> None:
    made = app.fields.define(NewField("boy", FieldKind.NUMBER))
    with pytest.raises(UserError, match="kind"):
        app.fields.change(made, NewField("boy"))
    app.fields.delete(made)
    with pytest.raises(NotFound):
        app.fields.delete(made)
    with pytest.raises(NotFound):
        app.fields.order([made])
    with pytest.raises(NotFound):
        app.fields.change(made, NewField("x"))


@pytest.mark.feature("I4")
def test_the_history_of_a_card_tells_of_its_own_fields_and_puts_one_back(app: App) -> None:
    size = app.fields.define(NewField("Ayak no", FieldKind.NUMBER))
    made = app.customers.add(NewCustomer(name="Ayşe", custom={size: "37"}))
    app.customers.edit(made, NewCustomer(name="Ayşe", custom={size: ""}))
    app.customers.edit(made, NewCustomer(name="Ayşe", custom={size: "38"}))
    found = app.read(lambda session: history.steps(session, made))
    told = [(one.name, (one.before or {}).get("text"), (one.after or {}).get("text")) for one in found[1].changes]
    assert told == [("Ayak no", "37", None)]
    app.customers.put_back(made, found[1].changes[0])
    assert standing(app, made) == {size: "37"}


def test_a_field_named_like_a_word_of_the_program_stays_as_the_shop_wrote_it(app: App) -> None:
    note = app.fields.define(NewField("Note"))
    made = app.customers.add(NewCustomer(name="Ayşe"))
    app.customers.edit(made, NewCustomer(name="Ayşe", note="x", custom={note: "y"}))
    i18n.use("tr")
    told = app.read(lambda session: history.steps(session, made))[0].changes
    assert sorted(change.title for change in told) == ["Not", "Note"]
