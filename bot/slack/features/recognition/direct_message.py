"""Direct messages about recognitions."""

from bot.domain.formatting import PLAIN
from bot.domain.recognition import Credit, RecognitionView, Source
from bot.domain.values import Values
from bot.domain.visibility import ThanksPreference
from bot.slack.features.daily_summary.cursor import GatheredPlace
from bot.slack.features.endorsement.comment_views import ADD_WORDS
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.recognition.recipient_views import (
    SHARE,
    TAKE_DOWN,
    about_received,
    answered_parts,
    is_shareable,
    menu,
    reply_button,
)
from bot.slack.ui.inline import (
    ChannelSpan,
    EmojiSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    fill,
    named,
    opening,
    plain,
    slash_command,
    words,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import (
    MAX_BLOCKS,
    Button,
    Buttons,
    Heading,
    Line,
    Message,
    Part,
    Passage,
    Quote,
    line,
    message,
)
from bot.slack.ui.phrases import added, shared, story, thanked_or_you, value_names
from bot.slack.ui.sizes import MAX_COUNTED, count_all
from bot.usecases.message_contents import DailySummaryContent, DirectMessageContent

PUBLICLY = "publicly"
PRIVATELY_HERE = "privately-here"
"""Options of the menu of a direct message, which then shows what was chosen."""
MAX_HEADING = 150
"""Characters of a header block (https://docs.slack.dev/reference/block-kit/blocks/header-block)."""
STOP_REACTIONS = "stop-reactions"
KEEP_REACTIONS = "keep-reactions"

READ_REST = "gathered-rest"
"""The action that shows the rest of a gathered message, below it."""
READ_ON = "gathered-rest-on"
"""The action that shows another page of it, in the place of the one before."""


def thanked(language: Language, names: Names, values: Values, content: DirectMessageContent) -> Message:
    """Render a recognition for one of its recipients: the words first, then who wrote them and where.

    The top-level text, which is also the notification, names the giver before it quotes.
    """
    told = content.recognition
    quote = Quote(words(language, names, told.text))
    others = [credit for credit in told.credits if credit.to != content.reader]
    parts: list[Part] = [
        *(Passage(tuple(shared(language, names, credit, content.reader))) for credit in others),
        *open_to_leads_views.state(language, content.leads),
        *([_explained(language, content.preference)] if content.is_first else []),
        _actions(language, names, content),
    ]
    credit = next((one for one in told.credits if one.to == content.reader), None)
    if credit:
        return message([*_shared_with_reader(language, names, values, content, credit), *parts])
    first = _thanked_you(language, names, told)
    details = _details(language, values, told)
    after = [line(details[1:])] if details else []
    spoken = Passage((Line((*first, TextSpan(":"))), quote))
    return message([_large(quote), line((*first, *details)), *parts], spoken=[spoken, *after, *parts])


def _large(quote: Quote) -> Part:
    """Return somebody's words as a title if it can show them whole, otherwise as a quote."""
    is_plain = all(
        isinstance(span, EmojiSpan) or (isinstance(span, TextSpan) and span.style == PLAIN)
        for span in quote.spans
    )
    text = plain(quote.spans)
    return Heading(text) if is_plain and len(text) <= MAX_HEADING and "\n" not in text else Passage((quote,))


def _thanked_you(language: Language, names: Names, recognition: RecognitionView) -> Spans:
    """Return who thanked the reader and where, without an end."""
    _ = language.gettext
    if recognition.is_private:
        sentence = _("{giver} thanked you privately")
    elif recognition.permalink:
        sentence = _("{giver} thanked you in {channel}")
    else:
        sentence = _("{giver} thanked you")
    givers = named(language, names, recognition.givers)
    return opening(language, fill(sentence, giver=givers, channel=ChannelSpan(recognition.channel)))


def _details(language: Language, values: Values, recognition: RecognitionView) -> Spans:
    """Return the values and the link to the shout-out, a dot before each."""
    found: list[Spans] = []
    if carried := values.sort_keys(recognition.values):
        found.append(value_names(language, carried))
    if recognition.permalink and not recognition.is_private:
        found.append((LinkSpan(recognition.permalink, language.gettext("see it")),))
    return tuple(span for spans in found for span in (TextSpan(" · "), *spans))


def _shared_with_reader(
    language: Language, names: Names, values: Values, content: DirectMessageContent, credit: Credit
) -> list[Part]:
    """Return who shared a thanks with the reader, and that thanks."""
    _ = language.gettext
    told = content.recognition
    by = fill(_("{person} shares a thanks with you:"), person=named(language, names, [credit.by]))
    first = fill(
        _("{givers} thanked {recipients}:"),
        givers=named(language, names, told.givers),
        recipients=thanked_or_you(language, names, told, content.reader),
    )
    reason = [Quote(words(language, names, credit.text))] if credit.text else []
    details = _details(language, values, told)[1:]
    return [
        Passage((Line(opening(language, by)), *reason)),
        Passage((Line(opening(language, first)), Quote(words(language, names, told.text)))),
        *([line(details)] if details else []),
    ]


def _explained(language: Language, preference: ThanksPreference) -> Passage:
    """How one is thanked, and where to change it; with `preference` as it is now."""
    _ = language.gettext
    if preference is ThanksPreference.PUBLICLY:
        explained = _(
            "I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI. "
            "You choose how you are thanked. {privacy} has all your choices."
        )
    else:
        explained = _("From now on, thanks reach you in private. No channel and no digest will show them.")
    return line(fill(explained, privacy=slash_command(language, "privacy")))


def _actions(language: Language, names: Names, content: DirectMessageContent) -> Buttons:
    """Return what the reader can do about it: the reply as a button, everything else in the menu."""
    _ = language.gettext
    told = content.recognition
    has_replied = any(reply.by == content.reader for reply in told.replies)
    offered = [(_("Share the credit …"), SHARE)] if is_shareable(told) else []
    offered += open_to_leads_views.options(language, content.leads)
    offered.append((_("Take it down …"), TAKE_DOWN))
    if content.preference is ThanksPreference.PUBLICLY:
        offered.append((_("Privately from now on"), PRIVATELY_HERE))
    else:
        offered.append((_("Publicly again"), PUBLICLY))
    reply = () if has_replied else (reply_button(language, names, told),)
    return Buttons(reply, menu(told, offered))


def taken_down(language: Language) -> Message:
    """To a recipient who took a recognition down."""
    return message(
        [line(fill(language.gettext("Taken down. Nobody will see it as a thanks to you any more.")))]
    )


def gone(language: Language) -> Message:
    """A button of a thanks that was taken back meanwhile; what was chosen is kept."""
    sentence = language.gettext("This thanks was taken back meanwhile. What you chose is kept.")
    return message([line(fill(sentence))])


def gathered(
    language: Language, names: Names, values: Values, content: DailySummaryContent, *, room: int = MAX_COUNTED
) -> Message:
    """A day's thanks, reactions, voices and replies, as far as they fit into `room` counted characters."""
    _ = language.gettext
    first = _("This is what others noticed:") if content.recognitions else _("Somebody answers you:")
    more = line(fill(_("There was more than fits here.")))
    return _page(language, names, values, content, [line(fill(first))], [more], room=room)


def gathered_rest(language: Language, names: Names, values: Values, left: DailySummaryContent) -> Message:
    """A page of what a gathered message has no room for."""
    _ = language.gettext
    is_any = left.recognitions or left.answers
    first = line(fill(_("More of what others noticed:") if is_any else _("That was all of it.")))
    return _page(language, names, values, left, [first], [], action=READ_ON)


def _page(
    language: Language,
    names: Names,
    values: Values,
    content: DailySummaryContent,
    opening: list[Part],
    more: list[Part],
    *,
    room: int = MAX_COUNTED,
    action: str = READ_REST,
) -> Message:
    """As many items as fit, and a button for those after them below the words `more`."""
    items = [
        (
            GatheredPlace(content.message, one.recognition.id, one.reply.by),
            answered_parts(language, names, one),
        )
        for one in content.answers
    ]
    items += [
        (GatheredPlace(content.message, one.id), _told(language, names, values, content, one))
        for one in content.recognitions
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


def _told(
    language: Language,
    names: Names,
    values: Values,
    content: DailySummaryContent,
    recognition: RecognitionView,
) -> list[Part]:
    """One of a day's thanks, with what the reader can do about it."""
    if recognition.source is Source.REACTION:
        passage = story(language, names, values, recognition, content.reader)
    elif recognition.id in content.new:
        passage = _in_words(language, names, values, recognition, content.reader)
    else:
        passage = _joined(language, names, recognition)
    return [passage, about_received(language, recognition, content.preference)]


def _in_words(
    language: Language, names: Names, values: Values, recognition: RecognitionView, reader: str
) -> Passage:
    """A thanks that the reader has not read before, and where it stands."""
    _ = language.gettext
    told_again = story(language, names, values, recognition, reader)
    first, *rest = told_again.parts
    if recognition.is_private:
        where: Spans = fill(_("just between you two"))
    elif recognition.permalink:
        where = (
            ChannelSpan(recognition.channel),
            TextSpan(" · "),
            LinkSpan(recognition.permalink, _("see it")),
        )
    else:
        where = (ChannelSpan(recognition.channel),)
    return Passage((Line((*first.spans, TextSpan(" · "), *where)), *rest))


def _joined(language: Language, names: Names, recognition: RecognitionView) -> Passage:
    """Who joined a thanks to the reader."""
    _ = language.gettext
    sentence = (
        _("{voices} joined {givers} in thanking you ({message}):")
        if recognition.permalink
        else _("{voices} joined {givers} in thanking you:")
    )
    first = fill(
        sentence,
        voices=named(language, names, recognition.endorsers),
        givers=named(language, names, recognition.givers),
        message=LinkSpan(recognition.permalink, _("see it")) if recognition.permalink else "",
    )
    quoted = Quote(words(language, names, recognition.text))
    return Passage((Line(opening(language, first)), quoted, *added(language, names, recognition)))


def reactions_explained(
    language: Language, names: Names, values: Values, recognition: RecognitionView
) -> Message:
    """To somebody whose emoji was kept as thanks for the first time ever."""
    _ = language.gettext
    carried = values.sort_keys(recognition.values)
    sentence = _(
        "Your {emoji} on {message} was kept as thanks to {author}. To undo it, remove the emoji. "
        "{author} hears of it once, in private, and a weekly digest may tell it, too."
    )
    first = fill(
        sentence,
        emoji=EmojiSpan(carried[0].emoji) if carried else TextSpan(_("emoji")),
        message=LinkSpan(recognition.permalink, _("this message")),
        author=named(language, names, recognition.recipients),
    )
    buttons = (
        Button(_("Change your words") if recognition.comments else _("Add words"), ADD_WORDS, recognition.id),
        Button(_("Don't keep my reactions"), STOP_REACTIONS, recognition.id),
    )
    return message([Passage((Line(first), *added(language, names, recognition))), Buttons(buttons)])


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
