"""Workspaces, their settings and values, and orders to erase."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from bot.storage.schema.columns import (
    id_column,
    metadata,
    slack_id,
    time_column,
    workspace_column,
    workspace_key,
)

workspace = Table(
    "workspace",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("enterprise_id", String(32), nullable=False, server_default=""),
    Column("team_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    slack_id("bot_user_id"),
    Column("language", String(35), nullable=False, server_default="en"),
    Column("leads_enabled", Boolean, nullable=False, server_default=true()),
    Column("retention_months", SmallInteger, nullable=False, server_default=text("24")),
    Column("deactivated_days", SmallInteger, nullable=False, server_default=text("90")),
    # The two settings above erase nothing before these instants.
    time_column("retention_held_until", nullable=True),
    time_column("deactivation_held_until", nullable=True),
    Column(
        "digest_editors", String(16), nullable=False, server_default="members", comment="members or admins"
    ),
    Column(
        "asks_for_value", Boolean, nullable=False, server_default=false(), comment="the form asks for a value"
    ),
    Column(
        "target_channel_id",
        String(32),
        nullable=False,
        server_default="",
        comment="empty: the channel in which a recognition is given",
    ),
    time_column("onboarding_offered_at", nullable=True),
    time_column("created_at"),
    time_column("uninstalled_at", nullable=True),
    UniqueConstraint("enterprise_id", "team_id"),
)

installation = Table(
    "installation",
    metadata,
    workspace_key(),
    slack_id("app_id"),
    slack_id("bot_id"),
    Column("bot_token", LargeBinary, nullable=False, comment="encrypted"),
    Column("refresh_token", LargeBinary, comment="encrypted; only for a token that expires"),
    time_column("expires_at", nullable=True),
    time_column("refreshing_until", nullable=True),
    Column("scopes", Text, nullable=False),
    slack_id("installer_id"),
    time_column("installed_at"),
    time_column("revoked_at", nullable=True),
)

install_state = Table(
    "install_state",
    metadata,
    # It belongs to no workspace: Slack says only at the end of an installation where it is.
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the state"),
    time_column("expires_at"),
    Index(None, "expires_at"),
)

appointed_admin = Table(
    "appointed_admin",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    time_column("appointed_at"),
    sqlite_with_rowid=False,
)

setting_change = Table(
    "setting_change",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    slack_id("user_id"),
    Column("setting", String(32), nullable=False, comment="a setting's name"),
    Column("subject", Text, nullable=False, comment="which one of several: a value's key, a user"),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index(None, "workspace_id", "id"),
    Index(None, "workspace_id", "user_id"),
)

value = Table(
    "value",
    metadata,
    workspace_key(),
    Column("key", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("emoji", String(100), nullable=False),
    Column("character", String(32), nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("aliases", JSON, nullable=False),
    Column("extra_emoji", JSON, nullable=False, comment="name, character"),
    Column("position", SmallInteger, nullable=False),
    time_column("retired_at", nullable=True),
    Column("merged_into", String(64), comment="the key of another value"),
    id_column("merge_cursor", nullable=True, comment="rows up to this recognition are rewritten"),
    Column(
        "style", SmallInteger, nullable=False, comment="how digest images draw it, unique in the workspace"
    ),
    sqlite_with_rowid=False,
)

erasure = Table(
    "erasure",
    metadata,
    id_column(primary_key=True),
    # Not the workspace's row, which may be what is erased.
    Column("enterprise_id", String(32), nullable=False),
    Column("team_id", String(32), nullable=False),
    slack_id("user_id"),
    Column("extent", String(16), nullable=False),
    time_column("requested_at"),
    time_column("completed_at", nullable=True),
)

first_week = Table(
    "first_week",
    metadata,
    workspace_key(),
    slack_id("user_id"),
    time_column("due_at"),
    Index(None, "due_at"),
    sqlite_with_rowid=False,
)
"""Workspaces that are new: whom something is proposed to, and when."""

thankful_channel = Table(
    "thankful_channel",
    metadata,
    workspace_key(),
    slack_id("channel_id", primary_key=True),
    Column("reactions", Integer, nullable=False, comment="that may mean thanks"),
    sqlite_with_rowid=False,
)
"""How often such an emoji was seen in a new workspace's channels."""
