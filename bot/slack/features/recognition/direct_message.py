"""Direct messages about recognitions."""

from bot.domain.formatting import PLAIN
from bot.domain.recognition import Credit, RecognitionView
from bot.domain.values import Values
from bot.domain.visibility import ThanksPreference
from bot.slack.features.endorsement.comment_views import COMMENT
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.recognition.recipient_views import (
    SHARE,
    TAKE_DOWN,
    build_menu,
    is_shareable,
    reply_button,
)
from bot.slack.ui.inline import (
    ChannelSpan,
    EmojiSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_user_names,
    plain_text,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Heading, Line, Part, Passage, Quote
from bot.slack.ui.phrases import (
    comment_lines,
    credit_lines,
    recipient_names,
    value_names,
)
from bot.usecases.message_contents import DirectMessageContent

PUBLICLY = "publicly"
PRIVATELY_HERE = "privately-here"
"""Options of the menu of a direct message, which then shows what was chosen."""
MAX_HEADING = 150
"""Characters of a header block (https://docs.slack.dev/reference/block-kit/blocks/header-block)."""
STOP_REACTIONS = "stop-reactions"
KEEP_REACTIONS = "keep-reactions"


def build_direct_message(
    language: Language, names: Names, values: Values, content: DirectMessageContent
) -> Message:
    """Render a recognition for one of its recipients: the words first, then who wrote them and where.

    The top-level text, which is also the notification, names the giver before it quotes.
    """
    recognition = content.recognition
    quote = Quote(text_spans(language, names, recognition.text))
    others = [credit for credit in recognition.credits if credit.to != content.reader]
    parts: list[Part] = [
        *(Passage(tuple(credit_lines(language, names, credit, content.reader))) for credit in others),
        *open_to_leads_views.access_parts(language, content.leads),
        *([_preference_note(language, content.preference)] if content.is_first else []),
        _action_buttons(language, names, content),
    ]
    credit = next((credit_ for credit_ in recognition.credits if credit_.to == content.reader), None)
    if credit:
        return build_message([*_shared_parts(language, names, values, content, credit), *parts])
    first = _thanks_sentence(language, names, recognition)
    details = _detail_spans(language, values, recognition)
    after = [line(details[1:])] if details else []
    spoken = Passage((Line((*first, TextSpan(":"))), quote))
    return build_message(
        [_text_part(quote), line((*first, *details)), *parts], spoken=[spoken, *after, *parts]
    )


def _text_part(quote: Quote) -> Part:
    """Return the text as a heading if it can show all of it, otherwise as a quote."""
    is_plain = all(
        isinstance(span, EmojiSpan) or (isinstance(span, TextSpan) and span.style == PLAIN)
        for span in quote.spans
    )
    text = plain_text(quote.spans)
    return Heading(text) if is_plain and len(text) <= MAX_HEADING and "\n" not in text else Passage((quote,))


def _thanks_sentence(language: Language, names: Names, recognition: RecognitionView) -> Spans:
    """Return who thanked the reader and where, without a full stop."""
    _ = language.gettext
    if recognition.is_private:
        sentence = _("{giver} thanked you privately")
    elif recognition.permalink:
        sentence = _("{giver} thanked you in {channel}")
    else:
        sentence = _("{giver} thanked you")
    givers = join_user_names(language, names, recognition.givers)
    return capitalize_start(language, fill(sentence, giver=givers, channel=ChannelSpan(recognition.channel)))


def _detail_spans(language: Language, values: Values, recognition: RecognitionView) -> Spans:
    """Return the values and the link to the shout-out, a dot before each."""
    details: list[Spans] = []
    if carried := values.sort_keys(recognition.values):
        details.append(value_names(language, carried))
    if recognition.permalink and not recognition.is_private:
        details.append((LinkSpan(recognition.permalink, language.gettext("see it")),))
    return tuple(span for spans in details for span in (TextSpan(" · "), *spans))


def _shared_parts(
    language: Language, names: Names, values: Values, content: DirectMessageContent, credit: Credit
) -> list[Part]:
    """Return who shared a recognition with the reader, and that recognition."""
    _ = language.gettext
    recognition = content.recognition
    by = fill(_("{person} shares a thanks with you:"), person=join_user_names(language, names, [credit.by]))
    first = fill(
        _("{givers} thanked {recipients}:"),
        givers=join_user_names(language, names, recognition.givers),
        recipients=recipient_names(language, names, recognition, content.reader),
    )
    reason = [Quote(text_spans(language, names, credit.text))] if credit.text else []
    details = _detail_spans(language, values, recognition)[1:]
    return [
        Passage((Line(capitalize_start(language, by)), *reason)),
        Passage(
            (Line(capitalize_start(language, first)), Quote(text_spans(language, names, recognition.text)))
        ),
        *([line(details)] if details else []),
    ]


def _preference_note(language: Language, preference: ThanksPreference) -> Passage:
    """Return how the reader is thanked, by their `preference`, and where to change it."""
    _ = language.gettext
    if preference is ThanksPreference.PUBLICLY:
        explanation = _(
            "I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI. "
            "You choose how you are thanked. {privacy} has all your choices."
        )
    else:
        explanation = _("From now on, thanks reach you in private. No channel and no digest will show them.")
    return line(fill(explanation, privacy=slash_command(language, "privacy")))


def _action_buttons(language: Language, names: Names, content: DirectMessageContent) -> Buttons:
    """Return what the reader can do: the reply as a button, everything else in the menu."""
    _ = language.gettext
    recognition = content.recognition
    has_replied = any(reply.by == content.reader for reply in recognition.replies)
    menu_items = [(_("Share the credit …"), SHARE)] if is_shareable(recognition) else []
    menu_items += open_to_leads_views.menu_options(language, content.leads)
    menu_items.append((_("Take it down …"), TAKE_DOWN))
    if content.preference is ThanksPreference.PUBLICLY:
        menu_items.append((_("Privately from now on"), PRIVATELY_HERE))
    else:
        menu_items.append((_("Publicly again"), PUBLICLY))
    reply = () if has_replied else (reply_button(language, names, recognition),)
    return Buttons(reply, build_menu(recognition, menu_items))


def taken_down_message(language: Language) -> Message:
    """Confirm to a recipient that a recognition was taken down."""
    return build_message([line(fill(language.gettext("Taken down. It no longer shows as a thanks to you.")))])


def withdrawn_message(language: Language) -> Message:
    """Say that the recognition was withdrawn, and that the reader's choice is saved."""
    sentence = language.gettext("This thanks was taken back meanwhile. Your choice is saved.")
    return build_message([line(fill(sentence))])


def reaction_explanation(
    language: Language, names: Names, values: Values, recognition: RecognitionView
) -> Message:
    """Explain reactions to the giver of a first recognition by emoji."""
    _ = language.gettext
    carried = values.sort_keys(recognition.values)
    if recognition.is_private:
        sentence = _(
            "Your {emoji} on {message} thanks {author}. To undo it, remove the emoji. {author} gets one "
            "private message about it, and no one else sees it."
        )
    else:
        sentence = _(
            "Your {emoji} on {message} thanks {author}. To undo it, remove the emoji. {author} gets one "
            "private message about it, and a weekly digest may show it."
        )
    first = fill(
        sentence,
        emoji=EmojiSpan(carried[0].emoji) if carried else TextSpan(_("emoji")),
        message=LinkSpan(recognition.permalink, _("this message")),
        author=join_user_names(language, names, recognition.recipients),
    )
    buttons = (
        Button(_("Change your words") if recognition.comments else _("Add words"), COMMENT, recognition.id),
        Button(_("Don't keep my reactions"), STOP_REACTIONS, recognition.id),
    )
    return build_message(
        [Passage((Line(first), *comment_lines(language, names, recognition))), Buttons(buttons)]
    )


def reaction_choice_message(language: Language, *, is_on: bool) -> Message:
    """Confirm whether the reader's reactions count as recognitions."""
    _ = language.gettext
    if is_on:
        sentence = _("Your reactions are kept as thanks again.")
        button = Button(_("Don't keep my reactions"), STOP_REACTIONS, "reactions")
    else:
        sentence = _(
            "Your reactions are just reactions from now on. What was kept before stays until you remove it."
        )
        button = Button(_("Keep my reactions"), KEEP_REACTIONS, "reactions")
    return build_message([line(fill(sentence)), Buttons((button,))])
