"""Orders and questions that name a user: "@maya history", "delete my thanks to @maya".

They are answered, or asked back about, and never posted as thanks.
"""

import re

from bot.domain.commands import order_words as known
from bot.domain.commands import question_words
from bot.domain.commands import ranking_words as ranking
from bot.domain.commands import request_words as said
from bot.domain.commands.command import Command, HelpCommand, HistoryQuery, RankingQuestion, UndoCommand
from bot.domain.commands.date_phrases import DatePhrase, read_date
from bot.domain.commands.date_words import NUMBERS, STRICT
from bot.domain.commands.history import parse_history
from bot.domain.commands.misfit_words import MESSAGE_VERBS
from bot.domain.commands.order_sentence import MAX_ORDER_LENGTH, OrderSentence, is_name, read_sentence
from bot.domain.commands.order_topics import MAX_ORDER_WORDS, MISSPELT_TOPICS, TOPICS, VERBS, Topic
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.pieces import PIECE, PUNCTUATION, QUOTES, match_phrase, skip_phrases
from bot.domain.commands.typos import find_closest
from bot.domain.commands.vocabulary import fold_text, merge_lists
from bot.domain.mentions import ChannelMention, GroupMention, UserMention, parse_markup
from bot.domain.values import Values

MAX_STRAY_WORDS = 1
"""Words of other kinds that an order can have before it reads as a sentence of thanks."""
_SHORT_TARGETS = frozenset({"undo", "help", "leads"})
TYPO_TARGETS = tuple(
    sorted(word for word in MISSPELT_TOPICS if " " not in word and (len(word) >= 6 or word in _SHORT_TARGETS))
)
"""Orders that a misspelt word is taken for."""
_NO_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))
_MESSAGE_VERBS = merge_lists(MESSAGE_VERBS)
_RELATIVE = frozenset({"who", "whose", "which"})
_AWARDING = frozenset({"give", "award", "send", "gib", "schick", "sende"})
_CHANGING = frozenset({"change", "replace", "reword", "swap"})
_THANKS_OF = re.compile(
    r"\s{0,3}(?P<name><(?:@|!subteam\^)\w{1,40}(?:\|[^<>]{0,200})?>)['’ʼ]?s\s{1,3}"
    r"(?:(?:last|latest|recent|all|previous|past|letzte[rns]?|neueste[rns]?)\s{1,3}){0,2}"
    r"(?:thanks|thank-?yous?|kudos|shout-?outs?|recognitions?|history|danke|dank|lob|verlauf)\b",
    re.IGNORECASE,
)
_THANKS_NAMED = re.compile(
    r"\s{0,3}(?:(?:thanks|kudos|shout-?outs?|recognitions?)\s{1,3}"
    r"(?:received|given|got|sent|written)\s{1,3}(?:by|from|to|of)"
    r"|my\s{1,3}(?:thanks|kudos|shout-?outs?)\s{1,3}(?:to|for)(?=[^<]{0,5}<[^>]{1,250}>\s{0,3}[\w@])"
    r"|(?:meine|mes|mis)\s{1,3}(?:danke|kudos|mercis|gracias|shout-?outs?)\s{1,3}(?:an|für|à|a|para|pour))"
    r"\s{1,3}<(?:@|!subteam\^)",
    re.IGNORECASE,
)
"""Questions about the past that begin with thanks: "thanks received by @maya", "meine Kudos an @maya"."""
_TELLING = frozenset({"say", "write", "sag", "sage", "schreib", *_AWARDING})
_BEFORE_HOW = known.POLITE - known.HOW - known.HOW_WORDS
_BESIDE_RANKING = (known.COMPATIBLE | ranking.RANKING | ranking.COMPARED) - known.PRAISE
_SAID = question_words.GAVE | question_words.RECEIVED | question_words.THANKED
_STARTERS = question_words.GAVE | question_words.RECEIVED | STRICT


