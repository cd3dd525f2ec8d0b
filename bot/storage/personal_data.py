"""A user's rows in a workspace, and their erasure. The use case decides what is erased."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Table, Text, and_, cast, delete, exists, or_, select, union, update
from sqlalchemy.sql import ColumnElement

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import UnchangedNotice
from bot.domain.preferences import Preferences, PromptPreference
from bot.domain.user import ERASED
from bot.domain.visibility import Visibility
from bot.storage import (
    cards,
    deduplication,
    first_weeks,
    ids,
    installations,
    pending_recognitions,
    redacted_text,
    schema,
    shared_credits,
    users,
)
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.messages import PostedMessage, read_message
from bot.storage.outbox_codec import is_post
from bot.storage.visibility import is_active_recipient

_PARTS = (
    schema.giver,
    schema.recipient,
    schema.endorsement,
    schema.mention,
    schema.reply,
    schema.credit,
)
"""The tables of users who take part in a recognition."""


def list_recognitions(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, until: datetime, limit: int
) -> list[RecognitionId]:
    """Return recognitions before an instant (UTC) in which a user takes part, withdrawn ones included."""
    parts = (
        select(table.c.recognition_id).where(
            table.c.workspace_id == workspace_id,
            table.c.user_id == user,
            table.c.recognition_id < ids.smallest_id(until),
        )
        for table in (schema.giver, schema.recipient, schema.endorsement, schema.mention)
    )
    return list(tx.connection.scalars(union(*parts).limit(limit)))


def lock(tx: Transaction, found: Collection[RecognitionId]) -> list[RecognitionId]:
    """Lock these recognitions in the order of their ids, and return those that still exist.

    Two processes may erase two users from the same ones.
    """
    table = schema.recognition
    query = select(table.c.id).where(is_one_of(table.c.id, found)).order_by(table.c.id).with_for_update()
    return list(tx.connection.scalars(query))


def list_recipients(tx: Transaction, recognition: RecognitionId, user: UserId) -> dict[UserId, Visibility]:
    """Return all recipients and how widely each is seen; of those who took it down only this user.

    A team is one of them, by its id; its members are not, but for this user.
    """
    table = schema.recipient
    rows = tx.connection.execute(
        select(table.c.user_id, table.c.visibility).where(
            table.c.recognition_id == recognition,
            or_(and_(is_active_recipient(), ~table.c.is_member), table.c.user_id == user),
        )
    )
    return {recipient: Visibility(seen) for recipient, seen in rows}


def delete_recognition(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> None:
    """Delete a recognition with all its rows. The caller deletes its messages."""
    table, message, outbox = schema.recognition, schema.posted_message, schema.outbox_message
    tx.connection.execute(
        update(message).where(message.c.recognition_id == recognition).values(recognition_id=None, payload={})
    )
    # What has never been tried, or was given up, goes with it; of what is under way, the outcome matters.
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.recognition_id == recognition, outbox.c.attempt > 0, outbox.c.failed_at.is_(None))
        .values(recognition_id=None, payload={})
    )
    deleted = tx.connection.execute(
        delete(table).where(table.c.id == recognition).returning(table.c.channel_id, table.c.message_ts)
    ).one_or_none()
    if deleted and deleted.message_ts:
        tx.connection.execute(
            delete(schema.reaction).filter_by(
                workspace_id=workspace_id, channel_id=deleted.channel_id, message_ts=deleted.message_ts
            )
        )


def remove_user(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Remove a user from a recognition."""
    for table in _PARTS:
        tx.connection.execute(delete(table).filter_by(recognition_id=recognition, user_id=user))


