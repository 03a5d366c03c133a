"""The first schema: staff, shops, customers, consents, orders, conversations, follow-ups, answers, the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt, Micro

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "change_blocks",
        sa.Column("change_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("first_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("last_id", BigInt, nullable=False),
        sa.PrimaryKeyConstraint("change_id", "table_name", "first_id", name=op.f("pk_change_blocks")),
    )
    op.create_table(
        "change_rows",
        sa.Column("change_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", "table_name", "row_id", name=op.f("pk_change_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_change_rows_row", "change_rows", ["table_name", "row_id"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_values", sa.Text(), nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("reverts", BigInt, nullable=True),
        sa.Column("reverted_by", BigInt, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_table(
        "id_counters",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("next", BigInt, nullable=False),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_id_counters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "runs",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
    )
    op.create_index("ix_settings_key", "settings", ["key"], unique=True)
    op.create_table(
        "shops",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
    )
    op.create_index(
        "ix_shops_name_folded", "shops", ["name_folded"], unique=True, sqlite_where=sa.text("deleted_at IS NULL")
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "tags",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
    )
    op.create_index("ix_tags_folded", "tags", ["folded"], unique=True, sqlite_where=sa.text("deleted_at IS NULL"))
    op.create_table(
        "customers",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("birthday", sa.String(), nullable=True),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("tax_number", sa.String(), nullable=True),
        sa.Column("tax_office", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("heard_from", sa.String(), nullable=True),
        sa.Column("owner_id", BigInt, nullable=True),
        sa.Column("created_at", BigInt, nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_customers_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_index(op.f("ix_customers_created_at"), "customers", ["created_at"], unique=False)
    op.create_index(op.f("ix_customers_name_folded"), "customers", ["name_folded"], unique=False)
    op.create_index(op.f("ix_customers_owner_id"), "customers", ["owner_id"], unique=False)
    op.create_index(op.f("ix_customers_sort_key"), "customers", ["sort_key"], unique=False)
    op.create_table(
        "source_records",
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("entity_id", BigInt, nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_source_records_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_records")),
    )
    op.create_index("ix_source_records_entity", "source_records", ["entity", "entity_id"], unique=False)
    op.create_index("ix_source_records_key", "source_records", ["shop_id", "entity", "key", "profile"], unique=True)
    op.create_index(op.f("ix_source_records_shop_id"), "source_records", ["shop_id"], unique=False)
    op.create_table(
        "answers",
        sa.Column("customer_id", BigInt, nullable=True),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("score", BigInt, nullable=True),
        sa.Column("answered_at", BigInt, nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_answers_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_answered_at"), "answers", ["answered_at"], unique=False)
    op.create_index(op.f("ix_answers_customer_id"), "answers", ["customer_id"], unique=False)
    op.create_table(
        "consent_events",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_consent_events_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_events")),
    )
    op.create_index(op.f("ix_consent_events_customer_id"), "consent_events", ["customer_id"], unique=False)
    op.create_table(
        "customer_addresses",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("neighbourhood", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_addresses_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_addresses")),
    )
    op.create_index(op.f("ix_customer_addresses_city"), "customer_addresses", ["city"], unique=False)
    op.create_index(op.f("ix_customer_addresses_customer_id"), "customer_addresses", ["customer_id"], unique=False)
    op.create_table(
        "customer_emails",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_emails_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_emails")),
    )
    op.create_index(op.f("ix_customer_emails_customer_id"), "customer_emails", ["customer_id"], unique=False)
    op.create_index(op.f("ix_customer_emails_folded"), "customer_emails", ["folded"], unique=False)
    op.create_table(
        "customer_phones",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_phones_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_phones")),
    )
    op.create_index(op.f("ix_customer_phones_customer_id"), "customer_phones", ["customer_id"], unique=False)
    op.create_index(op.f("ix_customer_phones_number"), "customer_phones", ["number"], unique=False)
    op.create_table(
        "customer_tags",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("tag_id", BigInt, nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_tags_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_customer_tags_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_tags")),
    )
    op.create_index(op.f("ix_customer_tags_customer_id"), "customer_tags", ["customer_id"], unique=False)
    op.create_index(
        "ix_customer_tags_pair",
        "customer_tags",
        ["customer_id", "tag_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_customer_tags_tag_id"), "customer_tags", ["tag_id"], unique=False)
    op.create_table(
        "followups",
        sa.Column("customer_id", BigInt, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("owner_id", BigInt, nullable=True),
        sa.Column("due_date", sa.String(), nullable=False),
        sa.Column("due_time", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", BigInt, nullable=True),
        sa.Column("created_at", BigInt, nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_followups_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_followups_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followups")),
    )
    op.create_index(op.f("ix_followups_customer_id"), "followups", ["customer_id"], unique=False)
    op.create_index(op.f("ix_followups_owner_id"), "followups", ["owner_id"], unique=False)
    op.create_index("ix_followups_state_due", "followups", ["state", "due_date", "due_time"], unique=False)
    op.create_table(
        "interactions",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("mood", sa.String(), nullable=True),
        sa.Column("minutes", BigInt, nullable=True),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_interactions_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_interactions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
    )
    op.create_index(op.f("ix_interactions_at"), "interactions", ["at"], unique=False)
    op.create_index(op.f("ix_interactions_customer_id"), "interactions", ["customer_id"], unique=False)
    op.create_index(op.f("ix_interactions_staff_id"), "interactions", ["staff_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", BigInt, nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("ordered_at", BigInt, nullable=True),
        sa.Column("local_date", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_text", sa.String(), nullable=True),
        sa.Column("payment", sa.String(), nullable=True),
        sa.Column("payment_method", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("subtotal", BigInt, nullable=True),
        sa.Column("discount", BigInt, nullable=True),
        sa.Column("shipping", BigInt, nullable=True),
        sa.Column("tax", BigInt, nullable=True),
        sa.Column("total", BigInt, nullable=False),
        sa.Column("coupon", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("cancelled_at", BigInt, nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_orders_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)
    op.create_index(op.f("ix_orders_shop_id"), "orders", ["shop_id"], unique=False)
    op.create_index(
        "ix_orders_shop_number",
        "orders",
        ["shop_id", "number"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "order_addresses",
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("tax_number", sa.String(), nullable=True),
        sa.Column("tax_office", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_addresses_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_addresses")),
    )
    op.create_index(op.f("ix_order_addresses_order_id"), "order_addresses", ["order_id"], unique=False)
    op.create_table(
        "packages",
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("tracking", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_text", sa.String(), nullable=True),
        sa.Column("due_at", BigInt, nullable=True),
        sa.Column("shipped_at", BigInt, nullable=True),
        sa.Column("delivered_at", BigInt, nullable=True),
        sa.Column("cargo_fee", BigInt, nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_packages_order_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
    )
    op.create_index(op.f("ix_packages_order_id"), "packages", ["order_id"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("amount", BigInt, nullable=False),
        sa.Column("at", BigInt, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_refunds_order_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    op.create_index(op.f("ix_refunds_order_id"), "refunds", ["order_id"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("package_id", BigInt, nullable=True),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("barcode", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("variant", sa.String(), nullable=True),
        sa.Column("brand", sa.String(), nullable=True),
        sa.Column("quantity", Micro(), nullable=False),
        sa.Column("unit_price", Micro(), nullable=True),
        sa.Column("discount", BigInt, nullable=True),
        sa.Column("total", BigInt, nullable=True),
        sa.Column("vat_rate", Micro(), nullable=True),
        sa.Column("commission", BigInt, nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_text", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name=op.f("fk_order_lines_package_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_lines_package_id"), "order_lines", ["package_id"], unique=False)
