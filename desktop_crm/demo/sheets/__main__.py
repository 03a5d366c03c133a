"""Writes the samples the program ships with: they are Turkish."""

from __future__ import annotations

from desktop_crm.demo.sheets import write_samples
from desktop_crm.platform import i18n

if __name__ == "__main__":
    i18n.use("tr")
    write_samples()
