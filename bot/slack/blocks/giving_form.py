"""Giving thanks by form: what stands in it, and what is wrong with what was entered."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import islice

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RichTextInputElement,
    StaticMultiSelectElement,
    UserMultiSelectElement,
)

from bot.domain.mentions import escape
from bot.domain.people import ERASED
from bot.domain.recognition import MAX_RECIPIENTS, NamesNotShown, Refused, Rejection
from bot.domain.values import Value, Values
from bot.domain.words import MAX_WORDS
from bot.slack import rich_text
from bot.slack.blocks.document import Button, Message
from bot.slack.blocks.form import View, field, form, showing
from bot.slack.blocks.giving import left_out, private_in_direct_messages
from bot.slack.blocks.inline import Names, called, fill, named, plain
from bot.slack.blocks.phrases import shortened
from bot.slack.language import Language

GIVE = "give"
"""The form's name, and the action that opens it."""
RECOGNISE = "recognise"
"""The shortcut that opens it for a message."""
PEOPLE, WORDS, VALUES, WHERE, QUIETLY = "people", "words", "values", "where", "quietly"
"""The fields."""
MOST_VALUES = 100
"""Options that Slack takes."""
MOST_CARRIED = 2_000
"""Characters of a button's value (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""


class Missing(StrEnum):
    """What a command lacked, so that the form was opened with what was typed."""

    NOTHING = "nothing"
    PEOPLE = "people"
    NAME = "name"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed already: user ids, Slack markup, keys of values; `name` is one that is no mention."""

    people: tuple[str, ...] = ()
    words: str = ""
    values: tuple[str, ...] = ()
    missing: Missing = Missing.NOTHING
    name: str = ""
    quietly: bool = False


def opener(language: Language, typed: Typed, thread_ts: str = "") -> Button:
    """A button that opens the form with what was typed, for a thanks below a message; see `typed_before`.

    Words that are longer than a button can carry are left out: they stand in the message.
    """
    value = _as_value(typed, thread_ts)
    if len(value) > MOST_CARRIED:
        value = _as_value(replace(typed, words="", missing=Missing.NOTHING, name=""), thread_ts)
    return Button(language.gettext("Thank someone"), GIVE, value if len(value) <= MOST_CARRIED else GIVE)


def _as_value(typed: Typed, thread_ts: str) -> str:
    return json.dumps({**asdict(typed), "thread_ts": thread_ts}, ensure_ascii=False)


def typed_before(value: str) -> tuple[Typed, str]:
    """What a button that opens the form carries: what was typed, and below which message to give thanks.

    Raises ValueError, TypeError or KeyError for what no button of ours carries.
    """
    if value in ("", GIVE):
        return Typed(), ""
    state = json.loads(value)
    people, values, words, name, thread_ts = (
        state[field] for field in ("people", "values", "words", "name", "thread_ts")
    )
    texts = (*people, *values, words, name, thread_ts)
    if not (isinstance(people, list) and isinstance(values, list) and all(isinstance(t, str) for t in texts)):
        raise TypeError(value)
    typed = Typed(
        tuple(people), words, tuple(values), Missing(state["missing"]), name, state["quietly"] is True
    )
    return typed, thread_ts


@dataclass(frozen=True, slots=True)
class Asks:
    """What a workspace asks in the form: for a value, or not, and at first where shout-outs stand (id).

    `is_private` says that it was opened in a group message, so that it need not ask where. `offers_shared`
    says that it was opened in a channel that other organisations share; elsewhere those are not offered.
    """

    for_value: bool = False
    where: str = ""
    is_private: bool = False
    offers_shared: bool = False


AS_EVER = Asks()


def giving(language: Language, values: Values, typed: Typed, context: str, asks: Asks = AS_EVER) -> View:
    """A thanks, with what was typed already; `context` comes back with it."""
    _ = language.gettext
    words = RichTextInputElement(
        placeholder=PlainTextObject(text=_("What did they do, and what did it make easier?")),
        initial_value=rich_text.shown(typed.words, called(language, {}, ERASED)) if typed.words else None,
        focus_on_load=typed.missing is Missing.WORDS or None,
    )
    people = UserMultiSelectElement(
        initial_users=list(typed.people[:MAX_RECIPIENTS]) or None, max_selected_items=MAX_RECIPIENTS
    )
    where = ConversationSelectElement(
        initial_conversation=asks.where or None,
        default_to_current_conversation=None if asks.where else True,
        # So a private channel that the bot is not in can be chosen: the submission brings a way into it.
        response_url_enabled=True,
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_bot_users=True,
            exclude_external_shared_channels=None if asks.offers_shared else True,
        ),
    )
    hint = _("A channel that you are in. Everybody there can read it.")
    blocks: list[Block] = [
        *_why(language, typed),
        field(PEOPLE, _("Whom would you like to thank?"), people),
        field(WORDS, _("What for?"), words),
        *_values(language, values, typed, is_asked=asks.for_value),
    ]
    if asks.is_private:
        only = private_in_direct_messages(language)
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=escape(plain(only)), verbatim=True)]))
    else:
        blocks += [
            field(WHERE, _("Where?"), where, hint=hint, is_optional=True),
            field(QUIETLY, _("Or just between you?"), _quietly(language, typed), is_optional=True),
        ]
    return form(GIVE, _("Thank someone"), blocks, submit=_("Thank"), close=_("Cancel"), context=context)


