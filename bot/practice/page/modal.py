"""A modal as the page shows it to the person before who it lies."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.practice.page import markup
from bot.practice.page.reader import Reader
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
        markup.label(view.content["title"], reader),
        markup.modal_body(view, reader),
        markup.label(view.content["submit"], reader),
        markup.label(view.content["close"], reader) or (Markup("Back") if goes_back else Markup("Cancel")),
        goes_back,
        view.trouble,
    )
