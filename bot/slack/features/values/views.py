"""The values of a workspace, for all, and the list in which admins change them."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from bot.domain.value_changes import MAX_VALUES
from bot.domain.values import Value, Values
from bot.slack.ui.inline import EmojiSpan, Spans, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, notice
from bot.slack.ui.mrkdwn import mrkdwn, text_object
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage
from bot.slack.ui.value_translations import translate_value
from bot.usecases.values import ValueRefusal

CHANGE = "values"
"""The action that opens the list."""
VALUE = "value"
"""The action of the list's buttons and menus; its value is a word and keys, joined by `:`."""
ADD, EDIT, MOVE, MERGE, RETIRE, RESTORE = "add", "edit", "move", "merge", "retire", "back"


def build_values(language: Language, values: Values, *, may_change: bool) -> Message:
    """Build the list of values, with a button for readers who may change them."""
    return build_message(
        [
            *([line(fill(language.gettext("What we celebrate here:")))] if values.all else []),
            *build_value_parts(language, values, may_change=may_change),
        ]
    )


def build_value_parts(language: Language, values: Values, *, may_change: bool) -> list[Part]:
    """Return what each value means, and how to add one to a recognition."""
    _ = language.gettext
    parts: list[Part] = []
    if values.all:
        lines = tuple(Line(_value_spans(language, value)) for value in values.all)
        example = TextSpan(f"#{translate_value(language, values.all[0]).name.replace(' ', '-')}", code=True)
        hint = fill(
            _("Add one to your thanks by typing {example}, or react with its emoji."), example=example
        )
        parts += [Passage(lines), line(hint)]
    else:
        parts.append(line(fill(_("No values are set here. Thanks need none: words are enough."))))
    if may_change:
        parts.append(Buttons((Button(_("Change the values"), CHANGE, CHANGE),)))
    return parts


def _value_spans(language: Language, value: Value) -> Spans:
    value = translate_value(language, value)
    name = TextSpan(value.name, bold=True)
    if not value.description:
        return fill("{emoji} {name}", emoji=EmojiSpan(value.emoji), name=name)
    return fill(
        "{emoji} {name} — {description}",
        emoji=EmojiSpan(value.emoji),
        name=name,
        description=value.description,
    )


def build_list(language: Language, values: Values, note: str = "") -> View:
    """Build the list of all values and what can be done with each, with a `note` about the last action."""
    _ = language.gettext
    blocks: list[Block] = []
    if note:
        blocks.append(_small_text(fill(note)))
    if len(values.all) < MAX_VALUES:
        add = ButtonElement(text=_("Add a value"), action_id=VALUE, value=ADD)
        blocks.append(ActionsBlock(elements=[add]))
    blocks += (_active_block(language, values.all, number) for number in range(len(values.all)))
    if not values.all:
        blocks.append(_small_text(fill(_("No values are set at the moment."))))
    if values.retired:
        explanation = _("Retired: thanks keep these values, but no one can choose them now.")
        blocks += [DividerBlock(), _small_text(fill(explanation))]
        blocks += (_retired_block(language, value, values) for value in values.retired)
    return notice(_("Values"), blocks, close=_("Close"))


def _active_block(language: Language, values: Sequence[Value], number: int) -> Block:
    _ = language.gettext
    value = values[number]
    actions: list[tuple[str, tuple[str, ...]]] = [(_("Edit"), (EDIT,))]
    # The value is the new position, so a second press changes nothing.
    if number:
        actions.append((_("Move up"), (MOVE, values[number - 1].key)))
    if number + 1 < len(values):
        after = values[number + 2].key if number + 2 < len(values) else ""
        actions.append((_("Move down"), (MOVE, after)))
    if len(values) > 1:
        actions.append((_("Merge into another"), (MERGE,)))
    actions.append((_("Retire"), (RETIRE,)))
    return _block_with_menu(language, value, actions)


def _retired_block(language: Language, value: Value, values: Values) -> Block:
    _ = language.gettext
    actions: list[tuple[str, tuple[str, ...]]] = [(_("Bring back"), (RESTORE,))]
    if values.all:
        actions.append((_("Merge into another"), (MERGE,)))
    return _block_with_menu(language, value, actions)


def _block_with_menu(language: Language, value: Value, actions: Sequence[tuple[str, Sequence[str]]]) -> Block:
    _ = language.gettext
    options = [
        Option(value=":".join([what, value.key, *more]), label=label) for label, (what, *more) in actions
    ]
    first_line = mrkdwn(_value_spans(language, value))
    others = tuple(span for sign in value.others for span in (TextSpan(" "), EmojiSpan(sign.name)))[1:]
    details = []
    if value.aliases:
        details.append(mrkdwn(fill(_("Also called {names}"), names=", ".join(value.aliases))))
    if others:
        details.append(mrkdwn(fill(_("Also thanks by {emoji}"), emoji=others)))
    text = "\n".join([first_line, *details])
    return SectionBlock(
        block_id=f"{VALUE}:{value.key}",
        text=MarkdownTextObject(text=text, verbatim=True),
        accessory=OverflowMenuElement(action_id=VALUE, options=options),
    )


def refusal_view(language: Language) -> View:
    """Say that only admins may change the values."""
    blocks = [SectionBlock(text=PlainTextObject(text=refusal_sentence(language, ValueRefusal.NO_ADMIN)))]
    return notice(language.gettext("Values"), blocks, close=language.gettext("Close"))


def refusal_sentence(language: Language, refusal: ValueRefusal) -> str:
    """Say why nothing was changed."""
    _ = language.gettext
    return {
        ValueRefusal.NO_ADMIN: _("Only admins of this Slack workspace can change its values."),
        ValueRefusal.MERGED: _("This value was merged into another one meanwhile, so nothing was changed."),
        ValueRefusal.RETIRED: _(
            "This value was retired meanwhile, so nothing was changed. The list below lets you bring it back."
        ),
        ValueRefusal.BROUGHT_BACK: _(
            "Someone brought this value back meanwhile. Go back to the list to change it."
        ),
        ValueRefusal.TOO_MANY: _(
            "{most} values are as many as can be offered. Perhaps retire one first."
        ).format(most=MAX_VALUES),
        ValueRefusal.TOO_MANY_KNOWN: _(
            "So many values are retired that the list is full. Please merge one of those into another first."
        ),
        ValueRefusal.NO_TARGET: _("That value is no longer used here. Please choose another."),
        ValueRefusal.TOO_MUCH: _(
            "Together they would have too many names or emoji. Please take some away from one of them first."
        ),
    }[refusal]


def open_failure_sentence(language: Language) -> str:
    """Say that the form did not open in time."""
    return language.gettext("The form didn't open just now. Please try again.")


def missing_value_sentence(language: Language) -> str:
    """Say that the value of a button no longer exists."""
    return language.gettext("The list was changed meanwhile. This is how it is now.")


def _small_text(spans: Spans) -> Block:
    return ContextBlock(elements=[text_object(spans)])
