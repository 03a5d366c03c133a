"""What is written for those who work on the program is so: layers, files, numbers and options are the code's."""

from __future__ import annotations

import re
import tomllib
from argparse import ArgumentParser
from functools import cache
from pathlib import Path

import pytest

from desktop_crm.cli.call import Subcommand
from desktop_crm.cli.table import SUBCOMMANDS
from desktop_crm.transfer.writing.lists import LISTS
from desktop_crm.transfer.writing.targets import TARGETS
from tests.house.source import ROOT, name
from ui.main import WITH_WIDGETS

DOCS = ROOT / "docs"
ARCHITECTURE = (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8")
COMMAND_LINE = (DOCS / "command-line.md").read_text(encoding="utf-8")
FOR_PEOPLE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")]
STORE = {"--store"}
LONGEST = 150


def rows_below(heading: str) -> list[str]:
    """Return the lines of the first table of the architecture below a heading, its head left out."""
    part = ARCHITECTURE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")][2:]


def test_the_layers_that_the_architecture_tells_are_those_that_are_held() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    held = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    told = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in rows_below("The core, top to bottom")]
    assert [sorted(layer) for layer in told] == [sorted(re.findall(r"\w+", layer)) for layer in held]


def test_the_architecture_is_short() -> None:
    assert len(ARCHITECTURE.splitlines()) <= LONGEST


@pytest.mark.parametrize("document", FOR_PEOPLE, ids=name)
def test_files_and_folders_that_documents_name_are_there(document: Path) -> None:
    written = document.read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]+\.(?:py|md|toml|in)|\w[\w-]*/[\w/-]+)`", written)
    ours = {one for one in named if not one.startswith(("../", "build/"))}
    linked = {document.parent / target for target in re.findall(r"\]\((?!http|#)([^)]+)\)", written)}
    assert {one for one in ours if not any(path.endswith(f"/{one.rstrip('/')}") for path in every_path())} == set()
    assert {path for path in linked if not path.exists()} == set()


@cache
def every_path() -> tuple[str, ...]:
    """Return every file and folder of the project, with slashes."""
    below = ("desktop_crm", "ui", "resources", "migrations", "tests", "docs", "requirements", "benchmarks")
    found = [path for folder in below for path in ((ROOT / folder), *(ROOT / folder).rglob("*"))]
    return tuple(f"/{name(path)}" for path in (*found, *ROOT.glob("*.*")))


def test_decisions_are_numbered_without_gaps_as_their_files_are() -> None:
    files = sorted((DOCS / "decisions").iterdir())
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [path.name for path in files if not path.read_text("utf-8").startswith(f"# {path.name[:4]} ")] == []


def test_the_page_about_the_command_line_names_every_subcommand_with_all_it_takes() -> None:
    told = dict(re.findall(r"^\| `(\w+)([^|]*\|[^|]*)\|$", COMMAND_LINE, re.MULTILINE))
    taken = {one.name: options(one) for one in (*SUBCOMMANDS, *WITH_WIDGETS) if one.help}
    assert {name for name in taken if name not in told} == set()
    assert {name: set(re.findall(r"--[a-z-]+", told[name])) - STORE for name in taken} == taken


def options(subcommand: Subcommand) -> set[str]:
    """Return the options a subcommand takes, those of every subcommand left out."""
    parser = ArgumentParser()
    subcommand.load()[subcommand.name].arguments(parser)
    return {name for action in parser._actions for name in action.option_strings if name.startswith("--")} - {"--help"}


def test_lists_and_targets_of_the_page_about_the_command_line_are_those_that_can_be_written() -> None:
    rows = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", COMMAND_LINE.partition("## Exported files")[2], re.MULTILINE)
    told = [found for row in rows for found in re.findall(r"`([\w-]+)`", row)]
    assert sorted(told) == sorted((*LISTS, *TARGETS))
