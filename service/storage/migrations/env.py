"""Alembic's entry: run the migrations on the connection that `database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from service.storage.models import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
context.run_migrations()
