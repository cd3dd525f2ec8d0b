"""Users, their preferences, their Homes, audit entries, circles and weekly messages."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.storage.schema.columns import (
    id_column,
    metadata,
    reference,
    slack_id,
    time_column,
    workspace_column,
    workspace_key,
)

slack_user = Table(
    "slack_user",
    metadata,
    workspace_key(),
    slack_id("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("is_deactivated", Boolean, nullable=False),
    time_column("deactivated_at", nullable=True),
    Column("is_guest", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False, server_default=false()),
    Column("is_foreign", Boolean, nullable=False),
    Column("picture", Text, nullable=False, server_default=""),
    time_column("fetched_at"),
    sqlite_with_rowid=False,
)

preferences = Table(
    "preferences",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    Column("thanks", String(16), nullable=False, server_default="publicly"),
    Column("messages", String(16), nullable=False, server_default="at once"),
    Column("digests", Boolean, nullable=False, server_default=true()),
    Column("reactions", Boolean, nullable=False, server_default=true()),
    Column("prompts", Boolean, nullable=False, server_default=false()),
    time_column("welcomed_at", nullable=True),
    time_column("reactions_explained_at", nullable=True),
    sqlite_with_rowid=False,
)

home_view = Table(
    "home_view",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    Column("section", String(16), nullable=False),
    Column("page", Text, nullable=False, comment="as the buttons of a history carry it"),
    Column("hash", Text, nullable=False, comment="Slack's hash of the view; empty while unknown"),
    time_column("opened_at"),
    Index(None, "opened_at"),
    sqlite_with_rowid=False,
)
"""What a user has open on their Home. Slack does not report when it is closed."""

audit_entry = Table(
    "audit_entry",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    id_column(primary_key=True),
    slack_id("viewer_id"),
    Column("query", JSON, nullable=False),
    Index(None, "workspace_id", "viewer_id"),
    sqlite_with_rowid=False,
)

circle = Table(
    "circle",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    Column("source", String(16), nullable=False, comment="channel, group or named"),
    slack_id("source_id"),
    Column("name", Text, nullable=False, comment="of a channel or group; empty for users"),
    time_column("created_at"),
    UniqueConstraint("workspace_id", "source", "source_id"),
)

circle_lead = Table(
    "circle_lead",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("circle", primary_key=True),
    Index(None, "circle_id"),
    sqlite_with_rowid=False,
)

circle_member = Table(
    "circle_member",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("circle", primary_key=True),
    time_column("notified_at", nullable=True),
    Index(None, "circle_id"),
    sqlite_with_rowid=False,
)

weekly_schedule = Table(
    "weekly_schedule",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    Column("kind", String(16), primary_key=True, comment="lead's note or prompt"),
    time_column("next_due"),
    Index(None, "kind", "next_due"),
    sqlite_with_rowid=False,
)

keepsake_schedule = Table(
    "keepsake_schedule",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    Column("month", Integer, nullable=False),
    Column("day", Integer, nullable=False, comment="29 February comes on the 28th in other years"),
    time_column("next_due"),
    Index(None, "next_due"),
    sqlite_with_rowid=False,
)
"""On which day of the year users get their keepsake."""
