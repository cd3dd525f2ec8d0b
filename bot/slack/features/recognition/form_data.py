"""The private data of the form for a recognition."""

from msgspec.structs import replace

from bot.domain.ids import NO_CHANNEL, ChannelId
from bot.slack import text_fields
from bot.slack.features.recognition import form_views
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition
from bot.slack.payloads.conversation_type import ConversationType
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import fits
from bot.slack.text_fields import FilledFormData, with_filled_in
from bot.slack.ui.rich_text_input import FilledText


class NewRecognitionFormData(FilledFormData, frozen=True):
    """Where a form was opened: the channel, the `response_url`, and the message, if it's about one.

    `thread_ts` is the message that the recognition is posted below, if it is given in that channel;
    `conversation` is the channel's type from the payload, which a submission does not repeat.
    `pressed_in` is the thread of the button that opened the form: the confirmation belongs there.
    """

    channel: ChannelId = NO_CHANNEL
    response_url: str = ""
    message_ts: str = ""
    thread_ts: str = ""
    conversation: ConversationType = ConversationType.OTHER
    pressed_in: str = ""
    was_asked: str = ""
    """The doubt about discretion that the form was opened with, if any."""
    text: str = ""
    """The text that was filled in, if it mentions users and there is room for it."""

    def for_doubt(self, typed: TypedRecognition) -> "NewRecognitionFormData":
        """Remember that the form asks whether the text asks for discretion."""
        return replace(self, was_asked=typed.missing.value) if typed.missing is Missing.DISCREET else self

    def with_text(self, text: str, filled: FilledText | None) -> "NewRecognitionFormData":
        """Remember the text that is filled in, as far as there is room for it."""
        if filled is None or not filled.before.places:
            return self
        complete = replace(self, filled_in=filled.before, text=text)
        return complete if fits(complete) else with_filled_in(self, filled)

    def read_text(self, submission: Submission) -> str:
        """Return the submitted text."""
        return text_fields.read_text(submission, form_views.TEXT, self.filled_in, self.text)
