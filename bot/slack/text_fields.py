"""Fields for words in forms: filled in with names that Slack can send back, and read again."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain import mentions, plain_names
from bot.domain.ids import RecognitionId
from bot.domain.mentions import ChannelMention, GroupMention, UserMention
from bot.domain.message_text import clean_text
from bot.domain.plain_names import FilledField, Reference
from bot.domain.user import ERASED
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.payloads import Submission
from bot.slack.ui import rich_text_input
from bot.slack.ui.inline import user_name
from bot.slack.ui.language import Language
from bot.slack.ui.modal import MAX_CONTEXT
from bot.slack.ui.rich_text_input import FilledText


async def fill_field(
    context: Context, workspace: Workspace, language: Language, text: str
) -> FilledText | None:
    """Return the words as a field shows them; None if there are none."""
    if not text:
        return None
    text = await context.custom_emoji.marked(workspace, text)
    directory, references = context.directory, mentions.parse_markup(text)
    names = await context.names(workspace, mentions.find_mentioned_users(text))
    unnamed = [one.id for one in references if isinstance(one, ChannelMention) and not one.name]
    channels = await directory.channel_names(workspace, unnamed) if unnamed else {}
    without_handle = any(isinstance(one, GroupMention) and not one.handle for one in references)
    groups = dict(await directory.groups(workspace)) if without_handle else {}

    def name(reference: Reference) -> str:
        match reference:
            case UserMention(user):
                sign = "" if user == ERASED else "@"
                return sign + plain_names.make_typeable(user_name(language, names, user))
            case ChannelMention(channel, known):
                return "#" + (known or channels.get(channel) or channel)
            case GroupMention(group, known):
                return "@" + (known or groups.get(group) or group)
            case broadcast:
                return "@" + broadcast.name

    return rich_text_input.fill_text(text, name)


def build_private_metadata(recognition: RecognitionId, filled: FilledText | None, **more: str) -> str:
    """Return what goes along with a form about a recognition: what was filled into its field, too."""
    state: dict[str, Any] = {"recognition": recognition, **more}
    return json.dumps(with_filled_in(state, filled.before if filled else FilledField()), ensure_ascii=False)


def with_filled_in(state: Mapping[str, Any], before: FilledField) -> dict[str, Any]:
    """Return the state with as much of what was filled in as a form can carry, the digest first."""
    places = dict(before.places)
    while True:
        whole = {**state, "filled_in": FilledField(before.digest, places).to_state()}
        if not places or len(json.dumps(whole, ensure_ascii=False)) <= MAX_CONTEXT:
            return whole
        places.popitem()


def read_context(text: str) -> tuple[RecognitionId, FilledField, Mapping[str, Any]]:
    """Return the recognition, what was filled in, and what else went along. Raises `InvalidPayloadError`."""
    try:
        state = json.loads(text)
        recognition = payloads.recognition_id(state["recognition"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidPayloadError("private_metadata") from error
    return recognition, plain_names.parse_filled_field(state.get("filled_in")), state


def read(submission: Submission, name: str, before: FilledField, words_before: str | None) -> str:
    """Return the words in a field, clean. Filled in with `words_before` and unchanged, they are those."""
    return clean_text(rich_text_input.read_typed_text(submission.rich(name), before, words_before or None))
