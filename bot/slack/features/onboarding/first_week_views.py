"""The proposal after the first days: values, and digests where people already say thanks."""

from datetime import time

from bot.domain.calendar import Schedule
from bot.slack.ui.inline import ChannelSpan, Spans, TextSpan, fill, join_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, NoteLine, Part
from bot.slack.ui.value_translations import translate_each
from bot.usecases.first_weeks import FirstWeekContent

ADD_VALUE = "first-week-value"
START_DIGEST = "first-week-digest"
SKIP = "skip-first-week"
"""The actions; the first two are followed by `:` and a number, since they must differ within a message."""


def first_week_message(language: Language, content: FirstWeekContent, done: Spans = ()) -> Message:
    """Build the proposal with what is left of it, after a line about what was `done` now."""
    _ = language.gettext
    greeting = _("I've been here for a few days now. If you like, one click does each of these:")
    parts: list[Part] = [line(done or fill(greeting))]
    parts += _digest_parts(language, content)
    if content.values:
        parts += [
            line(fill(_("Which values would you like to celebrate, too?"))),
            Buttons(
                tuple(
                    Button(f"{value.character} {value.name}".strip(), f"{ADD_VALUE}:{number}", value.key)
                    for number, value in enumerate(translate_each(language, content.values))
                )
            ),
        ]
    if content.is_done and content.message.is_in_channels:
        return build_message([*parts, NoteLine(fill(_("That's all I had. You can change it at any time.")))])
    return build_message(
        [
            *parts,
            Buttons((Button(_("No, thanks"), SKIP, SKIP),)),
            NoteLine(fill(_("Only you can see this, and I ask only once. You can change it at any time."))),
        ]
    )


def _digest_parts(language: Language, content: FirstWeekContent) -> list[Part]:
    _ = language.gettext
    message = content.message
    if not message.is_in_channels:
        sentence = _("I'm in no channel yet. Type {invite} where your team talks, then {command} there.")
        typed = {"invite": "/invite @Hearten", "command": language.command("digest on")}
        return [line(fill(sentence, **{name: TextSpan(text, code=True) for name, text in typed.items()}))]
    if not content.channels:
        return []
    when = _schedule(language, content)
    sentence = _("People already say thanks in {channels}. They could read it again once a week: {when}")
    channels = join_spans(language, [ChannelSpan(channel) for channel in content.channels])
    parts: list[Part] = [line(fill(sentence, channels=channels, when=when))]
    for number, channel in enumerate(content.channels):
        # A single channel has just been named.
        parts += [line((ChannelSpan(channel),))] if len(content.channels) > 1 else []
        parts += [Buttons((Button(_("Start its digest"), f"{START_DIGEST}:{number}", channel),))]
    return parts


def value_added(language: Language, name: str) -> Spans:
    """Say that a value was added."""
    return fill(language.gettext("{value} is one of your values now."), value=TextSpan(name, bold=True))


def digest_started(language: Language, content: FirstWeekContent, channel: str) -> Spans:
    """Say when a channel's digest comes."""
    sentence = language.gettext("{channel} gets its first digest: {when}")
    return fill(sentence, channel=ChannelSpan(channel), when=_schedule(language, content))


def _schedule(language: Language, content: FirstWeekContent) -> str:
    message = content.message
    return language.schedule(Schedule(message.weekday, time.fromisoformat(message.at), message.zone))
