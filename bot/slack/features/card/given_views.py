"""A card that was given: its message, and all of it page by page in a form."""

from collections.abc import Sequence

from msgspec import Struct

from bot.domain.digest_choice import MAX_EXCERPT
from bot.domain.ids import NO_USER
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.card.page_cursor import CardPage
from bot.slack.features.card.views import occasion_parts, recipient_spans
from bot.slack.ui.excerpts import build_excerpt
from bot.slack.ui.inline import (
    EmojiSpan,
    Names,
    Spans,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    join_mentions,
    join_user_names,
    plain_text,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, message_view
from bot.slack.ui.parts import Button, Buttons, Heading, Line, NoteLine, Part, Passage, Quote
from bot.slack.ui.sizes import (
    MAX_COUNTED,
    count_paragraph,
    count_part,
    count_parts,
    split_paragraphs,
    take_paragraphs,
)
from bot.usecases.card_contents import CardContent

READ, TURN, TAKE_DOWN = "card-read", "card-page", "card-take-down"
"""Actions: the first two carry a page, the last one the card's id."""
MAX_SHOWN = 30
"""Signatures that the message shows, each in a block; the form has all of them."""
MAX_PAGE = 4_000
"""Counted characters of a page."""
MAX_PASSAGES = 40
"""Signatures on one page."""


def build_card(
    language: Language, names: Names, values: Values, content: CardContent, room: int = MAX_COUNTED
) -> Message:
    """Build a card, with as many of its words as fit into `room` counted characters, and at least one."""
    _ = language.gettext
    card = content.card
    recipients = recipient_spans(language, names, card)
    is_private = content.reader != NO_USER
    title = fill(_("A card for you") if is_private else _("A card for {recipients}"), recipients=recipients)
    opening = (
        fill(_("Your colleagues wrote this for you."))
        if is_private
        else fill(
            _("{recipients}, your colleagues wrote this for you."),
            recipients=_join_recipients(language, content),
        )
    )
    heading: list[Part] = [Heading(plain_text(title)), line(opening), *occasion_parts(language, card)]
    starter = fill(_("{person} started this card."), person=address_user(language, names, card.starter))
    note = capitalize_start(language, starter)
    if is_private:
        found = fill(
            _("You find these words again with {command}."), command=slash_command(language, "history")
        )
        note = (*note, TextSpan(" "), *found)
    read_all = Button(_("Read all"), READ, CardPage(card.id).as_value())
    take_down = () if is_private else (_take_down_button(language, content),)
    ending: list[Part] = [Buttons((read_all, *take_down)), NoteLine(note)]
    room -= count_parts([*heading, *ending])
    shown, is_all = _fit_signatures(language, names, values, content.recognitions, room)
    buttons = take_down if is_all else (read_all, *take_down)
    end: list[Part] = [*([Buttons(buttons)] if buttons else []), NoteLine(note)]
    return build_message([*heading, *shown, *end])


def _join_recipients(language: Language, content: CardContent) -> Spans:
    """Mention the recipients, as far as a channel may see them: they learn of it now."""
    visible = {user for one in content.recognitions for user in one.recipients}
    return join_mentions(language, sorted(visible))


def _take_down_button(language: Language, content: CardContent) -> Button:
    _ = language.gettext
    confirm = (
        _("Take the card down?"),
        _("Only the people it is for can do this. The words then disappear here and from your history."),
        _("Take it down"),
        _("Leave it as it is"),
    )
    return Button(_("Take it down"), TAKE_DOWN, content.card.id, confirm=confirm)


def _fit_signatures(
    language: Language,
    names: Names,
    values: Values,
    recognitions: Sequence[RecognitionView],
    room: int,
) -> tuple[list[Part], bool]:
    """Return the signatures that fit, and whether they are all, each whole."""
    parts: list[Part] = []
    is_all = True
    # Few signatures are shown whole; of many, each has as much room as the others.
    share = max(room // max(len(recognitions), 1) - 120, MAX_EXCERPT)
    for recognition in recognitions[:MAX_SHOWN]:
        text = text_spans(language, names, recognition.text)
        excerpt = build_excerpt(text, share)
        quoted = text if excerpt.is_whole or len(plain_text(text)) <= share else excerpt.spans
        part = Passage((_signer_line(language, names, values, recognition), Quote(quoted)))
        room -= count_part(part)
        if parts and room < 0:
            return parts, False
        is_all = is_all and quoted is text
        parts.append(part)
    return parts, is_all and len(parts) == len(recognitions)


def _signer_line(language: Language, names: Names, values: Values, recognition: RecognitionView) -> Line:
    """Return a signer's name with the emoji of their values."""
    name = plain_text(join_user_names(language, names, recognition.givers))
    signs = [
        span
        for value in values.sort_keys(recognition.values)
        for span in (TextSpan(" "), EmojiSpan(value.emoji))
    ]
    return Line(capitalize_start(language, (TextSpan(name, bold=True), *signs)))


def build_form(language: Language, page: Message) -> View:
    """Build the form around a page."""
    return message_view(language.gettext("The card"), page, close=language.gettext("Close"))


def unavailable_message(language: Language) -> Message:
    """Say that the card is gone, or that the reader may not see it."""
    return build_message([line(fill(language.gettext("This card has nothing more that I can show here.")))])


def taken_down_message(language: Language, *, is_done: bool) -> Message:
    """Confirm that a recipient took the card down, or say that only they can."""
    _ = language.gettext
    sentence = (
        _("It's taken down, and the words are no longer in your history.")
        if is_done
        else _("Only the people the card is for can take it down.")
    )
    return build_message([line(fill(sentence))])


class _PageParts(Struct, frozen=True):
    """Signatures as blocks, as far as they fit; `next` is the page after them, None at the end."""

    parts: list[Part]
    next: CardPage | None = None


def build_page(
    language: Language, names: Names, values: Values, content: CardContent, page: CardPage
) -> Message:
    """Build a page of a card: what comes after the page's position."""
    _ = language.gettext
    title = line(
        fill(_("A card for {recipients}"), recipients=recipient_spans(language, names, content.card))
    )
    fitting = _fit_page(language, names, values, content, page)
    buttons = []
    if page.after:
        buttons.append(Button(_("From the start"), f"{TURN}:start", CardPage(page.card).as_value()))
    if fitting.next:
        buttons.append(Button(_("Read on"), f"{TURN}:next", fitting.next.as_value()))
    parts: list[Part] = [title, *fitting.parts]
    if not fitting.parts:
        parts.append(line(fill(_("That was all of it."))))
    return build_message([*parts, Buttons(tuple(buttons))] if buttons else parts)


def _fit_page(
    language: Language, names: Names, values: Values, content: CardContent, page: CardPage
) -> _PageParts:
    """Fill a page; one signature is cut if it is too long, and continues on the next page."""
    parts: list[Part] = []
    room, last = MAX_PAGE, page
    for recognition in content.recognitions:
        is_rest = recognition.id == page.after and page.paragraphs > 0
        if page.after and recognition.id <= page.after and not is_rest:
            continue
        begin = page.paragraphs if is_rest else 0
        quote = Quote(text_spans(language, names, recognition.text))
        paragraphs = split_paragraphs([_signer_line(language, names, values, recognition), quote])[begin:]
        fitting = take_paragraphs(paragraphs, room)
        if len(parts) == MAX_PASSAGES or (parts and len(fitting) < len(paragraphs)):
            return _PageParts(parts, last)
        if len(fitting) < len(paragraphs):
            # A page without words would end the reading.
            fitting = fitting or paragraphs[:1]
            rest = page.after_signature(recognition.id, begin + len(fitting))
            return _PageParts([Passage(tuple(fitting))], rest)
        parts.append(Passage(tuple(paragraphs)))
        room -= sum(map(count_paragraph, paragraphs))
        last = page.after_signature(recognition.id)
    return _PageParts(parts)
