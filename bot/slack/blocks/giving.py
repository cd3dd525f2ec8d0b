"""What giver, channel and recipients see of a recognition given in words."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.commands.meaning import NearMiss
from bot.domain.commands.spoken_thanks import says_thanks
from bot.domain.recognition import LeftOut, Source, Story
from bot.domain.values import Value, Values
from bot.slack.blocks.answering import about_shout_out
from bot.slack.blocks.document import (
    Button,
    Buttons,
    Line,
    Message,
    Part,
    Passage,
    Quote,
    line,
    message,
)
from bot.slack.blocks.editing import EDIT
from bot.slack.blocks.inline import (
    Channel,
    Link,
    Names,
    Spans,
    Text,
    called,
    fill,
    mentioned,
    named,
    opening,
    slash_command,
    words,
)
from bot.slack.blocks.joining import JOIN
from bot.slack.blocks.phrases import edited, shared_with_mentions, shortened, value_names, voices
from bot.slack.language import Language

UNDO = "undo"
ADD_VALUE = "add-value"
"""Actions; `add-value` is followed by `:` and the value's key."""

MOST_OFFERED = 20
"""Values that are offered with one click."""
MOST_BUTTONS = 23
"""Buttons beside Undo and Edit: Slack takes 25 in a row."""


def shout_out(language: Language, names: Names, values: Values, told: Story) -> Message:
    """Render a recognition for its channel: givers and recipients are mentions, all others plain names.

    One short line says who thanks whom, so that the words lead. It says "thanks" only if the words don't.
    The top-level text, which is also the notification, says it in a sentence.
    """
    _ = language.gettext
    quote = Quote(words(language, names, told.words))
    parts: list[Part] = []
    if told.source is Source.SHORTCUT and told.permalink:
        parts.append(line((Link(told.permalink, _("What it is about")),)))
    parts += (Passage(tuple(shared_with_mentions(language, names, credit))) for credit in told.credits)
    parts += [*voices(language, names, told), *edited(language, told)]
    parts.append(Buttons((Button(_("Me too"), JOIN, told.id),), about_shout_out(language, told)))
    first = Passage((Line(_heading(language, values, told)), quote))
    spoken = Passage((Line(_sentence(language, values, told)), quote))
    return message([first, *parts], spoken=[spoken, *parts])


def _heading(language: Language, values: Values, told: Story) -> Spans:
    """Return who thanks whom, and the values: "From @Ana to @Maya · 🤝 collaboration"."""
    _ = language.gettext
    sentence = (
        _("From {giver} to {recipients}") if says_thanks(told.words) else _("{giver} thanks {recipients}")
    )
    people = _filled(language, values, told, sentence)
    carried = values.in_order(told.values)
    return (*people, Text(" · "), *value_names(language, carried)) if carried else people


def _sentence(language: Language, values: Values, told: Story) -> Spans:
    """Return the same to be read aloud, before the words."""
    _ = language.gettext
    is_thanking, has_values = says_thanks(told.words), bool(values.in_order(told.values))
    if is_thanking and has_values:
        sentence = _("From {giver} to {recipients}, for {values}:")
    elif is_thanking:
        sentence = _("From {giver} to {recipients}:")
    elif has_values:
        sentence = _("{giver} thanks {recipients} for {values}:")
    else:
        sentence = _("{giver} thanks {recipients}:")
    return _filled(language, values, told, sentence)


def _filled(language: Language, values: Values, told: Story, sentence: str) -> Spans:
    spans = fill(
        sentence,
        giver=mentioned(language, told.givers),
        recipients=mentioned(language, told.thanked),
        values=value_names(language, values.in_order(told.values)),
    )
    return opening(language, spans)


def confirmation(
    language: Language,
    names: Names,
    values: Values,
    told: Story,
    *,
    giver: str,
    in_channel: bool,
    reading_alone: Sequence[str] = (),
    details: Sequence[Spans] = (),
    near: Sequence[NearMiss] = (),
    more_buttons: Sequence[Button] = (),
) -> Message:
    """What was recorded, for the giver alone. Undo comes first; values can be added with one click.

    `reading_alone` are recipients in private to whom no message is sent.
    """
    _ = language.gettext
    if in_channel:
        sentence = _("Thank you, {giver}. {recipients} can read your words in {channel} now.")
    elif reading_alone:
        sentence = _("Thank you, {giver}. Only {recipients} can read your words.")
    else:
        sentence = _("Thank you, {giver}. Only {recipients} will read your words, in a direct message.")
    first = fill(
        sentence,
        giver=called(language, names, giver),
        recipients=named(language, names, told.recipients),
        channel=Channel(told.channel),
    )
    parts: list[Part] = [Passage((Line(first), Quote(words(language, names, told.words))))]
    carried = values.in_order(told.values)
    if carried:
        parts.append(line(fill(_("Thanked for {values}."), values=value_names(language, carried))))
    if reading_alone:
        parts.append(line(_no_message_sent(language, names, reading_alone)))
    parts += (line(detail) for detail in details)
    meant = _meant(values, near, carried)
    for value, typed in meant.items():
        sentence = _("“#{typed}” stays in your words. Did you mean {value}?")
        parts.append(line(fill(sentence, typed=shortened(typed), value=value_names(language, [value]))))
    offered = [*meant, *(value for value in values.all if value not in meant and not carried)]
    buttons = [*more_buttons, *_value_buttons(language, told, offered)]
    buttons = buttons[: MOST_OFFERED + len(more_buttons)][:MOST_BUTTONS]
    parts.append(Buttons((undo_button(language, told), edit_button(language, told), *buttons)))
    return message(parts)


