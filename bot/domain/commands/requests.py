"""Orders and questions that name no one, by their nearest meaning: "what can you do", "delete my data"."""

from bot.domain.commands import order_words as known
from bot.domain.commands import question_words
from bot.domain.commands import request_words as said
from bot.domain.commands.command import (
    Command,
    ExportCommand,
    ForgetMeCommand,
    HelpCommand,
    HistoryQuery,
    LeadsCommand,
    PrivacyCommand,
    RankingQuestion,
    UndoCommand,
    ValuesCommand,
)
from bot.domain.commands.date_phrases import DatePhrase, read_date
from bot.domain.commands.date_words import STRICT
from bot.domain.commands.digest_command import DigestStatusCommand
from bot.domain.commands.history import parse_history
from bot.domain.commands.keepsake_command import KeepsakeCommand
from bot.domain.commands.order_sentence import OrderSentence, read_sentence
from bot.domain.commands.order_topics import NOUNS, VERBS, Topic
from bot.domain.commands.orders import MAX_STRAY_WORDS, find_help, find_topics, is_about_ranking
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.pieces import match_phrase, skip_phrases
from bot.domain.commands.settings_command import SettingsCommand
from bot.domain.commands.thanks_words import THANKS, THANKS_AFTER, THANKS_BEFORE
from bot.domain.commands.vocabulary import GREETINGS, merge_lists
from bot.domain.emoji import is_emoji_name
from bot.domain.values import Values

_GREETINGS = merge_lists(GREETINGS)
_THANKS = merge_lists(THANKS)
_BESIDE = merge_lists(THANKS_BEFORE) | merge_lists(THANKS_AFTER) | said.BESIDE_BOT_PRAISE
_TO_THE_BOT = (_THANKS | _BESIDE | said.BOT_PRAISE) - said.OTHERS_THANKED
_SEARCHES = merge_lists(
    {
        "en": "history, search, search for, find, look up, lookup, query",
        "de": "verlauf, historie, suche, such, suche nach, such nach, finde",
    }
)
"""Orders after which all words are looked for."""
_CALLS_FOR_HELP = frozenset({"help", "hilf"})
_BOXES = frozenset({"given", "received", "gegeben", "erhalten", "bekommen"})
MAX_SEARCHED = 3
"""Words that are looked for behind "given": more are a sentence."""
_ASKED_ABOUT = frozenset({Topic.VALUES, Topic.DIGEST, Topic.LEADS, Topic.SETTINGS})
_BESIDE_TOPICS = merge_lists(
    {
        "en": "value, values, digest, digests, weekly, leads, lead, settings, next, come, comes, exist, will",
        "de": (
            "wert, werte, rückblick, wochenrückblick, leitung, einstellungen, kommt, nächste, nächster, "
            "haben, sind, gibt, es, wir"
        ),
    }
)
_MAX_WORDS = 12
"""Words that a request has at most: more are a sentence of thanks to no one yet."""
_ALONE: dict[Topic, Command] = {
    Topic.UNDO: UndoCommand(),
    Topic.FORGET: ForgetMeCommand(),
    Topic.EXPORT: ExportCommand(),
    Topic.KEEPSAKE: KeepsakeCommand(),
    Topic.VALUES: ValuesCommand(),
    Topic.DIGEST: DigestStatusCommand(),
    Topic.LEADS: LeadsCommand(),
    Topic.PRIVACY: PrivacyCommand(),
    Topic.SETTINGS: SettingsCommand(),
    Topic.REPORT: HelpCommand(topics=(Topic.REPORT,)),
    Topic.EDIT: HelpCommand(topics=(Topic.EDIT,)),
}


def find_request(text: str, values: Values) -> Command | None:
    """Return what a text that names no one asks for, or None if it may be words of thanks."""
    stripped = text.strip()
    if stripped and set(stripped) <= set("?¿ "):
        return HelpCommand()
    sentence = read_sentence(text)
    if not sentence.words or len(sentence.words) > _MAX_WORDS:
        return None
    if known_phrase := _match_known_phrase(" ".join(word for word in sentence.words if word != "hearten")):
        return known_phrase
    if skip_phrases(list(sentence.words), said.MISTAKES | known.POLITE) == len(sentence.words) and any(
        match_phrase(list(sentence.words[at:]), said.MISTAKES) for at in range(len(sentence.words))
    ):
        return HelpCommand(topics=(Topic.UNDO, Topic.EDIT))
    if help_ := find_help(sentence):
        return help_
    if not sentence.order and any(word in _CALLS_FOR_HELP for word in sentence.words):
        return HelpCommand()
    if is_about_ranking(sentence):
        return RankingQuestion()
    if sentence.topic:
        return _find_order(sentence, sentence.topic, sentence.order_words, values)
    return _find_question(sentence, text, values)


def is_thanks_to_bot(text: str) -> bool:
    """Return True if a message to the bot thanks or praises it, and no one else."""
    sentence = read_sentence(text)
    words = list(sentence.words)
    if not words:
        return bool(sentence.pieces.items) and all(
            is_emoji_name(sentence.pieces.get_markup(at)) or not word.isascii()
            for at, word in enumerate(sentence.pieces.words)
            if word
        )
    is_said = any(match_phrase(words[at:], _THANKS | said.BOT_PRAISE) for at in range(len(words)))
    return is_said and len(words) <= _MAX_WORDS and skip_phrases(words, _TO_THE_BOT) == len(words)


