"""Alembic's entry: migrates over the connection that desktop_crm.platform.migrate hands in."""

from alembic import context

from desktop_crm.app import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
