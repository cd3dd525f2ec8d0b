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
    database = context.deps.database
    if await database.read(card_invitations.is_announced, workspace, channel, user):
        await database.write(card_invitations.withdraw, workspace, channel, user)


async def check_invitation(context: Context, workspace: Workspace, card: Card) -> None:
    """Look whether a recipient joined a channel that the bot is not in: Slack sends no event about that."""
    memberships = context.directory.memberships
    try:
        if not card.channel or (await context.directory.channels.find(workspace, card.channel)).has_bot:
            return
        for user in card.recipients:
            if await memberships.can_see(workspace, card.channel, user):
                await withdraw_invitations(context, workspace, card.channel, user)
    except (SlackError, TimeoutError):
        # The next signature looks again.
        return
