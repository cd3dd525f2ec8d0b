"""The messages to who writes to the bot, each once, with people and values to fill them."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.name_matches import NameMatches
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.people import User
from bot.domain.recognition import HiddenNames, RefusalReason, Source
from bot.domain.visibility import ChannelKind
from bot.slack.blocks import (
    adding_recipients,
    conversing,
    message_changes,
    pending_recognition,
    refusing,
)
from bot.slack.blocks.document import Message
from bot.slack.blocks.typed_recognition import Missing, Typed, opener, openers
from tests.slack.views import ANA, EN, LI, MAYA, NAMES, STORY, TOM, confirmation

THREAD = "1732528800.000100"
THANK = opener(EN, Typed(), THREAD)
LACKING = opener(EN, Typed((MAYA,), "", ("creativity",), Missing.WORDS), THREAD)
GUESSED = Typed((MAYA,), "thanks", missing=Missing.NAME, guessed=((MAYA, "Maya"),))
SEVERAL = Typed((), "thanks", missing=Missing.NAME, candidates=((MAYA, "Maya"), (LI, "Li Wei")))
UNRESOLVED = NameMatches("", (User(TOM, "Tom"),), (), ("jose.nunez", "rae"))
PENDING = PendingRecognition(
    origin=f"message:C0DESIGN:{THREAD}",
    giver=ANA,
    question=PendingQuestion.NAMES,
    people=(MAYA,),
    text=f"thanks, also to <@{TOM}>",
    values=(),
    channel="C0DESIGN",
    channel_kind=ChannelKind.PUBLIC,
    source=Source.MENTION,
)


def _doubt(missing: Missing) -> Callable[[], Message]:
    return lambda: refusing.unsure(EN, missing, "", [THANK])


VIEWS: dict[str, Callable[[], Message]] = {
    "hello in a direct message": lambda: conversing.hello(EN, THANK),
    "hello again in a direct message": lambda: conversing.hello(EN, THANK, 1),
    "a warm line": lambda: conversing.warm(EN),
    "not sure what is meant": lambda: conversing.not_sure(EN, LACKING),
    "hello where one was mentioned": lambda: conversing.introduced(EN, THANK),
    "not taken as thanks": lambda: conversing.not_taken_as_thanks(EN, THANK),
    "not quiet here": lambda: conversing.not_quiet_here(EN),
    "no words in a message": lambda: refusing.refusal(EN, NAMES, RefusalReason.NO_WORDS, {}, "", [LACKING]),
    "question about a name": lambda: pending_recognition.question(EN, NAMES, PENDING, HiddenNames((TOM,))),
    "question about names": lambda: pending_recognition.question(
        EN, NAMES, replace(PENDING, text=f"<@{LI}> and <@{TOM}> say so, too"), HiddenNames((LI, TOM))
    ),
    "question about anonymity": lambda: pending_recognition.question(
        EN, NAMES, replace(PENDING, question=PendingQuestion.ANONYMOUS), HiddenNames(())
    ),
    "message edited": lambda: message_changes.edited(EN, NAMES, STORY),
    "message deleted": lambda: message_changes.deleted(EN, NAMES, STORY),
    "question cancelled": lambda: pending_recognition.cancelled(EN),
    "question expired": lambda: pending_recognition.expired(EN),
    "nobody named in a message": lambda: refusing.nobody_named(EN, Typed(), "", [THANK]),
    "one person may be meant": lambda: refusing.nobody_named(EN, GUESSED, "", openers(EN, GUESSED, THREAD)),
    "several people may be meant": lambda: refusing.nobody_named(
        EN, SEVERAL, "", openers(EN, SEVERAL, THREAD)
    ),
    "a whole channel": lambda: refusing.nobody_named(EN, Typed(broadcast="here"), "/kudos @here thanks"),
    "confirmation with names that are no mentions": lambda: confirmation(
        details=adding_recipients.notes(EN, UNRESOLVED, "here"),
        more_buttons=adding_recipients.buttons(EN, UNRESOLVED, "here", STORY.id),
    ),
    **{
        f"doubt about {missing} in a message": _doubt(missing)
        for missing in (
            *(Missing.WHO, Missing.SEVERAL, Missing.DISCREET, Missing.CARRIES_NAME, Missing.QUESTION),
            Missing.NO_THANKS,
        )
    },
}
