"""Offering the tour, and skipping it."""

from bot.domain.circle import may_configure
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.request_record import saving_aside
from bot.usecases import onboarding


async def offer_tour(context: Context, workspace: Workspace, reader: Reader) -> None:
    """Offer the tour to the first admin who uses the app."""
    if workspace.id in context.offered_tours or not may_configure(reader.user):
        return
    with saving_aside():
        await context.deps.database.write(onboarding.offer_tour, workspace, reader.user)
    # The tour is offered once, so later requests need no database access.
    context.offered_tours.add(workspace.id)


async def skip_tour(context: Context, workspace: Workspace, _: Reader, press: Press) -> None:
    """Delete the message with the tour."""
    await context.deps.database.write(
        onboarding.skip_tour, workspace, press.user, press.channel, press.message_ts
    )
