"""The notice to a user who had something removed: messages that Slack does not let the bot change."""

from bot.domain.message_changes import ChangeCause, UnchangedMessage, UnchangedReason
from bot.slack.ui.inline import ChannelSpan, LinkSpan, Spans, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Line, Part, Passage
from bot.usecases.message_contents import UnchangedContent

MAX_LISTED = 20
"""Messages that are listed."""


def build_unchanged_notice(language: Language, content: UnchangedContent) -> Message:
    """Build the notice: which messages are unchanged, why, and what helps."""
    _ = language.gettext
    if content.cause is ChangeCause.ERASED:
        first = _("I couldn't erase you everywhere yet. These messages still show what they showed before:")
    else:
        first = _("I couldn't change everything that showed it. These messages stay as they were for now:")
    listed = content.messages[:MAX_LISTED]
    parts: list[Part] = [
        line(fill(first)),
        Passage(tuple(Line(_describe(language, one, link)) for one, link in listed)),
    ]
    if len(content.messages) > MAX_LISTED:
        parts.append(line(fill(_("There are more like these."))))
    last = _("I'll try again as soon as Slack lets me. Until then, an admin can delete them by hand.")
    return build_message([*parts, line(fill(last))])


def _describe(language: Language, unchanged_message: UnchangedMessage, link: str) -> Spans:
    _ = language.gettext
    if unchanged_message.is_direct:
        return (TextSpan("• "), *fill(_("one of my direct messages")))
    sentence = {
        UnchangedReason.ARCHIVED: _("{message} in {channel}, which is archived"),
        UnchangedReason.NO_ACCESS: _("{message} in {channel}, where I'm not a member"),
        UnchangedReason.POSTED_FOR_GIVER: _("{message} in {channel}, posted through the person who gave it"),
        UnchangedReason.REFUSED: _("{message} in {channel}, where Slack refuses the change"),
        UnchangedReason.UNKNOWN: _("perhaps {message} in {channel}: Slack never told me whether it's there"),
    }[unchanged_message.reason]
    label = _("a message")
    shown = LinkSpan(link, label) if link else TextSpan(label)
    return (TextSpan("• "), *fill(sentence, message=shown, channel=ChannelSpan(unchanged_message.channel)))