def _meant(values: Values, near: Sequence[NearMiss], carried: Sequence[Value]) -> dict[Value, str]:
    """The values that were almost named, each once, and as what; at most as many as are offered."""
    found: dict[Value, str] = {}
    for miss in near:
        if (value := values.get(miss.value)) and value not in carried and len(found) < MOST_OFFERED:
            found.setdefault(value, miss.typed)
    return found


def undo_button(language: Language, told: Story) -> Button:
    """Takes this recognition back."""
    return Button(language.gettext("Undo"), UNDO, told.id)


def edit_button(language: Language, told: Story) -> Button:
    """Opens a form with the words of this recognition."""
    return Button(language.gettext("Edit"), EDIT, told.id)


def _value_buttons(language: Language, told: Story, values: Iterable[Value]) -> list[Button]:
    return [
        Button(
            language.gettext("Add {value}").format(
                value=f"{value.character or f':{value.emoji}:'} {value.name}"
            ),
            f"{ADD_VALUE}:{value.key}",
            told.id,
        )
        for value in values
    ]


def left_out(language: Language, names: Names, people: Mapping[str, LeftOut]) -> list[Spans]:
    """Who was named and gets nothing, and why; one sentence for each reason."""
    _ = language.gettext
    sentences = {
        LeftOut.SELF: _("You were among those named; thanks here go to others, so you were left out."),
        LeftOut.BOT: _("{people}: an app can't be thanked, so that part was left out."),
        LeftOut.DEACTIVATED: _("{people}: this account is deactivated, so nothing was sent there."),
        LeftOut.UNREACHABLE: _("{people}: I can't write in private to people of other organisations."),
        LeftOut.DECLINED: _("{people}: thanks can't be delivered there, so nothing was kept for them."),
    }
    return [
        fill(sentence, people=named(language, names, [p for p, why in people.items() if why is reason]))
        for reason, sentence in sentences.items()
        if reason in people.values()
    ]


def kept_private(language: Language, names: Names, people: Sequence[str]) -> Spans:
    """Recipients whom the channel does not see."""
    return fill(
        language.gettext("{people} will read your words in private, as they prefer."),
        people=named(language, names, people),
    )


def _no_message_sent(language: Language, names: Names, people: Sequence[str]) -> Spans:
    """Recipients in private who look for their thanks by themselves."""
    sentence = language.ngettext(
        "{people} reads thanks in their own time, so no message was sent. "
        "Your words wait for them in {history}.",
        "{people} read thanks in their own time, so no message was sent. "
        "Your words wait for them in {history}.",
        len(people),
    )
    return fill(sentence, people=named(language, names, people), history=slash_command(language, "history"))


def private_in_direct_messages(language: Language) -> Spans:
    """A gift in a direct or group message."""
    return fill(language.gettext("Thanks given in a direct or group message stay private."))


def unread_group(language: Language) -> Spans:
    """A user group whose members Slack did not tell."""
    return fill(language.gettext("I couldn't read who is in that group, so its members are left out."))


def taken_back(language: Language, names: Names, told: Story, *, out_of_reach: bool) -> Message:
    """What was undone."""
    _ = language.gettext
    sentence = _("Taken back. Your thanks to {recipients} is gone.")
    parts: list[Part] = [
        Passage(
            (
                Line(fill(sentence, recipients=named(language, names, told.recipients))),
                Quote(words(language, names, told.words)),
            )
        )
    ]
    if out_of_reach:
        parts.append(
            line(
                fill(
                    _(
                        "I'm not in {channel}, so I can't remove what already stands there. "
                        "In Hearten it is gone."
                    ),
                    channel=Channel(told.channel),
                )
            )
        )
    return message(parts)


def went_to_others(language: Language, names: Names, told: Story) -> Message:
    """The latest thanks went to others than those who were named, so it stays."""
    sentence = language.gettext(
        "Your latest thanks went to {people}, so I undid nothing. {undo} takes that one back; "
        "my Home has all you gave."
    )
    people = named(language, names, told.recipients)
    return message([line(fill(sentence, people=people, undo=slash_command(language, "undo")))])


def nothing_to_undo(language: Language) -> Message:
    """There was nothing to take back, or it is taken back already."""
    return message([line(fill(language.gettext("There is nothing left to take back.")))])


def gone(language: Language) -> Message:
    """A button of something that is no longer there."""
    return message([line(fill(language.gettext("This thanks was taken back, so nothing was changed.")))])


def posted_through_you(language: Language) -> Spans:
    """Why a shout-out in a read-only channel is the giver's, and what follows from that."""
    return fill(
        language.gettext(
            "I'm not allowed to post in this channel, so your thanks went out through you. I may not be able "
            "to change it later."
        )
    )


def invite(language: Language) -> Spans:
    """How the bot gets into a channel it may not post to."""
    return fill(
        language.gettext(
            "I'm not in this channel yet. Type {invite} here and I can post and tidy up properly."
        ),
        invite=Text("/invite @Hearten", code=True),
    )


def invite_there(language: Language) -> Spans:
    """The same, where the reader is looking at another channel."""
    sentence = language.gettext(
        "I'm not in that channel yet. Type {invite} there and I can post and tidy up properly."
    )
    return fill(sentence, invite=Text("/invite @Hearten", code=True))
