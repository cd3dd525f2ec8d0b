"""The digest image in a message, and its alt text."""

from collections.abc import Sequence
from enum import Enum, auto

from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.images.image_content import Entry
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.message_text import append_text


class ImageSubject(Enum):
    """What an image is of."""

    WEEK = auto()
    """A channel's week."""
    DAYS = auto()
    """Days that a member asked for."""
    YEAR = auto()
    """The reader's own year."""
    CARD = auto()


def plain_label(language: Language) -> str:
    """Return the legend's name for recognitions without a value."""
    return language.gettext("simply thanks")


def alt_text(
    language: Language,
    entries: Sequence[Entry],
    *,
    has_plain_patch: bool = False,
    subject: ImageSubject = ImageSubject.WEEK,
) -> str:
    """Describe the image without counting anything; `has_plain_patch` if a patch has no value."""
    _ = language.gettext
    match subject:
        case ImageSubject.YEAR:
            opening = _(
                "Your year as a picture: a patch for each thanks you received, in the order of the days."
            )
        case ImageSubject.CARD:
            opening = _("The card's picture: a patch for everyone who signed it.")
        case ImageSubject.DAYS:
            opening = _("A picture of these days: a patch for each thanks, in the order of the days.")
        case ImageSubject.WEEK:
            opening = _("A picture of the week: a patch for each thanks, in the order of the days.")
    sentences = [opening]
    if entries:
        value_names = language.join_items([entry.value.name for entry in entries])
        sentences.append(_("Its patterns show {values}.").format(values=value_names))
    if has_plain_patch:
        sentences.append(_("A heart is a thanks without a value."))
    if lettered := [entry for entry in entries if not entry.is_named]:
        sentences.append("; ".join(f"{entry.label}: {entry.value.name}" for entry in lettered))
    return " ".join(sentences)


def insert_image(message: Message, file: str, alt: str) -> Message:
    """Insert an image (file id) below the message's heading."""
    first, *others = message["blocks"]
    picture = ImageBlock(slack_file=SlackFile(id=file), alt_text=alt[:2_000]).to_dict()
    return {"text": append_text(message["text"], alt), "blocks": [first, picture, *others]}
