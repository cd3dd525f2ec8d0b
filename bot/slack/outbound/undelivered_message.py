"""The notices about a recognition or digest that could not be delivered or rendered."""

from bot.domain.delivery import GiveUpReason
from bot.domain.outbox_messages import NotRenderedNotice
from bot.slack.ui.inline import ChannelSpan, Names, TextSpan, fill, join_user_names, slash_command, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Line, Part, Passage, Quote
from bot.usecases.message_contents import UndeliveredContent


def build_undelivered_notice(language: Language, names: Names, content: UndeliveredContent) -> Message:
    """Build the notice: what was not delivered, why, and what helps. It quotes a recognition's text."""
    recognition = content.recognition
    sentence = (
        _recognition_sentence(language, content)
        if recognition
        else _digest_sentence(language, content.reason)
    )
    opening = fill(
        sentence,
        channel=ChannelSpan(content.channel) if content.channel else TextSpan(""),
        person=join_user_names(language, names, [content.user]) if content.user else TextSpan(""),
        invite=TextSpan("/invite @Hearten", code=True),
        digest=slash_command(language, "digest"),
        history=slash_command(language, "history"),
    )
    parts: list[Part] = [line(opening)]
    if recognition:
        parts = [Passage((Line(opening), Quote(text_spans(language, names, recognition.text))))]
    return build_message(parts)


def build_not_rendered_notice(language: Language, names: Names, content: NotRenderedNotice) -> Message:
    """Build the notice that Hearten failed to render a recognition or digest, and what helps."""
    _ = language.gettext
    if content.digest:
        sentence = _(
            "Something went wrong on my side, so {channel} gets no digest this week. The next one comes "
            "as usual."
        )
    elif content.user:
        sentence = _(
            "Something went wrong on my side, so {person} didn't get your thanks. It's kept. {undo} takes it "
            "back, and you can write it differently."
        )
    else:
        sentence = _(
            "Something went wrong on my side, so your thanks isn't in {channel}. It's kept. {undo} takes it "
            "back, and you can write it differently."
        )
    return build_message(
        [
            line(
                fill(
                    sentence,
                    channel=ChannelSpan(content.channel) if content.channel else TextSpan(""),
                    person=join_user_names(language, names, [content.user]) if content.user else TextSpan(""),
                    undo=slash_command(language, "undo"),
                )
            )
        ]
    )


def _recognition_sentence(language: Language, content: UndeliveredContent) -> str:
    _ = language.gettext
    if content.user:
        if content.reason is GiveUpReason.UNANSWERED:
            return _("I couldn't find out whether {person} got your thanks. They can read it in {history}:")
        return _("I couldn't deliver your thanks to {person}. It's saved, and they can read it in {history}:")
    match content.reason:
        case GiveUpReason.ARCHIVED:
            return _(
                "{channel} is archived, so your thanks couldn't be posted there. Those you thanked can read "
                "it all the same:"
            )
        case GiveUpReason.READ_ONLY:
            return _(
                "I'm not allowed to post in {channel}, so your thanks isn't there. Those you thanked can "
                "read it all the same:"
            )
        case GiveUpReason.NO_ACCESS | GiveUpReason.BOT_REMOVED:
            return _(
                "I'm not in {channel}, so your thanks couldn't be posted there. Those you thanked can read "
                "it all the same:"
            )
        case GiveUpReason.UNANSWERED:
            return _(
                "I couldn't find out whether your thanks was posted in {channel}. The people you thanked "
                "can read it either way:"
            )
        case GiveUpReason.TOO_LATE:
            return _(
                "For a whole day Slack didn't let me post your thanks in {channel}. Those you thanked can "
                "read it all the same:"
            )
        case GiveUpReason.REFUSED | GiveUpReason.NOT_RENDERED:
            return _(
                "Slack didn't let me post your thanks in {channel}. Those you thanked can read it all the "
                "same:"
            )


def _digest_sentence(language: Language, reason: GiveUpReason) -> str:
    _ = language.gettext
    match reason:
        case GiveUpReason.ARCHIVED:
            return _("{channel} is archived, so its weekly digest couldn't be posted.")
        case GiveUpReason.READ_ONLY:
            return _("I'm not allowed to post in {channel}, so its weekly digest couldn't be posted.")
        case GiveUpReason.NO_ACCESS | GiveUpReason.BOT_REMOVED:
            return _(
                "I'm not in {channel}, so its weekly digest couldn't be posted. Type {invite} there, and "
                "the next one comes."
            )
        case GiveUpReason.UNANSWERED:
            return _(
                "I couldn't find out whether the weekly digest was posted in {channel}. Please have a look."
            )
        case GiveUpReason.TOO_LATE:
            return _(
                "For a whole day Slack didn't let me post the weekly digest in {channel}. The next one comes "
                "as usual."
            )
        case GiveUpReason.REFUSED | GiveUpReason.NOT_RENDERED:
            return _(
                "Slack didn't let me post the weekly digest in {channel}. {digest} there shows how it is "
                "set up."
            )
