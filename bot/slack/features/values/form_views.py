"""The forms about one value: adding, editing, restoring, merging."""

from collections.abc import Collection, Sequence

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.domain.value_changes import (
    MAX_ALIASES,
    MAX_DESCRIPTION_LENGTH,
    MAX_EMOJI,
    MAX_NAME_LENGTH,
    ValueFault,
    ValueField,
    ValueForm,
    ValueProblem,
    fill_value_form,
)
from bot.domain.values import Value
from bot.slack.ui.inline import EmojiSpan, Spans, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.phrases import shorten_typed
from bot.slack.ui.value_translations import translate_each, translate_value

ADD_VALUE, EDIT_VALUE, RESTORE_VALUE, MERGE_VALUE = (
    "value_add",
    "value_edit",
    "value_back",
    "value_merge",
)
"""The forms' names."""
READY, INTO = "ready", "into"
"""The fields beside those of `ValueField`."""
MAX_TYPED = 2_500
"""Characters that a field takes."""


def build_add_form(language: Language, ready: Sequence[Value], context: str) -> View:
    """Build the form for a new value: one that is ready to use, or one's own."""
    _ = language.gettext
    blocks: list[Block] = []
    if ready:
        options = [
            Option(
                value=value.key,
                label=f"{value.character} {value.name}",
                description=value.description[:75],
            )
            for value in translate_each(language, ready)
        ]
        hint = _("Chosen here, it can be sent as it is. What you write below takes its place.")
        element = StaticSelectElement(options=options)
        blocks.append(field(READY, _("One of these?"), element, hint=hint, is_optional=True))
    blocks += _field_blocks(language, ValueForm(), is_name_optional=bool(ready))
    return form(ADD_VALUE, _("Add a value"), blocks, submit=_("Add"), close=_("Back"), context=context)


def build_edit_form(language: Language, value: Value, context: str, *, brings_back: bool) -> View:
    """Build the form to edit a value, filled in as it is."""
    return _build_form(
        language, _field_blocks(language, fill_value_form(value)), context, brings_back=brings_back
    )


def build_conflict_form(
    language: Language,
    typed: ValueForm,
    current: Value,
    others: Collection[ValueField],
    context: str,
    *,
    brings_back: bool,
) -> View:
    """Build the same form as typed; below fields that another admin changed is their current state."""
    _ = language.gettext
    sentence = _(
        "Another admin changed this value meanwhile, so nothing was saved yet. Its current text is below "
        "each field; send again to keep yours."
    )
    is_now = fill_value_form(current)
    notes: dict[str, Block] = {
        about: _small_text(fill(_("Now it says: {now}"), now=getattr(is_now, about) or "–"))
        for about in others
    }
    blocks: list[Block] = [_small_text(fill(sentence))]
    for block in _field_blocks(language, typed):
        blocks += [block, *([notes[block.block_id]] if block.block_id in notes else [])]
    return _build_form(language, blocks, context, brings_back=brings_back)


def _build_form(language: Language, blocks: Sequence[Block], context: str, *, brings_back: bool) -> View:
    _ = language.gettext
    if brings_back:
        title, submit = _("Bring a value back"), _("Bring back")
    else:
        title, submit = _("Change a value"), _("Save")
    name = RESTORE_VALUE if brings_back else EDIT_VALUE
    return form(name, title, blocks, submit=submit, close=_("Back"), context=context)


def _field_blocks(language: Language, typed: ValueForm, *, is_name_optional: bool = False) -> list[Block]:
    _ = language.gettext
    return [
        field(
            ValueField.NAME,
            _("Name"),
            _text_input(typed.name, MAX_NAME_LENGTH),
            hint=_("People type it after #. Letters, digits, hyphens and blanks work."),
            is_optional=is_name_optional,
        ),
        field(
            ValueField.EMOJI,
            _("Emoji"),
            _text_input(typed.emoji, MAX_TYPED),
            hint=_("Like 🤝, or a name between colons, also your own. The first is shown; each one thanks."),
            is_optional=is_name_optional,
        ),
        field(
            ValueField.DESCRIPTION,
            _("What it means"),
            _text_input(typed.description, MAX_DESCRIPTION_LENGTH),
            is_optional=True,
        ),
        field(
            ValueField.ALIASES,
            _("Other names for it"),
            _text_input(typed.aliases, MAX_TYPED),
            hint=_("With commas between them: teamwork, collab"),
            is_optional=True,
        ),
    ]


