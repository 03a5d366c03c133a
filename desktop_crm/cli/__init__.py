"""The program without a window: subcommands that scripts and tests can drive."""

from __future__ import annotations

from desktop_crm.cli.program import main

__all__ = ["main"]
