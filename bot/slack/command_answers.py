"""From what was meant to the feature that answers it."""

from dataclasses import replace

from bot.domain.circle import may_configure
from bot.domain.commands import command
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.commands.settings_command import AdminCommand
from bot.slack.context import Desk
from bot.slack.features.conversation import views as conversation_views
from bot.slack.features.conversation.reply_counter import Turns
from bot.slack.features.digest.handlers import DigestCommands
from bot.slack.features.erasure.handlers import Forgetting
from bot.slack.features.export.handlers import Exporting
from bot.slack.features.help import order_views
from bot.slack.features.help import views as help_views
from bot.slack.features.history.handlers import Reading
from bot.slack.features.leads.handlers import Leading
from bot.slack.features.preferences.handlers import Choosing
from bot.slack.features.recognition.handlers import Giving
from bot.slack.features.settings.handlers import Setting
from bot.slack.features.values.handlers import ChangingValues
from bot.slack.request import Request
from bot.slack.ui.message import Message


class Meanings:
    """Lets the features answer, wherever it was typed."""

    def __init__(self, desk: Desk) -> None:
        """Make the features."""
        self._desk = desk
        self._giving = Giving(desk)
        self._reading = Reading(desk)
        self._digest = DigestCommands(desk)
        self._choosing = Choosing(desk)
        self._leading = Leading(desk)
        self._exporting = Exporting(desk)
        self._forgetting = Forgetting(desk)
        self._setting = Setting(desk)
        self._values = ChangingValues(desk)
        self._thanks = Turns()

    async def is_about_known_people(self, request: Request, meaning: command.GiveWithoutNames) -> bool:
        """Return whether a text that mentions nobody starts with a name that Hearten knows."""
        return await self._giving.is_about_known_people(request, meaning)

    async def answer(self, request: Request, meaning: command.Command) -> Message | None:
        """What to say; None where a form says it, or nothing is left to say."""
        language = request.reader.language
        match meaning:
            case command.GiveWithoutNames(typed_name="", broadcast="") if is_thanks_to_bot(
                request.command.text
            ):
                return conversation_views.warm(language, self._thanks.next(request.reader.person.id))
            case command.GiveCommand() | command.GiveWithoutNames():
                return await self._giving.answer(request, meaning)
            case command.DoubtfulGiveCommand():
                return await self._giving.ask(request, meaning)
            case command.TooLongCommand():
                return await self._giving.ask_for_less(request, meaning)
            case command.GiveSeveralCommand():
                return await self._answer_several(request, meaning)
            case command.UndoCommand():
                return await self._giving.undo(request, meaning)
            case command.RankingQuestion():
                return order_views.no_ranking(language)
            case command.HistoryQuery():
                return await self._reading.answer(request, meaning)
            case (
                command.DigestOnCommand()
                | command.DigestOffCommand()
                | command.DigestPreviewCommand()
                | command.DigestStatusCommand()
                | command.UnclearDigestCommand()
            ):
                return await self._digest.answer(request, meaning)
            case (
                command.LeadsCommand()
                | command.LeadsChangeCommand()
                | command.LeadsSwitchCommand()
                | command.LeadsNoteCommand()
            ):
                return await self._leading.answer(request, meaning)
            case command.PrivacyCommand() | command.PreferenceCommand():
                return await self._choosing.answer(request.workspace, request.reader, meaning)
            case command.ExportCommand():
                return await self._exporting.answer(request)
            case command.ForgetMeCommand():
                return self._forgetting.offer(request.reader)
            case AdminCommand():
                return await self._setting.answer(request, meaning)
            case command.ValuesCommand():
                return self._values.answer(request)
            case command.HelpCommand(asked, topics, greets):
                if not asked and await self._giving.open_form(request):
                    return None
                is_admin = may_configure(request.reader.person)
                return help_views.help_(
                    language, asked=asked, for_admin=is_admin, topics=topics, greets=greets
                )
            case command.ParseError():
                return help_views.not_understood(language, meaning, request.typed)

    async def _answer_several(self, request: Request, meaning: command.GiveSeveralCommand) -> Message | None:
        """Return the answer to the first recognition; those to the others follow it."""
        answers = await self.give_several(request, meaning)
        for answer in answers[1:]:
            await self._desk.tell(request.command.response_url, answer)
        return answers[0] if answers else None

    async def give_several(self, request: Request, meaning: command.GiveSeveralCommand) -> list[Message]:
        """Record several recognitions and return the answer to each, in order."""
        answers: list[Message] = []
        for part, gift in enumerate(meaning.commands):
            answer = await self._giving.answer(replace(request, part=part), gift)
            if answer is None and request.message is not None and request.message.is_edited:
                # The first one was taken back before the edit: the rest isn't wanted either.
                break
            if answer is not None:
                answers.append(answer)
        return answers
