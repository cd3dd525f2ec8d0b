"""The form of a question about the past, and its errors."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationMultiSelectElement,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    UserMultiSelectElement,
)

from bot.domain.commands.history import MAX_PHRASES_LENGTH
from bot.domain.mentions import unescape
from bot.domain.scopes import ScopeRefusal
from bot.domain.values import Values
from bot.slack.features.history.query_state import HistoryQuestion
from bot.slack.features.history.views import CHANGE, refusal_sentence
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, options
from bot.slack.ui.value_translations import translate_each

PEOPLE, CIRCLES, CHANNELS, DIRECTION, COUNTERPARTS, VALUES, SINCE, UNTIL, PHRASES = (
    *("people", "circles", "channels", "direction", "counterparts", "values"),
    *("since", "until", "phrases"),
)
"""The fields."""
GIVEN, RECEIVED = "given", "received"
MAX_OPTIONS = 100


def build_form(
    language: Language,
    asked_question: HistoryQuestion,
    values: Values,
    circles: Sequence[tuple[str, str]],
    days: tuple[date | None, date | None],
    context: str,
) -> View:
    """Build the form, filled in with the question; it returns `context` on submission.

    `circles` are those the reader can choose, by value and name; `days` the first and the last, included.
    """
    _ = language.gettext
    directions = options([(RECEIVED, _("Received")), (GIVEN, _("Given"))])
    users = UserMultiSelectElement(initial_users=list(asked_question.users))
    channels = ConversationMultiSelectElement(
        initial_conversations=list(asked_question.channels),
        filter=ConversationFilter(include=["public", "private"]),
    )
    counterparts = UserMultiSelectElement(initial_users=list(asked_question.counterparts))
    direction = RadioButtonsElement(options=directions, initial_option=directions[asked_question.given])
    since, until = (DatePickerElement(initial_date=day.isoformat() if day else None) for day in days)
    phrases = " ".join(f"“{unescape(phrase)}”" for phrase in asked_question.phrases)
    phrases_input = PlainTextInputElement(initial_value=phrases or None, max_length=2 * MAX_PHRASES_LENGTH)
    fields = [
        field(
            PEOPLE,
            _("People"),
            users,
            hint=_("Leave it empty to ask about yourself. Others you see if you care for them."),
            is_optional=True,
        ),
        *_multi_select(CIRCLES, _("Circles"), circles, asked_question.circles),
        field(CHANNELS, _("Channels"), channels, is_optional=True),
        field(DIRECTION, _("Thanks that were"), direction),
        field(
            COUNTERPARTS,
            _("To or from"),
            counterparts,
            hint=_("Only what you gave to these people, or received from them."),
            is_optional=True,
        ),
        *_multi_select(
            VALUES,
            _("Values"),
            [(value.key, value.name) for value in translate_each(language, values.with_retired.all)],
            asked_question.values,
        ),
        field(SINCE, _("Since"), since, is_optional=True),
        field(UNTIL, _("Until"), until, is_optional=True),
        field(
            PHRASES,
            _("Words"),
            phrases_input,
            hint=_("“Several words” are looked for together."),
            is_optional=True,
        ),
    ]
    return form(CHANGE, _("Change the question"), fields, submit=_("Ask"), close=_("Cancel"), context=context)


def _multi_select(
    name: str, label: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str]
) -> list[InputBlock]:
    """Return a field to choose several of these; none if there is nothing to choose."""
    if not choices:
        return []
    select_options = options(choices[:MAX_OPTIONS])
    before = [option for option in select_options if option.value in chosen]
    element = StaticMultiSelectElement(options=select_options, initial_options=before or None)
    return [field(name, label, element, is_optional=True)]


def refusal_error(language: Language, refused: ScopeRefusal) -> dict[str, str]:
    """Say why there is no answer, at the field that it is about."""
    name = CHANNELS if refused in (ScopeRefusal.CHANNEL, ScopeRefusal.UNANSWERED) else PEOPLE
    return {name: refusal_sentence(language, refused)}


def reversed_dates_error(language: Language) -> dict[str, str]:
    """Return the field error if the last day is before the first."""
    return {UNTIL: language.gettext("This is before the first day.")}


def no_words_error(language: Language) -> dict[str, str]:
    """Return the field error if there is no word to search for."""
    return {PHRASES: language.gettext("There is no letter or digit in it that I could look for.")}


def too_long_error(language: Language) -> dict[str, str]:
    """Return the field error if the question is too long."""
    return {PHRASES: language.gettext("That is a lot for one question. Could you ask about less at once?")}