def _match_known_phrase(phrase: str) -> Command | None:
    if not phrase or phrase in said.INTRODUCTION or phrase in _GREETINGS:
        return HelpCommand(has_greeting=True)
    if phrase in said.WHAT_IS_POSSIBLE:
        return HelpCommand()
    if phrase in said.OPEN_FORM:
        return HelpCommand(is_requested=False)
    if phrase in said.LANGUAGES:
        return HelpCommand(topics=(Topic.LANGUAGE,))
    if phrase in said.MINE:
        return HistoryQuery()
    return PrivacyCommand() if phrase in said.ABOUT_ONES_DATA else None


def _find_order(sentence: OrderSentence, topic: Topic, taken: int, values: Values) -> Command | None:
    if topic is Topic.HISTORY:
        return _find_display(sentence, taken) or _find_search(sentence, taken, values)
    if topic is Topic.LANGUAGE:
        return None if sentence.has_praise or sentence.has_thanks else HelpCommand(topics=(topic,))
    if any(word.startswith("@") for word in sentence.words) and not sentence.has_praise:
        return ParseError(ParseErrorKind.ORDER, sentence.quote_order(taken), (topic.value,))
    rest = sentence.order[taken:]
    if topic is Topic.HELP:
        return (
            HelpCommand(topics=find_topics(rest))
            if sentence.count_stray_words(taken) <= MAX_STRAY_WORDS
            else None
        )
    if sentence.has_praise or sentence.count_stray_words(taken):
        return None
    is_personal = any(word in said.PERSONAL for word in sentence.words)
    if topic is Topic.REMOVE:
        return _find_removal(sentence.words, rest)
    if topic is Topic.FORGET and not is_personal and not any(word in said.ONESELF for word in rest):
        return None
    if topic is Topic.SETTINGS and is_personal:
        return PrivacyCommand()
    is_thanks = sentence.has_thanks and " ".join(sentence.order[:taken]) not in VERBS
    return None if is_thanks else _ALONE.get(topic)


def _find_removal(words: tuple[str, ...], rest: list[str]) -> Command:
    """Return what is to go: oneself, one's latest thanks, or a choice of both."""
    if any(word in said.LATEST for word in rest) and not any(word in said.ONESELF for word in rest):
        return UndoCommand()
    if any(word in said.ONESELF for word in rest) or any(word in ("me", "mich") for word in words):
        return ForgetMeCommand()
    return HelpCommand(topics=(Topic.UNDO, Topic.FORGET))


def _find_display(sentence: OrderSentence, taken: int) -> Command | None:
    """Return what is to be shown that is no past: "show values", "list my settings"."""
    if sentence.order[0] not in known.SHOWING:
        return None
    rest = sentence.order[taken:]
    shown = " ".join(rest[skip_phrases(rest, known.POLITE) :])
    topic = NOUNS.get(shown)
    if topic is Topic.SETTINGS and any(word in said.PERSONAL for word in rest):
        return PrivacyCommand()
    return _ALONE.get(topic) if topic else None


def _find_search(sentence: OrderSentence, taken: int, values: Values) -> Command | None:
    """Return a question about the past; "show" and the like begin other sentences, too."""
    is_search = " ".join(sentence.order[:taken]) in _SEARCHES
    if not is_search and (
        sentence.has_praise or sentence.has_thanks or sentence.count_stray_words(taken) > MAX_STRAY_WORDS
    ):
        return None
    return parse_history(sentence.cut_order(taken), values.with_retired)


def _find_question(sentence: OrderSentence, text: str, values: Values) -> Command | None:
    """Return a question about the asker's own past: "me", "given since monday", "who thanked me"."""
    words = list(sentence.words)
    is_asked = match_phrase(words, known.QUESTIONS | known.DOUBTFUL_QUESTIONS) > 0
    is_said = any(
        word in question_words.GAVE | question_words.RECEIVED | question_words.THANKED for word in words
    )
    begins = words[
        0
    ] in question_words.ME | question_words.GAVE | question_words.RECEIVED | STRICT or isinstance(
        read_date(words[:8], is_bound=False), DatePhrase
    )
    is_about_bot = is_asked or (words[0] == "what" and words[1:2] not in (["a"], ["an"]))
    if is_about_bot and (answer := _find_topic_question(words)):
        return answer
    if not (begins or (is_asked and is_said)):
        return None
    asked = parse_history(text, values.with_retired)
    if isinstance(asked, ParseError) or sentence.has_praise:
        return None
    if is_asked and is_said:
        return asked
    is_search = words[0] in _BOXES and len(asked.phrases) <= MAX_SEARCHED
    return None if (asked.phrases and not is_search) or sentence.has_thanks else asked


def _find_topic_question(words: list[str]) -> Command | None:
    """Return the answer to a question about the bot: "when is the digest", "which values are there"."""
    found = find_topics(words)
    if len(found) != 1 or found[0] not in _ASKED_ABOUT or any(word in question_words.ME for word in words):
        return None
    return _ALONE[found[0]] if all(word in known.COMPATIBLE | _BESIDE_TOPICS for word in words) else None