def anonymize_user(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Replace a user in a recognition by `ERASED`."""
    for table in (schema.giver, schema.endorsement):
        redacted_text.merge_comments(tx, table, recognition, user)
    for table in _PARTS:
        _anonymize_rows(tx, table, recognition, user)


def _anonymize_rows(tx: Transaction, table: Table, recognition: RecognitionId, user: UserId) -> None:
    if table is schema.recipient:
        # A nameless member of a team is nobody's.
        tx.connection.execute(
            delete(table).filter_by(recognition_id=recognition, user_id=user, is_member=True)
        )
    other = table.alias("other")
    same = [other.c[key.name] == key for key in table.primary_key if key.name != "user_id"]
    tx.connection.execute(
        update(table)
        .where(
            table.c.recognition_id == recognition,
            table.c.user_id == user,
            # Another erased user takes part already: two of them share a row.
            ~exists().where(and_(*same), other.c.user_id == ERASED),
        )
        .values(user_id=ERASED)
    )
    tx.connection.execute(delete(table).filter_by(recognition_id=recognition, user_id=user))


def delete_own_comments(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Delete what a user added to another user's recognition."""
    for table in (schema.endorsement, schema.reply):
        tx.connection.execute(delete(table).filter_by(recognition_id=recognition, user_id=user))
    shared_credits.delete_comments(tx, recognition, user)


def delete_notifications(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Delete the pending notifications for and about a user."""
    table = schema.pending_notification
    tx.connection.execute(
        delete(table).where(
            table.c.recognition_id == recognition,
            or_(table.c.user_id == user, table.c.actor_id == user),
        )
    )


def detach_messages(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[PostedMessage]:
    """Return the direct messages to a user, and remove their user and recognition."""
    table = schema.posted_message
    rows = tx.connection.execute(select(table).filter_by(workspace_id=workspace_id, user_id=user)).all()
    tx.connection.execute(
        update(table)
        .filter_by(workspace_id=workspace_id, user_id=user)
        .values(user_id=ERASED, recognition_id=None, digest_id=None)
    )
    return [read_message(row) for row in rows]


def cancel_messages(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[str]:
    """Cancel messages to a user that wait; return the ids of posts that are being sent.

    A message that says what the erasure could not reach stays.
    """
    table = schema.outbox_message
    is_to_user = and_(
        table.c.workspace_id == workspace_id,
        table.c.destination == user,
        table.c.kind != UnchangedNotice.kind,
    )
    tx.connection.execute(
        delete(table).where(is_to_user, or_(table.c.attempt == 0, table.c.failed_at.is_not(None)))
    )
    return list(tx.connection.scalars(select(table.c.id).where(is_to_user, is_post())))


def list_related_users(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> set[UserId]:
    """Return the users (ids) who may see this user's name apart from recognitions.

    They are users with an audit entry by this user, members of the user's circles, and the user's leads.
    """
    entry, lead, member = schema.audit_entry, schema.circle_lead, schema.circle_member
    key = {"workspace_id": workspace_id, "user_id": user}
    audited = select(entry.c.user_id).where(
        entry.c.workspace_id == workspace_id, _mentions(user) | (entry.c.viewer_id == user)
    )
    led_circles, own_circles = (select(table.c.circle_id).filter_by(**key) for table in (lead, member))
    led_users = select(member.c.user_id).where(member.c.circle_id.in_(led_circles))
    leads = select(lead.c.user_id).where(lead.c.circle_id.in_(own_circles))
    return set(tx.connection.scalars(union(audited, led_users, leads))) - {user}


def _mentions(user: UserId) -> ColumnElement[bool]:
    return cast(schema.audit_entry.c.query, Text).contains(user, autoescape=True)


def _redact_audit_entries(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, *, with_words: bool
) -> None:
    """Replace a user's name in audit entries; `with_words` also delete their search phrases."""
    entry = schema.audit_entry
    rows = tx.connection.execute(
        select(entry).where(
            entry.c.workspace_id == workspace_id, _mentions(user) | (entry.c.viewer_id == user)
        )
    ).all()
    for row in rows:
        is_own = row.viewer_id == user
        query = redacted_text.redact(row.query, user)
        if is_own and with_words:
            query = {**query, "phrases": []}
        tx.connection.execute(
            update(entry)
            .filter_by(workspace_id=workspace_id, user_id=row.user_id, id=row.id)
            .values(viewer_id=ERASED if is_own else row.viewer_id, query=query)
        )


def _redact_setting_changes(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Replace a user's name in setting changes."""
    table = schema.setting_change
    for row in tx.connection.execute(select(table).filter_by(workspace_id=workspace_id)).all():
        values = {"user_id": row.user_id, "subject": row.subject, "before": row.before, "after": row.after}
        changed = redacted_text.redact(values, user)
        if changed != values:
            tx.connection.execute(update(table).filter_by(id=row.id).values(**changed))


def detach_digests(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[tuple[str, ChannelId]]:
    """Remove a user's name from the subscriptions and digests they set up; return those (id, channel)."""
    digest, subscription = schema.digest, schema.subscription
    tx.connection.execute(
        update(subscription)
        .where(subscription.c.workspace_id == workspace_id, subscription.c.owner_id == user)
        .values(owner_id=ERASED)
    )
    rows = tx.connection.execute(
        update(digest)
        .where(digest.c.workspace_id == workspace_id, digest.c.owner_id == user)
        .values(owner_id=ERASED)
        .returning(digest.c.id, digest.c.channel_id)
    )
    return [(row.id, row.channel_id) for row in rows]


def delete_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId, *, with_words: bool) -> None:
    """Delete what is stored about a user apart from recognitions; `with_words` also their searches.

    Preferences that differ from the defaults stay, because they must still be respected.
    """
    key = {"workspace_id": workspace_id, "user_id": user}
    for table in (
        schema.reaction,
        schema.audit_entry,
        schema.pending_notification,
        schema.report,
        schema.weekly_schedule,
        schema.keepsake_schedule,
        schema.first_week,
    ):
        tx.connection.execute(delete(table).filter_by(**key))
    if not first_weeks.is_under_way(tx, workspace_id):
        first_weeks.end(tx, workspace_id)
    _redact_audit_entries(tx, workspace_id, user, with_words=with_words)
    _redact_setting_changes(tx, workspace_id, user)
    circle = schema.circle
    for table in (schema.circle_member, schema.circle_lead, schema.appointed_admin):
        tx.connection.execute(delete(table).filter_by(**key))
    tx.connection.execute(
        delete(circle).where(
            circle.c.workspace_id == workspace_id,
            or_(
                and_(circle.c.source == CircleSource.NAMED.value, circle.c.source_id == user),
                ~exists().where(schema.circle_lead.c.circle_id == circle.c.id),
            ),
        )
    )
    installations.redact_installer(tx, workspace_id, user)
    tx.connection.execute(delete(schema.rate_limit).filter_by(workspace_id=workspace_id, subject=user))
    pending_recognitions.delete_with_user(tx, workspace_id, user)
    cards.remove_user(tx, workspace_id, user)
    deduplication.delete_keys(tx, workspace_id, deduplication.make_credit_prefix(user))
    users.set_preference(tx, workspace_id, user, PromptPreference.OFF)
    if users.find_preferences(tx, workspace_id, [user])[user] == Preferences():
        tx.connection.execute(delete(schema.preferences).filter_by(**key))
    tx.connection.execute(delete(schema.slack_user).filter_by(workspace_id=workspace_id, id=user))
