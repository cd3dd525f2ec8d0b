"""A question about the past as a form, and what is said at its fields."""

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
from bot.domain.values import Values
from bot.domain.visibility import ScopeRefusal
from bot.slack.features.history.query_state import Question
from bot.slack.features.history.views import CHANGE, refused_at_field
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, options

PEOPLE, CIRCLES, CHANNELS, DIRECTION, COUNTERPARTS, VALUES, SINCE, UNTIL, WORDS = (
    *("people", "circles", "channels", "direction", "counterparts", "values"),
    *("since", "until", "words"),
)
"""The fields."""
GIVEN, RECEIVED = "given", "received"
MAX_OPTIONS = 100


def asking(
    language: Language,
    asked: Question,
    values: Values,
    circles: Sequence[tuple[str, str]],
    days: tuple[date | None, date | None],
    context: str,
) -> View:
    """The question as it was asked, to be changed; `context` comes back with it.

    `circles` are those the asker can choose, by value and name; `days` the first and the last one, included.
    """
    _ = language.gettext
    directions = options([(RECEIVED, _("Received")), (GIVEN, _("Given"))])
    users = UserMultiSelectElement(initial_users=list(asked.users))
    channels = ConversationMultiSelectElement(
        initial_conversations=list(asked.channels), filter=ConversationFilter(include=["public", "private"])
    )
    counterparts = UserMultiSelectElement(initial_users=list(asked.counterparts))
    direction = RadioButtonsElement(options=directions, initial_option=directions[asked.given])
    since, until = (DatePickerElement(initial_date=day.isoformat() if day else None) for day in days)
    phrases = " ".join(f"“{unescape(phrase)}”" for phrase in asked.phrases)
    words = PlainTextInputElement(initial_value=phrases or None, max_length=2 * MAX_PHRASES_LENGTH)
    fields = [
        field(
            PEOPLE,
            _("People"),
            users,
            hint=_("Leave it empty to ask about yourself. Others you see if you care for them."),
            is_optional=True,
        ),
        *_several(CIRCLES, _("Circles"), circles, asked.circles),
        field(CHANNELS, _("Channels"), channels, is_optional=True),
        field(DIRECTION, _("Thanks that were"), direction),
        field(
            COUNTERPARTS,
            _("To or from"),
            counterparts,
            hint=_("Only what you gave to these people, or received from them."),
            is_optional=True,
        ),
        *_several(
            VALUES, _("Values"), [(one.key, one.name) for one in values.with_retired.all], asked.values
        ),
        field(SINCE, _("Since"), since, is_optional=True),
        field(UNTIL, _("Until"), until, is_optional=True),
        field(WORDS, _("Words"), words, hint=_("“Several words” are looked for together."), is_optional=True),
    ]
    return form(CHANGE, _("Change the question"), fields, submit=_("Ask"), close=_("Cancel"), context=context)


def _several(
    name: str, label: str, offered: Sequence[tuple[str, str]], chosen: Sequence[str]
) -> list[InputBlock]:
    """A field for several of these; none where there is nothing to choose."""
    if not offered:
        return []
    preferences = options(offered[:MAX_OPTIONS])
    before = [option for option in preferences if option.value in chosen]
    element = StaticMultiSelectElement(options=preferences, initial_options=before or None)
    return [field(name, label, element, is_optional=True)]


def at_field(language: Language, refused: ScopeRefusal) -> dict[str, str]:
    """Why there is no answer, at the field that it is about."""
    name = CHANNELS if refused in (ScopeRefusal.CHANNEL, ScopeRefusal.UNANSWERED) else PEOPLE
    return {name: refused_at_field(language, refused)}


def reversed_dates(language: Language) -> dict[str, str]:
    """The last day is before the first."""
    return {UNTIL: language.gettext("This is before the first day.")}


def nothing_sought(language: Language) -> dict[str, str]:
    """There is no word in what is to be looked for."""
    return {WORDS: language.gettext("There is no letter or digit in it that I could look for.")}


def too_long(language: Language) -> dict[str, str]:
    """More is to be looked for, or asked, than one question holds."""
    return {WORDS: language.gettext("That is a lot for one question. Could you ask about less at once?")}
