"""Direct messages about recognitions."""

from bot.domain.recognition import Source, Story
from bot.domain.values import Values
from bot.domain.visibility import Wish
from bot.slack.blocks import open_to_leads
from bot.slack.blocks.adding import ADD_WORDS
from bot.slack.blocks.answering import (
    PRIVATELY,
    TAKE_DOWN,
    about_received,
    answered_parts,
    is_shareable,
    reply_button,
    share_button,
)
from bot.slack.blocks.document import (
    MAX_BLOCKS,
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
from bot.slack.blocks.inline import (
    Channel,
    Emoji,
    Link,
    Names,
    Spans,
    Text,
    fill,
    named,
    opening,
    slash_command,
    words,
)
from bot.slack.blocks.phrases import added, edited, shared, story, thanked_or_you, value_names
from bot.slack.blocks.sizes import MAX_COUNTED, count_all
from bot.slack.gathered_pages import GatheredPlace
from bot.slack.language import Language
from bot.usecases.contents import Direct, Gathered

PUBLICLY = "publicly"
STOP_REACTIONS = "stop-reactions"
KEEP_REACTIONS = "keep-reactions"

READ_REST = "gathered-rest"
"""The action that shows the rest of a gathered message, below it."""
READ_ON = "gathered-rest-on"
"""The action that shows another page of it, in the place of the one before."""


def thanked(language: Language, names: Names, values: Values, content: Direct) -> Message:
    """A recognition, to one of its recipients."""
    _ = language.gettext
    told = content.story
    parts: list[Part] = _opening(language, names, content)
    after: list[Spans] = []
    if carried := values.in_order(told.values):
        after.append(fill(_("For {values}."), values=value_names(language, carried)))
    if told.permalink and not told.is_private:
        after.append((Link(told.permalink, _("See it where it stands")),))
    parts += (line(spans) for spans in after)
    others = (credit for credit in told.credits if credit.to != content.reader)
    parts += (Passage(tuple(shared(language, names, credit, content.reader))) for credit in others)
    parts += edited(language, told)
    parts += open_to_leads.state(language, content.leads)
    if content.is_first:
        parts.append(_explained(language, content.wish))
    parts.append(Buttons(_buttons(language, names, content)))
    return message(parts)


def _opening(language: Language, names: Names, content: Direct) -> list[Part]:
    """Who thanked the reader, or shared a thanks with them, and in which words."""
    _ = language.gettext
    told = content.story
    givers, quote = named(language, names, told.givers), Quote(words(language, names, told.words))
    credit = next((one for one in told.credits if one.to == content.reader), None)
    if credit:
        by = fill(_("{person} shares a thanks with you:"), person=named(language, names, [credit.by]))
        thanked_before = thanked_or_you(language, names, told, content.reader)
        first = fill(_("{givers} thanked {recipients}:"), givers=givers, recipients=thanked_before)
        reason = [Quote(words(language, names, credit.words))] if credit.words else []
        return [
            Passage((Line(opening(language, by)), *reason)),
            Passage((Line(opening(language, first)), quote)),
        ]
    if told.is_private:
        sentence = _("{giver} has thanked you, just between you two:")
    elif told.permalink:
        sentence = _("{giver} has thanked you in {channel}:")
    else:
        sentence = _("{giver} has thanked you:")
    first = fill(sentence, giver=givers, channel=Channel(told.channel))
    return [Passage((Line(opening(language, first)), quote))]


def _explained(language: Language, wish: Wish) -> Passage:
    """How one is thanked, and where to change it; with `wish` as it is now."""
    _ = language.gettext
    if wish is Wish.PUBLICLY:
        explained = _(
            "I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI. "
            "You choose how you are thanked. {privacy} has all your choices."
        )
    else:
        explained = _("From now on, thanks reach you in private. No channel and no digest will show them.")
    return line(fill(explained, privacy=slash_command(language, "privacy")))


def _buttons(language: Language, names: Names, content: Direct) -> tuple[Button, ...]:
    """All that the reader can do about it."""
    _ = language.gettext
    told = content.story
    confirm = (
        _("Take it down?"),
        _("Nobody will see it as a thanks to you any more. This can't be undone."),
        _("Take it down"),
        _("Leave it"),
    )
    if content.wish is Wish.PUBLICLY:
        other = Button(_("Privately from now on"), PRIVATELY, told.id)
    else:
        other = Button(_("Publicly again"), PUBLICLY, told.id)
    return (
        reply_button(language, names, told),
        *([share_button(language, told)] if is_shareable(told) else []),
        *open_to_leads.buttons(language, told, content.leads),
        Button(_("Take it down"), TAKE_DOWN, told.id, confirm=confirm),
        other,
    )


def taken_down(language: Language) -> Message:
    """To a recipient who took a recognition down."""
    return message([line(fill(language.gettext("Taken down. Nobody sees it as a thanks to you any more.")))])


def gone(language: Language) -> Message:
    """A button of a thanks that was taken back meanwhile; what was chosen is kept."""
    sentence = language.gettext("This thanks was taken back meanwhile. What you chose is kept.")
    return message([line(fill(sentence))])


def gathered(
    language: Language, names: Names, values: Values, content: Gathered, *, room: int = MAX_COUNTED
) -> Message:
    """A day's thanks, reactions, voices and replies, as far as they fit into `room` counted characters."""
    _ = language.gettext
    first = _("This is what others noticed:") if content.stories else _("Somebody answers you:")
    more = line(fill(_("There was more than fits here.")))
    return _page(language, names, values, content, [line(fill(first))], [more], room=room)


def gathered_rest(language: Language, names: Names, values: Values, left: Gathered) -> Message:
    """A page of what a gathered message has no room for."""
    _ = language.gettext
    is_any = left.stories or left.answers
    first = line(fill(_("More of what others noticed:") if is_any else _("That was all of it.")))
    return _page(language, names, values, left, [first], [], action=READ_ON)


def _page(
    language: Language,
    names: Names,
    values: Values,
    content: Gathered,
    opening: list[Part],
    more: list[Part],
    *,
    room: int = MAX_COUNTED,
    action: str = READ_REST,
) -> Message:
    """As many items as fit, and a button for those after them below the words `more`."""
    items = [
        (GatheredPlace(content.message, one.story.id, one.reply.by), answered_parts(language, names, one))
        for one in content.answers
    ]
    items += [
        (GatheredPlace(content.message, one.id), _told(language, names, values, content, one))
        for one in content.stories
    ]
    label = language.gettext("Read the rest") if action == READ_REST else language.gettext("Read on")
    room -= count_all([*opening, *more, Buttons((Button(label, action, ""),))])
    parts: list[Part] = [*opening]
    last = None
    for place, passages in items:
        room -= count_all(passages)
        if last and (room < 0 or len(parts) + len(passages) + len(more) >= MAX_BLOCKS):
            button = Button(label, action, last.as_value())
            return message([*parts, *more, Buttons((button,))])
        parts += passages
        last = place
    return message(parts)


def _told(language: Language, names: Names, values: Values, content: Gathered, told: Story) -> list[Part]:
    """One of a day's thanks, with what the reader can do about it."""
    if told.source is Source.REACTION:
        passage = story(language, names, values, told, content.reader)
    elif told.id in content.new:
        passage = _in_words(language, names, values, told, content.reader)
    else:
        passage = _joined(language, names, told)
    return [passage, about_received(language, told, content.wish)]


def _in_words(language: Language, names: Names, values: Values, told: Story, reader: str) -> Passage:
    """A thanks that the reader has not read before, and where it stands."""
    _ = language.gettext
    told_again = story(language, names, values, told, reader)
    first, *rest = told_again.parts
    if told.is_private:
        where: Spans = fill(_("just between you two"))
    elif told.permalink:
        where = (Channel(told.channel), Text(" · "), Link(told.permalink, _("see it")))
    else:
        where = (Channel(told.channel),)
    return Passage((Line((*first.spans, Text(" · "), *where)), *rest))


def _joined(language: Language, names: Names, told: Story) -> Passage:
    """Who joined a thanks to the reader."""
    _ = language.gettext
    first = fill(
        _("{voices} joined {givers} in thanking you ({message}):"),
        voices=named(language, names, told.voices),
        givers=named(language, names, told.givers),
        message=Link(told.permalink, _("see it")) if told.permalink else Text(_("see it")),
    )
    quoted = Quote(words(language, names, told.words))
    return Passage((Line(opening(language, first)), quoted, *added(language, names, told)))


def reactions_explained(language: Language, names: Names, values: Values, told: Story) -> Message:
    """To somebody whose emoji was kept as thanks for the first time ever."""
    _ = language.gettext
    carried = values.in_order(told.values)
    sentence = _(
        "Your {emoji} on {message} was kept as thanks to {author}. To undo it, remove the emoji. "
        "{author} hears of it once, in private, and a weekly digest may tell it, too."
    )
    first = fill(
        sentence,
        emoji=Emoji(carried[0].emoji) if carried else Text(_("emoji")),
        message=Link(told.permalink, _("this message")),
        author=named(language, names, told.recipients),
    )
    buttons = (
        Button(_("Change your words") if told.said else _("Add words"), ADD_WORDS, told.id),
        Button(_("Don't keep my reactions"), STOP_REACTIONS, told.id),
    )
    return message([Passage((Line(first), *added(language, names, told))), Buttons(buttons)])


def reactions_chosen(language: Language, *, kept: bool) -> Message:
    """To a person who chose whether their reactions are kept as thanks."""
    _ = language.gettext
    if kept:
        sentence = _("Your reactions are kept as thanks again.")
        button = Button(_("Don't keep my reactions"), STOP_REACTIONS, "reactions")
    else:
        sentence = _(
            "Your reactions are just reactions from now on. What was kept before stays until you remove it."
        )
        button = Button(_("Keep my reactions"), KEEP_REACTIONS, "reactions")
    return message([line(fill(sentence)), Buttons((button,))])
