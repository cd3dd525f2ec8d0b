"""The tour for whoever brought Hearten."""

from bot.domain.circle import may_configure
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads import Press
from bot.slack.reader import Reader
from bot.slack.request_record import saving_aside
from bot.usecases import onboarding


async def offer_tour(context: Context, workspace: Workspace, reader: Reader) -> None:
    """Somebody uses Hearten: if it is the first admin here, the tour is offered."""
    if workspace.id in context.offered_tours or not may_configure(reader.user):
        return
    with saving_aside():
        await context.deps.database.write(onboarding.offer_tour, workspace, reader.user)
    # Once offered it is offered no more: others need not ask the database.
    context.offered_tours.add(workspace.id)


async def skip_tour(context: Context, workspace: Workspace, _: Reader, press: Press) -> None:
    """Let the message go."""
    await context.deps.database.write(
        onboarding.skip_tour, workspace, press.user, press.channel, press.message_ts
    )
