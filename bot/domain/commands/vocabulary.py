"""Words that the grammar knows, by language: plain data.

Each list maps a language (ISO 639-1) to words and phrases. They are compared by `fold_text`: without case and
accents, with one blank between words. Apostrophes and hyphens inside a word belong to it. Look up a phrase in
the union of all languages (`merge_lists`): no one says which language they type in.
"""

import re
import unicodedata
from collections.abc import Mapping

WordList = Mapping[str, str]
"""Phrases by language, with commas between them."""

INVISIBLE_BLANKS = "\u200b\u200c\u2060\ufeff\u00ad\u180e\u200e\u200f"
"""Characters without width that phones and web pages leave between words; `\\s` does not match them."""

SEPARATORS = ",;/|&+·•、，；／｜＆＋・،\\"
"""Punctuation that joins names, beside blanks and hyphens."""

JOINING_WORDS: WordList = {
    "en": "and, adn, nad, and also, and then, also, plus, as well as, together with, along with, n",
    "de": (
        "und, udn, nud, und auch, und ebenso, u, auch, sowie, sowie auch, wie auch, ebenso wie, "
        "zusammen mit, gemeinsam mit, samt, plus"
    ),
    "fr": "et, et aussi, et puis, ainsi que, de même que",
    "es": "y, e, y también, así como, además de, junto con",
    "it": "e, ed, e anche, nonché, insieme a",
    "pt": "e, e também, bem como, assim como",
    "ca": "i, i també",
    "nl": "en, en ook, alsook, evenals, samen met",
    "da": "og, og også, samt",
    "no": "og, og også, samt",
    "sv": "och, och även, och också, samt",
    "fi": "ja, ja myös, sekä",
    "pl": "i, oraz, a także",
    "cs": "a, a také, i",
    "hu": "és, és a, valamint",
    "ro": "și, precum și",
    "tr": "ve, ile",
    "el": "και",
    "ru": "и, а также",
    "uk": "і, й, та, а також",
    "ja": "と, さんと, さん と, や, さんや, さん, そして, および, 及び",
    "zh": "和, 与, 與, 跟, 以及, 及",
    "ko": "와, 과, 하고, 그리고, 및, 님과, 님",
}
"""Words between two names of a list; anywhere else they are words of the sentence."""

EVERYONE: WordList = {
    "en": "all, everyone, everybody, y'all, yall, team, folks, guys, crew, people, channel, company",
    "de": "alle, allen, zusammen, team, leute, allerseits, mannschaft, kollegen, kolleginnen, kanal, firma",
    "fr": "tous, toutes, monde, équipe, canal",
    "es": "todos, todas, equipo, canal",
    "it": "tutti, tutte, squadra, team",
    "pt": "todos, todas, equipe, equipa, pessoal",
    "nl": "allemaal, iedereen, team, allen",
}
"""How people call everyone in a channel."""

ALTERNATIVES: WordList = {
    "en": "or, and/or, or else, or maybe, or rather",
    "de": "oder, oder auch, bzw, beziehungsweise, und/oder",
    "fr": "ou, ou bien, et/ou",
    "es": "o, u, o bien, y/o",
    "it": "o, oppure",
    "pt": "ou",
    "da": "eller",
    "no": "eller",
    "sv": "eller",
    "fi": "tai",
    "pl": "lub, albo",
    "ru": "или",
    "uk": "або",
    "ja": "または, か",
    "zh": "或, 或者",
}
"""Words between two names of which the giver means one."""

ONLY_BEFORE_NAMES: WordList = {
    "en": "only, just, personally",
    "de": "nur, allein, bloß, persönlich",
    "fr": "seulement, uniquement, juste, personnellement",
    "es": "solo, sólo, solamente, únicamente, personalmente",
    "it": "solo, soltanto",
    "pt": "só, somente, apenas",
    "nl": "alleen",
}
"""What may ask for discretion where nothing else comes before the names: "only @maya thanks for …"."""

PREPOSITIONS_BEFORE_NAMES: WordList = {
    "en": "to, for, towards",
    "de": "an, für, fuer, an die, an den",
    "fr": "à, pour, a",
    "es": "a, para",
    "it": "a, ad, per",
    "pt": "a, para, à, ao",
    "nl": "aan, voor",
    "da": "til",
    "no": "til",
    "sv": "till",
    "pl": "dla",
}
"""What leads to a name before it: "to @maya for …"."""


