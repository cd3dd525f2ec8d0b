"""Questions that a giver answers before anything is sent."""

from bot.domain import mentions
from bot.domain.commands.command import NearMiss
from bot.domain.new_recognition import NewRecognition
from bot.domain.pending_recognition import PendingDecision, PendingQuestion, PendingRecognition
from bot.domain.recognition import HiddenNames, RefusalReason, Rejection, Source
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import known_names
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import pending_views, refusal_views, views
from bot.slack.features.recognition.recipients import are_too_many_in_private, find_recipients
from bot.slack.features.recognition.target_channel import TargetChannel
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases import pending_recognitions
from bot.usecases.recognitions import RecordedRecognition

_MAY_FOLLOW = {
    PendingDecision.POST: (PendingQuestion.STEP,),
    PendingDecision.WITHOUT_NAMES: (PendingQuestion.NAMES, PendingQuestion.STEP),
}
"""The questions after which a decision is offered; the others always are."""


async def build_question(
    context: Context, workspace: Workspace, reader: Reader, pending: PendingRecognition
) -> Message:
    """Return the question about a recognition that was saved."""
    mentioned = mentions.find_mentioned_users(pending.text)
    hidden = await context.deps.database.read(
        pending_recognitions.find_hidden, workspace, reader.user.id, mentioned
    )
    names = await context.names(workspace, pending_views.collect_users(pending))
    return pending_views.build_question(reader.language, names, pending, hidden, reader.values)


async def answer_question(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Apply the giver's decision, and return what replaces the question."""
    try:
        decision = PendingDecision(press.detail)
    except ValueError as error:
        raise InvalidPayloadError("action_id") from error
    giver, key, database = reader.user.id, press.value, context.deps.database
    pending = await database.read(pending_recognitions.find, workspace, giver, key)
    if pending is None:
        return await find_earlier_decision(context, workspace, reader, key)
    if pending.question not in _MAY_FOLLOW.get(decision, PendingQuestion):
        raise InvalidPayloadError("action_id")
    is_of_workflow = pending.source is Source.WORKFLOW
    team_ids = [team.id for team in pending.teams]
    recipients = await find_recipients(
        context,
        workspace,
        reader,
        pending.users,
        team_ids,
        frozenset(team_ids),
        channel=pending.typed_in,
        is_private=pending.is_private or decision is PendingDecision.PRIVATELY,
    )
    users = {user.id: user for user in recipients.users}
    if decision is PendingDecision.PRIVATELY and are_too_many_in_private(recipients, team_ids):
        # The team has grown since the question was asked.
        names = await context.names(workspace, pending_views.collect_users(pending))
        return refusal_views.build_refusal(
            reader.language, names, RefusalReason.TEAM_IN_PRIVATE, {}, pending.text
        )
    new_recognition = NewRecognition(
        workspace=workspace,
        giver=giver,
        named=recipients.users,
        teams=recipients.teams,
        text=pending.text,
        values=pending.values,
        channel=pending.channel,
        channel_kind=pending.channel_kind,
        is_private=pending.is_private,
        source=pending.source,
        deduplication_key=key,
        # The `response_url` of the press posts into the question's channel.
        response_url="" if pending.is_moved or is_of_workflow else press.response_url,
        can_post=pending.can_post,
        thread_ts=pending.thread_ts,
    )
    outcome = await database.write(pending_recognitions.apply_decision, new_recognition, decision)
    if decision is PendingDecision.CANCEL:
        return pending_views.cancellation_message(reader.language)
    if isinstance(outcome, RecordedRecognition):
        return await _build_confirmation(context, workspace, reader, pending, outcome, decision)
    if isinstance(outcome, Rejection):
        names = {user.id: user.name for user in users.values()}
        return refusal_views.build_refusal(
            reader.language, names, outcome.reason, outcome.excluded, pending.text
        )
    if isinstance(outcome, HiddenNames):
        # Someone wants not to be named since the question was asked.
        return await build_question(context, workspace, reader, pending)
    return await find_earlier_decision(context, workspace, reader, key)


async def find_earlier_answer(context: Context, workspace: Workspace, reader: Reader, key: str) -> Message:
    """Return the answer to a text that Slack delivers again after its recognition was recorded."""
    return await _confirm_again(context, workspace, reader, key) or views.withdrawn_message(reader.language)


async def find_earlier_decision(context: Context, workspace: Workspace, reader: Reader, key: str) -> Message:
    """Return the confirmation if an earlier answer recorded it, or say that the question expired."""
    return await _confirm_again(context, workspace, reader, key) or pending_views.expired_message(
        reader.language
    )


async def _confirm_again(context: Context, workspace: Workspace, reader: Reader, key: str) -> Message | None:
    recorded = await context.deps.database.read(
        pending_recognitions.find_recorded, workspace, reader.user.id, key
    )
    return (
        await recognition_confirmation.confirm_again(context, workspace, reader, recorded)
        if recorded
        else None
    )


async def _build_confirmation(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    pending: PendingRecognition,
    recorded: RecordedRecognition,
    decision: PendingDecision,
) -> Message:
    channel = Channel(pending.channel, "", pending.channel_kind, can_post=pending.can_post)
    return await recognition_confirmation.confirm_new(
        context,
        workspace,
        reader,
        reader.values,
        recorded,
        TargetChannel(
            channel,
            pending.stay_reason,
            pending.is_moved,
            is_elsewhere=pending.source is Source.WORKFLOW,
        ),
        is_private=pending.is_private or decision is PendingDecision.PRIVATELY,
        near=[NearMiss(typed, value) for typed, value in pending.near_values],
        unread_groups=pending.unread_groups,
        matches=await known_names.look_up_names_in(
            context, workspace, reader.user, pending.channel, pending.unresolved_names, ""
        ),
        broadcast=pending.broadcast,
    )
