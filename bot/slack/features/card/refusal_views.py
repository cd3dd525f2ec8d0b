"""Why a card is not started, signed or changed."""

from bot.domain.card import MAX_CARD_RECIPIENTS, MAX_OPEN_CARDS, CardRefusal
from bot.slack.ui.inline import Names, Spans, fill, join_user_names, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.usecases.cards import RefusedCard


def example_message(language: Language) -> Message:
    """Show how a card is typed where no form can open."""
    sentence = language.gettext("I couldn't tell who the card is for, or until when. {example} works.")
    example = slash_command(language, "card @maya until friday 16:00 for your farewell")
    return build_message([line(fill(sentence, example=example))])


def refused_message(language: Language, names: Names, refused: RefusedCard) -> Message:
    """Say why no card was started."""
    return build_message([line(refused_spans(language, names, refused))])


def refused_spans(language: Language, names: Names, refused: RefusedCard) -> Spans:
    """Say why no card was started."""
    _ = language.gettext
    match refused.reason:
        case CardRefusal.TOO_MANY_CARDS:
            sentence = _("You have {most} open cards, so I didn't start another. {command} lists them.")
        case CardRefusal.TOO_MANY_RECIPIENTS:
            sentence = _("A card can be for up to {people_limit} people, so nothing was started.")
        case _ if refused.excluded:
            sentence = _("I can't give a card to {people}, so nothing was started.")
        case _:
            sentence = _("Who is the card for? Nothing was started yet.")
    return fill(
        sentence,
        most=str(MAX_OPEN_CARDS),
        people_limit=str(MAX_CARD_RECIPIENTS),
        people=join_user_names(language, names, refused.excluded) if refused.excluded else "",
        command=slash_command(language, "cards"),
    )


def signing_refusal_message(language: Language, refusal: CardRefusal) -> Message:
    """Say why the reader can't sign a card. A recipient learns nothing of it."""
    return build_message([line(fill(signing_refusal_sentence(language, refusal)))])


def signing_refusal_sentence(language: Language, refusal: CardRefusal) -> str:
    """Say why the reader can't sign a card."""
    _ = language.gettext
    match refusal:
        case CardRefusal.RECIPIENT:
            return _("This one isn't for you to sign. Please leave it to the others.")
        case CardRefusal.STRANGER:
            return _("Only people of this workspace can sign it.")
        case _:
            return _("This card is closed, so it can't be signed any longer.")


def closed_sentence(language: Language) -> str:
    """Say that a card can no longer be changed."""
    return language.gettext("This card is closed, or isn't yours, so nothing was changed.")
