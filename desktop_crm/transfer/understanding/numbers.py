"""Numbers of a column: which sign is the decimal one is decided by the whole column, values are whole millionths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal

from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding.cells import as_stood
from desktop_crm.transfer.understanding.decisions import Decision

ABOUT: Final = N_("numbers")
_TOO_MUCH: Final = 10**12 * MILLION
DecimalSign = Literal[",", "."]

CURRENCY_SIGNS: Final = {
    "₺": "TRY", "tl": "TRY", "try": "TRY", "ytl": "TRY", "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD",
    "us$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "kr": "SEK", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "chf": "CHF", "fr": "CHF", "¥": "JPY", "jpy": "JPY", "zł": "PLN", "pln": "PLN", "lei": "RON", "ron": "RON",
    "₽": "RUB", "rub": "RUB", "₼": "AZN", "azn": "AZN", "лв": "BGN", "bgn": "BGN", "ca$": "CAD", "cad": "CAD",
    "a$": "AUD", "aud": "AUD", "sar": "SAR", "aed": "AED", "qar": "QAR", "kwd": "KWD", "czk": "CZK", "huf": "HUF",
}  # fmt: skip

_SHAPE: Final = re.compile(
    r"(?P<before>[^\d\s.,()+-]{0,4})\s*(?P<sign>[-+\u2212]?)\s*(?P<mid>[^\d\s.,()+-]{0,4})\s*"
    r"(?P<digits>\d[\d.,\s'’]*|[.,]\d+)\s*(?P<after>[^\d\s.,()]{0,5}\.?)(?P<last>-?)"
)
_BRACKETED: Final = re.compile(r"\((.+)\)")
_GROUPED: Final = {
    ",": re.compile(r"\d{1,3}(,\d{3})+"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+"),
}
BARE: Final = "0123456789., -+'"
"""What an amount without a currency is made of."""
_NOT_DIGITS: Final = re.compile(r"[\s'’]")


def currency_of(text: str) -> str | None:
    """Return the ISO code of a currency as typed (code, sign or word), or None."""
    plain = text.strip().rstrip(".").casefold().replace("i\u0307", "i")
    if plain in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[plain]
    return plain.upper() if len(plain) == 3 and plain.isascii() and plain.isalpha() else None


def sign_in(text: str) -> str | None:
    """Return the ISO code of the currency sign beside an amount (`899kr`, `₺5`), or None."""
    found = _SHAPE.fullmatch(text.strip().strip("'"))
    if not found:
        return None
    for part in (found["before"], found["mid"], found["after"]):
        word = part.strip().rstrip(".").casefold()
        if word in CURRENCY_SIGNS:
            return CURRENCY_SIGNS[word]
    return None


def decide(values: Iterable[Cell], expected: DecimalSign) -> tuple[DecimalSign, Decision | None]:
    """Return the decimal sign of a column and why; `expected` is taken where no value settles it."""
    commas = points = unsettled = 0
    total = 0
    for value in values:
        if not isinstance(value, str) or not value.strip():
            continue
        total += 1
        settled = _settled(_digits_of(value))
        commas += settled == ","
        points += settled == "."
        unsettled += settled == "?"
    if not commas and not points:
        if not unsettled:
            return expected, None
        return expected, Decision(ABOUT, sign_name(expected), N_("no value settles it; files of this kind write so"))
    decided: DecimalSign = "," if commas > points or (commas == points and expected == ",") else "."
    shown = commas if decided == "," else points
    because = N_("{count} of {total} values can only be read so")
    return decided, Decision(ABOUT, sign_name(decided), because, because_args={"count": shown, "total": total})


def sign_name(sign: DecimalSign) -> str:
    """Return what a decimal sign is called, as a message id."""
    return N_("decimal comma") if sign == "," else N_("decimal point")


def _digits_of(value: str) -> str:
    found = _SHAPE.fullmatch(value.strip().strip("'()"))
    return _NOT_DIGITS.sub("", found["digits"]) if found else ""


def _settled(digits: str) -> str:
    """Return the decimal sign a run of digits can only have, '' where it has none, `?` where both would do."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma < 0 and point < 0:
        return ""
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    sign = "," if comma >= 0 else "."
    if digits.count(sign) > 1:
        return "." if sign == "," else ","
    head, _, tail = digits.partition(sign)
    if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0":
        return "?"
    return sign


def reader(sign: DecimalSign) -> Callable[[Cell], int | None]:
    """Return a reader of cells into whole millionths; it gives None for a blank and raises ValueError otherwise.

    A value that can only be read the other way is read that way: one column can hold both.
    """

    def read(cell: Cell) -> int | None:
        micro = _read(cell)
        if micro is not None and abs(micro) >= _TOO_MUCH:
            raise ValueError(as_stood(cell))
        return micro

    def _read(cell: Cell) -> int | None:
        if cell is None:
            return None
        if isinstance(cell, int) and not isinstance(cell, bool):
            return cell * MILLION
        if isinstance(cell, float):
            if cell != cell or cell in {float("inf"), float("-inf")}:
                raise ValueError(as_stood(cell))
            return round(cell * MILLION)
        if not isinstance(cell, str):
            raise ValueError(as_stood(cell))  # noqa: TRY004 - bad data, not a bad call
        return _read_text(cell, sign)

    return read


def _read_text(cell: str, sign: DecimalSign) -> int | None:
    plain = cell.strip().strip("'").strip()
    if not plain or plain in {"-", "–", "—"}:
        return None
    bracketed = _BRACKETED.fullmatch(plain)
    found = _SHAPE.fullmatch(bracketed.group(1) if bracketed else plain)
    if not found or not _is_furniture(found["before"], found["mid"], found["after"]):
        raise ValueError(cell)
    digits = _NOT_DIGITS.sub("", found["digits"]).rstrip(".,")
    settled = _settled(digits)
    decimal = sign if settled in {"?", ""} else settled
    other = "." if decimal == "," else ","
    head, _, tail = digits.replace(other, "").partition(decimal)
    if not (head + tail).isdigit() or (other in digits and not _well_grouped(digits.partition(decimal)[0], other)):
        raise ValueError(cell)
    micro = int(head or "0") * MILLION + _millionths(tail)
    negative = bool(bracketed) or found["sign"] in {"-", "\u2212"} or found["last"] == "-"
    return -micro if negative else micro


def _millionths(tail: str) -> int:
    if len(tail) <= 6:
        return int(tail.ljust(6, "0")) if tail else 0
    return int(tail[:6]) + (tail[6] >= "5")


def _well_grouped(head: str, sign: str) -> bool:
    return bool(_GROUPED[sign].fullmatch(head))


def _is_furniture(*parts: str) -> bool:
    return all(
        not part.strip() or part.strip() == "%" or currency_of(part) is not None or part.strip(". ").isalpha()
        for part in parts
    )


def percents(values: list[int | None]) -> list[int | None]:
    """Return the rates of a column as percents: cells that Excel shows as 20 % hold 0.2. All in millionths.

    They are fractions where none is above one and some lie between none and all: no rate is less than one percent.
    """
    told = {value for value in values if value}
    if not told or max(told) > MILLION or told == {MILLION}:
        return values
    return [value and 100 * value for value in values]


def to_minor(micro: int, exponent: int) -> int:
    """Return millionths in minor units of a currency with `exponent` digits, half a unit away from zero."""
    step = 10 ** (6 - exponent)
    whole, rest = divmod(abs(micro), step)
    rounded = whole + (rest * 2 >= step)
    return -rounded if micro < 0 else rounded
