"""Messages about cards to others: invitations to sign, and notices of a card that is not given."""

from bot.domain.card import CardEnd
from bot.domain.card_messages import CardNews
from bot.slack.features.card.views import (
    hour_text,
    occasion_parts,
    own_words,
    place_sentence,
    recipient_spans,
    sign_button,
    starter_buttons,
)
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    slash_command,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Buttons, Line, NoteLine, Part, Passage, Quote
from bot.usecases.card_contents import CardInvitationContent, CardNoticeContent


def build_invitation(language: Language, names: Names, content: CardInvitationContent, zone: str) -> Message:
    """Invite a channel or one colleague to sign a card; say so if it has ended.

    `zone` is the reader's; "" for a channel.
    """
    _ = language.gettext
    card = content.card
    recipients = recipient_spans(language, names, card)
    if card.end is CardEnd.GIVEN:
        sentence = _("The card for {recipients} was given. Thank you to everyone who signed it.")
        return build_message([line(fill(sentence, recipients=recipients))])
    if not (card.is_open and card.recipients):
        return build_message([line(fill(_("This card is closed.")))])
    first = fill(
        _("{person} is collecting words for {recipients}, for one card from many."),
        person=address_user(language, names, card.starter),
        recipients=recipients,
    )
    until = fill(
        _("Add yours until {hour}. Nobody else can read them before."),
        hour=hour_text(
            language, card.settings.closes_at, zone or card.settings.zone, with_zone=content.is_for_channel
        ),
    )
    about = (*until, TextSpan(" "), *place_sentence(language, card))
    parts: list[Part] = [
        line(capitalize_start(language, first)),
        *occasion_parts(language, card),
        line(about),
    ]
    surprise = NoteLine(fill(_("It's a surprise, so please don't mention it.")))
    return build_message([*parts, Buttons((sign_button(language, card),)), surprise])


def build_notice(language: Language, names: Names, content: CardNoticeContent) -> Message:
    """Notify a starter or signer that a card is not given as they expect."""
    _ = language.gettext
    card = content.card
    sentence = {
        CardNews.CANCELLED: _("The card for {recipients} was cancelled, so nobody read what you wrote."),
        CardNews.UNSIGNED: _(
            "Nobody signed the card for {recipients}, so nothing was sent. Perhaps a few words of your own?"
        ),
        CardNews.UNDELIVERABLE: _("I can no longer give the card for {recipients}, so nobody read it."),
        CardNews.NOT_POSTED: _(
            "I couldn't invite people in {channel} to the card for {recipients}. Please invite them by name."
        ),
        CardNews.RECIPIENT_JOINED: _(
            "To keep the card for {recipients} a surprise, I removed its invitation from {channel}, which "
            "they can read now. Every signature stays. Please invite others by name."
        ),
        CardNews.MADE_PRIVATE: _("I gave the card for {recipients} in private, and not in {channel}."),
        CardNews.NOT_DELIVERED: _(
            "I couldn't write to everyone the card is for ({recipients}). They find the words in {history}."
        ),
    }[content.news]
    first = fill(
        sentence,
        recipients=recipient_spans(language, names, card),
        channel=ChannelSpan(card.channel),
        history=slash_command(language, "history"),
    )
    lines: list[Line | Quote] = [Line(capitalize_start(language, first))]
    if content.own:
        lines += own_words(language, names, content.own)
    parts: list[Part] = [Passage(tuple(lines))]
    if content.news in (CardNews.NOT_POSTED, CardNews.RECIPIENT_JOINED) and card.is_open:
        parts.append(starter_buttons(language, card))
    return build_message(parts)
