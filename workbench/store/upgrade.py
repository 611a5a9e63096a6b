"""Bringing a database file to the newest version of the tables."""

from __future__ import annotations

from pathlib import Path

from workbench.store.driver import connect, driver

MIGRATIONS = Path(__file__).parent / "migrations"


def to_head(path: Path, target: str = "head") -> None:
    """Run the migrations on an SQLite file in one exclusive transaction, foreign keys checked at its end.

    Because a migration may copy tables, foreign keys are off while it runs, as SQLite's own manual asks.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    raw = connect(path)
    raw.execute("PRAGMA foreign_keys=OFF")
    engine = create_engine(
        "sqlite://", creator=lambda: raw, poolclass=StaticPool, module=driver(), hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration left {len(broken)} dangling rows; nothing was changed")
    finally:
        raw.close()
