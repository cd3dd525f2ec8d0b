"""Installations in many workspaces, with tokens that may expire.

The table of installations was in no use before, so it is made again.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
SLACK_ID = sa.String(32)


def _workspace_key() -> sa.Column[int]:
    return sa.Column(
        "workspace_id",
        sa.Integer,
        sa.ForeignKey("workspace.id", name="fk_installation_workspace_id_workspace", ondelete="CASCADE"),
        nullable=False,
    )


def upgrade() -> None:
    op.drop_table("installation")
    op.create_table(
        "installation",
        _workspace_key(),
        sa.Column("app_id", SLACK_ID, nullable=False),
        sa.Column("bot_id", SLACK_ID, nullable=False),
        sa.Column("bot_token", sa.LargeBinary, nullable=False, comment="encrypted"),
        sa.Column("refresh_token", sa.LargeBinary, comment="encrypted; only for a token that expires"),
        sa.Column("expires_at", TIME),
        sa.Column("refreshing_until", TIME),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installer_id", SLACK_ID, nullable=False),
        sa.Column("installed_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_installation"),
    )
    op.create_table(
        "install_state",
        sa.Column("digest", sa.String(64), nullable=False, comment="SHA-256 of the state"),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_install_state"),
    )
    op.create_index("ix_install_state_expires_at", "install_state", ["expires_at"])


def downgrade() -> None:
    op.drop_table("install_state")
    op.drop_table("installation")
    op.create_table(
        "installation",
        _workspace_key(),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("bot_token", sa.LargeBinary, nullable=False, comment="encrypted"),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installer_id", SLACK_ID, nullable=False),
        sa.Column("installed_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
        sa.PrimaryKeyConstraint("workspace_id", "is_enterprise_install", name="pk_installation"),
    )
