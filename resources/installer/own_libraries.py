"""Runs first in the frozen program: what it starts (browser, mail program) uses the system's libraries, not ours."""
# ruff: noqa: INP001 - a file of the build, no part of a package

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)
