"""What authors read after they edit or delete a message that a recognition was recorded from."""

from bot.domain.recognition import RecognitionView
from bot.slack.features.recognition.views import edit_button, undo_button
from bot.slack.ui.inline import Names, fill, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message
from bot.slack.ui.parts import Buttons, Line, Passage, Quote
from bot.slack.ui.phrases import join_recipients


def edited_message(language: Language, names: Names, recognition: RecognitionView) -> Message:
    """Say that the edit of a message changes nothing that was recorded, and how to change that."""
    sentence = language.gettext(
        "You edited your message, but your thanks to {recipients} still reads as before. "
        "You can edit or undo it here:"
    )
    return _build_message(language, names, recognition, sentence)


def deleted_message(language: Language, names: Names, recognition: RecognitionView) -> Message:
    """Say that deleting a message withdraws nothing, and how to do that."""
    sentence = language.gettext(
        "You deleted your message, but your thanks to {recipients} is still there. "
        "You can undo or edit it here:"
    )
    return _build_message(language, names, recognition, sentence)


def _build_message(language: Language, names: Names, recognition: RecognitionView, sentence: str) -> Message:
    people = recognition.directly_thanked
    first = fill(sentence, recipients=join_recipients(language, names, recognition, people))
    return build_message(
        [
            Passage((Line(first), Quote(text_spans(language, names, recognition.text)))),
            Buttons((undo_button(language, recognition), edit_button(language, recognition))),
        ]
    )