def _text_input(text: str, most: int) -> InputInteractiveElement:
    return PlainTextInputElement(initial_value=text or None, max_length=most)


def build_merge_form(
    language: Language, value: Value, targets: Sequence[Value], context: str, *, is_changed: bool = False
) -> View:
    """Ask which of these values should absorb this one."""
    _ = language.gettext
    explanation = _(
        "What was given for {value} is found under the other one from then on, and its names and emoji lead "
        "there. This can't be undone; shout-outs stay as they are."
    )
    news = _("Another admin changed this value meanwhile. Please look again before you send.")
    options = [
        Option(value=target.key, label=f"{target.character or f':{target.emoji}:'} {target.name}"[:75])
        for target in translate_each(language, targets[:100])
    ]
    blocks: list[Block] = [
        *([_small_text(fill(news))] if is_changed else []),
        SectionBlock(text=text_object(fill(explanation, value=_value_spans(language, value)))),
        field(INTO, _("Which value should it become part of?"), StaticSelectElement(options=options)),
    ]
    return form(MERGE_VALUE, _("Merge a value"), blocks, submit=_("Merge"), close=_("Back"), context=context)


def _value_spans(language: Language, value: Value) -> Spans:
    value = translate_value(language, value)
    return (EmojiSpan(value.emoji), TextSpan(" "), TextSpan(value.name, bold=True))


def fault_errors(language: Language, faults: Sequence[ValueFault]) -> dict[str, str]:
    """Return a sentence for each fault, by field."""
    return {fault.field.value: _fault_sentence(language, fault) for fault in reversed(faults)}


def _fault_sentence(language: Language, fault: ValueFault) -> str:
    _ = language.gettext
    match fault.field, fault.problem:
        case ValueField.NAME, ValueProblem.MISSING:
            sentence = _("What is it called?")
        case _, ValueProblem.MISSING:
            sentence = _("It needs an emoji: that is how people thank with it.")
        case ValueField.DESCRIPTION, _:
            sentence = _("That is longer than {most} characters. Could it be shorter?")
        case _, ValueProblem.TOO_LONG:
            sentence = _("“{piece}” is longer than {most} characters. Could it be shorter?")
        case ValueField.EMOJI, ValueProblem.TOO_MANY:
            sentence = _("More than {most} emoji are a lot for one value. Could it be fewer?")
        case _, ValueProblem.TOO_MANY:
            sentence = _("More than {most} names are a lot for one value. Could it be fewer?")
        case _, ValueProblem.NO_TAG:
            sentence = _(
                "“{piece}” can't be typed after #. Letters, digits, hyphens and blanks work, "
                "with a letter among them."
            )
        case _, ValueProblem.UNKNOWN:
            sentence = _(
                "I can't find the emoji “{piece}” here. Please write it like 🤝, or its name between colons."
            )
        case _ if fault.is_owner_retired:
            sentence = _("“{piece}” belongs to {owner}, which is retired. You can bring that back instead.")
        case _:
            sentence = _("“{piece}” belongs to {owner} already.")
    most = {
        (ValueField.DESCRIPTION, ValueProblem.TOO_LONG): MAX_DESCRIPTION_LENGTH,
        (ValueField.EMOJI, ValueProblem.TOO_MANY): MAX_EMOJI,
        (ValueField.ALIASES, ValueProblem.TOO_MANY): MAX_ALIASES,
    }.get((fault.field, fault.problem), MAX_NAME_LENGTH)
    owner = translate_value(language, fault.owner).name if fault.owner else ""
    return sentence.format(piece=shorten_typed(fault.piece), owner=owner, most=most)


def _small_text(spans: Spans) -> Block:
    return ContextBlock(elements=[text_object(spans)])
