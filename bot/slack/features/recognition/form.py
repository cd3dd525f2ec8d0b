"""Giving thanks by form."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.domain import plain_names
from bot.domain.commands.orders import find_lone_order
from bot.domain.commands.phrases import PhraseKind
from bot.domain.commands.recognition import parse_text
from bot.domain.commands.sentence import find_discretion
from bot.domain.recognition import HiddenNames, Rejection, Source, find_excluded
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.errors import InvalidPayloadError
from bot.slack import text_fields
from bot.slack.api.directory import Channel
from bot.slack.context import Context
from bot.slack.conversation_type import ConversationType
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import form_views as recognition_form_views
from bot.slack.features.recognition.form_views import Asks
from bot.slack.features.recognition.target_channel import Placed, place
from bot.slack.features.recognition.typed_recognition import Missing, Typed, typed_before
from bot.slack.membership import Absence, absence_from, look_up_absence
from bot.slack.payloads import Press, ResponseUrl, Shortcut, Submission
from bot.slack.reader import Reader
from bot.slack.request import Request
from bot.slack.ui.message import Message
from bot.slack.ui.modal import MAX_CONTEXT, Answer, errors
from bot.slack.ui.rich_text_input import FilledText
from bot.usecases import pending_recognitions, recognitions, workspace_settings
from bot.usecases.recognitions import NewRecognition

PRIVATELY = Channel("", "", ChannelKind.DIRECT, can_post=False)
"""Where a thanks is given that stands nowhere."""


@dataclass(frozen=True, slots=True)
class _FormContext:
    """Where a form was opened: the channel, the `response_url`, and the message that it is about, if any.

    `thread_ts` is the message below which the thanks is to stand, if it is given in that channel;
    `conversation` is what the payload told of the channel: a submission does not tell it again.
    `pressed_in` is the thread of the button that opened the form: the confirmation belongs there.
    """

    channel: str = ""
    response_url: str = ""
    message_ts: str = ""
    thread_ts: str = ""
    conversation: str = ""
    pressed_in: str = ""
    was_asked: str = ""
    """The doubt about discretion that the form was opened with, if any."""
    filled_in: Mapping[str, Any] = field(default_factory=dict)
    """What was filled in for the words, and the words themselves, if they mention somebody."""

    def for_doubt(self, typed: Typed) -> "_FormContext":
        """Remember that the form asks whether the words ask for discretion."""
        return replace(self, was_asked=typed.missing.value) if typed.missing is Missing.DISCREET else self

    @property
    def told(self) -> ConversationType:
        """What was known of the channel. Raises `InvalidPayloadError`."""
        try:
            return ConversationType(self.conversation)
        except ValueError as error:
            raise InvalidPayloadError("private_metadata") from error

    def as_context(self) -> str:
        """What goes along with the form."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def with_words(self, text: str, filled: FilledText | None) -> "_FormContext":
        """Remember what is filled in, as far as there is room for it."""
        if filled is None or not filled.before.places:
            return self
        whole = replace(self, filled_in={**filled.before.to_state(), "words": text})
        if len(whole.as_context()) <= MAX_CONTEXT:
            return whole
        state = text_fields.with_filled_in(asdict(self), filled.before)
        return replace(self, filled_in=state["filled_in"])

    def words_in(self, submission: Submission) -> str:
        """Return the words that came back."""
        words = self.filled_in.get("words")
        before = plain_names.parse_filled_field(self.filled_in)
        return text_fields.read(
            submission, recognition_form_views.WORDS, before, words if isinstance(words, str) else None
        )


async def open_for_command(context: Context, request: Request, typed: Typed) -> bool:
    """Open it for a command, with what was typed; answers whether Slack took it."""
    command, workspace = request.command, request.workspace
    opened = _FormContext(command.channel, command.response_url, conversation=request.conversation)
    opened = opened.for_doubt(typed)
    kept = await context.deps.database.read(workspace_settings.find_settings, workspace)
    opened, asks = await _find_questions(context, workspace, request.reader, kept, opened)
    typed = await _remove_apps(context, workspace, request.reader, typed)
    filled = await text_fields.fill_field(context, workspace, request.reader.language, typed.text)
    private_metadata = opened.with_words(typed.text, filled).as_context()
    view = recognition_form_views.giving(
        request.reader.language, request.values, typed, private_metadata, asks, filled
    )
    return await context.open(command.trigger_id, view)


