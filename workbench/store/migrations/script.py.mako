"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Add what this version has; triggers and named checks of copied tables are made again by hand."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Going back is restoring the backup that the upgrade made."""
    raise NotImplementedError("restore a backup instead")
