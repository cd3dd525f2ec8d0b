"""Adding words to one's emoji, by form."""

from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Desk, Reader
from bot.slack.features.endorsement import comment_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.outbound.rendering import names_in, people_in
from bot.slack.payloads import Press, Submission
from bot.slack.text_fields import WordFields
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, instead
from bot.usecases import comments


class Adding:
    """Opens the form and takes in what it says."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._fields = WordFields(desk)

    async def pressed(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        """Open the form, or say that there is nothing any more; what was read stays as it is.

        Answers what to show where that cannot be said.
        """
        giver, recognition = reader.person.id, press.recognition
        told = await self._desk.deps.database.read(comments.addable, workspace, giver, recognition)
        if told is None:
            return await self._desk.tell(press.response_url, recognition_views.gone(reader.language))
        names = await self._desk.names(workspace, people_in([told]))
        filled = await self._fields.fill(workspace, reader.language, comment_views.words_of(told, giver))
        context = text_fields.context(told.id, filled)
        form = comment_views.adding(reader.language, names, told, filled, context)
        return await self._desk.open_or_tell(press.trigger_id, press.response_url, form, reader)

    async def submitted(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Keep the words, or say at the field what is wrong. Raises `InvalidPayloadError`."""
        recognition, before, _ = text_fields.read_context(submission.context)
        giver = reader.person.id
        told = await self._desk.deps.database.read(comments.addable, workspace, giver, recognition)
        words_before = comment_views.words_of(told, giver) if told else None
        words = text_fields.read(submission, comment_views.WORDS, before, words_before)
        outcome = await self._desk.deps.database.write(
            comments.add_words, workspace, reader.person.id, recognition, words, submission.view
        )
        match outcome:
            case RefusalReason() | HiddenNames():
                names = await self._desk.names(workspace, names_in(outcome))
                return errors({comment_views.WORDS: comment_views.refused(reader.language, names, outcome)})
            case None:
                return errors({comment_views.WORDS: comment_views.gone(reader.language)})
            case RecognitionView():
                shown = comment_views.kept if words else comment_views.taken_away
                return instead(shown(reader.language))
