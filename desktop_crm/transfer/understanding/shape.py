"""A table becomes a staging file: the one entry into understanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_crm.fields.types import CustomField
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.text import fold
from desktop_crm.transfer import staging
from desktop_crm.transfer.choices import Choices, Taught
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.understanding import answers, buyers, headers, iys, offers, people_rows
from desktop_crm.transfer.understanding import sheet as reading
from desktop_crm.transfer.understanding.decisions import Decision
from desktop_crm.transfer.understanding.fields import vocabulary
from desktop_crm.transfer.understanding.layout import understand
from desktop_crm.transfer.understanding.order_rows import OrderWriter
from desktop_crm.transfer.understanding.orders import Order, OrderReader
from desktop_crm.transfer.understanding.packed import unpacked
from desktop_crm.transfer.understanding.people import People
from desktop_crm.transfer.understanding.products import ProductReader
from desktop_crm.transfer.understanding.profiles import HOME, Home
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet
from desktop_crm.transfer.understanding.sink import Sink
from desktop_crm.transfer.understanding.telling import write_meta, write_understanding

_AS_FOUND = Choices()
_SHARES = (0.25, 0.5, 0.9)


def stage(
    table: Table,
    destination: Path,
    *,
    choices: Choices = _AS_FOUND,
    taught: Sequence[Taught] = (),
    home: Home = HOME,
    own: Sequence[CustomField] = (),
    file: str = "",
    sheets: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
    progress: Progress = silent,
) -> None:
    """Understand a table and write everything it says into a new staging file at `destination`.

    `choices` and layouts that were `taught` overrule what is recognised; `home` is what an unknown layout is read by;
    `own` are the shop's own fields, which columns can be chosen to hold; `file` and `sheets` are the names of the file
    and of all its sheets; `decisions` were taken while reading it.
    Raises FileRefused where the table is nothing we take, UserError for an unknown kind or profile.
    """
    table = unpacked(table)
    fields = vocabulary(own)
    found = understand(table, choices, taught, home, file, fields)
    progress(0, 100)
    connection = staging.create(destination)
    try:
        sink = Sink(connection)
        fates = Fates(table, sink)
        numbered = found.profile.kind != "orders" or any(one.target == "order.number" for one in found.columns)
        fates.skip_what_says_nothing(repeats=numbered)  # without numbers, two equal rows are two purchases
        damaged = any(headers.mended(name) != name for name in table.headers)
        sheet = reading.read(table.rows, found.columns, found.profile, found.choices, fields=fields, damaged=damaged)
        sheet.decisions[:0] = [*decisions, *table.decisions, *found.reasons]
        progress(int(_SHARES[0] * 100), 100)
        _things(table, sheet, fates, sink, progress, file)
        for bad in sheet.bad:
            if fates.is_reported(bad.index):
                fates.report(bad)
        fates.write()
        write_understanding(table, sheet, found, fates, sink)
        sink.flush()
        write_meta(connection, table, sheet, found, sheets)
        staging.finish(connection)
    finally:
        connection.close()
    progress(100, 100)


def _things(table: Table, sheet: Sheet, fates: Fates, sink: Sink, progress: Progress, file: str) -> None:
    people = People()
    rows = fates.taken()
    match sheet.profile.kind:
        case "orders":
            _read_orders(sheet, fates, rows, sink, progress)
        case "answers":
            asked = answers.questions(table.rows, sheet.columns)
            survey = answers.AnswerReader(sheet, asked, people, table.sheet or sheet.profile.shop)
            survey.read(fates, rows)
            _write_people(people, sink)
            survey.write(sink, fates, rows)
        case "consents":
            for person in iys.read(sheet, fates, rows):
                people.add(person)
            _write_people(people, sink)
        case "products":
            listed = ProductReader(sheet, fates)
            for product in listed.read(rows):
                listed.write(product, sink)
        case "coupons":
            offers.write_coupons(sheet, fates, rows, sink)
        case "reviews":
            written = offers.ReviewReader(sheet, fates, people)
            told = written.read(rows)
            _write_people(people, sink)
            written.write(told, sink)
        case "customers":
            if sheet.has("iys.recipient"):
                sheet.profile = replace(sheet.profile, kind="consents")
                _things(table, sheet, fates, sink, progress, file)
                return
            _read_customers(sheet, fates, rows, people, file)
            _write_people(people, sink)
    progress(int(_SHARES[2] * 100), 100)


def _read_orders(sheet: Sheet, fates: Fates, rows: list[int], sink: Sink, progress: Progress) -> None:
    people = People()
    reader = OrderReader(sheet, fates, people)
    writer = OrderWriter(reader, sink)
    found: list[Order] = []
    for order in reader.read(rows):
        writer.write_parts(order)
        order.lines.clear()  # of half a million lines nothing is kept
        found.append(order)
    sheet.totals = reader.totals
    progress(int(_SHARES[1] * 100), 100)
    _write_people(people, sink)
    for order in found:
        writer.write(order)


def _read_customers(sheet: Sheet, fates: Fates, rows: list[int], people: People, file: str) -> None:
    reader = buyers.Reader(sheet, "address")
    told = next((state for start, state in sheet.profile.file_names.items() if fold(file).startswith(start)), None)
    for index in rows:
        person = reader.person(index, fates.number(index))
        if told is not None:
            person.consents["email"] = (told == "granted", reader.consent_at(index), file)
        if person.is_anybody():
            people.add(person)
            if not (person.called or person.emails or person.relays or person.id):
                fates.note(index, N_("there is no name; the phone stands in for it"))
        else:
            fates.refuse(index, N_("there is no name, e-mail, phone or number to know anybody by"))


def _write_people(people: People, sink: Sink) -> None:
    for person in people.settle():
        people_rows.write(person, sink)
