"""Modals: forms with fields, notices, and answers to submissions."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextObject,
)
from slack_sdk.models.views import View as SdkView

from bot.domain.values import Value
from bot.slack.private_data import MAX_PRIVATE_METADATA
from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import build_message, line
from bot.slack.ui.value_translations import translate_each

View = dict[str, Any]
"""A modal, as `views.open` takes it."""
Answer = dict[str, Any]
"""The answer to a submission; an empty one closes the form."""

MAX_OPTIONS = 100
"""Options of one menu (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""
MAX_ERROR = 400
"""Characters of a field error if all errors together are too long."""


def form(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str,
    close: str,
    context: str = "",
) -> View:
    """Build a modal; `title`, `submit` and `close` have at most 24 characters.

    Raises ValueError if `context` is longer than `MAX_CONTEXT`.
    """
    if len(context) > MAX_PRIVATE_METADATA:
        raise ValueError(f"{len(context)} characters are more than a form carries")
    view: View = SdkView(
        type="modal",
        callback_id=callback_id,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text=close),
        blocks=blocks,
        private_metadata=context,
    ).to_dict()
    return view


def confirmation_form(
    language: Language, callback_id: str, title: str, blocks: Sequence[Block], context: str
) -> View:
    """Build a modal that asks for confirmation; the arguments are those of `form`."""
    _ = language.gettext
    submit, close = _("Go ahead"), _("Leave it as it is")
    return form(callback_id, title, blocks, submit=submit, close=close, context=context)


def notice(title: str, blocks: Sequence[Block], *, close: str) -> View:
    """Build a modal without fields."""
    view: View = SdkView(
        type="modal", title=PlainTextObject(text=title), close=PlainTextObject(text=close), blocks=blocks
    ).to_dict()
    return view


def message_view(title: str, message: Mapping[str, Any], *, close: str) -> View:
    """Build a modal that shows a message."""
    # The SDK turns a view's blocks into null if they are dictionaries.
    return {
        "type": "modal",
        "title": PlainTextObject(text=title).to_dict(),
        "close": PlainTextObject(text=close).to_dict(),
        "blocks": message["blocks"],
    }


def answer_view(language: Language, message: Mapping[str, Any]) -> View:
    """Build a modal that shows an answer that can't be sent as a message."""
    # The app's own name.
    return message_view("Hearten", message, close=language.gettext("Close"))


def loading_view(language: Language, view: View) -> View:
    """Build a small view with the title of a larger one, to show until that is ready."""
    return _small_view(view, language.gettext("One moment, please: your answer is on its way."))


def sent_as_message_view(language: Language, view: View) -> View:
    """Build a small view that says that the answer was sent as a message."""
    return _small_view(
        view, language.gettext("I couldn't show the answer here. It's in your messages with me.")
    )


def _small_view(view: View, sentence: str) -> View:
    kept_fields: View = {
        name: view[name] for name in ("type", "title", "close", "private_metadata") if name in view
    }
    return {**kept_fields, "blocks": build_message([line(fill(sentence))])["blocks"]}


def field(
    name: str, label: str, element: InputInteractiveElement, *, hint: str = "", is_optional: bool = False
) -> InputBlock:
    """Build a field; `name` is its key among the entries and the errors."""
    element.action_id = name
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=is_optional or None,
    )


def options(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    """Build options from pairs of a value and a label."""
    return [Option(value=value, label=label[:75]) for value, label in pairs]


def value_options(language: Language, values: Iterable[Value]) -> list[Option]:
    """Build options for values, at most `MAX_OPTIONS`."""
    return [
        Option(
            value=value.key,
            label=f"{value.character or f':{value.emoji}:'} {value.name}"[:75],
            description=value.description[:75] or None,
        )
        for value in translate_each(language, islice(values, MAX_OPTIONS))
    ]


def errors(field_errors: Mapping[str, str]) -> Answer:
    """Return the answer that shows errors at fields; the form stays open as it is."""
    return {"response_action": "errors", "errors": dict(field_errors)}


def replace_view(view: View) -> Answer:
    """Return the answer that shows another view in the form's place."""
    return {"response_action": "update", "view": view}


def cut_errors(field_errors: Mapping[str, str]) -> dict[str, str]:
    """Cut field errors to `MAX_ERROR` characters each."""
    return {
        name: text if len(text) <= MAX_ERROR else text[:MAX_ERROR] + "…"
        for name, text in field_errors.items()
    }
