"""Putting a file in its place: whole under its name, or not at all, and one sentence where it cannot be done."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def placed(out: Path) -> Generator[Path]:
    """Lend a file beside `out` to be written, which takes its place afterwards; after an error `out` is as it was.

    Raises UserError where the file cannot be written.
    """
    part = out.with_name(f".{secrets.token_hex(8)}.part")  # its own for each writer, and short: names have a limit
    try:
        yield part
        part.replace(out)
    except OSError as error:
        raise _refusal(error, out) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _refusal(error: OSError, out: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(N_("The disk is full, so {file} was not written. Make room and try again."), file=out.name)
    if isinstance(error, PermissionError) and out.exists():
        return UserError(
            N_("{file} is open in another program (in Excel, perhaps) or protected. Close it there and try again."),
            file=out.name,
        )
    return UserError(N_("{file} cannot be written: its folder is missing or protected."), file=out.name)
