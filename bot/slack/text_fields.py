"""Text fields in forms: filled in with names in the place of mentions, and read again."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import mentions, plain_names
from bot.domain.mentions import ChannelMention, GroupMention, UserMention
from bot.domain.message_text import clean_text
from bot.domain.plain_names import FilledField, Reference
from bot.domain.user import ERASED
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import CarriedRecognitionId, fits
from bot.slack.ui import rich_text_input
from bot.slack.ui.inline import user_name
from bot.slack.ui.language import Language
from bot.slack.ui.rich_text_input import FilledText


class FilledFormData(Struct, frozen=True, kw_only=True):
    """The private data of a form with a filled in text field."""

    filled_in: FilledField = FilledField()


class RecognitionFormData(FilledFormData, frozen=True):
    """The private data of a form about a recognition; `values` are those that were shown as chosen."""

    recognition: CarriedRecognitionId
    response_url: str = ""
    values: tuple[str, ...] = ()


FormT = TypeVar("FormT", bound=FilledFormData)


async def fill_field(
    context: Context, workspace: Workspace, language: Language, text: str
) -> FilledText | None:
    """Return a text as a field shows it; None if it is empty."""
    if not text:
        return None
    text = await context.custom_emoji.mark_unknown_names(workspace, text)
    directory, references = context.directory, mentions.parse_markup(text)
    names = await context.names(workspace, mentions.find_mentioned_users(text))
    unnamed = [ref.id for ref in references if isinstance(ref, ChannelMention) and not ref.name]
    channels = await directory.channels.names(workspace, unnamed) if unnamed else {}
    without_handle = any(isinstance(ref, GroupMention) and not ref.handle for ref in references)
    groups = dict(await directory.groups.find_all(workspace)) if without_handle else {}

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


def with_filled_in(data: FormT, filled: FilledText | None) -> FormT:
    """Return the data with as much of what was filled in as a form can carry, the digest first."""
    if filled is None:
        return data
    digest, places = filled.before.digest, dict(filled.before.places)
    while True:
        data = replace(data, filled_in=FilledField(digest, places))
        if not places or fits(data):
            return data
        places.popitem()


def read_text(submission: Submission, name: str, before: FilledField, text_before: str | None) -> str:
    """Return the clean text of a field; `text_before` if the field was filled in with it and is unchanged."""
    return clean_text(rich_text_input.read_typed_text(submission.rich(name), before, text_before or None))
