"""The rules about who sees what and who may do what, as SQL conditions, for queries that look for rows.

They are those of `scope_rules`, `visibility`, `user` and `circle` in `bot.domain`. What is seen of a
recognition that was found is decided there.
"""

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, true

from bot.domain.audience import Coverage
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.visibility import Visibility
from bot.storage import schema
from bot.storage.conditions import has_row, is_listed

COUNTERPARTS, LEADS_CHANNELS, CHANNEL = "counterparts", "leads_channels", "channel"
"""Names of parameters: the other users of a scope, the private channels of a lead, a digest's channel."""


def is_active_recognition() -> ColumnElement[bool]:
    """Return the condition that a recognition was not withdrawn; no one sees a withdrawn one."""
    return schema.recognition.c.withdrawn_at.is_(None)


def is_active_recipient() -> ColumnElement[bool]:
    """Return the condition that a recipient did not take the recognition down."""
    return schema.recipient.c.taken_down_at.is_(None)


def is_active_giver(giver: FromClause = schema.giver) -> ColumnElement[bool]:
    """Return the condition that a giver did not withdraw their part."""
    return giver.c.withdrawn_at.is_(None)


def is_active_endorsement() -> ColumnElement[bool]:
    """Return the condition that an endorsement was not withdrawn."""
    return schema.endorsement.c.withdrawn_at.is_(None)


def is_readable(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that the scope may read a recognition of its user or channel.

    The scope's users and channels are parameters: see `scopes.make_parameters`.
    """
    is_active = is_active_recognition()
    match scope:
        case DigestScope():
            return and_(
                is_active, _has_recipient(_is_visible_in_digest(scope)), _names_only_nameable_users(scope)
            )
        case ChannelScope() | ChannelsScope():
            return and_(is_active, _has_recipient(is_visible_in_channel()))
        case ReceivedScope(_, givers):
            is_given = _is_given_by_counterpart() if givers else true()
            return and_(is_active, is_active_recipient(), is_given)
        case GivenScope(_, recipients):
            is_received = _is_received_by_counterpart() if recipients else true()
            return and_(is_active, is_active_giver(), is_received)
        case EndorsedScope():
            return and_(is_active, is_active_endorsement(), _has_recipient(is_visible_in_channel()))
        case CircleScope(is_given=True):
            return and_(is_active, is_active_giver(), _has_recipient(_is_readable_by_lead()))
        case CircleScope():
            return and_(is_active, or_(_is_readable_by_lead(), is_opened_to_leads()))


def _has_recipient(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return has_row(schema.recipient.c.recognition_id == schema.recognition.c.id, condition)


def _is_given_by_counterpart() -> ColumnElement[bool]:
    """Return the condition that one of the counterparts gave it and did not withdraw."""
    giver, recognition = schema.giver.alias("counterpart"), schema.recognition
    return has_row(
        giver.c.workspace_id == recognition.c.workspace_id,
        is_listed(giver.c.user_id, COUNTERPARTS),
        giver.c.recognition_id == recognition.c.id,
        is_active_giver(giver),
    )


def _is_received_by_counterpart() -> ColumnElement[bool]:
    """Return the condition that one of the counterparts received it and did not take it down.

    A counterpart may be a team; who is in it is for no one else to find out.
    """
    recipient, recognition = schema.recipient, schema.recognition
    return has_row(
        recipient.c.workspace_id == recognition.c.workspace_id,
        is_listed(recipient.c.user_id, COUNTERPARTS),
        recipient.c.recognition_id == recognition.c.id,
        is_active_recipient(),
        ~recipient.c.is_member,
    )


def _names_only_nameable_users(scope: DigestScope) -> ColumnElement[bool]:
    """Return the condition that a digest may name a giver, a recipient and all mentioned users."""
    recognition, giver, mention = schema.recognition, schema.giver, schema.mention
    return and_(
        has_row(
            giver.c.recognition_id == recognition.c.id,
            is_active_giver(),
            _is_nameable(giver),
        ),
        _has_recipient(and_(_is_visible_in_digest(scope), _is_nameable(schema.recipient))),
        ~has_row(mention.c.recognition_id == recognition.c.id, mention.c.in_text, ~_is_nameable(mention)),
    )


def _is_nameable(users: FromClause) -> ColumnElement[bool]:
    """Return the condition that digests may name a user: they leave out users who opted out of them."""
    choice = schema.preferences
    return ~exists().where(
        choice.c.workspace_id == users.c.workspace_id,
        choice.c.user_id == users.c.user_id,
        choice.c.digests.is_(False),
    )


def is_visible_in_channel() -> ColumnElement[bool]:
    """Return the condition that all members of the channel may see a recipient."""
    return and_(schema.recipient.c.visibility >= int(Visibility.CHANNEL), is_active_recipient())


def is_visible_to_workspace() -> ColumnElement[bool]:
    """Return the condition that all full members of the workspace may see a recipient."""
    return and_(_is_public(), is_active_recipient())


def _is_public() -> ColumnElement[bool]:
    return schema.recipient.c.visibility == int(Visibility.PUBLIC)


def _is_visible_in_digest(scope: DigestScope) -> ColumnElement[bool]:
    """Return the condition that all readers of a digest may see a recipient.

    From other channels they see public recognitions only.
    """
    if scope.covers is Coverage.CHANNEL:
        return is_visible_in_channel()
    recipient, home = schema.recipient, schema.recognition.alias("home")
    is_given_here = has_row(home.c.id == recipient.c.recognition_id, home.c.channel_id == bindparam(CHANNEL))
    return and_(is_visible_in_channel(), or_(_is_public(), is_given_here))


def _is_readable_by_lead() -> ColumnElement[bool]:
    """Return the condition that a recognition is public or was given in a private channel of the lead."""
    recipient, recognition = schema.recipient, schema.recognition
    in_channel = and_(
        recipient.c.visibility == int(Visibility.CHANNEL),
        is_listed(recognition.c.channel_id, LEADS_CHANNELS),
    )
    return and_(or_(_is_public(), in_channel), is_active_recipient())


def is_opened_to_leads() -> ColumnElement[bool]:
    """Return the condition that a recipient opened a private recognition to their leads."""
    recipient = schema.recipient
    return and_(
        recipient.c.visibility == int(Visibility.PRIVATE),
        recipient.c.opened_to_leads_at.is_not(None),
        is_active_recipient(),
    )


def is_active_colleague() -> ColumnElement[bool]:
    """Return the condition of `User.is_active_colleague`."""
    table = schema.slack_user
    return and_(~table.c.is_bot, ~table.c.is_deactivated, ~table.c.is_foreign)


def may_configure() -> ColumnElement[bool]:
    """Return the condition of `circle.may_configure`."""
    table = schema.slack_user
    return and_(is_active_colleague(), ~table.c.is_guest, or_(table.c.is_admin, is_appointed()))


def is_appointed() -> ColumnElement[bool]:
    """Return the condition that an admin appointed a user as an admin of Hearten."""
    table, user = schema.appointed_admin, schema.slack_user
    return exists().where(table.c.workspace_id == user.c.workspace_id, table.c.user_id == user.c.id)


def is_special_user() -> ColumnElement[bool]:
    """Return the condition that a user is no active full member, which limits what a channel may show."""
    table = schema.slack_user
    return or_(table.c.is_deactivated, table.c.is_guest, table.c.is_foreign, table.c.name == "")
