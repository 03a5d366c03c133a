"""Which part of an xlsx package holds the sheet of which name."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from defusedxml import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from desktop_crm.transfer.reading.package import Package

_MOST_BYTES: Final = 8 * 1024 * 1024


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by its name; empty where the package does not say so in the usual places."""
    book = package.find("workbook.xml")
    links = package.find("workbook.xml.rels")
    if book is None or links is None:
        return {}
    folder = posixpath.dirname(book)
    targets: dict[str, str] = {}
    for link in _elements(package.read(links, _MOST_BYTES), "Relationship"):
        target = link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[link.get("Id", "")] = path
    found: dict[str, str] = {}
    for sheet in _elements(package.read(book, _MOST_BYTES), "sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        if link in targets:
            found[sheet.get("name", "")] = targets[link]
    return found


def _elements(xml: bytes, tag: str) -> list[Element]:
    root = ElementTree.fromstring(xml, forbid_dtd=True)
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == tag]
