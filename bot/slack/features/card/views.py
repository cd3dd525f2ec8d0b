"""Cards until their hour: what starters and signers read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import find_zone
from bot.domain.card import (
    Announcement,
    Card,
    Signature,
)
from bot.domain.ids import UserId
from bot.slack.features.card import refusal_views
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_user_names,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, NoteLine, Part, Passage, Quote
from bot.usecases.cards import OpenCard, StartedCard

SIGN, UNSIGN, INVITE = "card-sign", "card-unsign", "card-invite"
CHANGE, CANCEL = "card-change", "card-cancel"
"""The actions of buttons; their value is the card's id."""
MAX_LISTED = 10
"""Cards that one message lists: each takes three blocks."""


def recipient_spans(language: Language, names: Names, card: Card) -> Spans:
    """Join the names of a card's recipients as plain text: a mention would end the surprise."""
    if not card.recipients:
        return (TextSpan(language.gettext("someone")),)
    return join_user_names(language, names, card.recipients)


def hour_text(language: Language, moment: datetime, zone: str, *, with_zone: bool = False) -> str:
    """Return a moment in a zone: "Friday, 27 Nov 2026, 16:00", perhaps with the zone's name."""
    home = find_zone(zone)
    local = moment.astimezone(ZoneInfo(home))
    day = language.weekdays()[local.weekday()]
    text = f"{day}, {language.date(moment, home)}, {local:%H:%M}"
    return f"{text} ({home.replace('_', ' ')})" if with_zone else text


def place_sentence(language: Language, card: Card) -> Spans:
    """Say who will read the card."""
    _ = language.gettext
    if card.is_in_channel:
        return fill(_("Then everyone in {channel} can read it."), channel=ChannelSpan(card.channel))
    return fill(_("It's given in private: only the people it's for will read it."))


def occasion_parts(language: Language, card: Card) -> list[Part]:
    """Quote the occasion, if the starter named one."""
    if not card.settings.occasion:
        return []
    return [Passage((Quote((TextSpan(card.settings.occasion),)),))]


def starter_buttons(language: Language, card: Card, *, has_signed: bool = False) -> Buttons:
    """Return what the starter of an open card can do."""
    _ = language.gettext
    confirm = (
        _("Cancel the card?"),
        _("Nobody will read what was written on it. I let the people know who signed it."),
        _("Cancel the card"),
        _("Keep it"),
    )
    return Buttons(
        (
            sign_button(language, card, has_signed=has_signed),
            Button(_("Invite people"), INVITE, card.id),
            Button(_("Change"), CHANGE, card.id),
            Button(_("Cancel the card"), CANCEL, card.id, confirm=confirm),
        )
    )


def sign_button(language: Language, card: Card, *, has_signed: bool = False) -> Button:
    """Return the button that opens the form for the reader's words."""
    _ = language.gettext
    label = _("Change your words") if has_signed else _("Add your words")
    return Button(label, SIGN, card.id, style=None if has_signed else "primary")


def started_message(language: Language, names: Names, started: StartedCard, zone: str) -> Message:
    """Confirm a new card to its starter, and say how people learn of it."""
    _ = language.gettext
    card = started.card
    recipients = recipient_spans(language, names, card)
    hour = hour_text(language, card.settings.closes_at, zone)
    if not started.is_new:
        sentence = _(
            "There is a card for {recipients} here already, until {hour}. You can add your words to it."
        )
        there = line(fill(sentence, recipients=recipients, hour=hour))
        return build_message([there, Buttons((sign_button(language, card),))])
    first = fill(
        _("Your card for {recipients} can be signed until {hour}."), recipients=recipients, hour=hour
    )
    parts: list[Part] = [line((*first, TextSpan(" "), *place_sentence(language, card)))]
    parts += occasion_parts(language, card)
    parts.append(line(_announcement_sentence(language, recipients, started)))
    if started.excluded:
        parts.append(line(_excluded_sentence(language, names, started.excluded)))
    if started.not_invited:
        parts.append(line(_not_invited_sentence(language, names, started.not_invited)))
    parts.append(starter_buttons(language, card))
    list_command = slash_command(language, "cards")
    note = _("{command} shows you who signed, but not what they wrote.")
    return build_message([*parts, NoteLine(fill(note, command=list_command))])


def _announcement_sentence(language: Language, recipients: Spans, started: StartedCard) -> Spans:
    _ = language.gettext
    sentence = {
        Announcement.POSTED: _("I've invited everyone in {channel} to sign it."),
        Announcement.RECIPIENT_READS: _(
            "{recipients} can read {channel}, so I don't invite anyone there. Please invite people by name: "
            "nobody else sees it."
        ),
        Announcement.CANNOT_POST: _("I can't post in this channel. Please invite people by name."),
        Announcement.NO_CHANNEL: _("Please invite people by name: nobody else sees it."),
    }[started.announcement]
    return capitalize_start(
        language, fill(sentence, recipients=recipients, channel=ChannelSpan(started.card.channel))
    )


