"""Words of questions about the past, by language: plain data, folded as in `vocabulary`."""

from bot.domain.commands.vocabulary import merge_lists

ME = merge_lists(
    {
        "en": "me, i, my, mine, myself, i've, ive",
        "de": "ich, mir, mich, mein, meine, meinen, meiner, meines, meinem",
    }
)
ME_AS_OBJECT = merge_lists({"de": "mir, mich"})
GAVE = merge_lists(
    {
        "en": "given, give, gave, gives, giving, sent, send, sends, wrote, written, write, said, say",
        "de": (
            "gegeben, gegebene, gegebenen, gegebenes, gab, gebe, gibt, geschickt, geschrieben, schrieb, "
            "gesagt, sagte, verschickt, gesendet"
        ),
    }
)
"""What a user does who thanks, with thanks as its object."""
THANKED = merge_lists(
    {
        "en": "thanked, thank, thanking, praised, praise, recognised, recognized",
        "de": "gedankt, dankte, dankten, danken, bedankt, bedankte, gelobt, lobte",
    }
)
"""The same, with the thanked person as its object."""
RECEIVED = merge_lists(
    {
        "en": "received, receive, receives, get, got, gets, gotten, earned",
        "de": (
            "erhalten, erhaltene, erhaltenen, erhielt, erhielten, bekommen, bekam, bekamen, bekomme, "
            "bekommt, gekriegt, kriegte, empfangen, empfangene"
        ),
    }
)
TO = merge_lists({"en": "to, towards, toward", "de": "an, gegenüber"})
FROM = merge_lists({"en": "from"})
OF = merge_lists({"en": "of", "de": "von, vom"})
"""Words before the user that a question is about. "Von" is also "from": `parties` decides."""
BY = merge_lists({"en": "by", "de": "durch"})
WHO_SUBJECT = merge_lists({"de": "wer"})
"""The subject itself: names beside it are those who were thanked."""
WHO = merge_lists({"en": "who, whom, who's", "de": "wer, wem, wen"})
NEWEST = merge_lists(
    {
        "en": "latest, newest",
        "de": "neueste, neuesten, neuestes, neuste, neusten, aktuellste, aktuellsten",
    }
)
"""What asks for the newest entries, which come first anyway."""
VALUE = merge_lists({"en": "value, values", "de": "wert, werte"})

STOP_WORDS = merge_lists(
    {
        "en": (
            "a, an, the, all, any, every, everything, anything, and, or, with, in, on, at, for, of, "
            "about, what, which, who, whom, who's, when, where, how, did, do, does, has, have, had, is, "
            "are, was, were, been, be, that, those, these, this, it, them, there, please, pls, plz, "
            "show, see, read, list, find, search, look, view, tell, just, only, also, so, ever, yet, "
            "us, we, our, you, your, can, could, would, thanks, kudos, shoutout, shoutouts, shout-out, "
            "shout-outs, recognition, recognitions, message, messages, history, past, thank-you, "
            "feedback, entries, containing, word, words, sure, hey, hi, hello, s, 's, some, as, by, "
            "until, after, before, between, during, last, this, people, person, someone, anyone, "
            "everyone, full, whole, entire, complete, own, been"
        ),
        "de": (
            "der, die, das, dem, den, des, ein, eine, einen, einem, einer, alle, alles, allen, jede, "
            "jeder, jedes, und, oder, mit, im, in, am, auf, für, fuer, von, vom, über, ueber, um, was, "
            "welche, welchen, welcher, wofür, wofuer, "
            "wer, wem, wen, wann, wo, wie, hat, habe, haben, hast, hatte, "
            "ist, sind, war, waren, wurde, wurden, dass, es, bitte, zeig, zeige, zeigen, such, suche, "
            "suchen, finde, lies, nur, auch, mal, uns, wir, unser, unsere, du, dein, kannst, könntest, "
            "dank, danke, lob, anerkennung, nachricht, nachrichten, verlauf, historie, rückblick, wort, "
            "wörtern, worte, wörter, worten, man, jemand, alle, bei, beim, zum, zur, nach, vor, bis, "
            "zwischen, ganze, ganzen, eigene, eigenen, so, schon, je, bisher, diese, letzte, letzten"
        ),
    }
)
"""Words that narrow nothing, unless they are in quotes."""
