"""Alembic's folder: the history of the tables, run at every start."""
