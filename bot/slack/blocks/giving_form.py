"""Giving thanks by form: what stands in it, and what is wrong with what was entered."""

from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    Option,
    PlainTextObject,
    RichTextInputElement,
    StaticMultiSelectElement,
    UserMultiSelectElement,
)

from bot.domain.recognition import MAX_RECIPIENTS, NamesNotShown, Refused, Rejection
from bot.domain.values import Values
from bot.domain.words import MAX_WORDS, length
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import View, field, form, options, showing, value_options
from bot.slack.blocks.giving import left_out, private_in_direct_messages
from bot.slack.blocks.inline import Names, fill, named, plain
from bot.slack.blocks.mrkdwn import text_object
from bot.slack.blocks.phrases import shortened
from bot.slack.blocks.typed_recognition import GIVE as GIVE
from bot.slack.blocks.typed_recognition import Missing, Typed, form_notes
from bot.slack.language import Language
from bot.slack.rich_text import Filled

RECOGNISE = "recognise"
"""The shortcut that opens it for a message."""
PEOPLE, WORDS, VALUES, WHERE, QUIETLY = "people", "words", "values", "where", "quietly"
CANDIDATES = "candidates"
"""The fields."""


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


def giving(
    language: Language,
    values: Values,
    typed: Typed,
    context: str,
    asks: Asks = AS_EVER,
    filled: Filled | None = None,
) -> View:
    """A thanks, with what was typed already; `filled` are its words, and `context` comes back with it."""
    _ = language.gettext
    words = RichTextInputElement(
        placeholder=PlainTextObject(text=_("What did they do, and what did it make easier?")),
        initial_value=filled.block if filled else None,
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
        *_notes(language, typed),
        *_candidates(language, typed),
        field(PEOPLE, _("Whom would you like to thank?"), people, is_optional=bool(typed.candidates)),
        field(WORDS, _("What for?"), words, hint=_excess(language, typed.words)),
        *_values(language, values, typed, is_asked=asks.for_value),
    ]
    if asks.is_private:
        only = private_in_direct_messages(language)
        blocks.append(ContextBlock(elements=[text_object(only)]))
    else:
        blocks += [
            field(WHERE, _("Where?"), where, hint=hint, is_optional=True),
            field(QUIETLY, _("Or just between you?"), _quietly(language, typed), is_optional=True),
        ]
    return form(GIVE, _("Thank someone"), blocks, submit=_("Thank"), close=_("Cancel"), context=context)


def _notes(language: Language, typed: Typed) -> list[Block]:
    """What the command lacked."""
    return [ContextBlock(elements=[text_object(note)]) for note in form_notes(language, typed)]


def _candidates(language: Language, typed: Typed) -> list[Block]:
    """Those of whom a typed name could mean several, to be chosen."""
    if not typed.candidates:
        return []
    element = CheckboxesElement(options=options(typed.candidates))
    return [field(CANDIDATES, language.gettext("Did you mean?"), element, is_optional=True)]


def _excess(language: Language, words: str) -> str:
    """How much too long these words are; "" if they fit."""
    excess = length(words) - MAX_WORDS
    if excess <= 0:
        return ""
    sentence = language.ngettext(
        "That's {count} character too long; {most} fit. Could it be shorter?",
        "That's {count} characters too long; {most} fit. Could it be shorter?",
        excess,
    )
    return sentence.format(count=excess, most=MAX_WORDS)


def _values(language: Language, values: Values, typed: Typed, *, is_asked: bool) -> list[Block]:
    offered = value_options(values.all)
    if not offered:
        return []
    chosen = [option for option in offered if option.value in typed.values]
    element = StaticMultiSelectElement(options=offered, initial_options=chosen or None)
    return [field(VALUES, language.gettext("What did they show?"), element, is_optional=not is_asked)]


def _quietly(language: Language, typed: Typed) -> CheckboxesElement:
    only = Option(value=QUIETLY, label=language.gettext("Only they read it, in a direct message"))
    return CheckboxesElement(options=[only], initial_options=[only] if typed.quietly else None)


def refused(language: Language, names: Names, why: Rejection, words: str = "") -> dict[str, str]:
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
            return {WORDS: _excess(language, words)}
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


def stays_private(language: Language, *, is_anonymous: bool) -> dict[str, str]:
    """Ask about words for a channel that ask to stay private, or not to show the giver's name."""
    _ = language.gettext
    if is_anonymous:
        return {WORDS: _("Thanks here carry your name, so nothing was sent yet. You can send it privately.")}
    sentence = _(
        "This asks to stay private, so nothing was sent yet. Choose below that only they read it, or leave "
        "those words out."
    )
    return {WORDS: sentence}


def reads_as_order(language: Language, order: str) -> dict[str, str]:
    """Refuse words that are an order to the bot; `order` is its words."""
    sentence = language.gettext(
        "“{order}” reads like a request to me, so nothing was sent. Please write what you're thankful for."
    )
    return {WORDS: plain(fill(sentence, order=shortened(order)))}


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
