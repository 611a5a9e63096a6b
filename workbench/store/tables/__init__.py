"""The tables, declared in SQLModel: what migrations, `db check` and their tests compare a database with."""

from sqlalchemy import Connection, MetaData

from workbench.store.tables import curation, document, layer, log, project, triggers
from workbench.store.tables.columns import Base

__all__ = ["create", "curation", "document", "layer", "log", "metadata", "project"]

metadata: MetaData = Base.metadata


def create(connection: Connection) -> None:
    """Make every table and trigger afresh, as the migrations together must."""
    metadata.create_all(connection)
    for statement in triggers.statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
