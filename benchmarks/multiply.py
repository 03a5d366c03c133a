"""Makes a large store of a small one: its people, each with parts and conversations, again and again under new names.

All by SQL in one transaction with the triggers off; what is derived is made once at the end.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from benchmarks.generate import generate
from desktop_crm.app import derived
from desktop_crm.platform import connection
from desktop_crm.platform.store import upgrade

SAMPLE: Final = 20_000
"""People that are drawn one by one; each stands for as many as the store is larger."""

_SHARE: Final = 919
"""A step coprime to the sample: each copy of a person takes the family name of somebody else."""
_NAMES: Final = (
    """CREATE TEMP TABLE firsts AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, first_name AS text,
       fold(first_name) AS folded, turkish_order(first_name) AS ordered, gender FROM customers""",
    """CREATE TEMP TABLE families AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, last_name AS text,
       fold(last_name) AS folded, turkish_order(last_name) AS ordered FROM customers""",
    "CREATE UNIQUE INDEX temp.firsts_place ON firsts (place)",
    "CREATE UNIQUE INDEX temp.families_place ON families (place)",
    """CREATE TEMP TABLE copies AS WITH RECURSIVE n(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM n
       WHERE copy < :copies - 1) SELECT copy FROM n""",
)
_ROWS: Final = {
    "customers": """
        INSERT INTO customers (id, change_id, kind, name, name_folded, sort_key, first_name, last_name, gender, source,
            created_at)
        SELECT c.id + n.copy * :sample, c.change_id, c.kind, f.text || ' ' || l.text, f.folded || ' ' || l.folded,
            f.ordered || turkish_order(' ') || l.ordered, f.text, l.text, f.gender, c.source, c.created_at
        FROM temp.copies n CROSS JOIN customers c CROSS JOIN temp.firsts f ON f.id = c.id
        CROSS JOIN temp.families l ON l.place = (f.place + n.copy * :share) % :sample
        WHERE c.id <= :sample ORDER BY n.copy, c.id""",
    "customer_emails": """
        INSERT INTO customer_emails (id, change_id, customer_id, position, address, folded, masked)
        SELECT p.id + n.copy * :rows, p.change_id, p.customer_id + n.copy * :sample, p.position,
            replace(c.name_folded, ' ', '.') || '.' || c.id || substr(p.address, instr(p.address, '@')),
            replace(c.name_folded, ' ', '.') || '.' || c.id || substr(p.address, instr(p.address, '@')), p.masked
        FROM temp.copies n CROSS JOIN customer_emails p
        CROSS JOIN customers c ON c.id = p.customer_id + n.copy * :sample
        WHERE p.id <= :rows ORDER BY n.copy, p.id""",
    "customer_phones": """
        INSERT INTO customer_phones (id, change_id, customer_id, position, number, digits)
        SELECT p.id + n.copy * :rows, p.change_id, p.customer_id + n.copy * :sample, p.position,
            printf('+90500%07d', (p.customer_id + n.copy * :sample) % 10000000),
            printf('90500%07d', (p.customer_id + n.copy * :sample) % 10000000)
        FROM temp.copies n CROSS JOIN customer_phones p WHERE p.id <= :rows ORDER BY n.copy, p.id""",
    "customer_addresses": """
        INSERT INTO customer_addresses (id, change_id, customer_id, position, line, district, city, country, folded)
        SELECT p.id + n.copy * :rows, p.change_id, p.customer_id + n.copy * :sample, p.position, p.line, p.district,
            p.city, p.country, p.folded
        FROM temp.copies n CROSS JOIN customer_addresses p WHERE p.id <= :rows ORDER BY n.copy, p.id""",
    "interactions": """
        INSERT INTO interactions (id, change_id, customer_id, channel, direction, at, text, reason)
        SELECT p.id + n.copy * :rows, p.change_id, p.customer_id + n.copy * :sample, p.channel, p.direction, p.at,
            p.text, p.reason
        FROM temp.copies n CROSS JOIN interactions p WHERE p.id <= :rows ORDER BY n.copy, p.id""",
}
"""How the rows of each table are made from those of the sample, whose ids are 1, 2, 3 …; parents first."""


def multiply(path: Path, customers: int, conversations: int) -> None:
    """Make a store at `path` (no file may be there) of about so many customers and conversations, without orders.

    Raises FileExistsError, StoreError.
    """
    copies = max(1, round(customers / SAMPLE))
    generate(path, SAMPLE, round(conversations / copies), 0)
    with contextlib.closing(connection.connect(path)) as opened:
        opened.execute("PRAGMA cache_size=-64000")
        opened.execute("PRAGMA synchronous=OFF")
        opened.execute("BEGIN IMMEDIATE")
        for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            opened.execute(f'DROP TRIGGER "{name}"')
        values = {"copies": copies, "sample": SAMPLE, "share": _SHARE}
        for statement in _NAMES:
            opened.execute(statement, values)
        if copies > 1:
            for table, statement in _ROWS.items():
                rows = opened.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
                opened.execute(statement, values | {"rows": rows})
        opened.execute("COMMIT")
    upgrade(path, derived())
    with contextlib.closing(connection.connect(path)) as opened:
        for table in _ROWS:
            opened.execute(
                f"UPDATE id_counters SET next = (SELECT max(id) + 1 FROM {table}) WHERE table_name = ?", (table,)
            )
