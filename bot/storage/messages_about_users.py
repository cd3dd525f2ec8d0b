"""Messages to others that name a user or quote them, apart from recognitions."""

from msgspec.structs import replace
from sqlalchemy import Table, Text, and_, cast, or_, select, update
from sqlalchemy.sql import ColumnElement

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import CareNotice, LeadNote, ReportNotice, StepQuestion, WithdrawalNotice
from bot.domain.user import ERASED
from bot.storage import schema
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import decode, replace_fields


def list_messages(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> list[tuple[str, ChannelId | UserId]]:
    """Return the posted and waiting messages (id, channel or reader) that name or quote a user.

    They are notes to the user's leads, messages about the circles that the user leads, messages to admins
    with the user's reports, messages to givers with the user's reason, and questions about what workflows
    wrote.
    """
    lead, member = schema.circle_lead, schema.circle_member
    leads = (
        select(lead.c.user_id)
        .join(member, member.c.circle_id == lead.c.circle_id)
        .where(member.c.workspace_id == workspace_id, member.c.user_id == user)
    )
    reported = select(schema.report.c.recognition_id).filter_by(workspace_id=workspace_id, user_id=user)
    pending = schema.pending_recognition
    asked = select(pending.c.giver_id).where(
        pending.c.workspace_id == workspace_id, cast(pending.c.payload, Text).contains(user, autoescape=True)
    )
    in_care = _find_circle_messages(tx, workspace_id, user)

    def holds(table: Table) -> ColumnElement[bool]:
        reader = table.c.user_id if table is schema.posted_message else table.c.destination
        return and_(
            table.c.workspace_id == workspace_id,
            or_(
                and_(table.c.kind == LeadNote.kind, reader.in_(leads)),
                and_(table.c.kind == ReportNotice.kind, table.c.recognition_id.in_(reported)),
                and_(table.c.kind == WithdrawalNotice.kind, _mentions(table, user)),
                and_(table.c.kind == CareNotice.kind, table.c.id.in_(in_care)),
                and_(table.c.kind == StepQuestion.kind, reader.in_(asked)),
            ),
        )

    message, outbox = schema.posted_message, schema.outbox_message
    waiting = select(outbox.c.id, outbox.c.destination).where(holds(outbox))
    posted = select(message.c.id, message.c.channel_id).where(holds(message))
    return [(row[0], row[1]) for query in (waiting, posted) for row in tx.connection.execute(query)]


def redact_reasons(tx: Transaction, workspace_id: WorkspaceId, user: UserId, *, with_words: bool) -> None:
    """Remove a user's name from messages about withdrawn recognitions; `with_words` also their reason."""
    for table in (schema.posted_message, schema.outbox_message):
        rows = tx.connection.execute(
            select(table.c.id, table.c.kind, table.c.version, table.c.payload).where(
                table.c.workspace_id == workspace_id,
                table.c.kind == WithdrawalNotice.kind,
                _mentions(table, user),
            )
        ).all()
        for row in rows:
            notice = decode(row.kind, row.version, row.payload, destination="")
            if isinstance(notice, WithdrawalNotice) and notice.by == user:
                nameless = replace(notice, by=ERASED, reason="" if with_words else notice.reason)
                payload = replace_fields(row.payload, nameless)
                tx.connection.execute(update(table).filter_by(id=row.id).values(payload=payload))


def _find_circle_messages(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[str]:
    """Return the ids of messages that notify members of this lead."""
    circle, lead, change = schema.circle, schema.circle_lead, schema.setting_change
    led = set(
        tx.connection.scalars(select(lead.c.circle_id).filter_by(workspace_id=workspace_id, user_id=user))
    )
    circles = tx.connection.execute(
        select(circle.c.id, circle.c.source, circle.c.source_id).filter_by(workspace_id=workspace_id)
    ).all()
    changes = tx.connection.execute(
        select(change.c.before, change.c.after).filter_by(
            workspace_id=workspace_id, setting="lead", subject=user
        )
    ).all()
    # Of a named circle the history has the members, and its source is the lead.
    once_led = {
        (care[0], user if care[0] == CircleSource.NAMED.value else care[1])
        for row in changes
        for care in (row.before, row.after)
        if care
    }
    led |= {row.id for row in circles if (row.source, row.source_id) in once_led}
    has_led = bool(once_led)
    message_ids: list[str] = []
    for table in (schema.posted_message, schema.outbox_message):
        rows = tx.connection.execute(
            select(table.c.id, table.c.kind, table.c.version, table.c.payload).filter_by(
                workspace_id=workspace_id, kind=CareNotice.kind
            )
        )
        for row in rows:
            notice = decode(row.kind, row.version, row.payload, destination="")
            named = notice.circle if isinstance(notice, CareNotice) else ""
            # Of a circle that was deleted, it is not known who led it.
            if named in led or (has_led and named not in {row.id for row in circles}):
                message_ids.append(row.id)
    return message_ids


def _mentions(table: Table, user: UserId) -> ColumnElement[bool]:
    return cast(table.c.payload, Text).contains(f'"{user}"', autoescape=True)
