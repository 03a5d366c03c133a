"""The temporary SQLite file between the child process that reads a spreadsheet and the writer that applies it.

The child fills it with normalised things and the fate of every row; the writer attaches it, decides in SQL what is
new, changed or already there (the `_` columns), and copies it into the store in a few statements.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlite

# Keys (`key`, `*_key`) are the file's own: unique within the staging file, stable when the same file is read again.
# Money is in minor units of the order's currency, instants are UTC ms, days ISO dates, quantities and unit prices
# millionths (see platform.columns.Micro). `last` is the JSON of what the file said, compared at the next import.
SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- every data row of the sheet, numbered as Excel shows it; outcome: good, skipped, refused
CREATE TABLE rows (row INTEGER PRIMARY KEY, outcome TEXT NOT NULL, why TEXT);
-- which things a good row spoke of: entity is the name of a table below
CREATE TABLE row_things (row INTEGER NOT NULL, entity TEXT NOT NULL, key TEXT NOT NULL,
                         PRIMARY KEY (entity, key, row)) WITHOUT ROWID;
-- message is an untranslated id, args its placeholders as JSON; taken: the row came in without this value
CREATE TABLE problems (id INTEGER PRIMARY KEY, row INTEGER, "column" TEXT, value TEXT, message TEXT NOT NULL,
                       args TEXT NOT NULL DEFAULT '{}', taken INTEGER NOT NULL);
CREATE TABLE reasons (id INTEGER PRIMARY KEY, about TEXT NOT NULL, decided TEXT NOT NULL, decided_args TEXT NOT NULL,
                      because TEXT NOT NULL, because_args TEXT NOT NULL);
-- how each column was understood, for the preview: target is a field id or '' for a column left out;
-- samples a JSON list of its first values, code what was decided as choices name it (day, month, ',', '.')
CREATE TABLE columns (position INTEGER PRIMARY KEY, header TEXT NOT NULL, target TEXT NOT NULL, sample TEXT NOT NULL,
                      understood TEXT NOT NULL, understood_args TEXT NOT NULL DEFAULT '{}',
                      samples TEXT NOT NULL DEFAULT '[]', because TEXT NOT NULL DEFAULT '',
                      code TEXT NOT NULL DEFAULT '');
-- the sheet's rows as they stood (JSON list of texts), for those that were refused or have a problem
CREATE TABLE originals (row INTEGER PRIMARY KEY, cells TEXT NOT NULL);

CREATE TABLE people (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, first_name TEXT, last_name TEXT,
    company TEXT, name_folded TEXT NOT NULL, sort_key TEXT NOT NULL, birthday TEXT, gender TEXT, tax_number TEXT,
    tax_office TEXT, note TEXT, heard_from TEXT, language TEXT, address_as TEXT, preferred_channel TEXT,
    created_at INTEGER, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
-- how a person is known again; kind: ours (the number in our own list), id (the shop's number), email,
-- phone (with the folded name), place (name, il, ilçe, address)
CREATE TABLE person_keys (person_key TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
                          PRIMARY KEY (kind, value, person_key)) WITHOUT ROWID;
CREATE TABLE emails (person_key TEXT NOT NULL, position INTEGER NOT NULL, address TEXT NOT NULL, folded TEXT NOT NULL,
                     masked INTEGER NOT NULL DEFAULT 0, kind TEXT, PRIMARY KEY (person_key, folded)) WITHOUT ROWID;
-- number: E.164, or as typed where it is no dialable number; digits: its digits without +
CREATE TABLE phones (person_key TEXT NOT NULL, position INTEGER NOT NULL, number TEXT NOT NULL, digits TEXT NOT NULL,
                     kind TEXT, PRIMARY KEY (person_key, number)) WITHOUT ROWID;
CREATE TABLE addresses (person_key TEXT NOT NULL, position INTEGER NOT NULL, line TEXT, neighbourhood TEXT,
                        district TEXT, city TEXT, region TEXT, postal_code TEXT, country TEXT, folded TEXT NOT NULL,
                        mark TEXT NOT NULL, kind TEXT, PRIMARY KEY (person_key, mark)) WITHOUT ROWID;
CREATE TABLE tags (person_key TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
                   PRIMARY KEY (person_key, folded)) WITHOUT ROWID;
-- mark: kind and folded text, by which two are the same; kinds as in customers.types (Trait, HANDLE_KINDS)
CREATE TABLE traits (person_key TEXT NOT NULL, mark TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
                     text TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (person_key, mark)) WITHOUT ROWID;
CREATE TABLE handles (person_key TEXT NOT NULL, mark TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
                      handle TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (person_key, mark)) WITHOUT ROWID;
-- what stands in the shop's own fields, as these keep it
CREATE TABLE customs (person_key TEXT NOT NULL, field_id INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,
                      PRIMARY KEY (person_key, field_id)) WITHOUT ROWID;
-- state: granted or refused; channel: email, sms, call
CREATE TABLE consents (key TEXT PRIMARY KEY, row INTEGER NOT NULL, person_key TEXT NOT NULL, channel TEXT NOT NULL,
                       state TEXT NOT NULL, at INTEGER, text TEXT, _fate TEXT);

-- status: see orders.types.OrderStatus; payment: pending, paid, partially_refunded, refunded, voided or NULL
CREATE TABLE orders (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, number TEXT NOT NULL, person_key TEXT, buyer TEXT, ordered_at INTEGER,
    local_date TEXT, status TEXT NOT NULL, status_text TEXT, payment TEXT, payment_method TEXT, currency TEXT NOT NULL,
    subtotal INTEGER, discount INTEGER, shipping INTEGER, tax INTEGER, total INTEGER NOT NULL, coupon TEXT, note TEXT,
    cancelled_at INTEGER, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
-- kind: delivery or invoice, as they stood at the time of the order
CREATE TABLE order_addresses (order_key TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, company TEXT, tax_number TEXT,
    tax_office TEXT, phone TEXT, line TEXT, district TEXT, city TEXT, region TEXT, postal_code TEXT, country TEXT,
    PRIMARY KEY (order_key, kind));
CREATE TABLE packages (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, order_key TEXT NOT NULL, number TEXT NOT NULL, carrier TEXT,
    tracking TEXT, status TEXT, status_text TEXT, due_at INTEGER, shipped_at INTEGER,
    delivered_at INTEGER, cargo_fee INTEGER, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE lines (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, order_key TEXT NOT NULL, package_key TEXT, position INTEGER NOT NULL,
    external_id TEXT, sku TEXT, barcode TEXT, name TEXT NOT NULL, variant TEXT, brand TEXT, quantity INTEGER NOT NULL,
    unit_price INTEGER, discount INTEGER, total INTEGER, vat_rate INTEGER, commission INTEGER, status TEXT,
    status_text TEXT, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE refunds (key TEXT PRIMARY KEY, row INTEGER NOT NULL, order_key TEXT NOT NULL, amount INTEGER NOT NULL,
                      at INTEGER, reason TEXT, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE answers (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, person_key TEXT, survey TEXT NOT NULL, kind TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT, score INTEGER, answered_at INTEGER, last TEXT NOT NULL,
    _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE products (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL,
    brand TEXT, category TEXT, status TEXT, link TEXT, image TEXT, last TEXT NOT NULL,
    _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE variants (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, product_key TEXT NOT NULL, external_id TEXT, sku TEXT, barcode TEXT,
    name TEXT, currency TEXT NOT NULL, price INTEGER, list_price INTEGER, cost INTEGER, stock INTEGER,
    vat_rate INTEGER, image TEXT, last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
-- kind: percent, amount or shipping; value: the percent or whole units of the currency, in millionths
CREATE TABLE coupons (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, code TEXT NOT NULL, code_folded TEXT NOT NULL, kind TEXT,
    value INTEGER, currency TEXT NOT NULL, minimum INTEGER, usage_limit INTEGER, once_each INTEGER, used INTEGER,
    starts_at INTEGER, ends_at INTEGER, status TEXT, last TEXT NOT NULL,
    _id INTEGER, _record INTEGER, _fate TEXT);
CREATE TABLE reviews (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL, person_key TEXT, product TEXT, product_name TEXT, stars INTEGER,
    title TEXT, text TEXT, author TEXT, written_at INTEGER, status TEXT, reply TEXT, replied_at INTEGER,
    last TEXT NOT NULL, _id INTEGER, _record INTEGER, _fate TEXT);
"""

