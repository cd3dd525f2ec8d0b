"""From what was meant to the feature that answers it."""

from dataclasses import replace

from bot.domain.care import may_configure
from bot.domain.commands import meaning as meant
from bot.domain.commands.configuring import AboutSettings
from bot.domain.commands.requests import is_thanks_to_bot
from bot.slack.blocks import conversing, guidance, orders
from bot.slack.blocks.document import Message
from bot.slack.desk import Desk
from bot.slack.listeners.choosing import Choosing
from bot.slack.listeners.digest import DigestCommands
from bot.slack.listeners.exporting import Exporting
from bot.slack.listeners.forgetting import Forgetting
from bot.slack.listeners.giving import Giving
from bot.slack.listeners.leading import Leading
from bot.slack.listeners.reading import Reading
from bot.slack.listeners.request import Request
from bot.slack.listeners.setting import Setting
from bot.slack.listeners.turns import Turns
from bot.slack.listeners.values import ChangingValues


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

    async def is_about_known_people(self, request: Request, meaning: meant.NobodyNamed) -> bool:
        """Return whether a text that mentions nobody starts with a name that Hearten knows."""
        return await self._giving.is_about_known_people(request, meaning)

    async def answer(self, request: Request, meaning: meant.Meaning) -> Message | None:
        """What to say; None where a form says it, or nothing is left to say."""
        language = request.reader.language
        match meaning:
            case meant.NobodyNamed(typed_name="", broadcast="") if is_thanks_to_bot(request.command.text):
                return conversing.warm(language, self._thanks.next(request.reader.person.id))
            case meant.Give() | meant.NobodyNamed():
                return await self._giving.answer(request, meaning)
            case meant.Unsure():
                return await self._giving.ask(request, meaning)
            case meant.TooLong():
                return await self._giving.ask_for_less(request, meaning)
            case meant.GiveSeveral():
                return await self._answer_several(request, meaning)
            case meant.Undo():
                return await self._giving.undo(request, meaning)
            case meant.NoRanking():
                return orders.no_ranking(language)
            case meant.History():
                return await self._reading.answer(request, meaning)
            case (
                meant.DigestOn()
                | meant.DigestOff()
                | meant.DigestPreview()
                | meant.DigestStatus()
                | meant.DigestUnclear()
            ):
                return await self._digest.answer(request, meaning)
            case meant.Leads() | meant.LeadsChange() | meant.LeadsSwitch() | meant.LeadsNote():
                return await self._leading.answer(request, meaning)
            case meant.ShowPrivacy() | meant.Choose():
                return await self._choosing.answer(request.workspace, request.reader, meaning)
            case meant.Export():
                return await self._exporting.answer(request)
            case meant.ForgetMe():
                return self._forgetting.offer(request.reader)
            case AboutSettings():
                return await self._setting.answer(request, meaning)
            case meant.ShowValues():
                return self._values.answer(request)
            case meant.Help(asked, topics, greets):
                if not asked and await self._giving.open_form(request):
                    return None
                is_admin = may_configure(request.reader.person)
                return guidance.help_(language, asked=asked, for_admin=is_admin, topics=topics, greets=greets)
            case meant.NotUnderstood():
                return guidance.not_understood(language, meaning, request.typed)

    async def _answer_several(self, request: Request, meaning: meant.GiveSeveral) -> Message | None:
        """Return the answer to the first recognition; those to the others follow it."""
        answers = await self.give_several(request, meaning)
        for answer in answers[1:]:
            await self._desk.tell(request.command.response_url, answer)
        return answers[0] if answers else None

    async def give_several(self, request: Request, meaning: meant.GiveSeveral) -> list[Message]:
        """Record several recognitions and return the answer to each, in order."""
        answers: list[Message] = []
        for part, gift in enumerate(meaning.gifts):
            answer = await self._giving.answer(replace(request, part=part), gift)
            if answer is None and request.message is not None and request.message.is_edited:
                # The first one was taken back before the edit: the rest isn't wanted either.
                break
            if answer is not None:
                answers.append(answer)
        return answers
