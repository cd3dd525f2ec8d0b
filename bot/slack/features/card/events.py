"""Recipients who join a channel that is invited to sign their card: the invitation is deleted at once."""

from bot.domain.card import Card
from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.usecases import card_invitations


async def withdraw_invitations(
    context: Context, workspace: Workspace, channel: ChannelId, user: UserId
) -> None:
    """Delete what invites a channel to sign a card for a user who joined it."""
    if await _is_announced(context, workspace, channel, user):
        await context.deps.database.write(card_invitations.withdraw, workspace, channel, user)


async def check_invitation(context: Context, workspace: Workspace, card: Card) -> None:
    """Look whether a recipient is in the channel that is invited.

    Slack sends no event about that where the bot is not a member, and others get lost.
    """
    for user in card.recipients:
        if not await _is_announced(context, workspace, card.channel, user):
            continue
        try:
            is_reader = await context.directory.memberships.can_see(workspace, card.channel, user)
        except (SlackError, TimeoutError):
            # The next signature looks again.
            return
        if is_reader:
            await withdraw_invitations(context, workspace, card.channel, user)


async def _is_announced(context: Context, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
    return await context.deps.database.read(card_invitations.is_announced, workspace, channel, user)
