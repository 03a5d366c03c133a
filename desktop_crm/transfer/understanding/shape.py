"""A table becomes a staging file: the one entry into understanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.errors import FileRefused, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.text import fold
from desktop_crm.transfer import staging
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.understanding import answers, buyers, headers, iys, mapping, people_rows, profiles
from desktop_crm.transfer.understanding import sheet as sheets
from desktop_crm.transfer.understanding.cells import as_stood
from desktop_crm.transfer.understanding.decisions import Decision
from desktop_crm.transfer.understanding.fields import FIELDS, NEVER_TAKEN
from desktop_crm.transfer.understanding.mapping import Mapped
from desktop_crm.transfer.understanding.order_rows import OrderWriter
from desktop_crm.transfer.understanding.orders import OrderReader
from desktop_crm.transfer.understanding.people import People
from desktop_crm.transfer.understanding.profiles import HOME, Home, Kind, OrderRules, Profile
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet
from desktop_crm.transfer.understanding.sink import Sink, as_json

_KINDS: dict[str, Kind] = {kind: kind for kind in ("customers", "orders", "consents", "answers")}
_REFUSALS = {
    "ours": N_(
        "{file} was written by this program from orders it has. To move them elsewhere, restore a backup there."
    ),
    "payments": N_("{file} is a list of payments, holds and withdrawals. Orders come from the shop’s own export."),
    "finance": N_("{file} is an account of commissions and fees. Orders come from the marketplace’s order list."),
    "products": N_("{file} is a list of products; it holds neither customers nor orders."),
    "coupons": N_("{file} is a list of discount codes; it holds neither customers nor orders."),
    "reviews": N_("{file} is a list of product reviews; it holds neither customers nor orders."),
}
_TURKISH = frozenset("çğıöşüÇĞİÖŞÜ")
_SHARES = (0.25, 0.5, 0.9)


def stage(
    table: Table,
    destination: Path,
    *,
    kind: str | None = None,
    profile: str | None = None,
    home: Home = HOME,
    file: str = "",
    decisions: Sequence[Decision] = (),
    progress: Progress = silent,
) -> None:
    """Understand a table and write everything it says into a new staging file at `destination`.

    `kind` (customers, orders, consents, answers) and `profile` (an id, or 'general') overrule what is recognised;
    `home` is what an unknown layout is read by; `file` is the name of the file for messages; `decisions` were taken
    while reading it. Raises FileRefused where the table is nothing we take, UserError for an unknown kind or profile.
    """
    layout, columns, reasons = _layout(table, kind, profile, home, file)
    progress(0, 100)
    connection = staging.create(destination)
    try:
        sink = Sink(connection)
        fates = Fates(table, sink)
        fates.skip_what_says_nothing()
        damaged = any(headers.mended(name) != name for name in table.headers)
        sheet = sheets.read(table.rows, columns, layout, damaged=damaged)
        sheet.decisions[:0] = [*decisions, *table.decisions, *reasons]
        progress(int(_SHARES[0] * 100), 100)
        _things(table, sheet, fates, sink, progress, file)
        for bad in sheet.bad:
            if fates.is_reported(bad.index):
                fates.report(bad)
        fates.write()
        _write_understanding(table, sheet, fates, sink)
        sink.flush()
        _write_meta(connection, table, sheet)
        staging.finish(connection)
    finally:
        connection.close()
    progress(100, 100)


def _layout(
    table: Table, kind: str | None, profile: str | None, home: Home, file: str
) -> tuple[Profile, list[Mapped], list[Decision]]:
    if kind is not None and kind not in _KINDS:
        raise UserError(N_("“{kind}” is no kind of file that can be brought in."), kind=kind)
    known = profiles.all_profiles()
    if profile is not None and profile != profiles.GENERAL and profile not in known:
        raise UserError(N_("There is no profile called “{profile}”."), profile=profile)
    layout = known.get(profile or "") if profile else profiles.recognised(table.headers)
    if layout is not None and kind is not None and profile is None and layout.kind != kind:
        layout = None
    if layout is None:
        return _general(table, _KINDS.get(kind or ""), home, file)
    if layout.refused and profile is None:
        raise FileRefused(_REFUSALS[layout.refused], file=file)
    because = N_("its columns are those of this layout")
    reasons = [Decision(N_("layout"), layout.id, because if profile is None else N_("it was chosen"))]
    return layout, mapping.by_profile(table.headers, layout), reasons


def _general(table: Table, kind: Kind | None, home: Home, file: str) -> tuple[Profile, list[Mapped], list[Decision]]:
    found, columns, reasons = mapping.by_score(table.headers, table.rows, kind)
    if found is None:
        raise FileRefused(
            N_("{file} holds neither customers nor orders that can be recognised by its columns."), file=file
        )
    turkish = any(_TURKISH & set(name) for name in table.headers) or _is_turkish(table.headers)
    layout = Profile(
        profiles.GENERAL,
        found,
        "",
        zone=home.zone,
        currency=home.currency,
        region=home.region,
        decimals="," if turkish else ".",
        orders=OrderRules("file"),
    )
    return layout, columns, reasons


def _is_turkish(names: Sequence[str]) -> bool:
    words = {word for name in names for word in headers.key(name).split()}
    return bool(words & {"ad", "telefon", "adres", "soyad", "siparis", "tarih", "tutar", "musteri", "adet", "sehir"})


def _things(table: Table, sheet: Sheet, fates: Fates, sink: Sink, progress: Progress, file: str) -> None:
    people = People()
    rows = fates.taken()
    match sheet.profile.kind:
        case "orders":
            reader = OrderReader(sheet, fates, people)
            found = reader.read(rows)
            sheet.adds_lines = reader.totals_of_lines
            progress(int(_SHARES[1] * 100), 100)
            _write_people(people, sink)
            writer = OrderWriter(reader, sink)
            for order in found:
                writer.write(order)
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
        case "customers":
            if sheet.has("iys.recipient"):
                sheet.profile = replace(sheet.profile, kind="consents")
                _things(table, sheet, fates, sink, progress, file)
                return
            _read_customers(sheet, fates, rows, people, file)
            _write_people(people, sink)
    progress(int(_SHARES[2] * 100), 100)


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


def _write_understanding(table: Table, sheet: Sheet, fates: Fates, sink: Sink) -> None:
    for decision in sheet.decisions:
        sink.add(
            "reasons", decision.about, decision.decided, as_json(decision.decided_args), decision.because,
            as_json(decision.because_args),
        )  # fmt: skip
    sample = fates.taken()[:200]
    for column in sheet.columns:
        taken = column.target not in NEVER_TAKEN
        understood = sheet.understood.get(column.position)
        hidden = column.target == "secret" or mapping.is_secret(column.header)
        shown = "" if hidden else _sample(table, sample, column.position)
        words = understood.decided if understood else (FIELDS[column.target].label if taken else N_("left out"))
        args = as_json(understood.decided_args) if understood else "{}"
        target = column.target if taken else ""
        sink.add("columns", column.position, column.header, target, shown, words, args)


def _sample(table: Table, rows: Sequence[int], position: int) -> str:
    for index in rows:
        cells = table.rows[index][1]
        shown = as_stood(cells[position]).strip() if position < len(cells) else ""
        if shown:
            return shown[:80]
    return ""


def _write_meta(connection: sqlite.Connection, table: Table, sheet: Sheet) -> None:
    profile = sheet.profile
    named = as_json(table.headers)
    values = {
        "kind": profile.kind,
        "profile": profile.id,
        "shop": profile.shop,
        "channel": profile.channel,
        "zone": profile.zone,
        "currency": sheet.currency,
        "totals": "lines" if sheet.adds_lines else "",
        "encoding": table.encoding,
        "sheet": table.sheet,
        "fingerprint": sha256("\n".join(fold(name) for name in table.headers).encode()).hexdigest()[:16],
        "headers": named,
    }
    connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(values.items()))
