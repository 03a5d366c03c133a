"""The guide as files: its pages in a language, in the order of its contents, and where a link on a page leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from desktop_crm.platform.paths import guide_folder

CONTENTS: Final = "README.md"
_LINE: Final = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<name>[\w-]+\.md)\)", re.MULTILINE)
_FOR_PAGES: Final = {
    "today": "follow-ups.md",
    "customers": "customers.md",
    "orders": "orders.md",
    "transfer": "import.md",
    "duplicates": "duplicates.md",
    "settings": "settings.md",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the guide: its file and its title in the contents."""

    name: str
    title: str


class Guide:
    """The guide in one language (`tr`, `en`)."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        """Read the contents below `folder`, the guide that came with the program where None. Raises OSError."""
        self.language = language
        self._root = folder or guide_folder()
        self._folder = self._root / language
        contents = (self._folder / CONTENTS).read_text("utf-8")
        self.chapters = tuple(Chapter(found["name"], found["title"]) for found in _LINE.finditer(contents))

    def text(self, name: str) -> str:
        """Return a page as Markdown. Raises OSError."""
        return (self._folder / name).read_text("utf-8")

    def picture(self, target: str) -> Path:
        """Return the file of a picture named on a page; nothing outside the guide's own pictures."""
        return self._root / "pictures" / PurePosixPath(target).name

    def page_behind(self, target: str) -> str:
        """Return the page of the guide that a link leads to, '' where it leads out of the guide."""
        known = {CONTENTS, *(chapter.name for chapter in self.chapters)}
        return target if target in known else ""


def fitting(page: str) -> str:
    """Return the page of the guide about a page of the window, its first one for any other."""
    return _FOR_PAGES.get(page, "first-day.md")


def told(target: str) -> str:
    """Return where a link that leaves the guide leads, as one reads it."""
    above = "../../"
    return f"docs/{target.removeprefix(above)}" if target.startswith(above) else target
