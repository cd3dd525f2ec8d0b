"""The form that sets up the digests of several channels, and its result for each."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationMultiSelectElement,
    MarkdownTextObject,
    SectionBlock,
)

from bot.domain.calendar import Schedule
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId
from bot.slack.features.digest.form_views import schedule_fields
from bot.slack.features.digest.views import SET_UP_SEVERAL
from bot.slack.ui.inline import ChannelSpan, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, message_view
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.parts import Line, Part, Passage

CHANNELS = "channels"
"""The field with the channels."""
MAX_CHANNELS = 50
"""Channels that one form sets up."""
MAX_LISTED = 20
"""Channels with a digest that the form names."""


class Obstacle(StrEnum):
    """Why the digest of a channel was not set up."""

    NO_BOT = "no bot"
    """The bot may not post there: a private channel that it is not in, or an archived one."""
    NO_MEMBER = "no member"
    NO_ADMIN = "no admin"
    UNANSWERED = "unanswered"
    """Slack didn't say who is in the channel."""


class SetUpResult(Struct, frozen=True):
    """What became of each channel: its subscription with its schedule before, or an obstacle."""

    done: Mapping[ChannelId, tuple[Subscription, Schedule | None]]
    obstacles: Mapping[ChannelId, Obstacle]


def build_form(
    language: Language,
    chosen: Sequence[ChannelId],
    existing: Mapping[ChannelId, Subscription],
    schedule: Schedule,
    *,
    is_zone_known: bool,
) -> View:
    """Build the form; `existing` are the digests of the reader's channels."""
    _ = language.gettext
    menu = ConversationMultiSelectElement(
        initial_conversations=list(chosen) or None,
        max_selected_items=MAX_CHANNELS,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    explanation = _("All of them get their digest at this hour. What a digest shows stays as it is.")
    fields: list[Block] = [
        _section(explanation),
        field(CHANNELS, _("Channels"), menu),
        *schedule_fields(language, schedule, is_zone_known=is_zone_known),
    ]
    if existing:
        lines = [
            mrkdwn(
                fill(
                    _("{channel}: every {when}"),
                    channel=ChannelSpan(channel),
                    when=language.schedule(subscription.schedule),
                )
            )
            for channel, subscription in list(existing.items())[:MAX_LISTED]
        ]
        fields.append(_section("\n".join([_("These of your channels have a digest already:"), *lines])))
    return form(SET_UP_SEVERAL, title(language), fields, submit=_("Save"), close=_("Cancel"))


def title(language: Language) -> str:
    """Return the form's title."""
    return language.gettext("Several digests")


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def build_notice(language: Language, message: Message) -> View:
    """Build the form around a message in its place."""
    return message_view(title(language), message, close=language.gettext("Close"))


def no_channel_error(language: Language) -> str:
    """Return the field error if there is no channel, or more than `MAX_CHANNELS`."""
    return language.gettext("Please choose up to {most} channels.").format(most=MAX_CHANNELS)


def result_message(language: Language, result: SetUpResult) -> Message:
    """Say what became of each channel and, where it was not set up, what to do."""
    _ = language.gettext
    parts: list[Part] = []
    if result.done:
        subscription, _before = next(iter(result.done.values()))
        heading = fill(_("Every {when}, from now on:"), when=language.schedule(subscription.schedule))
        done = [_done_line(language, channel, *one) for channel, one in result.done.items()]
        parts.append(Passage((Line(heading), *done)))
    if result.obstacles:
        heading = fill(_("In these, nothing was changed:"))
        left = [_obstacle_line(language, channel, one) for channel, one in result.obstacles.items()]
        parts.append(Passage((Line(heading), *left)))
    return build_message(parts)


def _done_line(
    language: Language, channel: ChannelId, subscription: Subscription, before: Schedule | None
) -> Line:
    _ = language.gettext
    if before is None:
        sentence = _("{channel} gets its first one on {date}.")
    elif before == subscription.schedule:
        sentence = _("{channel} had it so already. The next one comes on {date}.")
    else:
        sentence = _("{channel} gets the next one on {date}, and no longer every {when}.")
    return Line(
        fill(
            sentence,
            channel=ChannelSpan(channel),
            date=language.date(subscription.next_due, subscription.schedule.zone),
            when=language.schedule(before) if before else "",
        )
    )


def _obstacle_line(language: Language, channel: ChannelId, obstacle: Obstacle) -> Line:
    _ = language.gettext
    sentence = {
        Obstacle.NO_BOT: _("{channel}: I can't post there. Type {invite} in it, then try this again."),
        Obstacle.NO_MEMBER: _("{channel}: only people who are in it can set it up. Join it first?"),
        Obstacle.NO_ADMIN: _("{channel}: here the admins set up digests. Perhaps ask one of them?"),
        Obstacle.UNANSWERED: _("{channel}: I couldn't see who is in it just now. Please try once more."),
    }[obstacle]
    invite = TextSpan("/invite @Hearten", code=True)
    return Line(fill(sentence, channel=ChannelSpan(channel), invite=invite))


def not_opened_message(language: Language) -> Message:
    """Say that the form didn't open."""
    sentence = language.gettext("The form didn't open just now. Please try once more.")
    return build_message([line(fill(sentence))])
