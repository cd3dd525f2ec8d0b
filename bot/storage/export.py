"""What is stored about a user besides the recognitions that they gave and received."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import exists, func, or_, select

from bot.domain.export import (
    ExportedDigest,
    ExportedEndorsement,
    ExportedHome,
    ExportedProfile,
    ExportedReaction,
    ExportedReport,
    ExportedSettingChange,
    OwnAuditEntry,
    ReceivedAuditEntry,
)
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import DataExport, FilesPost
from bot.domain.scopes import ChannelScope, Scope
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import ids, recognition_views, schema, users
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.scopes import make_parameters, make_shape, select_readable_ids
from bot.storage.value_merges import current_key
from bot.storage.visibility import is_active_endorsement, is_active_recognition
from bot.storage.weekly_schedules import WeeklyKind

PAGE_SIZE = 500
"""Recognitions that are read at once."""


def is_under_way(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, kind: type[FilesPost] = DataExport
) -> bool:
    """Return True if such files for this user wait to be sent. Lock the user against a second request."""
    outbox = schema.outbox_message
    users.lock(tx, workspace_id, [user])
    waiting = exists().where(
        outbox.c.workspace_id == workspace_id,
        outbox.c.destination == user,
        outbox.c.kind == kind.kind,
        outbox.c.failed_at.is_(None),
    )
    return bool(tx.connection.scalar(select(waiting)))


def iterate_pages(tx: Transaction, workspace: Workspace, scope: Scope) -> Iterator[list[str]]:
    """Yield the ids of all recognitions that the scope may read, oldest first, in pages."""
    column, query = select_readable_ids(make_shape(scope))
    query, id_range = query.order_by(column).limit(PAGE_SIZE), ids.ALL_IDS
    while found := list(tx.connection.scalars(query, make_parameters(workspace, scope, id_range))):
        yield found
        id_range = id_range.after(found[-1])


class ExportedDetails(Struct, frozen=True):
    """Details of a recognition that its view lacks: when it was edited (UTC), who sees it, who opened it."""

    edited_at: datetime | None
    seen: Mapping[UserId, Visibility]
    """Those who are seen otherwise than `as_given`."""
    as_given: Visibility
    opened_at: Mapping[UserId, datetime]
    """When (UTC) recipients let their leads read what is private, of those who did."""


def find_details(tx: Transaction, ids: Collection[str]) -> dict[str, ExportedDetails]:
    """Return the details of these recognitions. The caller leaves out users whom the view does not show."""
    table, recipient = schema.recognition, schema.recipient
    otherwise = tx.connection.execute(
        select(recipient.c.recognition_id, recipient.c.user_id, recipient.c.visibility)
        .join(table, table.c.id == recipient.c.recognition_id)
        .where(
            is_one_of(recipient.c.recognition_id, ids),
            recipient.c.visibility != table.c.visibility,
            ~recipient.c.is_member,
        )
    )
    seen: defaultdict[str, dict[UserId, Visibility]] = defaultdict(dict)
    for recognition, user, visibility in otherwise:
        seen[recognition][user] = Visibility(visibility)
    opened_at: defaultdict[str, dict[UserId, datetime]] = defaultdict(dict)
    for recognition, user, at in tx.connection.execute(
        select(recipient.c.recognition_id, recipient.c.user_id, recipient.c.opened_to_leads_at).where(
            is_one_of(recipient.c.recognition_id, ids), recipient.c.opened_to_leads_at.is_not(None)
        )
    ):
        opened_at[recognition][user] = at
    rows = tx.connection.execute(
        select(table.c.id, table.c.edited_at, table.c.visibility).where(is_one_of(table.c.id, ids))
    )
    return {
        id_: ExportedDetails(edited_at, seen.get(id_, {}), Visibility(visibility), opened_at.get(id_, {}))
        for id_, edited_at, visibility in rows
    }


def find_profile(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> ExportedProfile | None:
    """Return a user's profile as Slack described it; None if it isn't stored."""
    row = tx.connection.execute(
        select(schema.slack_user).filter_by(workspace_id=workspace_id, id=user)
    ).one_or_none()
    if row is None:
        return None
    return ExportedProfile(
        row.id,
        row.name,
        row.timezone,
        row.locale,
        row.is_guest,
        row.is_admin,
        row.picture,
        fetched_at=row.fetched_at,
    )


def find_explanation_times(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> dict[str, datetime | None]:
    """Return when the user got the explanations of preferences and of reactions (UTC)."""
    table = schema.preferences
    row = tx.connection.execute(
        select(table.c.welcomed_at, table.c.reactions_explained_at).filter_by(
            workspace_id=workspace_id, user_id=user
        )
    ).one_or_none()
    return {
        "preferences_explained_at": row.welcomed_at if row else None,
        "reactions_explained_at": row.reactions_explained_at if row else None,
    }


def list_endorsements(tx: Transaction, workspace: Workspace, user: UserId) -> list[ExportedEndorsement]:
    """Return a user's endorsements, oldest first: those that the channel sees, and all with a comment."""
    endorser, recognition = schema.endorsement, schema.recognition
    rows = tx.connection.execute(
        select(endorser, recognition.c.channel_id)
        .join(recognition, recognition.c.id == endorser.c.recognition_id)
        .where(
            endorser.c.workspace_id == workspace.id,
            endorser.c.user_id == user,
            is_active_endorsement(),
            is_active_recognition(),
        )
        .order_by(endorser.c.recognition_id)
    ).all()
    by_channel: defaultdict[ChannelId, list[str]] = defaultdict(list)
    for row in rows:
        by_channel[row.channel_id].append(row.recognition_id)
    links = {
        story.id: story.permalink
        for channel, ids in by_channel.items()
        for start in range(0, len(ids), PAGE_SIZE)
        for story in recognition_views.list_views(
            tx, workspace, ChannelScope(channel), ids[start : start + PAGE_SIZE]
        )
    }
    return [
        ExportedEndorsement(
            row.recognition_id,
            row.created_at,
            row.comment,
            row.channel_id,
            link=links.get(row.recognition_id, ""),
        )
        for row in rows
        if row.recognition_id in links or row.comment
    ]


