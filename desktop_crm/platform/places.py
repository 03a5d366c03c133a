"""The 81 il and 973 ilçe of Turkey, found again however they are typed."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Final, TypedDict

from desktop_crm.platform.paths import resource
from desktop_crm.platform.text import fold

_CENTRE: Final = "merkez"
_NAMES_OF_TURKEY: Final = frozenset({"tr", "tur", "turkiye", "turkey", "turkei", "turquie", "turchia"})
_SIGNS: Final = re.compile(r"[^\w]+")
_OFFICE: Final = re.compile(r"\b(?:ili|ilcesi|ilce|il|province|district)\b")


class _Province(TypedDict):
    code: str
    name: str
    districts: list[str]


class _Places(TypedDict):
    provinces: list[_Province]
    province_synonyms: dict[str, str]
    district_synonyms: dict[str, dict[str, str]]


@cache
def _places() -> _Places:
    return json.loads(resource("places.json").read_text(encoding="utf-8"))


def _key(text: str) -> str:
    return " ".join(_OFFICE.sub(" ", _SIGNS.sub(" ", fold(text))).split())


@cache
def _provinces_by_key() -> dict[str, str]:
    places = _places()
    found = {_key(province["name"]): province["name"] for province in places["provinces"]}
    found.update({_key(word): name for word, name in places["province_synonyms"].items()})
    return found


@cache
def _districts_by_key() -> dict[str, dict[str, str]]:
    places = _places()
    found: dict[str, dict[str, str]] = {}
    for province in places["provinces"]:
        name = province["name"]
        keys = {_key(district): district for district in province["districts"]}
        if _CENTRE in keys:
            keys[f"{_key(name)} {_CENTRE}"] = keys[f"{_CENTRE} {_key(name)}"] = keys[_CENTRE]
        for word, district in places["district_synonyms"].get(name, {}).items():
            keys[_key(word)] = district
        found[name] = keys
    return found


def provinces() -> list[str]:
    """Return the 81 il in the order of their plate codes."""
    return [province["name"] for province in _places()["provinces"]]


def districts(province_: str) -> list[str]:
    """Return the ilçe of an il (official spelling), or nothing where there is no such il."""
    found = [entry["districts"] for entry in _places()["provinces"] if entry["name"] == province_]
    return found[0] if found else []


@cache
def province(text: str) -> str | None:
    """Return the official name of the il meant by `text` (any casing, known short names), or None."""
    return _provinces_by_key().get(_key(text)) if text else None


@cache
def district(text: str, province_: str) -> str | None:
    """Return the official name of the ilçe of `province_` (official name) meant by `text`, or None."""
    return _districts_by_key().get(province_, {}).get(_key(text)) if text else None


def is_turkey(country: str) -> bool:
    """Return whether a country as typed (name or code) is Turkey."""
    return fold(country).strip() in _NAMES_OF_TURKEY
