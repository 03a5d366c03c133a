"""A table's columns read into values: one list a field, with what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, Final

from desktop_crm.platform.clock import SystemClock, local_date
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.choices import Choices
from desktop_crm.transfer.reading.kept import KeptRows
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import card_cells, cells, contact_cells, dates, numbers, ways, words
from desktop_crm.transfer.understanding.decisions import CHOSEN, Decision
from desktop_crm.transfer.understanding.fields import FIELDS, NEVER_TAKEN, Field
from desktop_crm.transfer.understanding.mapping import Mapped
from desktop_crm.transfer.understanding.profiles import Profile
from desktop_crm.transfer.understanding.ways import Way

_JOINED: Final = frozenset({"person.note", "order.note", "review.text"})
_LISTED: Final = {"variant.name": " / "}
_NO_DAY: Final = frozenset({"0.0.00", "0/0/00", "00.00.0000", "00/00/0000", "0000-00-00", "0.0.0000"})
"""What Outlook and others write where nobody's birthday is known."""
_CURRENCY: Final = N_("currency")
_PRICES: Final = {
    "orders": ("order.currency", ("order.total", "line.total", "line.unit_price")),
    "products": ("variant.currency", ("variant.price",)),
}
"""By what a sheet lists: where its currencies stand, and the amounts whose signs tell them row by row."""
Reader = Callable[[Cell], Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that could not be taken: the place of its row in the table, its column, its text, and why."""

    index: int
    position: int
    value: str
    message: str


@dataclass(slots=True)
class Sheet:
    """The values of a table by field, each list as long as the table; None where nothing (readable) stands."""

    profile: Profile
    size: int
    columns: list[Mapped]
    values: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    bad: list[Bad] = field(default_factory=list[Bad])
    decisions: list[Decision] = field(default_factory=list[Decision])
    understood: dict[int, Decision] = field(default_factory=dict[int, Decision])
    codes: dict[int, str] = field(default_factory=dict[int, str])
    """What was decided for a column, as choices name it: day or month, or the decimal sign."""
    choices: Choices = field(default_factory=Choices)
    fields: Mapping[str, Field] = field(default_factory=lambda: FIELDS)
    """Every field by its id, with those of the shop's own."""
    ways: dict[str, list[Way]] = field(default_factory=dict[str, list[Way]])
    """The columns of phones and e-mails that tell of which kind theirs are, by the field."""
    currency: str = "TRY"
    signs: dict[str, list[str | None]] = field(default_factory=dict[str, list[str | None]])
    """The currencies by the signs beside the amounts of a field, row by row, of fields that carry any."""
    totals: str = ""
    """What the total of an order is; see `OrderReader.totals`."""
    nothing: list[None] = field(default_factory=list[None])
    """The values of every field that no column holds."""

    def has(self, target: str) -> bool:
        """Return whether some column holds this field."""
        return target in self.values

    def get(self, target: str) -> list[Any]:
        """Return the values of a field, all None where no column holds it."""
        if target in self.values:
            return self.values[target]
        if len(self.nothing) != self.size:
            self.nothing = [None] * self.size
        return self.nothing


def read(
    rows: Sequence[tuple[int, Sequence[Cell]]],
    columns: list[Mapped],
    profile: Profile,
    choices: Choices | None = None,
    *,
    fields: Mapping[str, Field] = FIELDS,
    damaged: bool = False,
) -> Sheet:
    """Return the values of all mapped columns, read as `choices` say where they do.

    `fields` are those that columns may hold. `damaged`: Turkish letters are lost and put back in texts too.
    """
    sheet = Sheet(profile, len(rows), columns, choices=choices or Choices(), fields=fields)
    by_target: dict[str, list[Mapped]] = {}
    for column in columns:
        if column.target not in NEVER_TAKEN:
            by_target.setdefault(column.target, []).append(column)
    late = [target for target in by_target if fields[target].value == "phone"]
    kinds = ways.telling(columns)
    read_at = [column.position for target in by_target for column in by_target[target]]
    cells_of = _taker(rows, [*read_at, *(told.position for told in kinds.values() if told is not None)])
    for target in [*(target for target in by_target if target not in late), *late]:
        lists = [_column(sheet, cells_of(column.position), column, damaged=damaged) for column in by_target[target]]
        sheet.values[target] = lists[0] if len(lists) == 1 else _merged(target, lists)
        for column, values in zip(by_target[target], lists, strict=True):
            if column.position in kinds:
                told = kinds[column.position]
                said = None if told is None else cells_of(told.position)
                sheet.ways.setdefault(target, []).append(Way(column, values, said))
    _settle_currency(sheet, rows)
    return sheet


def _taker(rows: Sequence[tuple[int, Sequence[Cell]]], positions: list[int]) -> Callable[[int], list[Cell]]:
    """Return what gives the cells of each of these columns, once."""
    if isinstance(rows, KeptRows):
        return rows.cells_of(positions).pop
    bare = [cells_ for _number, cells_ in rows]
    if bare and max(positions, default=0) < min(map(len, bare)):  # as all tables are made
        return lambda position: list(map(itemgetter(position), bare))
    return lambda position: [row[position] if position < len(row) else None for row in bare]


def _column(sheet: Sheet, cells_: list[Cell], column: Mapped, *, damaged: bool) -> list[Any]:
    kind = sheet.fields[column.target].value
    if kind == "phone":
        return _phones(sheet, cells_, column)
    if kind == "money":
        _note_signs(sheet, cells_, column.target)
    reader, message = _reader(sheet, cells_, column, damaged=damaged)
    values = _read_all(sheet, cells_, column, reader, message)
    return numbers.percents(values) if kind == "percent" else values


def _read_all(sheet: Sheet, cells_: list[Cell], column: Mapped, reader: Reader, message: str) -> list[Any]:
    """Return what the cells of a column say, each different one read once; those that say nothing are reported."""
    known = _Known(reader)
    if bool in set(map(type, cells_)):  # True is 1 to a dictionary
        cells_ = [str(cell).lower() if isinstance(cell, bool) else cell for cell in cells_]
    values = list(map(known.__getitem__, cells_))
    if not known.failed:
        return values
    for index, value in enumerate(values):
        if type(value) is _Failed:
            sheet.bad.append(Bad(index, column.position, cells.as_stood(cells_[index]), value.message or message))
            values[index] = None
    return values


@dataclass(frozen=True, slots=True)
class _Failed:
    message: str


class _Known(dict[Any, Any]):
    """What each different cell of a column says."""

    def __init__(self, reader: Reader) -> None:
        super().__init__({None: None, "": None})
        self._reader = reader
        self.failed = False

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = _tried(self._reader, cell)
        self.failed = self.failed or type(value) is _Failed
        return value


def _tried(reader: Reader, cell: Cell) -> Any:
    try:
        value = reader(cell)
    except cells.Unreadable as lost:
        return _Failed(lost.message)
    except (ValueError, OverflowError):
        return _Failed("")
    return None if value in ("", ()) else value


def _reader(sheet: Sheet, cells_: list[Cell], column: Mapped, *, damaged: bool) -> tuple[Reader, str]:
    held = sheet.fields[column.target]
    match held.value:
        case "moment":
            return _moment_reader(sheet, cells_, column), N_("this cannot be read as a date")
        case "day" | "own_day":
            born = held.value == "day"
            return _day_reader(sheet, cells_, column, past=born), N_("this cannot be read as a date")
        case "money" | "number" | "percent":
            sign = _decimal_sign(sheet, cells_, column)
            return numbers.reader(sign), N_("this cannot be read as a number")
        case "own_number":
            return card_cells.number(_decimal_sign(sheet, cells_, column)), N_("this cannot be read as a number")
        case "email":
            return contact_cells.addresses, N_("this is no e-mail address")
        case "yes_no":
            return _yes_no, N_("this is neither yes nor no")
        case "status" | "payment" as topic:
            return _status_reader(sheet, column, topic), ""
        case "currency":
            return _currency, N_("this is no currency")
        case "gender":
            return lambda cell: words.meaning(cells.text(cell), "gender"), ""
        case "tags":
            return partial(contact_cells.tags, separators=sheet.profile.tags), ""
        case _:
            known = card_cells.reader(held)
            return known or (_text_reader(sheet.profile, held, damaged=damaged), N_("this cannot be read"))


def _distinct(cells_: list[Cell]) -> list[str]:
    return list(dict.fromkeys(cell for cell in cells_ if isinstance(cell, str)))


def _remember(sheet: Sheet, column: Mapped, decision: Decision | None) -> None:
    if decision is None:
        return
    sheet.understood[column.position] = decision
    for place, other in enumerate(sheet.decisions):
        if (other.about, other.decided, other.because) == (decision.about, decision.decided, decision.because):
            if _weight(decision) > _weight(other):
                sheet.decisions[place] = decision
            return
    sheet.decisions.append(decision)


def _weight(decision: Decision) -> int:
    """Return how many values a decision rests on: of several alike the best founded is told."""
    total = decision.because_args.get("total", 0)
    return total if isinstance(total, int) else 0


def _decimal_sign(sheet: Sheet, cells_: list[Cell], column: Mapped) -> numbers.DecimalSign:
    sign, decision = numbers.decide(_distinct(cells_), sheet.profile.decimals)
    chosen = sheet.choices.decimals.get(column.header)
    if chosen in (",", "."):
        sign = chosen
        decision = Decision(numbers.ABOUT, numbers.sign_name(sign), CHOSEN)
    _remember(sheet, column, decision)
    if decision is not None:
        sheet.codes[column.position] = sign
    return sign


def _date_order(sheet: Sheet, cells_: list[Cell], column: Mapped) -> dates.Order:
    order, decision = dates.decide(cells_, sheet.profile.dates)
    chosen = sheet.choices.dates.get(column.header)
    if chosen in ("day", "month"):
        order = chosen
        decision = Decision(dates.ABOUT, dates.order_name(order), CHOSEN)
    _remember(sheet, column, decision)
    if decision is not None:
        sheet.codes[column.position] = order
    return order


def _moment_reader(sheet: Sheet, cells_: list[Cell], column: Mapped) -> Reader:
    order = _date_order(sheet, cells_, column)
    return dates.reader(dates.Style(order, sheet.profile.zone))


def _day_reader(sheet: Sheet, cells_: list[Cell], column: Mapped, *, past: bool) -> Reader:
    """Return what reads days; those of birth lie in the `past` and may be without their year."""
    order = _date_order(sheet, cells_, column)
    moment = dates.reader(dates.Style(order, "UTC"))
    today = local_date(SystemClock().now()).isoformat()

    def read_day(cell: Cell) -> str | None:
        if cell in _NO_DAY:
            return None
        short = dates.day_without_year(cell, order) if past and isinstance(cell, str) else None
        if short:
            return short
        found = moment(cell)
        if found is None or not past:
            return found and found.day
        return _past(found.day, cells.text(cell), today)

    return read_day


def _past(day: str, raw: str, today: str) -> str:
    """Return a day of birth; one that lies ahead was written with two digits for its year, or is none (ValueError)."""
    if day <= today:
        return day
    if day[:4] in raw:
        raise ValueError(raw)
    return f"{int(day[:4]) - 100}{day[4:]}"


def _text_reader(profile: Profile, held: Field, *, damaged: bool) -> Reader:
    target = held.id
    many = target in _JOINED or target == "review.reply" or target.endswith(".line") or held.value == "own_text"
    read = cells.lines if many else cells.as_written if profile.verbatim else cells.text
    if not damaged:
        return read
    from desktop_crm.transfer.understanding.headers import mended

    return lambda cell: mended(read(cell))


def _yes_no(cell: Cell) -> bool | None:
    raw = cells.text(cell)
    if fold(raw) in {"", "-", "unknown", "bilinmiyor"}:
        return None
    meaning = words.meaning(raw, "answers")
    if meaning is None:
        raise ValueError(raw)
    return meaning == "yes"


def _status_reader(sheet: Sheet, column: Mapped, topic: str) -> Reader:
    own = sheet.profile.status if topic == "status" else sheet.profile.payment
    known = "status" if topic == "status" else "payment"

    def read_status(cell: Cell) -> tuple[str, str] | None:
        raw = cells.text(cell)
        if not raw:
            return None
        meaning = words.meaning(raw, known, own)
        if meaning is None:
            because = N_("“{word}” in the column {column} is no word we know")
            sheet.decisions.append(
                Decision(N_("statuses"), N_("unknown"), because, because_args={"word": raw, "column": column.header})
            )
        return meaning or "unknown", raw

    return read_status


def _currency(cell: Cell) -> str | None:
    raw = cells.text(cell)
    if not raw:
        return None
    code = numbers.currency_of(raw)
    if code is None:
        raise ValueError(raw)
    return code


def _phones(sheet: Sheet, cells_: list[Cell], column: Mapped) -> list[Any]:
    part = column.target.partition(".")[0]
    own = sheet.values.get(f"{part}.country")
    countries = own or next(
        (sheet.values[name] for name in ("delivery.country", "address.country") if name in sheet.values), None
    )
    values: list[Any] = []
    for index, cell in enumerate(cells_):
        if cell is None or cell == "":
            values.append(None)
            continue
        country = countries[index] if countries else None
        try:
            values.append(contact_cells.numbers(cells.text(cell), country, sheet.profile.region))
        except ValueError:
            message = N_("this is no phone number")
            sheet.bad.append(Bad(index, column.position, cells.as_stood(cell), message))
            values.append(None)
    return values


def _merged(target: str, lists: list[list[Any]]) -> list[Any]:
    value = FIELDS[target].value if target in FIELDS else "own"
    if value in {"email", "phone", "tags", "words", "handles"}:
        return [
            tuple(dict.fromkeys(item for part in row if part for item in part)) or None
            for row in zip(*lists, strict=True)
        ]
    if value == "money":
        return [
            None if all(part is None for part in row) else sum(part or 0 for part in row)
            for row in zip(*lists, strict=True)
        ]
    if target in _JOINED or target in _LISTED or target.endswith(".line"):
        separator = "\n" if target in _JOINED else _LISTED.get(target, ", ")
        return [separator.join(dict.fromkeys(part for part in row if part)) or None for row in zip(*lists, strict=True)]
    return [next((part for part in row if part is not None), None) for row in zip(*lists, strict=True)]


def _note_signs(sheet: Sheet, cells_: list[Cell], target: str) -> None:
    texts = (cell for cell in _distinct(cells_) if cell.strip(numbers.BARE))
    found = {cell: sign for cell in texts if (sign := numbers.sign_in(cell))}
    if found:
        signs = [found.get(cell) if isinstance(cell, str) else None for cell in cells_]
        before = sheet.signs.get(target) or signs
        sheet.signs[target] = [one or other for one, other in zip(before, signs, strict=True)]


def _take_signs(sheet: Sheet) -> bool:
    """Take the currency of each row from the sign of its amount where the signs differ."""
    target, amounts = _PRICES.get(sheet.profile.kind, ("", ()))
    priced = next((amount for amount in amounts if amount in sheet.signs), None)
    if priced is None or sheet.has(target):
        return False
    signs = sheet.signs[priced]
    different = sorted({sign for sign in signs if sign})
    if len(different) < 2:
        return False
    sheet.values[target] = signs
    header = next(column.header for column in sheet.columns if column.target == priced)
    because = N_("the amounts of {column} carry its sign")
    sheet.decisions.append(
        Decision(_CURRENCY, "{currency}", because, {"currency": ", ".join(different)}, {"column": header})
    )
    return True


def _settle_currency(sheet: Sheet, rows: Sequence[tuple[int, Sequence[Cell]]]) -> None:
    """Decide the currency of orders that name none: a sign in the amounts or headers, else the profile's.

    A sign of a currency that other orders name is theirs.
    """
    named = {code for code in sheet.get("order.currency") if code}
    partly = bool(named) and _some_name_none(sheet)
    if len(named) == 1 and not partly:
        sheet.currency = named.pop()
        return
    sheet.currency = sheet.choices.currency or sheet.profile.currency
    if sheet.choices.currency:
        sheet.decisions.append(Decision(_CURRENCY, "{currency}", CHOSEN, {"currency": sheet.currency}))
        return
    if _take_signs(sheet):
        return
    for column in sheet.columns:
        if column.target in NEVER_TAKEN or sheet.fields[column.target].value not in {"money", "number"}:
            continue
        last = fold(column.header).rpartition(" ")[2].strip("()[] ")
        found = numbers.CURRENCY_SIGNS.get(last) if last in {"tl", "try", "usd", "eur", "gbp", "€", "$", "₺"} else None
        for _number, row in rows[:50]:
            cell = row[column.position] if column.position < len(row) else None
            sign = numbers.sign_in(cell) if isinstance(cell, str) else None
            found = found or (sign if sign not in named else None)
        if found:
            sheet.currency = found
            because = N_("the amounts of {column} carry its sign")
            sheet.decisions.append(
                Decision(_CURRENCY, "{currency}", because, {"currency": found}, {"column": column.header})
            )
            return
    if partly:
        because = N_("some orders name no currency")
        sheet.decisions.append(Decision(_CURRENCY, "{currency}", because, {"currency": sheet.currency}))


def _some_name_none(sheet: Sheet) -> bool:
    """Return whether there are orders of which no row names a currency; rows after the first may repeat nothing."""
    codes = sheet.get("order.currency")
    orders = sheet.get("order.number") if sheet.has("order.number") else range(sheet.size)
    naming = {order for order, code in zip(orders, codes, strict=True) if code}
    return any(order is not None and order not in naming for order in orders)
