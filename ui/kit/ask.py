"""Asking: yes or no, one of a few, a file. The only place with file dialogs; tests put `Ask` of their own here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel

Kinds = Sequence[tuple[str, str]]
"""File kinds as (words, patterns): ("Spreadsheets", "*.xlsx *.csv")."""


class Ask(Protocol):
    """Whoever answers: a person at the window, or a test."""

    def confirm(self, parent: QWidget | None, title: str, text: str, yes: str) -> bool:
        """Return whether the person agreed; only for what cannot be undone."""
        ...

    def choose(self, parent: QWidget | None, title: str, text: str, answers: Sequence[str]) -> int | None:
        """Return the index of the answer chosen (the last is the filled button), None when closed."""
        ...

    def open_file(self, parent: QWidget | None, title: str, kinds: Kinds) -> Path | None:
        """Return an existing file, None when closed."""
        ...

    def save_file(self, parent: QWidget | None, title: str, name: str, kinds: Kinds) -> Path | None:
        """Return where to write (`name` is proposed), None when closed."""
        ...

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Return an existing folder, None when closed."""
        ...


class WindowAsk:
    """Asks the person at the window."""

    def confirm(self, parent: QWidget | None, title: str, text: str, yes: str) -> bool:
        dialog = message(parent, title, text, yes)
        dialog.submitted.connect(dialog.accept)
        try:
            return dialog.exec() == Dialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()

    def choose(self, parent: QWidget | None, title: str, text: str, answers: Sequence[str]) -> int | None:
        dialog = message(parent, title, text, answers[-1])
        base = int(Dialog.DialogCode.Accepted)
        for place, answer in enumerate(answers[:-1]):
            dialog.footer.addWidget(Button(answer, lambda place=place: dialog.done(base + 1 + place)))
        dialog.submitted.connect(lambda: dialog.done(base + len(answers)))
        try:
            result = dialog.exec() - base - 1
        finally:
            dialog.deleteLater()
        return result if result >= 0 else None

    def open_file(self, parent: QWidget | None, title: str, kinds: Kinds) -> Path | None:
        return _path(QFileDialog.getOpenFileName(parent, title, str(Path.home()), _patterns(kinds))[0])

    def save_file(self, parent: QWidget | None, title: str, name: str, kinds: Kinds) -> Path | None:
        start = str(Path.home() / name)
        return _path(QFileDialog.getSaveFileName(parent, title, start, _patterns(kinds))[0])

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(parent, title, str(Path.home())))


def place_for(ask: Ask, parent: QWidget | None, title: str, name: str, kind: tuple[str, str]) -> Path | None:
    """Ask where to write a file of one kind, (words, ending with its dot); returns None when closed.

    The name gets the ending where another was typed. A file that has that name already, which the window that asked
    could not know of, is only replaced after a question.
    """
    words, ending = kind
    chosen = ask.save_file(parent, title, name, [(words, f"*{ending}")])
    if chosen is None or chosen.suffix.casefold() == ending:
        return chosen
    out = chosen.with_name(f"{chosen.name}{ending}")
    there = _("There is a file {file} already.").format(file=out.name)
    return out if not out.exists() or ask.confirm(parent, title, there, _("Replace it")) else None


def message(parent: QWidget | None, title: str, text: str, verb: str, *, cancel: str | None = None) -> Dialog:
    """Return a dialog that shows `text` as typed, with one verb and a way out."""
    dialog = Dialog(title, verb, hint="", width=460, cancel=cancel, parent=parent)
    dialog.add(PlainLabel(text, wrap=True))
    dialog.setAccessibleDescription(text)
    return dialog


def _patterns(kinds: Kinds) -> str:
    every = _("All files")
    return ";;".join([*(f"{words} ({patterns})" for words, patterns in kinds), f"{every} (*)"])


def _path(name: str) -> Path | None:
    return Path(name) if name else None
