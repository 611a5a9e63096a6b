"""Column types and shorthands of the tables."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
WITHOUT_ROWID = {"sqlite_with_rowid": False}
"""The table is its primary key's tree: half the size and one look-up less."""


class Guid(TypeDecorator[UUID]):
    """An identity: ``uuid`` on PostgreSQL, sixteen bytes on SQLite (where SQLAlchemy would write 32 characters)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of this engine's own."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """The value as the driver takes it."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """The identity that the driver gave."""
        return value if value is None or isinstance(value, UUID) else UUID(bytes=value)


class Base(SQLModel):
    """What every table has: the metadata of this project, and a name made from the class's."""

    metadata = MetaData(naming_convention=NAMES)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def key(target: str | None = None) -> Any:
    """An identity that is (part of) the primary key, and refers to another table where one is named."""
    if target is None:
        return Field(sa_type=Guid, primary_key=True)
    return Field(sa_type=Guid, primary_key=True, foreign_key=target)


def number_key() -> Any:
    """A number that is part of the primary key and never made by the database."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


def text_key() -> Any:
    """A text that is part of the primary key."""
    return Field(sa_type=Text, primary_key=True)


def ref(target: str | None = None, *, index: bool = False) -> Any:
    """An identity; of a row of another table where one is named; nullable where its annotation says so."""
    if target is None:
        return Field(sa_type=Guid, index=index)
    return Field(sa_type=Guid, foreign_key=target, index=index)


def words(*, unique: bool = False) -> Any:
    """A text of any length."""
    return Field(sa_type=Text, unique=unique)


def moment() -> Any:
    """Milliseconds since 1970, UTC."""
    return Field(sa_type=BigInteger)
