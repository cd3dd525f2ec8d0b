"""Forms: Slack's modals, put together from fields."""

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
from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import build_message, line

View = dict[str, Any]
"""A modal, as `views.open` takes it."""
Answer = dict[str, Any]
"""What Slack is told after a form was sent; nothing in it closes the form."""

MAX_OPTIONS = 100
"""Options of one menu (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""
MAX_ERROR = 400
"""Characters of what is said at a field where all of it together would be too long."""
MAX_CONTEXT = 3_000
"""Characters of `private_metadata` (https://docs.slack.dev/reference/views/modal-views)."""


def form(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str,
    close: str,
    context: str = "",
) -> View:
    """A modal. `title`, `submit` and `close` are at most 24 characters, `context` 3,000.

    Raises ValueError where Slack would refuse it: that is a mistake of ours.
    """
    if len(context) > MAX_CONTEXT:
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
    """Return a modal that asks whether to go ahead; the arguments are as in `form`."""
    _ = language.gettext
    submit, close = _("Go ahead"), _("Leave it as it is")
    return form(callback_id, title, blocks, submit=submit, close=close, context=context)


def notice(title: str, blocks: Sequence[Block], *, close: str) -> View:
    """A modal that only tells something."""
    view: View = SdkView(
        type="modal", title=PlainTextObject(text=title), close=PlainTextObject(text=close), blocks=blocks
    ).to_dict()
    return view


def message_view(title: str, message: Mapping[str, Any], *, close: str) -> View:
    """A modal that shows what a message would."""
    # Written by hand: the SDK makes null of a view's blocks that come as dictionaries.
    return {
        "type": "modal",
        "title": PlainTextObject(text=title).to_dict(),
        "close": PlainTextObject(text=close).to_dict(),
        "blocks": message["blocks"],
    }


def answer_view(language: Language, message: Mapping[str, Any]) -> View:
    """What would be said in a message's place, where there is none."""
    # The app's own name.
    return message_view("Hearten", message, close=language.gettext("Close"))


def loading_view(language: Language, view: View) -> View:
    """Return a small view with the title of the whole one."""
    return _small_view(view, language.gettext("One moment, please: your answer is on its way."))


def sent_as_message_view(language: Language, view: View) -> View:
    """Return a small view that says where the answer is."""
    return _small_view(
        view, language.gettext("I couldn't show the answer here. It's in your messages with me.")
    )


def _small_view(view: View, sentence: str) -> View:
    kept: View = {name: view[name] for name in ("type", "title", "close", "private_metadata") if name in view}
    return {**kept, "blocks": build_message([line(fill(sentence))])["blocks"]}


def field(
    name: str, label: str, element: InputInteractiveElement, *, hint: str = "", is_optional: bool = False
) -> InputBlock:
    """A field under the `name` by which what was entered is read, and errors are shown."""
    element.action_id = name
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=is_optional or None,
    )


def options(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    """Options by value and label, at most 100."""
    return [Option(value=value, label=label[:75]) for value, label in pairs]


def value_options(values: Iterable[Value]) -> list[Option]:
    """Return values to choose from, as many as Slack takes."""
    return [
        Option(
            value=value.key,
            label=f"{value.character or f':{value.emoji}:'} {value.name}"[:75],
            description=value.description[:75] or None,
        )
        for value in islice(values, MAX_OPTIONS)
    ]


def errors(found: Mapping[str, str]) -> Answer:
    """What is wrong, by the names of fields; the form stays, with all that was typed."""
    return {"response_action": "errors", "errors": dict(found)}


def replace_view(view: View) -> Answer:
    """Show another view in the form's place."""
    return {"response_action": "update", "view": view}


def cut_errors(found: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with each field, the longest sentences cut."""
    return {name: text if len(text) <= MAX_ERROR else text[:MAX_ERROR] + "…" for name, text in found.items()}
