"""Running the step "Thank someone" of a workflow.

Slack names the person who runs the workflow, and no one can choose another. But the workflow's builder may
have written the words. So that no words are put into anyone's mouth, the giver is asked before anything is
sent.
"""

import structlog

from bot.domain.commands.recognition import parse_text
from bot.domain.ids import UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import Source
from bot.domain.user import User, make_unknown_user
from bot.domain.visibility import ChannelKind
from bot.domain.workflow_step import StepFailure, make_step_key
from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError
from bot.slack.context import Context
from bot.slack.features.recognition.recipients import MAX_LOOKED_UP
from bot.slack.features.recognition.target_channel import TargetChannel, find_target
from bot.slack.manifest import THANK_STEP
from bot.slack.membership import find_absence_in
from bot.slack.payloads.workflow_steps import StepEvent
from bot.slack.request import Reader
from bot.slack.ui.phrases import shorten_typed
from bot.usecases import workflow_steps

_log = structlog.get_logger(__name__)


async def run_step(context: Context, workspace: Workspace, event: StepEvent) -> None:
    """Ask the giver about the thanks that a workflow wrote, or end the step with the reason why not."""
    if event.callback_id != THANK_STEP:
        _log.warning("unknown step", step=event.callback_id[:40])
        return
    giver = await _find_giver(context, workspace, event)
    if giver is None or not giver.is_active_person:
        await _refuse(context, workspace, event, StepFailure.NO_GIVER)
        return
    reader = await context.reader(workspace, giver.id)
    target = await _find_target(context, workspace, reader, event)
    if target is None:
        await _refuse(context, workspace, event, StepFailure.NO_PLACE, reader.user.locale)
        return
    new_recognition, pending = await _read_recognition(context, workspace, reader, event, target)
    await context.deps.database.write(workflow_steps.start_step, new_recognition, pending, reader.user.locale)


async def _find_giver(context: Context, workspace: Workspace, event: StepEvent) -> User | None:
    """Return the giver; None if there is none.

    Raise `SlackError` if Slack does not answer: it repeats the event then.
    """
    if not event.giver:
        return None
    giver = (await context.directory.users.find(workspace, [event.giver]))[event.giver]
    if not giver.is_unknown:
        return giver
    try:
        async with context.in_time():
            return await context.directory.users.fetch(workspace, event.giver)
    except SlackRefusedError:
        return None


async def _refuse(
    context: Context, workspace: Workspace, event: StepEvent, failure: StepFailure, locale: str = ""
) -> None:
    await context.deps.database.write(workflow_steps.refuse_step, workspace, event.step, failure, locale)


async def _find_target(
    context: Context, workspace: Workspace, reader: Reader, event: StepEvent
) -> TargetChannel | None:
    """Return where the thanks are to be posted; None if the bot or the giver may not post there."""
    if not event.channel:
        return None
    channel = await context.directory.channels.find(workspace, event.channel)
    if channel.kind is ChannelKind.DIRECT or not channel.can_post:
        return None
    if await find_absence_in(context, workspace, reader, channel):
        return None
    return await find_target(
        context.directory, workspace, reader.user, channel, reader.settings.shout_outs_in
    )


async def _read_recognition(
    context: Context, workspace: Workspace, reader: Reader, event: StepEvent, target: TargetChannel
) -> tuple[NewRecognition, PendingRecognition]:
    """Return what the workflow wrote, and what to save until the giver answers.

    A value that is not offered is left out, and the giver reads so: the words matter more.
    """
    values = await context.add_typed_aliases(workspace, reader.language, reader.values, event.words)
    text, typed_values = parse_text(event.words, values)
    named = event.value.strip().removeprefix("#")
    chosen = values.find_by_name(named) if named else None
    keys = tuple(dict.fromkeys([*([chosen.key] if chosen else []), *typed_values]))
    users = await context.directory.users.find(workspace, event.people[:MAX_LOOKED_UP])
    users |= {user: make_unknown_user(UserId(user)) for user in event.people[MAX_LOOKED_UP:]}
    channel = target.channel
    new_recognition = NewRecognition(
        workspace=workspace,
        giver=reader.user.id,
        named=tuple(users.values()),
        text=text,
        values=keys,
        channel=channel.id,
        channel_kind=channel.kind,
        is_private=False,
        source=Source.WORKFLOW,
        deduplication_key=make_step_key(event.step),
        can_post=channel.can_post,
    )
    pending = PendingRecognition(
        deduplication_key=new_recognition.deduplication_key,
        giver=new_recognition.giver,
        question=PendingQuestion.STEP,
        users=tuple(users),
        text=text,
        values=keys,
        channel=channel.id,
        channel_kind=channel.kind,
        source=new_recognition.source,
        can_post=channel.can_post,
        is_moved=target.is_moved,
        stay_reason=target.stays,
        unknown_value="" if chosen else shorten_typed(named),
    )
    return new_recognition, pending