INDEXES: Final = (
    "CREATE INDEX lines_by_order ON lines (order_key)",
    "CREATE INDEX packages_by_order ON packages (order_key)",
    "CREATE INDEX variants_by_product ON variants (product_key)",
    "CREATE INDEX orders_by_person ON orders (person_key)",
    "CREATE INDEX consents_by_person ON consents (person_key)",
    "CREATE INDEX keys_by_person ON person_keys (person_key, kind)",
)

# What `meta` holds, all texts: kind (customers, orders, …), profile (its id, or 'general'), shop (the name of the sales
# channel the file comes from), zone, currency, totals (see OrderReader.totals), encoding ('' for
# workbooks), sheet ('' for text files), fingerprint (of the headers) and headers (JSON list, as in the file).


def _blank(none: None) -> None:
    """Return None as it is. Without being told so the driver looks for a way to adapt each one, half of all writing."""
    return none


def create(path: Path) -> sqlite.Connection:
    """Make an empty staging file at `path` and return a connection to it, inside a transaction.

    The caller fills it, then calls `finish`, and closes. Durability is switched off: the file lives for one import.
    """
    sqlite.register_adapter(type(None), _blank)
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-131072;"
        + SCHEMA
    )
    connection.execute("BEGIN")
    return connection


def finish(connection: sqlite.Connection) -> None:
    """Add the indexes, which are built fastest over rows that are all there, and commit."""
    for statement in INDEXES:
        connection.execute(statement)
    connection.execute("COMMIT")
