"""The digest that a member asks for: the private look at it, and what became of it."""

from bot.domain.calendar import Period
from bot.domain.ids import ChannelId
from bot.domain.values import Values
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.features.digest.weekly_message import build_digest
from bot.slack.features.prompts.views import thank_button
from bot.slack.ui.inline import ChannelSpan, Names, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, join_messages, line
from bot.slack.ui.parts import Button, Buttons, Part
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.digest_requests import PostResult
from bot.usecases.message_contents import WeeklyDigestContent

POST = "digest-post"
"""The action that posts a private look, whose id is the value."""
MAX_AROUND = 700
"""Counted characters around the digest in a private look."""


def build_look(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    digest_language: Language,
    *,
    can_post: bool,
    is_foreign: bool = False,
) -> Message:
    """Build the digest for the reader alone, with a button that posts it; `can_post` if the bot may.

    A reader of another organisation (`is_foreign`) may neither post nor copy it.
    """
    _ = language.gettext
    digest = content.digest
    if not content.chapters:
        return _empty_message(language, digest.channel, digest.named_period, digest.zone)
    opening = build_message([line(fill(_("Only you see this. Nothing is posted yet.")))])
    look = build_digest(
        digest_language, names, values, content, room=MAX_COUNTED - MAX_AROUND, may_copy=not is_foreign
    )
    if is_foreign:
        return join_messages(opening, look)
    return join_messages(opening, look, build_message(_ending(language, content, can_post=can_post)))


def _ending(language: Language, content: WeeklyDigestContent, *, can_post: bool) -> list[Part]:
    _ = language.gettext
    if can_post:
        value = DigestPage(content.digest.id).as_value()
        question = _("Shall I post it for everyone in {channel}?")
        spans = fill(question, channel=ChannelSpan(content.digest.channel))
        return [line(spans), Buttons((Button(_("Post it"), POST, value, style="primary"),))]
    sentence = _("I'm not in this channel, so I can't post it. Type {invite} first, then this again.")
    return [line(fill(sentence, invite=TextSpan("/invite @Hearten", code=True)))]


def _empty_message(language: Language, channel: ChannelId, period: Period, zone: str) -> Message:
    sentence = language.gettext(
        "No thanks were written down in {channel}, {period}, and that's fine. If someone comes to mind, "
        "one sentence is enough."
    )
    opening = fill(sentence, channel=ChannelSpan(channel), period=language.period(period, zone))
    return build_message([line(opening), thank_button(language)])


def posted_message(language: Language, channel: ChannelId, result: PostResult) -> Message:
    """Say what became of the wish to post it."""
    _ = language.gettext
    sentence = {
        PostResult.POSTED: _("It's on its way to {channel}. A weekly digest there keeps its own days."),
        PostResult.REPEATED: _("It's in {channel} already, or on its way there."),
        PostResult.NOTHING_LEFT: _(
            "None of these words can be shown any longer, so nothing was posted in {channel}."
        ),
    }[result]
    return build_message([line(fill(sentence, channel=ChannelSpan(channel)))])


def gone_message(language: Language) -> Message:
    """Say that a private look is too old to be posted."""
    sentence = language.gettext("I no longer have this, so nothing was posted. Please ask for it once more.")
    return build_message([line(fill(sentence))])


def not_shown_message(language: Language, channel: ChannelId) -> Message:
    """Say that only members read a channel's words together."""
    sentence = language.gettext("Only people who are in {channel} can read its words. Join it first?")
    return build_message([line(fill(sentence, channel=ChannelSpan(channel)))])