def _why(language: Language, typed: Typed) -> list[Block]:
    """What the command lacked."""
    _ = language.gettext
    match typed.missing:
        case Missing.NOTHING:
            return []
        case Missing.PEOPLE:
            sentence = _("Nobody is named yet, so nothing was sent.")
        case Missing.NAME:
            sentence = _("I couldn't tell who “@{name}” is. Please choose them here; nothing was sent yet.")
        case Missing.WORDS:
            sentence = _("One sentence more, please: what was it for? Nothing was sent yet.")
    shown = escape(sentence.format(name=shortened(typed.name)))
    return [ContextBlock(elements=[MarkdownTextObject(text=shown, verbatim=True)])]


def _values(language: Language, values: Values, typed: Typed, *, is_asked: bool) -> list[Block]:
    offered = value_options(values.all)
    if not offered:
        return []
    chosen = [option for option in offered if option.value in typed.values]
    element = StaticMultiSelectElement(options=offered, initial_options=chosen or None)
    return [field(VALUES, language.gettext("What did they show?"), element, is_optional=not is_asked)]


def value_options(values: Iterable[Value]) -> list[Option]:
    """Values to choose from, as many as Slack takes."""
    return [
        Option(
            value=value.key,
            label=f"{value.character or f':{value.emoji}:'} {value.name}"[:75],
            description=value.description[:75] or None,
        )
        for value in islice(values, MOST_VALUES)
    ]


def _quietly(language: Language, typed: Typed) -> CheckboxesElement:
    only = Option(value=QUIETLY, label=language.gettext("Only they read it, in a direct message"))
    return CheckboxesElement(options=[only], initial_options=[only] if typed.quietly else None)


def refused(language: Language, names: Names, why: Rejection) -> dict[str, str]:
    """What is wrong, by field."""
    _ = language.gettext
    match why.reason:
        case Refused.NOBODY_LEFT:
            reasons = " ".join(plain(spans) for spans in left_out(language, names, why.left_out))
            return {PEOPLE: reasons or _("Whom would you like to thank?")}
        case Refused.TOO_MANY_PEOPLE:
            return {PEOPLE: _("I can thank up to {most} people at once.").format(most=MAX_RECIPIENTS)}
        case Refused.TOO_OFTEN:
            sentence = _(
                "That is more thanks in an hour than I can pass on. Please send this a little later; your "
                "words stay here."
            )
            return {WORDS: sentence}
        case Refused.TOO_MANY_WORDS:
            sentence = _("That is longer than {most} characters. Could it be shorter?")
            return {WORDS: sentence.format(most=MAX_WORDS)}
        case _:
            return {WORDS: _("One sentence more, please: what was it for?")}


def names_not_shown(language: Language, names: Names, hidden: NamesNotShown) -> dict[str, str]:
    """Ask what becomes of names that no channel may show."""
    sentence = language.ngettext(
        "Your words name {people}. I can't show that name in a channel. Leave it out, or choose below that "
        "only they read it.",
        "Your words name {people}. I can't show those names in a channel. Leave them out, or choose below "
        "that only they read it.",
        len(hidden.people),
    )
    return {WORDS: plain(fill(sentence, people=named(language, names, hidden.people)))}


def nowhere(language: Language) -> dict[str, str]:
    """Neither a channel was chosen, nor that only they read it."""
    sentence = language.gettext("Where shall it stand? Choose a channel, or that only they read it.")
    return {WHERE: sentence}


def not_there(language: Language) -> dict[str, str]:
    """The giver is not in the channel, or nobody can tell."""
    sentence = language.gettext("I can't see you in that channel. Please choose one that you are in.")
    return {WHERE: sentence}


def cannot_post(language: Language) -> dict[str, str]:
    """The bot is not in the private channel."""
    sentence = language.gettext(
        "I'm not in that channel, so I can't post there. Type /invite @Hearten in it, or choose another one."
    )
    return {WHERE: sentence}


def retired(language: Language) -> dict[str, str]:
    """A value was chosen that is none any more."""
    return {VALUES: language.gettext("One of these is no longer celebrated here. Please choose again.")}


def no_value(language: Language) -> dict[str, str]:
    """Nothing was chosen, and the workspace asks for a value."""
    return {VALUES: language.gettext("What did they show? Please choose what comes closest.")}


def gone(language: Language) -> dict[str, str]:
    """The same form was sent before, and that thanks was taken back since."""
    return {WORDS: language.gettext("This thanks was taken back meanwhile. Please open a new form.")}


def done(language: Language, confirmation: Message) -> View:
    """What the form becomes where nothing else can be shown. Buttons of a message have no place in it."""
    told = [block for block in confirmation["blocks"] if block["type"] != "actions"]
    _ = language.gettext
    return showing(_("Thank you"), {"blocks": told}, close=_("Close"))
