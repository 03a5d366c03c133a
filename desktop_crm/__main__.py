"""`python -m desktop_crm`: the same as the program `desktop-crm`."""

from __future__ import annotations

import sys

from ui.main import main

if __name__ == "__main__":
    sys.exit(main())
