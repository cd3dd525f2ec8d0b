"""Changing one's own words, by form."""

import json

from bot.domain.recognition import NamesNotShown, Refused, Story
from bot.domain.words import clean
from bot.domain.workspace import Workspace
from bot.slack import payloads, rich_text
from bot.slack.blocks import editing as blocks
from bot.slack.blocks import giving as giving_blocks
from bot.slack.blocks import giving_form
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import Answer, errors
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.confirming import Confirming
from bot.slack.payloads import BadPayloadError, Press, Submission
from bot.slack.rendering import names_in
from bot.usecases import edit


class Editing:
    """Opens the form and takes in what it says."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._confirming = Confirming(desk)

    async def pressed(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        """Open the form; answers what to show where that cannot be."""
        told = await self._desk.deps.database.read(
            lambda tx: edit.editable(tx, workspace, reader.person.id, press.recognition)
        )
        if told is None:
            return giving_blocks.gone(reader.language)
        context = json.dumps({"recognition": told.id, "response_url": press.response_url})
        form = blocks.editing(reader.language, told, context)
        return await self._desk.open_or_tell(press.trigger_id, press.response_url, form, reader)

    async def submitted(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Keep the new words, or say at the field what is wrong. Raises `BadPayloadError`."""
        recognition, response_url = _context(submission.context)
        words = clean(rich_text.typed(submission.rich(blocks.WORDS)))
        outcome = await self._desk.deps.database.write(
            lambda tx: edit.edit(tx, workspace, reader.person.id, recognition, words)
        )
        self._desk.deps.wake()
        match outcome:
            case Refused() | NamesNotShown():
                names = await self._desk.names(workspace, names_in(outcome))
                return errors({blocks.WORDS: blocks.refused(reader.language, names, outcome)})
            case None:
                return errors({blocks.WORDS: blocks.gone(reader.language)})
            case Story():
                if not response_url:
                    # It was opened on their Home, which shows the new words.
                    return None
                shown = await self._confirming.again(workspace, reader, outcome)
                in_form = giving_form.done(reader.language, shown)
                return await self._desk.confirm(response_url, shown, in_form, replaces=True)


def _context(text: str) -> tuple[str, str]:
    """The recognition and the response_url that went along with the form."""
    try:
        found = json.loads(text)
        recognition, response_url = found["recognition"], found["response_url"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadPayloadError("private_metadata") from error
    if not isinstance(response_url, str):
        raise BadPayloadError("private_metadata")
    return payloads.recognition_id(recognition), response_url