def _excluded_sentence(language: Language, names: Names, excluded: Collection[UserId]) -> Spans:
    sentence = language.gettext("I can't give a card to {people}, so I left them out.")
    return fill(sentence, people=join_user_names(language, names, excluded))


def _not_invited_sentence(language: Language, names: Names, users: Collection[UserId]) -> Spans:
    sentence = language.gettext("I couldn't invite {people}. Perhaps ask them yourself?")
    return fill(sentence, people=join_user_names(language, names, users))


def signed_message(language: Language, names: Names, signed: OpenCard, zone: str) -> Message:
    """Confirm a signature to its writer."""
    _ = language.gettext
    card = signed.card
    sentence = _("Your words are on the card for {recipients}. Nobody else can read them before {hour}.")
    first = fill(
        sentence,
        recipients=recipient_spans(language, names, card),
        hour=hour_text(language, card.settings.closes_at, zone),
    )
    buttons = (
        sign_button(language, card, has_signed=True),
        Button(_("Remove your words"), UNSIGN, card.id),
    )
    spans = (*first, TextSpan(" "), *place_sentence(language, card))
    return build_message([line(spans), Buttons(buttons)])


def removed_message(language: Language, *, was_there: bool) -> Message:
    """Say that the reader's words are no longer on the card."""
    _ = language.gettext
    sentence = (
        _("Your words are off the card, and nobody has read them.")
        if was_there
        else _("There are no words of yours on this card that I could remove.")
    )
    return build_message([line(fill(sentence))])


def invited_message(
    language: Language, names: Names, invited: OpenCard, not_invited: Sequence[UserId], zone: str
) -> Message:
    """Confirm that people were invited by name."""
    sentence = language.gettext("I've invited them to the card for {recipients}, until {hour}.")
    first = fill(
        sentence,
        recipients=recipient_spans(language, names, invited.card),
        hour=hour_text(language, invited.card.settings.closes_at, zone),
    )
    parts: list[Part] = [line(first)]
    if not_invited:
        parts.append(line(_not_invited_sentence(language, names, not_invited)))
    return build_message(
        [*parts, starter_buttons(language, invited.card, has_signed=bool(invited.signature))]
    )


def changed_message(language: Language, names: Names, changed: OpenCard, zone: str) -> Message:
    """Confirm to the starter how the card is now."""
    return build_message(_card_parts(language, names, changed, zone))


def list_message(language: Language, names: Names, cards: Sequence[OpenCard], zone: str) -> Message:
    """List the reader's open cards."""
    _ = language.gettext
    if not cards:
        sentence = _("You have no open cards. {command} starts one for a colleague.")
        return build_message([line(fill(sentence, command=slash_command(language, "card")))])
    return build_message(
        [part for card in cards[:MAX_LISTED] for part in _card_parts(language, names, card, zone)]
    )


def _card_parts(language: Language, names: Names, shown: OpenCard, zone: str) -> list[Part]:
    """Describe an open card to a user: its starter reads who signed, and each signer their own words."""
    _ = language.gettext
    card = shown.card
    first = fill(
        _("A card for {recipients}, until {hour}."),
        recipients=recipient_spans(language, names, card),
        hour=hour_text(language, card.settings.closes_at, zone),
    )
    lines: list[Line | Quote] = [Line((*first, TextSpan(" "), *place_sentence(language, card)))]
    if card.settings.occasion:
        lines.append(Quote((TextSpan(card.settings.occasion),)))
    if shown.signers:
        signed = _("Signed by {people}.")
        lines.append(Line(fill(signed, people=join_user_names(language, names, shown.signers))))
    elif shown.signers is not None:
        lines.append(Line(fill(_("Nobody has signed it yet."))))
    if shown.signature:
        lines += own_words(language, names, shown.signature)
    has_signed = shown.signature is not None
    if shown.signers is not None:
        buttons = starter_buttons(language, card, has_signed=has_signed)
    else:
        remove = (Button(_("Remove your words"), UNSIGN, card.id),) if has_signed else ()
        buttons = Buttons((sign_button(language, card, has_signed=has_signed), *remove))
    return [Passage(tuple(lines)), buttons]


def own_words(language: Language, names: Names, own: Signature) -> list[Line | Quote]:
    """Quote the reader's own words."""
    return [Line(fill(language.gettext("Your words:"))), Quote(text_spans(language, names, own.text))]


def cancelled_message(language: Language, names: Names, card: Card | None) -> Message:
    """Confirm that a card is cancelled, or say that it can't be."""
    _ = language.gettext
    if card is None:
        return build_message([line(fill(refusal_views.closed_sentence(language)))])
    sentence = _("The card for {recipients} is cancelled. Nobody reads what was written on it.")
    return build_message([line(fill(sentence, recipients=recipient_spans(language, names, card)))])