def find_order(text: str, values: Values) -> Command | None:
    """Return what a text that names a user asks for, or None if it reads as thanks."""
    if thanks_of_others := _read_thanks_query(text, values):
        return thanks_of_others
    if begins_with_thanks(text):
        return None
    sentence = read_sentence(text)
    words = sentence.order
    help_ = find_help(sentence)
    if help_ and (help_.topics or not sentence.starts_with_name):
        return help_
    if words and words[0] in _CHANGING and sentence.has_thanks and sentence.has_name_after(1):
        return ParseError(ParseErrorKind.ORDER, sentence.quote_order(1), (Topic.EDIT.value,))
    if match_phrase(words, known.FOR_LATER) and not sentence.starts_with_name:
        return ParseError(ParseErrorKind.ORDER, sentence.quote_order(1), (Topic.HELP.value,))
    if _asks_to_tell(sentence):
        return ParseError(ParseErrorKind.MESSAGE, sentence.quote_order(1))
    if is_about_ranking(sentence):
        return RankingQuestion()
    if not words:
        unquoted = text.translate(_NO_QUOTES)
        return find_order(unquoted, values) if unquoted != text else None
    if question := _read_question(sentence, values):
        return question
    if taken := sentence.order_words:
        return _make_order(sentence, sentence.topic or Topic.HELP, taken, values)
    if _is_about_the_past(sentence) and not any(
        isinstance(one, ChannelMention) for one in parse_markup(text)
    ):
        asked = parse_history(text, values.with_retired)
        return asked if isinstance(asked, HistoryQuery) and not asked.phrases else None
    if (
        sentence.count_stray_words(1) <= MAX_STRAY_WORDS
        and not (sentence.has_praise or sentence.has_thanks)
        and (near := find_closest(words[0], TYPO_TARGETS))
    ):
        return ParseError(ParseErrorKind.SUBCOMMAND, sentence.quote_order(1), (TOPICS[near].command,))
    return None


def _read_thanks_query(text: str, values: Values) -> HistoryQuery | None:
    """Return the history that "@maya's last thanks" or "thanks received by @maya" asks for."""
    named = _THANKS_OF.match(text)
    if not named and not _THANKS_NAMED.match(text):
        return None
    about = f"{named['name']} {text[named.end() :]}" if named else text
    asked = parse_history(about, values.with_retired)
    return asked if isinstance(asked, HistoryQuery) and not asked.phrases else None


def find_lone_order(words: str) -> ParseError | None:
    """Return the order that the words of a form are and nothing else, "undo", or None."""
    sentence = read_sentence(words)
    taken = sentence.order_words
    if not taken or sentence.count_stray_words(taken) or sentence.has_praise or sentence.has_thanks:
        return None
    topic = sentence.topic or Topic.HELP
    return ParseError(ParseErrorKind.ORDER, sentence.quote_order(taken), (topic.value,))


def begins_with_order(text: str) -> bool:
    """Return True if the text is an order, or asks for a ranking, and says nothing else but names."""
    sentence = read_sentence(text)
    if not sentence.words or sentence.polite_words or sentence.has_praise or sentence.has_thanks:
        return False
    taken = sentence.order_words
    if taken:
        return not sentence.count_stray_words(taken)
    return not sentence.starts_with_name and is_about_ranking(sentence)


def begins_with_thanks(text: str) -> bool:
    """Return True if the first word says thanks: most texts do, and no order does."""
    first = next((one.group() for one in PIECE.finditer(text) if not one.group().startswith("<")), "")
    return fold_text(first.strip(PUNCTUATION)) in known.THANKING


