"""Run by Alembic: applies the steps on the connection it is given, inside the transaction that is under way."""

from alembic import context

from qualifier.casebook.tables import METADATA, VERSION

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION.name,
)
with context.begin_transaction():
    context.run_migrations()
