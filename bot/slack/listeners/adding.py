"""Adding words to one's emoji, by form."""

from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack.blocks import adding as blocks
from bot.slack.blocks import giving
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import Answer, errors, instead
from bot.slack.desk import Desk, Reader
from bot.slack.listeners import word_fields
from bot.slack.listeners.word_fields import WordFields
from bot.slack.payloads import Press, Submission
from bot.slack.rendering import names_in, people_in
from bot.usecases import add_words


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
        told = await self._desk.deps.database.read(
            lambda tx: add_words.addable(tx, workspace, giver, recognition)
        )
        if told is None:
            return await self._desk.tell(press.response_url, giving.gone(reader.language))
        names = await self._desk.names(workspace, people_in([told]))
        filled = await self._fields.fill(workspace, reader.language, blocks.words_of(told, giver))
        context = word_fields.context(told.id, filled)
        form = blocks.adding(reader.language, names, told, filled, context)
        return await self._desk.open_or_tell(press.trigger_id, press.response_url, form, reader)

    async def submitted(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Keep the words, or say at the field what is wrong. Raises `BadPayloadError`."""
        recognition, before, _ = word_fields.read_context(submission.context)
        giver = reader.person.id
        told = await self._desk.deps.database.read(
            lambda tx: add_words.addable(tx, workspace, giver, recognition)
        )
        words_before = blocks.words_of(told, giver) if told else None
        words = word_fields.read(submission, blocks.WORDS, before, words_before)
        outcome = await self._desk.deps.database.write(
            lambda tx: add_words.add_words(
                tx, workspace, reader.person.id, recognition, words, submission.view
            )
        )
        self._desk.deps.wake()
        match outcome:
            case RefusalReason() | HiddenNames():
                names = await self._desk.names(workspace, names_in(outcome))
                return errors({blocks.WORDS: blocks.refused(reader.language, names, outcome)})
            case None:
                return errors({blocks.WORDS: blocks.gone(reader.language)})
            case RecognitionView():
                shown = blocks.kept if words else blocks.taken_away
                return instead(shown(reader.language))