def find_help(sentence: OrderSentence) -> HelpCommand | None:
    """Return the topics of "how do I …"; None if nothing is asked that way."""
    words = list(sentence.words[:MAX_ORDER_LENGTH])
    begin = skip_phrases(words, _BEFORE_HOW)
    asked = match_phrase(words[begin:], known.HOW)
    if not asked and words[begin : begin + 1] == ["wie"]:
        # "wie lösche ich …": the verb stands between.
        verb = match_phrase(
            words[begin + 1 :], TOPICS.keys() | known.GIVING | known.THANKING, MAX_ORDER_WORDS
        )
        asked = 1 if verb and words[begin + 1 + verb : begin + 2 + verb] in (["ich"], ["man"], ["wir"]) else 0
    if not asked:
        return None
    topics = find_topics(words[begin + asked :])
    if any(word in said.ONESELF for word in words):
        # "How do I delete my data" is about more than one's latest thanks.
        topics = tuple(Topic.FORGET if topic is Topic.REMOVE else topic for topic in topics)
    return HelpCommand(topics=topics)


def find_topics(words: list[str]) -> tuple[Topic, ...]:
    """Return the topics that these words are about, each once."""
    found: list[Topic] = []
    at = 0
    while at < len(words):
        taken = match_phrase(words[at:], TOPICS, MAX_ORDER_WORDS)
        if taken:
            found.append(TOPICS[" ".join(words[at : at + taken])])
        elif words[at] in known.QUIET:
            found.append(Topic.QUIETLY)
        elif words[at] in known.THANKING | known.GIVING:
            found.append(Topic.GIVE)
        at += taken or 1
    topics = tuple(dict.fromkeys(found))
    # "How do I delete my thanks" and "how do I thank quietly" are about the other topic.
    return tuple(topic for topic in topics if topic is not Topic.GIVE) if len(topics) > 1 else topics


def is_about_ranking(sentence: OrderSentence) -> bool:
    """Return True if the text asks for points, numbers of people, or who is ahead."""
    words = sentence.order
    if words == ["top"] and sentence.starts_with_name:
        # "@maya top!" praises her.
        return False
    if match_phrase(list(sentence.words), ranking.COUNTING) or match_phrase(words, ranking.COUNTING):
        return True
    if match_phrase(words, known.QUESTIONS) and any(word in ranking.SUPERLATIVES for word in words):
        return True
    if len(words) == 2 and words[0] == "kudos":
        words = words[1:]
    if len(words) > 1 and words[0] in _AWARDING and (words[1].isdecimal() or words[1] in NUMBERS):
        words = words[1:]
    while words and (words[0].isdecimal() or words[0] in known.SHOWING or words[0] in NUMBERS):
        words = words[1 + skip_phrases(words[1:], known.POLITE) :]
    taken = match_phrase(words, ranking.RANKING)
    if not words or not all(word in _BESIDE_RANKING or word.isdecimal() for word in words[taken or 1 :]):
        return False
    if taken:
        return True
    near = find_closest(words[0], ranking.RANKING)
    return near is not None and len(near) >= MIN_RANKING_LETTERS


MIN_RANKING_LETTERS = 6
"""Letters that a word for ranking has to have for a misspelt one to be taken for it."""


def _asks_to_tell(sentence: OrderSentence) -> bool:
    """Return True if something is to be passed on to those who are named next: "remind @maya to vote"."""
    taken = match_phrase(sentence.order, _MESSAGE_VERBS)
    return taken > 0 and sentence.has_name_after(taken)


