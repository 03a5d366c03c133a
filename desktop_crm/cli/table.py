"""The subcommands as data, each with the group of commands that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop_crm.cli.call import Command, Subcommand
from desktop_crm.platform.i18n import N_


def _exchange() -> Mapping[str, Command]:
    from desktop_crm.cli.exchange import COMMANDS

    return COMMANDS


def _finding() -> Mapping[str, Command]:
    from desktop_crm.cli.finding import COMMANDS

    return COMMANDS


def _figures() -> Mapping[str, Command]:
    from desktop_crm.cli.figures import COMMANDS

    return COMMANDS


def _recording() -> Mapping[str, Command]:
    from desktop_crm.cli.recording import COMMANDS

    return COMMANDS


def _keeping() -> Mapping[str, Command]:
    from desktop_crm.cli.keeping import COMMANDS

    return COMMANDS


def _staging() -> Mapping[str, Command]:
    from desktop_crm.cli.staging import COMMANDS

    return COMMANDS


SUBCOMMANDS: Final[tuple[Subcommand, ...]] = (
    Subcommand("import", N_("bring files in, as one run and one undo step"), _exchange),
    Subcommand("undo", N_("take back the newest step, or an import run"), _exchange),
    Subcommand("runs", N_("list the import runs"), _exchange),
    Subcommand("export", N_("write a list as a CSV or Excel file"), _exchange),
    Subcommand("search", N_("find customers, orders, conversations and follow-ups"), _finding),
    Subcommand("customer", N_("show a customer's card"), _finding),
    Subcommand("agenda", N_("show what is due"), _figures),
    Subcommand("stats", N_("show counts and sums"), _figures),
    Subcommand("log", N_("record a conversation"), _recording),
    Subcommand("followup", N_("plan, complete, postpone or cancel a follow-up"), _recording),
    Subcommand("answer", N_("record a score"), _recording),
    Subcommand("check", N_("check the store"), _keeping),
    Subcommand("backup", N_("copy the store into a folder"), _keeping),
    Subcommand("restore", N_("put a backup in the store's place"), _keeping),
    Subcommand("demo", N_("make the demo shop"), _keeping),
    Subcommand("_stage", "", _staging),
)
