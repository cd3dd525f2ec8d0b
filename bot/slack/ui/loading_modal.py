"""The small view that a form shows until the whole answer is there."""

from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import line, message
from bot.slack.ui.modal import View


def loading(language: Language, view: View) -> View:
    """Return a small view with the title of the whole one."""
    return _small(view, language.gettext("One moment, please: your answer is on its way."))


def sent_as_message(language: Language, view: View) -> View:
    """Return a small view that says where the answer is."""
    return _small(view, language.gettext("I couldn't show the answer here. It's in your messages with me."))


def _small(view: View, sentence: str) -> View:
    kept: View = {name: view[name] for name in ("type", "title", "close", "private_metadata") if name in view}
    return {**kept, "blocks": message([line(fill(sentence))])["blocks"]}
