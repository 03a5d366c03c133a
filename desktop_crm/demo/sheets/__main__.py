"""Writes the samples the program ships with."""

from __future__ import annotations

from desktop_crm.demo.sheets import write_samples

if __name__ == "__main__":
    write_samples()