def _read_question(sentence: OrderSentence, values: Values) -> Command | None:
    """Return what a question about a user asks for: an answer from the past, or what to type instead."""
    words = sentence.order
    asked_by = match_phrase(list(sentence.words), known.QUESTIONS) or match_phrase(words, known.QUESTIONS)
    is_asking = sentence.pieces.get_markup(len(sentence.pieces.items) - 1).endswith("?")
    if asked_by and sentence.starts_with_name and words[0] in _RELATIVE and not is_asking:
        # "@maya, who saved the day" tells of her.
        asked_by = 0 if not any(word in _SAID for word in words) else asked_by
    if asked_by and sentence.starts_with_name and sentence.has_praise and not any(w in _SAID for w in words):
        # "@maya how did you know? You're amazing!"
        return None
    if not asked_by:
        is_doubtful = match_phrase(words, known.DOUBTFUL_QUESTIONS) > 0
        ends_asking = sentence.pieces.get_markup(len(sentence.pieces.items) - 1).endswith("?")
        if (
            sentence.has_praise
            or sentence.has_thanks
            or sentence.starts_with_name
            or not (is_doubtful or ends_asking)
        ):
            return None
        if is_doubtful and not ends_asking and sentence.count_stray_words(1) > MAX_STRAY_WORDS:
            return None
    if sentence.topic not in (None, Topic.HISTORY):
        return None
    asked = parse_history(sentence.cut_order(sentence.order_words), values.with_retired)
    is_said = any(word in _SAID for word in words)
    # "How is @maya" is not about thanks: no one's past is to be looked at for it.
    is_about_thanks = is_said or sentence.has_thanks or sentence.topic is Topic.HISTORY
    if (
        isinstance(asked, HistoryQuery)
        and is_about_thanks
        and (is_said or len(asked.phrases) <= MAX_STRAY_WORDS)
    ):
        return asked
    return ParseError(ParseErrorKind.ORDER, sentence.quote_order(2), (Topic.HISTORY.value,))


def _is_about_the_past(sentence: OrderSentence) -> bool:
    """Return True if there is nothing but directions and dates: "@maya last week", "given @maya"."""
    words = list(sentence.words[:MAX_ORDER_LENGTH])
    if sentence.has_thanks or sentence.has_praise or sentence.count_stray_words(0):
        return False
    if words[0] in _TELLING:
        return False
    is_directed = all(word in known.DIRECTIONS for word in words)
    return (
        is_directed or words[0] in _STARTERS or isinstance(read_date(words[:8], is_bound=False), DatePhrase)
    )


def _make_order(sentence: OrderSentence, topic: Topic, taken: int, values: Values) -> Command | None:
    """Return what an order asks for; None if the text is thanks that only begins like one."""
    if sentence.has_praise or (topic is Topic.FORGET and any(word in known.NOT for word in sentence.words)):
        return None
    asked_back = ParseError(ParseErrorKind.ORDER, sentence.quote_order(taken), (topic.value,))
    is_verb = " ".join(sentence.order[:taken]) in VERBS
    if topic is Topic.HISTORY:
        return _make_query(sentence, taken, values, asked_back)
    if not is_verb:
        is_thanks = (
            sentence.has_thanks or sentence.count_stray_words(taken, known.BESIDE_NOUNS) > MAX_STRAY_WORDS
        )
        return None if is_thanks else asked_back
    means_latest = topic is Topic.REMOVE and any(word in said.LATEST for word in sentence.order[taken:])
    if (topic is Topic.UNDO or means_latest) and not sentence.count_stray_words(taken):
        return make_undo(sentence)
    return asked_back


def _make_query(
    sentence: OrderSentence, taken: int, values: Values, asked_back: ParseError
) -> Command | None:
    asked = parse_history(sentence.cut_order(taken), values.with_retired)
    if isinstance(asked, ParseError):
        return asked if asked.is_certain or sentence.count_stray_words(taken) <= MAX_STRAY_WORDS else None
    quoted = [one for one in sentence.pieces.items if one.group("phrase") is not None]
    searched = len(asked.phrases) - len(quoted)
    if searched <= MAX_STRAY_WORDS or sentence.has_name_after(taken):
        return asked
    return None


def make_undo(sentence: OrderSentence) -> UndoCommand:
    """Return the order to undo the latest thanks, if it went to those who are named."""
    named = [next(iter(parse_markup(one.group()))) for one in sentence.pieces.items if is_name(one.group())]
    users = dict.fromkeys(one.id for one in named if isinstance(one, UserMention))
    groups = dict.fromkeys(one.id for one in named if isinstance(one, GroupMention))
    return UndoCommand(tuple(users), tuple(groups))
