"""Giving a recognition by form: its fields and its errors."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    PlainTextObject,
    RadioButtonsElement,
    RichTextInputElement,
    StaticMultiSelectElement,
    UserMultiSelectElement,
)

from bot.domain.ids import NO_CHANNEL, ChannelId
from bot.domain.message_text import MAX_TEXT_LENGTH, measure_text
from bot.domain.recognition import MAX_RECIPIENTS
from bot.domain.values import Values
from bot.slack.features.recognition.typed_recognition import GIVE as GIVE
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition, form_notes
from bot.slack.features.recognition.views import direct_message_note
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, field, form, message_view, options, value_options
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.rich_text_input import FilledText

PEOPLE, TEXT, VALUES, REACH, CHANNEL = "people", "text", "values", "reach", "channel"
CANDIDATES, TEAMS = "candidates", "teams"
"""The fields. `REACH` is an action, too: what is chosen there shows or hides the field for the channel."""
MAX_TEAMS_OFFERED = 100
"""Slack's limit of options."""
IN_CHANNEL, ONLY_RECIPIENTS = "channel", "only"
"""Options of `REACH`."""


class FormQuestions(Struct, frozen=True):
    """What a workspace asks in the form: whether for a value, and which channel it proposes (id).

    `is_private` says that it was opened in a group message, so that it need not ask where, and `is_direct`
    in a direct message. `offers_shared` says that it was opened in a channel shared with other
    organisations; elsewhere shared channels are not offered.
    """

    for_value: bool = False
    channel: ChannelId = NO_CHANNEL
    is_private: bool = False
    is_direct: bool = False
    offers_shared: bool = False
    teams: tuple[tuple[str, str], ...] = ()
    """The teams offered: ids, and labels."""


DEFAULT_QUESTIONS = FormQuestions()


def build_form(
    language: Language,
    values: Values,
    typed: TypedRecognition,
    context: str,
    questions: FormQuestions = DEFAULT_QUESTIONS,
    filled: FilledText | None = None,
) -> View:
    """Build the form with what was typed; `filled` is its text, and it returns `context` on submission."""
    _ = language.gettext
    text_input = RichTextInputElement(
        placeholder=PlainTextObject(text=_("What did they do, and what did it make easier?")),
        initial_value=filled.block if filled else None,
        focus_on_load=typed.missing is Missing.WORDS or None,
    )
    users = UserMultiSelectElement(
        initial_users=list(typed.users[:MAX_RECIPIENTS]) or None, max_selected_items=MAX_RECIPIENTS
    )
    teams = _team_blocks(language, typed, questions)
    blocks: list[Block] = [
        *_note_blocks(language, typed),
        *_candidate_blocks(language, typed),
        field(PEOPLE, _("Who would you like to thank?"), users, is_optional=bool(typed.candidates or teams)),
        *teams,
        field(TEXT, _("What for?"), text_input, hint=_excess_sentence(language, typed.text)),
        *_value_blocks(language, values, typed, is_asked=questions.for_value),
    ]
    if questions.is_private:
        only = direct_message_note(language)
        blocks.append(ContextBlock(elements=[text_object(only)]))
    else:
        is_only_them = typed.is_private or questions.is_direct
        blocks.append(_reach_block(language, ONLY_RECIPIENTS if is_only_them else IN_CHANNEL))
        if not is_only_them:
            blocks.append(_channel_block(language, questions))
    return form(GIVE, _("Thank someone"), blocks, submit=_("Thank"), close=_("Cancel"), context=context)


def update_reach(language: Language, view: Mapping[str, Any], questions: FormQuestions, chosen: str) -> View:
    """Return the form from Slack's payload, with the field for the channel only if it is asked for."""
    blocks = [block for block in view["blocks"] if block.get("block_id") != CHANNEL]
    position = 1 + next(number for number, block in enumerate(blocks) if block.get("block_id") == REACH)
    channel_blocks = [_channel_block(language, questions).to_dict()] if chosen == IN_CHANNEL else []
    names = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {
        **{name: view[name] for name in names},
        "blocks": [*blocks[:position], *channel_blocks, *blocks[position:]],
    }


