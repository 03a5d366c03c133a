"""When Python looks for garbage: not during the start, and never again through what the start made.

Each full look stops the window for as long as it takes: 60 ms with the 500,000 things that modules, tables and widgets
are made of, none of which goes away before the end.
"""

from __future__ import annotations

import gc


def put_off() -> None:
    """Look for no garbage until `take_up`."""
    gc.disable()


def take_up() -> None:
    """Look for garbage among what is made from now on; does nothing where that was not put off."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
