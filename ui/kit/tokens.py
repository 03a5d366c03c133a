"""Colours and sizes by meaning, read from resources/theme/tokens.json, and the contrast between two of them."""

from __future__ import annotations

import json
from functools import cache
from typing import Final, NamedTuple

from desktop_crm.platform.paths import resource


class Colours(NamedTuple):
    """One theme's colours, each `#RRGGBB` (scrim: `#AARRGGBB`)."""

    bg: str
    surface: str
    raised: str
    line: str
    hover: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    accent_text: str
    on_accent: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    blue: str
    blue_soft: str
    violet: str
    violet_soft: str
    inverse: str
    inverse_text: str
    inverse_accent: str
    scrim: str
    shadow: str


class Sizes(NamedTuple):
    """Lengths in pixels at 100 % text size."""

    text: float
    small: float
    tiny: float
    title: float
    figure: float
    icon: float
    table_row: float
    list_row: float
    timeline_row: float
    header_row: float
    control: float
    small_control: float
    page: float
    pad: float
    gap: float
    card_radius: float
    button_radius: float
    chip_radius: float
    unit: float


TONES: Final = ("accent", "red", "amber", "green", "blue", "violet")

# Every (words, ground) pair the kit paints; the test holds each to a contrast of 4.5:1 in both themes.
TEXT_PAIRS: Final = (
    *((words, ground) for words in ("text", "muted") for ground in ("bg", "surface", "raised", "hover")),
    *((tone, f"{tone}_soft") for tone in TONES if tone != "accent"),
    ("accent_text", "accent_soft"),
    ("accent_text", "surface"),
    ("accent_text", "bg"),
    ("text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_text"),
    ("red", "surface"),
    ("red", "bg"),
    ("green", "surface"),
    ("amber", "surface"),
    ("inverse_text", "inverse"),
    ("inverse_accent", "inverse"),
)


@cache
def _data() -> dict[str, dict[str, str | float]]:
    source = resource("theme", "tokens.json")
    return json.loads(source.read_text("utf-8"))


@cache
def colours(name: str) -> Colours:
    """Return the colours of the theme `light` or `dark`. Raises KeyError for another name."""
    return Colours(**{token: str(value) for token, value in _data()[name].items()})


@cache
def sizes() -> Sizes:
    """Return the lengths all layout derives from, pixels at 100 %."""
    return Sizes(**{token: float(value) for token, value in _data()["sizes"].items()})


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast of two `#RRGGBB` colours, from 1.0 to 21.0, in either order."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