def _reach_block(language: Language, chosen: str) -> InputBlock:
    """Ask who reads it: everyone in a channel, or only the recipients."""
    _ = language.gettext
    reach_options = options(
        [
            (IN_CHANNEL, _("In a channel, for everyone there")),
            (ONLY_RECIPIENTS, _("Only to them, in a direct message")),
        ]
    )
    initial = next(option for option in reach_options if option.value == chosen)
    element = RadioButtonsElement(options=reach_options, initial_option=initial)
    block = field(REACH, _("Where should I post it?"), element)
    block.dispatch_action = True
    return block


def _channel_block(language: Language, questions: FormQuestions) -> InputBlock:
    _ = language.gettext
    element = ConversationSelectElement(
        initial_conversation=questions.channel or None,
        default_to_current_conversation=None if questions.channel else True,
        # The submission has a `response_url` for private channels that the bot is not in.
        response_url_enabled=True,
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_bot_users=True,
            exclude_external_shared_channels=None if questions.offers_shared else True,
        ),
    )
    return field(CHANNEL, _("Which channel?"), element, hint=_("One that you're in."))


def _note_blocks(language: Language, typed: TypedRecognition) -> list[Block]:
    """Return notes about what the command lacked."""
    return [ContextBlock(elements=[text_object(note)]) for note in form_notes(language, typed)]


def _candidate_blocks(language: Language, typed: TypedRecognition) -> list[Block]:
    """Return the users that an ambiguous name could mean, to choose from."""
    if not typed.candidates:
        return []
    element = CheckboxesElement(options=options(typed.candidates))
    return [field(CANDIDATES, language.gettext("Did you mean?"), element, is_optional=True)]


def _team_blocks(language: Language, typed: TypedRecognition, questions: FormQuestions) -> list[Block]:
    """Return the teams that can be thanked as themselves, to choose from; nothing if there are none."""
    if not questions.teams:
        return []
    _ = language.gettext
    team_options = options(questions.teams[:MAX_TEAMS_OFFERED])
    chosen = [option for option in team_options if option.value in typed.teams]
    element = StaticMultiSelectElement(options=team_options, initial_options=chosen or None)
    hint = _("In a channel, I name the team and notify no one. Its members find it in their history.")
    return [field(TEAMS, _("Or a whole team?"), element, is_optional=True, hint=hint)]


def _excess_sentence(language: Language, text: str) -> str:
    """Say by how much the text is too long; "" if it fits."""
    excess = measure_text(text) - MAX_TEXT_LENGTH
    if excess <= 0:
        return ""
    sentence = language.ngettext(
        "That's {count} character too long; {most} fit. Could it be shorter?",
        "That's {count} characters too long; {most} fit. Could it be shorter?",
        excess,
    )
    return sentence.format(count=excess, most=MAX_TEXT_LENGTH)


def _value_blocks(
    language: Language, values: Values, typed: TypedRecognition, *, is_asked: bool
) -> list[Block]:
    value_choices = value_options(language, values.all)
    if not value_choices:
        return []
    chosen = [option for option in value_choices if option.value in typed.values]
    element = StaticMultiSelectElement(options=value_choices, initial_options=chosen or None)
    return [field(VALUES, language.gettext("What did they show?"), element, is_optional=not is_asked)]


def build_confirmation_view(language: Language, confirmation: Message) -> View:
    """Show the confirmation in the form's place, without its buttons, which don't work there."""
    blocks = [block for block in confirmation["blocks"] if block["type"] != "actions"]
    _ = language.gettext
    return message_view(_("Thank you"), {"blocks": blocks}, close=_("Close"))
