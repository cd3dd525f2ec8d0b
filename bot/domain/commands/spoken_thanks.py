"""Words that thank a user by themselves, in any language that Hearten knows words of thanks in."""

from bot.domain.commands.phrases import normalize_phrases, split_words
from bot.domain.commands.thanks_words import THANKS
from bot.domain.commands.vocabulary import merge_lists
from bot.domain.message_text import write_plain

_VERBS = {
    "en": "thank, thanking, thankful, grateful",
    "de": "danken, bedanken, bedanke, dankbar",
    "fr": "remercie, remercions, remercier, reconnaissant, reconnaissante",
    "es": "agradezco, agradecemos, agradecer, agradecido, agradecida",
    "it": "ringrazio, ringraziamo, ringraziare",
    "pt": "agradeço, agradecemos, agradecer",
    "nl": "bedank, bedanken, danken, dankbaar",
}
_WITHOUT_BLANKS = ("ありがと", "有難", "有り難", "感謝", "感谢", "谢", "謝謝", "多謝", "고마", "고맙", "감사")
"""Beginnings of thanks in scripts in which words are not set apart, or change at their end."""
_PHRASES = frozenset(normalize_phrases(merge_lists(THANKS, _VERBS)))
_MAX_WORDS_IN_PHRASE = max(len(phrase.split()) for phrase in _PHRASES)


def is_spoken_thanks(markup: str) -> bool:
    """Return True if a message (Slack markup) says thanks by itself: "thanks for the sketches"."""
    text = write_plain(markup)
    if any(beginning in text for beginning in _WITHOUT_BLANKS):
        return True
    folded = [word.folded for word in split_words(text)]
    return any(
        " ".join(folded[at : at + length]) in _PHRASES
        for at in range(len(folded))
        for length in range(1, _MAX_WORDS_IN_PHRASE + 1)
    )
