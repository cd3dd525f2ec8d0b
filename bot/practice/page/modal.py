"""A modal as the page shows it to the person before whom it lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from bot.practice.entries import as_filled
from bot.practice.page import elements, markup
from bot.practice.page.reader import Reader, mapping, string
from bot.practice.records import JsonObject
from bot.practice.views import View
from bot.practice.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Modal:
    """The view on top of a person's stack, drawn."""

    id: str
    title: Markup
    body: Markup
    submit: Markup
    """The words on the button that submits it, "" if it has none."""
    close: Markup
    goes_back: bool
    """Whether another view lies beneath it, to which closing it leads back."""
    trouble: str


def modal(workspace: Workspace, reader: Reader) -> Modal | None:
    """Draw what the reader has before them, if anything."""
    stack = workspace.modals.stack(reader.me)
    if not stack:
        return None
    view = stack[-1]
    goes_back = len(stack) > 1
    return Modal(
        view.id,
        elements.label(view.content["title"], reader),
        Markup("").join(_block(each, view, reader) for each in as_filled(view.blocks, view.values)),
        elements.label(view.content["submit"], reader),
        elements.label(view.content["close"], reader) or (Markup("Back") if goes_back else Markup("Cancel")),
        goes_back,
        view.trouble,
    )


def _block(block: JsonObject, view: View, reader: Reader) -> Markup:
    key = f"{view.id}-{quote(block['block_id'], safe='')}"
    if block["type"] == "input":
        return _input(block, f"in-{key}", view.errors.get(block["block_id"], ""), reader)
    return Markup('<div id="block-{}">{}</div>').format(key, markup.block(block, reader))


def _input(block: JsonObject, key: str, error: str, reader: Reader) -> Markup:
    element, block_id = mapping(block["element"]), string(block["block_id"])
    group = elements.is_group(element)
    hint = elements.label(block.get("hint"), reader)
    described = [part for part, there in ((f"{key}-error", error), (f"{key}-hint", hint)) if there]
    about = Markup(' id="{}"{}{}').format(
        f"{key}-{quote(string(element.get('action_id')), safe='')}",
        Markup(' aria-describedby="{}"').format(" ".join(described)) if described else "",
        Markup(' aria-invalid="true"') if error else "",
    )
    drawn = elements.draw(element, block_id, reader, about)
    if block.get("dispatch_action") is True:
        drawn = elements.live(element, block_id, drawn)
    return Markup('<{0} class="field" id="{1}">{2}{3}{4}{5}</{0}>').format(
        "fieldset" if group else "div",
        key,
        _label(block, key, element, reader, is_group=group),
        drawn,
        Markup('<p class="error" id="{}-error" role="alert">{}</p>').format(key, error) if error else "",
        Markup('<p class="hint" id="{}-hint">{}</p>').format(key, hint) if hint else "",
    )


def _label(
    block: JsonObject, key: str, element: Mapping[str, object], reader: Reader, *, is_group: bool
) -> Markup:
    optional = Markup(' <span class="optional">(optional)</span>') if block.get("optional") is True else ""
    words = elements.label(block["label"], reader)
    if is_group:
        return Markup("<legend>{}{}</legend>").format(words, optional)
    action_id = quote(string(element.get("action_id")), safe="")
    return Markup('<label for="{}-{}">{}{}</label>').format(key, action_id, words, optional)
