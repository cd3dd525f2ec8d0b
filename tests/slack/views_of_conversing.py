"""The messages to who writes to the bot, each once, with people and values to fill them."""

from collections.abc import Callable

from bot.domain.recognition import Refused
from bot.slack.blocks import conversing, refusing
from bot.slack.blocks.document import Message
from bot.slack.blocks.giving_form import Missing, Typed, opener
from tests.slack.views import EN, MAYA, NAMES

THREAD = "1732528800.000100"
THANK = opener(EN, Typed(), THREAD)
LACKING = opener(EN, Typed((MAYA,), "", ("creativity",), Missing.WORDS), THREAD)

VIEWS: dict[str, Callable[[], Message]] = {
    "hello in a direct message": lambda: conversing.hello(EN, THANK),
    "hello where one was mentioned": lambda: conversing.introduced(EN, THANK),
    "not taken as thanks": lambda: conversing.not_taken_as_thanks(EN, THANK),
    "not quiet here": lambda: conversing.not_quiet_here(EN),
    "no words in a message": lambda: refusing.refusal(EN, NAMES, Refused.NO_WORDS, {}, "", LACKING),
    "nobody named in a message": lambda: refusing.nobody_named(EN, "", "", THANK),
}
