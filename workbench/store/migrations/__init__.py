"""Alembic's migrations, packaged so that an installed wheel can upgrade a database."""