async def _find_questions(
    context: Context, workspace: Workspace, reader: Reader, kept: WorkspaceSettings, opened: _FormContext
) -> tuple[_FormContext, Asks]:
    """What the form asks otherwise than by itself, and what is known now of where it was opened."""
    directory = context.directory
    here = Channel("", "", ChannelKind.PUBLIC, can_post=False, is_shared=False)
    if opened.channel:
        here = await directory.channel(workspace, opened.channel, opened.told)
    if here.kind is ChannelKind.DIRECT and not opened.conversation:
        opened = replace(opened, conversation=ConversationType.GROUP)
    asks = Asks(
        kept.values_asked,
        is_private=opened.told is ConversationType.GROUP,
        is_direct=here.kind is ChannelKind.DIRECT,
        # Of a channel that Slack tells nothing of there is no name.
        offers_shared=here.is_shared and bool(here.name),
    )
    if not kept.shout_outs_in or opened.message_ts or opened.thread_ts:
        return opened, asks
    placed = await place(directory, workspace, reader.user, here, kept.shout_outs_in)
    return opened, replace(asks, where=placed.channel.id if placed.is_moved else "")


async def _remove_apps(context: Context, workspace: Workspace, reader: Reader, typed: Typed) -> Typed:
    """Fill in neither apps nor the reader: they can't be thanked."""
    found = await context.directory.people(workspace, typed.users)
    left = tuple(one for one in typed.users if one != reader.user.id and not found[one].is_bot)
    return replace(typed, users=left)