def list_reactions(tx: Transaction, workspace: Workspace, user: UserId) -> list[ExportedReaction]:
    """Return a user's reactions with a value's emoji, oldest first."""
    rows = tx.connection.execute(
        select(schema.reaction, current_key(workspace.id, schema.reaction.c.value_key).label("value"))
        .filter_by(workspace_id=workspace.id, user_id=user, is_withdrawn=False)
        .order_by(schema.reaction.c.event_ts)
    )
    return [
        ExportedReaction(
            at=datetime.fromtimestamp(float(row.event_ts), UTC),
            emoji=row.emoji,
            value=row.value,
            channel=row.channel_id,
            link=workspace.permalink(row.channel_id, row.message_ts),
        )
        for row in rows
    ]


def list_received_audit_entries(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> list[ReceivedAuditEntry]:
    """Return who looked at a user's history, oldest first."""
    table = schema.audit_entry
    rows = tx.connection.execute(
        select(table).filter_by(workspace_id=workspace_id, user_id=user).order_by(table.c.id)
    )
    return [ReceivedAuditEntry(ids.find_time(row.id), row.viewer_id, row.query) for row in rows]


def list_own_audit_entries(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[OwnAuditEntry]:
    """Return the queries of a user about the histories of others, oldest first."""
    table = schema.audit_entry
    rows = tx.connection.execute(
        select(table)
        .filter_by(workspace_id=workspace_id, viewer_id=user)
        .order_by(table.c.id, table.c.user_id)
    )
    found: dict[str, OwnAuditEntry] = {}
    for row in rows:
        before = found[row.id].users if row.id in found else ()
        found[row.id] = OwnAuditEntry(ids.find_time(row.id), (*before, row.user_id), row.query)
    return list(found.values())


def list_digests(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[ExportedDigest]:
    """Return the subscriptions that a user set up."""
    table = schema.subscription
    rows = tx.connection.execute(
        select(table).filter_by(workspace_id=workspace_id, owner_id=user).order_by(table.c.channel_id)
    )
    return [
        ExportedDigest(row.channel_id, row.weekday, row.local_time, row.time_zone, row.next_due)
        for row in rows
    ]


def list_reports(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[ExportedReport]:
    """Return a user's reports, oldest first."""
    table = schema.report
    rows = tx.connection.execute(
        select(table).filter_by(workspace_id=workspace_id, user_id=user).order_by(table.c.created_at)
    )
    return [ExportedReport(row.created_at, row.recognition_id, row.reason) for row in rows]


def find_next_lead_note(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> datetime | None:
    """Return when a lead's next note is due (UTC); None if they get none."""
    due: datetime | None = tx.connection.scalar(
        select(func.min(schema.weekly_schedule.c.next_due)).filter_by(
            workspace_id=workspace_id, user_id=user, kind=WeeklyKind.LEADS_NOTE.value
        )
    )
    return due


def find_home(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> ExportedHome | None:
    """Return what a user has, or lately had, open on their Home; None if nothing."""
    row = tx.connection.execute(
        select(schema.home_view).filter_by(workspace_id=workspace_id, user_id=user)
    ).one_or_none()
    return ExportedHome(row.section, row.page, row.opened_at) if row else None


def find_appointment_time(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> datetime | None:
    """Return when a user was appointed as an admin (UTC); None if they were not."""
    table = schema.appointed_admin
    since: datetime | None = tx.connection.scalar(
        select(table.c.appointed_at).filter_by(workspace_id=workspace_id, user_id=user)
    )
    return since


def list_setting_changes(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> list[ExportedSettingChange]:
    """Return the setting changes by or about a user, oldest first."""
    table = schema.setting_change
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.workspace_id == workspace_id,
            or_(table.c.user_id == user, table.c.subject == user),
        )
        .order_by(table.c.id)
    )
    return [
        ExportedSettingChange(
            ids.find_time(row.id), row.user_id, row.setting, row.subject, row.before, row.after
        )
        for row in rows
    ]
