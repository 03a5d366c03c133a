"""Products with their variants, discount codes and product reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt, Micro

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "coupons",
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("value", Micro, nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("minimum", BigInt, nullable=True),
        sa.Column("usage_limit", BigInt, nullable=True),
        sa.Column("once_each", sa.Boolean(), nullable=True),
        sa.Column("used", BigInt, nullable=True),
        sa.Column("starts_at", BigInt, nullable=True),
        sa.Column("ends_at", BigInt, nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_coupons_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupons")),
    )
    op.create_index(op.f("ix_coupons_code_folded"), "coupons", ["code_folded"], unique=False)
    op.create_index(
        "ix_coupons_shop_code", "coupons", ["shop_id", "code"], unique=True, sqlite_where=sa.text("deleted_at IS NULL")
    )
    op.create_index(op.f("ix_coupons_shop_id"), "coupons", ["shop_id"], unique=False)
    op.create_table(
        "products",
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("brand", sa.String(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_products_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
    )
    op.create_index(op.f("ix_products_shop_id"), "products", ["shop_id"], unique=False)
    op.create_index(
        "ix_products_shop_number",
        "products",
        ["shop_id", "number"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "product_variants",
        sa.Column("product_id", BigInt, nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("barcode", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("price", BigInt, nullable=True),
        sa.Column("list_price", BigInt, nullable=True),
        sa.Column("cost", BigInt, nullable=True),
        sa.Column("stock", Micro, nullable=True),
        sa.Column("vat_rate", Micro, nullable=True),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_variants_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_variants")),
    )
    op.create_index(op.f("ix_product_variants_barcode"), "product_variants", ["barcode"], unique=False)
    op.create_index(op.f("ix_product_variants_product_id"), "product_variants", ["product_id"], unique=False)
    op.create_index(op.f("ix_product_variants_sku"), "product_variants", ["sku"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("customer_id", BigInt, nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("product_name", sa.Text(), nullable=True),
        sa.Column("stars", BigInt, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("written_at", BigInt, nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", BigInt, nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_reviews_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_reviews_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_customer_id"), "reviews", ["customer_id"], unique=False)
    op.create_index(op.f("ix_reviews_product"), "reviews", ["product"], unique=False)
    op.create_index(op.f("ix_reviews_shop_id"), "reviews", ["shop_id"], unique=False)
    op.create_index(op.f("ix_reviews_written_at"), "reviews", ["written_at"], unique=False)