async def choose_reach(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Show the field for the channel, or hide it. If that fails, what is chosen counts all the same."""
    opened = _opened(press.context)
    kept = await context.deps.database.read(workspace_settings.find_settings, workspace)
    _, asks = await _find_questions(context, workspace, reader, kept, opened)
    view = recognition_form_views.with_reach(reader.language, press.view, asks, press.value)
    context.background_tasks.start(context.update_later(press.view_id, view))


async def open_for_button(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open it for a button, with what that carries; answers what to say where that cannot be.

    Raises `InvalidPayloadError`.
    """
    try:
        typed, thread_ts = typed_before(press.value)
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidPayloadError("value") from error
    if typed.kept:
        kept = await context.deps.database.read(
            pending_recognitions.find, workspace, reader.user.id, typed.kept
        )
        typed = replace(typed, text=kept.text if kept else typed.text)
    # A button that carries something belongs to what its reader wrote in this very channel.
    channel = press.channel if thread_ts else ""
    conversation = press.conversation if channel else ConversationType.UNTOLD
    opened = _FormContext(
        channel,
        press.response_url,
        thread_ts=thread_ts,
        conversation=conversation,
        pressed_in=press.response_url.thread_ts,
    )
    return await _open_form(context, workspace, reader, press.trigger_id, typed, opened)


async def open_for_shortcut(
    context: Context, workspace: Workspace, reader: Reader, shortcut: Shortcut
) -> None:
    """Open it for a shortcut; of one for a message, with its author."""
    opened = _FormContext(
        shortcut.channel, shortcut.response_url, shortcut.message_ts, conversation=shortcut.conversation
    )
    users = (shortcut.author,) if shortcut.author and shortcut.author != reader.user.id else ()
    await _open_form(context, workspace, reader, shortcut.trigger_id, Typed(users), opened)


async def _open_form(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    trigger_id: str,
    typed: Typed,
    opened: _FormContext,
) -> Message | None:
    values, kept = await _read_values_and_settings(context, workspace)
    opened, asks = await _find_questions(context, workspace, reader, kept, opened.for_doubt(typed))
    typed = await _remove_apps(context, workspace, reader, typed)
    filled = await text_fields.fill_field(context, workspace, reader.language, typed.text)
    private_metadata = opened.with_words(typed.text, filled).as_context()
    view = recognition_form_views.giving(reader.language, values, typed, private_metadata, asks, filled)
    return await context.open_or_tell(trigger_id, opened.response_url, view, reader)


async def _read_values_and_settings(
    context: Context, workspace: Workspace
) -> tuple[Values, WorkspaceSettings]:
    return await context.deps.database.read(workspace_settings.find_values_and_settings, workspace)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Record the recognition and confirm it, or return errors by field. Raise `InvalidPayloadError`."""
    language, database, directory = reader.language, context.deps.database, context.directory
    opened = _opened(submission.context)
    quietly = submission.typed(recognition_form_views.REACH) == recognition_form_views.ONLY_THEM
    where = "" if quietly else submission.typed(recognition_form_views.WHERE)
    # In a group message the form asks for no channel.
    is_direct = not (where or quietly) and await _is_direct(context, workspace, opened)
    values, kept = await _read_values_and_settings(context, workspace)
    typed = opened.words_in(submission)
    words, written = parse_text(typed, values)
    chosen = tuple(dict.fromkeys((*submission.selected(recognition_form_views.VALUES), *written)))
    if any(values.get(key) is None for key in chosen):
        return errors(recognition_form_views.retired(language))
    if kept.values_asked and not chosen and recognition_form_views.VALUES in submission.entries:
        return errors(recognition_form_views.no_value(language))
    if not (where or quietly or is_direct):
        return errors(recognition_form_views.nowhere(language))
    channel = await directory.channel(workspace, where) if where else PRIVATELY
    way_in = submission.response_urls.get(where, "")
    wrong = None
    if where and not quietly and where != opened.channel:
        wrong = await _find_channel_error(context, reader, channel, kept, has_way_in=bool(way_in))
    elif where and (absence := await absence_from(context, reader, channel)):
        wrong = recognition_form_views.not_there(language, is_known=absence is Absence.LEFT)
    if wrong:
        return errors(wrong)
    if order := find_lone_order(typed):
        return errors(recognition_form_views.reads_as_order(language, order.typed))
    is_public = bool(where) and not quietly
    asked = find_discretion(typed, with_clauses=not opened.was_asked) if is_public else ()
    if asked:
        return errors(
            recognition_form_views.stays_private(language, is_anonymous=PhraseKind.ANONYMOUS in asked)
        )
    # A message has its place in its channel; told elsewhere, a link to it could tell too much.
    about_message = bool(opened.message_ts) and where in ("", opened.channel)
    chosen_people = [
        *submission.selected(recognition_form_views.PEOPLE),
        *submission.selected(recognition_form_views.CANDIDATES),
    ]
    users = await directory.people(workspace, chosen_people)
    if unthankable := find_excluded(reader.user.id, users.values()):
        names = {user.id: user.name for user in users.values()}
        return errors(recognition_form_views.not_thankable(language, names, unthankable))
    gift = NewRecognition(
        workspace=workspace,
        giver=reader.user.id,
        named=tuple(users.values()),
        text=words,
        values=chosen,
        channel=channel.id or opened.channel,
        channel_kind=channel.kind,
        quietly=quietly,
        source=Source.SHORTCUT if about_message else Source.FORM,
        origin=f"form:{submission.view}",
        response_url=way_in or (opened.response_url if where == opened.channel else ""),
        can_post=channel.can_post,
        message_ts=opened.message_ts if about_message else None,
        thread_ts=opened.thread_ts if where == opened.channel else "",
    )
    outcome = await database.write(recognitions.give, gift)
    match outcome:
        case None:
            return errors(recognition_form_views.gone(language))
        case Rejection():
            names = {user.id: user.name for user in users.values()}
            return errors(recognition_form_views.refused(language, names, outcome, gift.text))
        case HiddenNames():
            names = await context.names(workspace, outcome.users)
            return errors(recognition_form_views.names_not_shown(language, names, outcome))
        case given:
            placed = Placed(channel, is_elsewhere=where != opened.channel)
            shown = await recognition_confirmation.confirm_new(
                context, workspace, reader, values, given, placed, quietly=quietly
            )
            in_form = recognition_form_views.done(language, shown)
            response_url = ResponseUrl(opened.response_url, opened.pressed_in)
            return await context.confirm(response_url, shown, in_form, replaces=False)


async def _is_direct(context: Context, workspace: Workspace, opened: _FormContext) -> bool:
    """Return True if a form was opened where people write to each other in private."""
    if not opened.channel:
        return False
    channel = await context.directory.channel(workspace, opened.channel, opened.told)
    return channel.kind is ChannelKind.DIRECT


async def _find_channel_error(
    context: Context, reader: Reader, channel: Channel, kept: WorkspaceSettings, *, has_way_in: bool
) -> dict[str, str] | None:
    """What is wrong with a channel that a thanks is to stand in, if it was not opened there.

    Where shout-outs stand, everybody may let them stand who could read them there. Into a private
    channel that the bot is not in leads what the form brought: Slack offers it to its members only.
    """
    if not channel.can_post and channel.kind is ChannelKind.PRIVATE and has_way_in:
        return None
    if not channel.can_post:
        # The bot may post in every public channel, and in every one that it is in, but for archived ones.
        is_archived = channel.has_bot or channel.kind is ChannelKind.PUBLIC
        return recognition_form_views.cannot_post(reader.language, is_archived=is_archived)
    is_public = channel.kind is ChannelKind.PUBLIC and not channel.is_shared
    if channel.id == kept.shout_outs_in and is_public and reader.user.is_full_member:
        return None
    absence = await look_up_absence(context, reader, channel)
    return (
        recognition_form_views.not_there(reader.language, is_known=absence is Absence.LEFT)
        if absence
        else None
    )


def _opened(context: str) -> _FormContext:
    """What went along with a form. Raises `InvalidPayloadError`."""
    try:
        found = _FormContext(**json.loads(context))
    except (ValueError, TypeError) as error:
        raise InvalidPayloadError("private_metadata") from error
    told = asdict(found)
    if not isinstance(told.pop("filled_in"), dict) or not all(isinstance(one, str) for one in told.values()):
        raise InvalidPayloadError("private_metadata")
    return found
