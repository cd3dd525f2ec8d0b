"""The week's quilt as a picture in a message, and in words."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.pictures.legend import Entry
from bot.slack.blocks.document import Message
from bot.slack.blocks.message_text import cap_text
from bot.slack.language import Language


def alt_text(language: Language, entries: Sequence[Entry]) -> str:
    """What the picture shows. It counts nothing, and neither do its words."""
    _ = language.gettext
    opening = _("The week's quilt: a patch for each thanks, in the order of the days.")
    if not entries:
        return opening
    named = language.listed([entry.value.name for entry in entries])
    patterns = _("Its patterns stand for {values}.").format(values=named)
    lettered = [entry for entry in entries if not entry.is_named]
    letters = "; ".join(f"{entry.label}: {entry.value.name}" for entry in lettered)
    return " ".join([opening, patterns, *([letters] if letters else [])])


def pictured(message: Message, file: str, alt: str) -> Message:
    """The message with this picture (Slack's id of a file) below its heading."""
    first, *others = message["blocks"]
    picture = ImageBlock(slack_file=SlackFile(id=file), alt_text=alt[:2_000]).to_dict()
    return {"text": cap_text(f"{message['text']}\n{alt}"), "blocks": [first, picture, *others]}
