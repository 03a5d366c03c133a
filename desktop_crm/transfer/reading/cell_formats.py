"""Which number formats of a workbook show a number as a day or a time."""

from __future__ import annotations

from typing import Final

from defusedxml import ElementTree

MOMENT: Final = "moment"
CLOCK: Final = "clock"
"""A length of time that goes on beyond a day, such as `[h]:mm`."""

_BUILT_IN: Final = {**dict.fromkeys((*range(14, 23), 45, 47), MOMENT), 46: CLOCK}
_SIGNS: Final = frozenset("dDmMhHyYsS")
_LENGTHS: Final = frozenset("hms")


def formats(styles: bytes) -> list[str]:
    """Return for each cell style of a styles part whether it shows a moment, a length of time, or '' for neither."""
    root = ElementTree.fromstring(styles, forbid_dtd=True)
    own: dict[str, str] = {}
    found: list[str] = []
    for part in root:
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            own = {one.get("numFmtId", ""): kind_of(one.get("formatCode", "")) for one in part}
        elif name == "cellXfs":
            for style in part:
                number = style.get("numFmtId", "0")
                found.append(own[number] if number in own else _BUILT_IN.get(_whole(number), ""))
    return found


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def kind_of(code: str) -> str:
    """Return what a format code shows: MOMENT, CLOCK, or '' for a number or a text."""
    at = 0
    while at < len(code):
        sign = code[at]
        if sign in "\\_*":
            at += 1
        elif sign == '"':
            at = _after(code, at, '"')
        elif sign == "[":
            end = _after(code, at, "]")
            inside = code[at + 1 : end]
            if inside and _LENGTHS.issuperset(inside.lower()):
                return CLOCK
            at = end
        elif sign == ";":
            return ""
        elif sign in _SIGNS or code[at : at + 5].upper() == "AM/PM":
            return MOMENT
        at += 1
    return ""


def _after(code: str, at: int, sign: str) -> int:
    end = code.find(sign, at + 1)
    return len(code) if end < 0 else end