FILLERS: WordList = {
    "en": (
        "please, pls, plz, can you, could you, would you, can we, let's, lets, just, i, i want to, "
        "i wanted to, i'd like to, i would like to, i'd love to, we want to, i wanna, we'd like to, "
        "we would like to, i just want to, i just wanted to, want to, would like to, let me, let us, here, "
        "now, today, both, from me, from us, also, and, so, it, this, one, message, note, as a, as, a"
    ),
    "de": (
        "bitte, kannst du, könntest du, ich möchte, ich will, ich wollte, ich würde gern, wir möchten, "
        "mal, einfach, nur, jetzt, heute, beide, beiden, von mir, von uns, mich, auch, und, so, ich, eine, "
        "nachricht"
    ),
    "fr": "s'il te plaît, svp, stp, je veux, je voudrais, et",
    "es": "por favor, quiero, quisiera",
    "it": "per favore, vorrei",
    "pt": "por favor, quero, queria",
    "nl": "alsjeblieft, graag, ik wil",
}
"""Words between a request and the names that say nothing by themselves."""

GREETINGS: WordList = {
    "en": (
        "hi, hiya, hey, heya, hello, hello there, hi there, hey there, dear, yo, ok, okay, good morning, "
        "good afternoon, good evening, morning, greetings, howdy, hi all, hi everyone, hey all, "
        "hey everyone, hello everyone, hi team, hello all, sup"
    ),
    "de": (
        "hallo, hallo zusammen, hallöchen, servus, moin, moin moin, guten morgen, guten tag, guten abend, "
        "grüß dich, grüß gott, grüezi, na, liebe, lieber, hi zusammen, tach, huhu"
    ),
    "fr": "bonjour, salut, bonsoir, coucou, cher, chère",
    "es": "hola, buenas, buenos días, buenas tardes, querido, querida",
    "it": "ciao, buongiorno, buonasera, salve, caro, cara",
    "pt": "olá, ola, oi, bom dia, boa tarde, boa noite",
    "nl": "hoi, hallo, dag, goedemorgen, beste",
    "da": "hej, goddag",
    "no": "hei, god morgen",
    "sv": "hej, hallå, god morgon",
    "fi": "moi, hei, terve",
    "pl": "cześć, hej, dzień dobry",
    "ja": "こんにちは, おはよう, おはようございます, こんばんは, お疲れ様です",
    "zh": "你好, 您好, 大家好",
}
"""Greetings: to the bot, or to those who are named next."""


BEFORE_REMARKS: WordList = {
    "en": "but, please, pls, though, from someone who",
    "de": "aber, bitte, doch",
    "fr": "mais, svp",
    "es": "pero",
}
"""What begins a remark about the thanks, where no punctuation does."""


NOT_MISSPELT: WordList = {
    "en": (
        "quite, quit, quits, quickly, quid, quieter, quietest, quieten, primates, privates, privatise, "
        "privatize, pirate, pirates, prime, privet, discrete, discretion, secrets, secretary, secrete, "
        "silence, silicon, sincere, sincerely, anonymity, price, prices, priced, prize, prizes, pride, prince"
    ),
    "de": (
        "stell, stelle, stellt, heimisch, heimische, heimlicher, heimat, vertraglich, verträglich, "
        "vertragliche, privatisiert, primat, diskrete, still, stille, weise, reise, leisten, kreise, "
        "vertraut, vertrauen, vertrauensvoll, freundlich, geheimnis"
    ),
}
"""Words that resemble one that asks for discretion or anonymity and are none."""

HONORIFICS: WordList = {
    "ja": (
        "さん, 様, さま, くん, 君, ちゃん, 先生, 氏, みなさん, みなさま, 皆さん, 皆さま, 皆様, のみなさん, "
        "のみなさま, の皆さん, の皆さま, の皆様, 各位"
    ),
    "ko": "님, 씨",
    "en": "san",
}
"""What is added to a name after a mention: no word of the sentence."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ＇`´", "'") | dict.fromkeys("‑‐", "-"))
_BLANKS = re.compile(rf"[\s{INVISIBLE_BLANKS}]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")


def fold_text(text: str) -> str:
    """Return the text as words are compared: no case, no accents, one form of apostrophe and blank."""
    if text.isascii():
        return " ".join(text.casefold().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", _LATIN_MARKS.sub("", plain))).strip()


def merge_lists(*lists: WordList) -> frozenset[str]:
    """Return the folded phrases of all languages of these lists."""
    # Folding a list as a whole is faster by far than phrase by phrase: it is a part of each start.
    return frozenset(
        p.strip() for words in lists for phrases in words.values() for p in fold_text(phrases).split(",")
    )
