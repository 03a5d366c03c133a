"""Compiles the .po files under resources/i18n to .mo when the project is built or installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script by `make`, outside a build
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent


def compile_translations(root: Path = ROOT) -> list[Path]:
    """Compile every .po below resources/i18n; returns the .mo files written."""
    written: list[Path] = []
    for source in sorted((root / "resources" / "i18n").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as file:
            catalogue = read_po(file)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


class TranslationBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Hatchling's hook: runs before a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        compile_translations(Path(self.root))


if __name__ == "__main__":
    compile_translations()
