"""When something isn't okay."""

from bot.domain.words import clean
from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import reporting as blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import Answer, View, errors, instead
from bot.slack.client import SlackError
from bot.slack.desk import Desk, Reader
from bot.slack.payloads import Press, Submission
from bot.usecases import report


class Reporting:
    """Passes on to admins what somebody finds wrong, and withdraws what they decide to."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def chosen(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        """Open the form about the shout-out whose menu was used."""
        about = press.value.partition(":")[2]
        recognition = payloads.recognition_id(about) if about else ""
        # Menus that were posted long ago do not tell what they are about.
        found = await self._desk.deps.database.read(
            lambda tx: (
                report.shown_by_id(tx, workspace, recognition)
                if recognition
                else report.shown_at(tx, workspace, press.channel, press.message_ts)
            )
        )
        if found is None:
            await self._desk.tell(press.response_url, blocks.gone(reader.language))
            return None
        return await self._open(reader, press, blocks.telling(reader.language, found))

    async def reported(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Tell the admins. Raises `BadPayloadError`."""
        recognition = payloads.recognition_id(submission.context)
        reason = clean(submission.typed(blocks.REASON))[: blocks.MOST_REASON]
        try:
            admins = await self._desk.directory.admins(workspace)
        except SlackError:
            admins = ()
        if not admins:
            return instead(blocks.nobody_to_tell(reader.language))
        is_new = await self._desk.deps.database.write(
            lambda tx: report.report(tx, workspace, reader.person.id, recognition, reason, admins)
        )
        self._desk.deps.wake()
        return instead(blocks.told(reader.language, is_new=is_new))

    async def withdrawing(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        """Open the form in which an admin says why."""
        return await self._open(reader, press, blocks.withdrawing(reader.language, press.recognition))

    async def withdrawn(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Withdraw it, with the reason. Raises `BadPayloadError`."""
        recognition = payloads.recognition_id(submission.context)
        reason = clean(submission.typed(blocks.REASON))[: blocks.MOST_REASON]
        if not reason:
            return errors({blocks.REASON: blocks.no_reason(reader.language)})
        is_done = await self._desk.deps.database.write(
            lambda tx: report.withdraw(tx, workspace, reader.person, recognition, reason)
        )
        self._desk.deps.wake()
        return None if is_done else errors({blocks.REASON: blocks.not_withdrawn(reader.language)})

    async def _open(self, reader: Reader, press: Press, form: View) -> Message | None:
        return await self._desk.open_or_tell(press.trigger_id, press.response_url, form, reader)
