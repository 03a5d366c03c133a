"""Sizes, names and sentences: the code stays such that one can read it."""

from __future__ import annotations

import ast
import re

from tests.house.source import FUNCTIONS, definitions, modules, name, tree

PROGRAM = modules("desktop_crm", "ui")
TESTS = [path for path in modules("tests") if path.name.startswith("test_")]

VAGUE = re.compile(r"(^|_)(utils?|manager|helpers?|misc)(_|$)", re.IGNORECASE)
VAGUE_CLASS = re.compile(r"(Util|Manager|Helper|Misc|Abstract)")


def length(node: ast.AST) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_files_are_mostly_under_300_lines_and_never_over_500() -> None:
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PROGRAM}
    assert {path: size for path, size in sizes.items() if size > 500} == {}
    long = {path: size for path, size in sizes.items() if size > 300}
    assert len(long) <= 0.05 * len(sizes), long


def test_functions_are_mostly_under_40_lines_and_never_over_80() -> None:
    sizes = {
        f"{name(path)}:{found}": length(node)
        for path in PROGRAM
        for found, node in definitions(path)
        if isinstance(node, FUNCTIONS)
    }
    assert {found: size for found, size in sizes.items() if size > 80} == {}
    long = {found: size for found, size in sizes.items() if size > 40}
    assert len(long) <= 0.02 * len(sizes), long


def test_nothing_is_called_a_manager_a_helper_or_utils() -> None:
    vague = [name(path) for path in PROGRAM if VAGUE.search(path.stem) or VAGUE.search(path.parent.name)]
    for path in PROGRAM:
        for found, node in definitions(path):
            pattern = VAGUE_CLASS if isinstance(node, ast.ClassDef) else VAGUE
            if pattern.search(found.rpartition(".")[2]):
                vague.append(f"{name(path)}:{found}")
    assert vague == []


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    silent = []
    for path in [*PROGRAM, *modules("tests")]:
        first = (ast.get_docstring(tree(path)) or "").partition("\n\n")[0]
        if not first.rstrip().endswith((".", ":")):
            silent.append(name(path))
    assert silent == []


def test_every_public_function_and_class_of_the_core_says_what_it_does() -> None:
    silent = [
        f"{name(path)}:{found}"
        for path in modules("desktop_crm")
        for found, node in definitions(path)
        if not any(part.startswith("_") for part in found.split(".")) and not ast.get_docstring(node)
    ]
    assert silent == []


def test_tests_are_named_by_sentences() -> None:
    short = [
        f"{name(path)}:{found}"
        for path in TESTS
        for found, node in definitions(path)
        if found.startswith("test_") and isinstance(node, FUNCTIONS) and found.count("_") < 3
    ]
    assert short == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"#\s*(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    assert [
        name(path) for path in [*PROGRAM, *modules("tests")] if words.search(path.read_text(encoding="utf-8"))
    ] == []
