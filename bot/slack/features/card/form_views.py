"""The forms of cards: to start or change one, to sign it, and to invite people by name."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DatePickerElement,
    PlainTextInputElement,
    RadioButtonsElement,
    RichTextInputElement,
    StaticMultiSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
)

from bot.domain.calendar import find_zone
from bot.domain.card import (
    MAX_CARD_RECIPIENTS,
    MAX_INVITED,
    MAX_OCCASION_LENGTH,
    Card,
    ClosingTimeError,
    Signature,
)
from bot.domain.ids import UserId
from bot.domain.values import Values
from bot.slack.features.card.views import CHANGE as CHANGE
from bot.slack.features.card.views import INVITE as INVITE
from bot.slack.features.card.views import SIGN as SIGN
from bot.slack.features.card.views import hour_text, place_sentence, recipient_spans
from bot.slack.ui.inline import Names, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, field, form, message_view, options, value_options
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.rich_text_input import FilledText

START = "card-start"
PEOPLE, OCCASION, DAY, AT, PLACE, INVITED = "people", "occasion", "day", "at", "place", "invited"
TEXT, VALUES = "text", "values"
"""The fields."""
IN_CHANNEL, PRIVATELY = "channel", "private"
"""Options of `PLACE`."""


class TypedCard(Struct, frozen=True):
    """What is known of a card when its form opens. `closes_at` is in UTC, `zone` the reader's.

    `place` is None where there is no channel to choose.
    """

    closes_at: datetime
    zone: str
    users: tuple[UserId, ...] = ()
    occasion: str = ""
    place: str | None = None


def build_form(language: Language, typed: TypedCard, context: str) -> View:
    """Build the form that starts a card; it returns `context` on submission."""
    _ = language.gettext
    people = UserMultiSelectElement(
        initial_users=list(typed.users[:MAX_CARD_RECIPIENTS]) or None, max_selected_items=MAX_CARD_RECIPIENTS
    )
    blocks: list[Block] = [
        field(PEOPLE, _("Who is the card for?"), people),
        *_settings_fields(language, typed),
        field(
            INVITED,
            _("Who should sign it?"),
            UserMultiSelectElement(max_selected_items=MAX_INVITED),
            hint=_(
                "I write to them privately. I invite the channel only if nobody the card is for can read it."
            ),
            is_optional=True,
        ),
    ]
    return form(START, _("A card from many"), blocks, submit=_("Start"), close=_("Cancel"), context=context)


def build_change_form(language: Language, typed: TypedCard, context: str) -> View:
    """Build the form that changes an open card."""
    _ = language.gettext
    return form(
        CHANGE,
        _("Change the card"),
        _settings_fields(language, typed),
        submit=_("Save"),
        close=_("Cancel"),
        context=context,
    )


def _settings_fields(language: Language, typed: TypedCard) -> list[Block]:
    _ = language.gettext
    local = typed.closes_at.astimezone(ZoneInfo(find_zone(typed.zone)))
    occasion = PlainTextInputElement(
        initial_value=typed.occasion or None,
        max_length=MAX_OCCASION_LENGTH,
        placeholder=_("for your farewell"),
    )
    fields: list[Block] = [
        field(OCCASION, _("What is it for?"), occasion, is_optional=True),
        field(DAY, _("Until which day?"), DatePickerElement(initial_date=local.strftime("%Y-%m-%d"))),
        field(
            AT,
            _("What time?"),
            TimePickerElement(initial_time=local.strftime("%H:%M")),
            hint=_("The card is given then. Your time zone: {zone}.").format(
                zone=find_zone(typed.zone).replace("_", " ")
            ),
        ),
    ]
    if typed.place is None:
        return fields
    places = options(
        [
            (PRIVATELY, _("In private, to them alone")),
            (IN_CHANNEL, _("In this channel, if they are in it")),
        ]
    )
    chosen = next(option for option in places if option.value == typed.place)
    hint = _("If someone wants to be thanked privately, it's private anyway.")
    radio = RadioButtonsElement(options=places, initial_option=chosen)
    return [*fields, field(PLACE, _("How do they get it?"), radio, hint=hint)]


def build_sign_form(
    language: Language,
    names: Names,
    values: Values,
    card: Card,
    own: Signature | None,
    filled: FilledText | None,
    zone: str,
    context: str,
) -> View:
    """Build the form for the reader's words, filled in with what they wrote before."""
    _ = language.gettext
    about = fill(
        _("For {recipients}. Nobody else can read your words before {hour}."),
        recipients=recipient_spans(language, names, card),
        hour=hour_text(language, card.settings.closes_at, zone),
    )
    text = RichTextInputElement(
        initial_value=filled.block if filled else None,
        focus_on_load=True,
    )
    spans = (*about, TextSpan(" "), *place_sentence(language, card))
    blocks: list[Block] = [
        ContextBlock(elements=[text_object(spans)]),
        field(TEXT, _("Your words"), text),
        *_value_fields(language, values, own.values if own else ()),
    ]
    return form(SIGN, _("Sign the card"), blocks, submit=_("Sign"), close=_("Cancel"), context=context)


def _value_fields(language: Language, values: Values, chosen: Collection[str]) -> list[Block]:
    value_choices = value_options(language, values.all)
    if not value_choices:
        return []
    initial = [option for option in value_choices if option.value in chosen]
    element = StaticMultiSelectElement(options=value_choices, initial_options=initial or None)
    return [field(VALUES, language.gettext("What did they show?"), element, is_optional=True)]


def build_invitation_form(language: Language, context: str) -> View:
    """Build the form that invites people by name."""
    _ = language.gettext
    people = UserMultiSelectElement(max_selected_items=MAX_INVITED)
    hint = _("I write to each of them privately, once.")
    return form(
        INVITE,
        _("Invite people"),
        [field(INVITED, _("Who should sign it?"), people, hint=hint)],
        submit=_("Invite"),
        close=_("Cancel"),
        context=context,
    )


def closing_time_error(language: Language, error: ClosingTimeError | None) -> dict[str, str]:
    """Return the field error for an hour that a card can't have, or for none at all."""
    _ = language.gettext
    match error:
        case ClosingTimeError.PAST:
            return {AT: _("That is over already. When should the card be given?")}
        case ClosingTimeError.TOO_FAR:
            return {DAY: _("That is more than half a year ahead. Could it be sooner?")}
        case None:
            return {AT: _("What time should I give the card?")}


def build_answer_view(language: Language, answer: Message) -> View:
    """Show an answer in the form's place, without its buttons, which don't work there."""
    blocks = [block for block in answer["blocks"] if block["type"] != "actions"]
    return message_view(
        language.gettext("A card from many"), {"blocks": blocks}, close=language.gettext("Close")
    )


def text_error(sentence: str) -> Mapping[str, str]:
    """Return an error at the field for the words."""
    return {TEXT: sentence}
