"""The weekly digest, and how it is set up."""

from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import Period
from bot.domain.digest import Chapter
from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.slack.blocks.document import (
    MAX_BLOCKS,
    Heading,
    Line,
    Message,
    Note,
    Part,
    Passage,
    Quote,
    Rule,
    length,
    line,
    message,
)
from bot.slack.blocks.inline import Channel, Emoji, Names, Spans, Text, called, fill, opening
from bot.slack.blocks.phrases import story
from bot.slack.language import Language
from bot.storage.digests import Subscription

MOST_CHARACTERS = 12_000
"""Characters of stories in one digest. Slack tells no limit for a message's blocks, but refuses long ones
as `msg_blocks_too_long`; this is well below what it takes."""
STORIES_IN_A_BLOCK = 8
MOST_PASSAGES = MAX_BLOCKS - 6
"""Blocks of stories in one digest, beside those before and after them."""


def weekly(
    language: Language,
    names: Names,
    values: Values,
    chapters: tuple[Chapter, ...],
    *,
    channel: str,
    period: Period,
    zone: str,
    set_by: str,
) -> Message:
    """The week's stories, grouped by value. Everyone is a plain name: nobody is pinged."""
    _ = language.gettext
    heading = _("Good words from this week, {period}").format(period=language.period(period, zone))
    told, is_whole = _chapters(language, names, values, chapters)
    parts: list[Part] = [Heading(heading), *told]
    if not is_whole:
        more = _("There was more than fits here: {command} shows all of it.")
        parts.append(line(fill(more, command=Text("/kudos history #…", code=True))))
    question = _("Who made something easier for you, perhaps without noticing?")
    footer = fill(
        _("{person} set up this digest for {channel}. {command} changes it."),
        person=called(language, names, set_by),
        channel=Channel(channel),
        command=Text("/kudos digest", code=True),
    )
    parts += [
        Rule(),
        line((Text(question, italic=True),)),
        Note(opening(language, footer)),
    ]
    return message(parts)


def _chapters(
    language: Language, names: Names, values: Values, chapters: tuple[Chapter, ...]
) -> tuple[list[Part], bool]:
    """The chapters as blocks, as far as they fit, and whether that is all of them."""
    parts: list[Part] = []
    room = MOST_CHARACTERS
    for chapter in chapters:
        lines: list[Line | Quote] = []
        title = _chapter_title(language, chapter)
        for number, told in enumerate(chapter.stories):
            passage = story(language, names, values, _beside(told, chapter))
            room -= length(passage)
            if room < 0 or len(parts) == MOST_PASSAGES:
                return [*parts, *_passage(title, lines)], False
            lines += passage.parts
            if (number + 1) % STORIES_IN_A_BLOCK == 0:
                parts += _passage(title, lines)
                title, lines = (), []
        parts += _passage(title, lines)
    return parts, True


def _beside(told: Story, chapter: Chapter) -> Story:
    """The story with the values that its chapter does not name."""
    heading = chapter.value.key if chapter.value else ""
    return replace(told, values=tuple(value for value in told.values if value != heading))


def _chapter_title(language: Language, chapter: Chapter) -> Spans:
    if chapter.value is None:
        return (Text(language.gettext("And also"), bold=True),)
    name = chapter.value.name
    return (Emoji(chapter.value.emoji), Text(" "), Text(name[:1].upper() + name[1:], bold=True))


def _passage(title: Spans, lines: list[Line | Quote]) -> list[Part]:
    if not lines:
        return []
    return [Passage(tuple([Line(title), *lines] if title else lines))]


def preview(
    language: Language,
    names: Names,
    values: Values,
    chapters: tuple[Chapter, ...],
    subscription: Subscription,
    period: Period,
) -> Message:
    """The digest as it would stand now, for the asker alone."""
    _ = language.gettext
    if not chapters:
        return message(
            [
                line(
                    fill(
                        _("A quiet week so far, and that's fine. An empty week posts nothing in {channel}."),
                        channel=Channel(subscription.channel),
                    )
                )
            ]
        )
    shown = weekly(
        language,
        names,
        values,
        chapters,
        channel=subscription.channel,
        period=period,
        zone=subscription.schedule.zone,
        set_by=subscription.set_by,
    )
    opening = message([line(fill(_("Only you see this. If the digest came now, it would say:")))])
    return {"text": f"{opening['text']}\n{shown['text']}", "blocks": [*opening["blocks"], *shown["blocks"]]}


def switched_on(language: Language, subscription: Subscription, zones: tuple[str, ...]) -> Message:
    """What was set up, and what hour that is for members elsewhere."""
    _ = language.gettext
    sentence = _("{channel} will get its digest every {when}. The next one comes on {date}.")
    opening = fill(
        sentence,
        channel=Channel(subscription.channel),
        when=language.schedule(subscription.schedule),
        date=language.date(subscription.next_due, subscription.schedule.zone),
    )
    return message([line(opening), *_elsewhere(language, subscription.next_due, zones)])


def status(
    language: Language, names: Names, channel: str, subscription: Subscription | None, zones: tuple[str, ...]
) -> Message:
    """How the digest is set."""
    _ = language.gettext
    on = Text("/kudos digest on friday 15:00", code=True)
    if subscription is None:
        sentence = _(
            "{channel} has no digest. {command} starts one; without a day it comes on Monday at 09:00."
        )
        return message([line(fill(sentence, channel=Channel(channel), command=on))])
    sentence = _(
        "{channel} gets its digest every {when}; {person} set it up. The next one comes on {date}. "
        "{command} changes it, {off} ends it."
    )
    opening = fill(
        sentence,
        channel=Channel(channel),
        when=language.schedule(subscription.schedule),
        person=called(language, names, subscription.set_by),
        date=language.date(subscription.next_due, subscription.schedule.zone),
        command=on,
        off=Text("/kudos digest off", code=True),
    )
    return message([line(opening), *_elsewhere(language, subscription.next_due, zones)])


def _elsewhere(language: Language, moment: datetime, zones: tuple[str, ...]) -> list[Part]:
    if not zones:
        return []
    hours = language.listed([language.hour_elsewhere(moment, zone) for zone in zones])
    return [Note(fill(language.gettext("For members elsewhere that is {hours}."), hours=hours))]


def switched_off(language: Language, channel: str, *, had_one: bool) -> Message:
    """The digest ended, or there was none."""
    _ = language.gettext
    sentence = (
        _("{channel} gets no digest any more. What was given stays readable with {command}.")
        if had_one
        else _("{channel} has no digest, so nothing was changed.")
    )
    command = Text("/kudos history #…", code=True)
    return message([line(fill(sentence, channel=Channel(channel), command=command))])


def needs_channel(language: Language) -> Message:
    """A digest was asked for in a direct or group message."""
    sentence = language.gettext(
        "A digest belongs to a channel. Please type this in the channel that should get it."
    )
    return message([line(fill(sentence))])


def needs_invitation(language: Language) -> Message:
    """The bot cannot post in this channel."""
    sentence = language.gettext(
        "I'm not in this channel, so a digest couldn't reach it. Type {invite} first, then this again."
    )
    return message([line(fill(sentence, invite=Text("/invite @Hearten", code=True)))])
