"""The picture of somebody's own year, in a form that nobody else sees."""

from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, line, message
from bot.slack.ui.modal import View, showing

YEAR = "own-year"
"""The action of the button that shows it."""


def year_button(language: Language) -> Button:
    """Return the button on a Home that shows the picture."""
    return Button(language.gettext("My year in a picture"), YEAR, YEAR)


def year(language: Language, file: str, alt: str) -> View:
    """Render the picture (Slack's id of a file) with the words that say the same."""
    _ = language.gettext
    sentence = _("A patch for each thanks you received in the last twelve months. Only you can see this.")
    view = told(language, sentence)
    picture = ImageBlock(slack_file=SlackFile(id=file), alt_text=alt[:2_000]).to_dict()
    return {**view, "blocks": [*view["blocks"], picture]}


def nothing_in_year(language: Language) -> View:
    """Render that there is nothing to make a picture of."""
    return told(language, language.gettext("There is nothing here from the last twelve months yet."))


def not_pictured(language: Language) -> View:
    """Render that Slack did not take the picture."""
    sentence = language.gettext("I couldn't make the picture just now. Please try again in a little while.")
    return told(language, sentence)


def told(language: Language, sentence: str) -> View:
    """Render a sentence under the title of the picture."""
    shown = message([line(fill(sentence))])
    return showing(language.gettext("Your year"), shown, close=language.gettext("Close"))
