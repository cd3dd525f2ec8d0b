"""The picture of a user's year, in a form that only they see."""

from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import build_message, line
from bot.slack.ui.modal import View, message_view
from bot.slack.ui.parts import Button

YEAR = "own-year"
"""The action of the button that shows it."""


def year_button(language: Language) -> Button:
    """Return the button on a Home that shows the picture."""
    return Button(language.gettext("My year in a picture"), YEAR, YEAR)


def build_year(language: Language, file: str, alt: str) -> View:
    """Build the form with the picture (Slack's id of a file) and its description."""
    _ = language.gettext
    sentence = _("A patch for each thanks you received in the last twelve months. Only you can see this.")
    view = _build_notice(language, sentence)
    picture = ImageBlock(slack_file=SlackFile(id=file), alt_text=alt[:2_000]).to_dict()
    return {**view, "blocks": [*view["blocks"], picture]}


def build_empty_year(language: Language) -> View:
    """Say that there is nothing to make a picture of."""
    return _build_notice(language, language.gettext("There is nothing here from the last twelve months yet."))


def build_failed_year(language: Language) -> View:
    """Say that Slack did not take the picture."""
    sentence = language.gettext("I couldn't make the picture just now. Please try again in a little while.")
    return _build_notice(language, sentence)


def _build_notice(language: Language, sentence: str) -> View:
    """Build a form with a sentence under the title of the picture."""
    content = build_message([line(fill(sentence))])
    return message_view(language.gettext("Your year"), content, close=language.gettext("Close"))
