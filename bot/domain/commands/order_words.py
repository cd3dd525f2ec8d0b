"""Words by which people ask something of the bot, by language: plain data, folded as in `vocabulary`."""

from bot.domain.commands import date_words
from bot.domain.commands import question_words as asked
from bot.domain.commands.vocabulary import merge_lists

NOT = merge_lists(
    {
        "en": "not, never, won't, can't, cannot",
        "de": "nicht, nie, niemals",
    }
)
FOR = merge_lists(
    {
        "de": "für, fuer, fürs, fuers",
    }
)

POLITE = merge_lists(
    {
        "en": (
            "sorry, oops, please, pls, plz, can you, could you, would you, will you, can i, could i, "
            "may i, i want to, i want, i'd like to, i'd like, i would like to, i would like, i need to, "
            "i need, let me, let's, now, just, hey, hi, hello, ok, okay, so, and, me, my, the, our, your, "
            "a, an, all, us, hearten, to, give me, get me, tell me, send me, want, need, how do i, how to, "
            "how can i, how do you, how can we, how does one, how do we, how would i, where do i, "
            "where can i, i wish to, help me, help me to, full, whole, last, 's, s"
        ),
        "de": (
            "sorry, ups, bitte, kannst du, könntest du, kann ich, darf ich, ich möchte, ich will, "
            "ich würde gern, ich würde gerne, ich brauche, lass mich, mal, jetzt, mir, mich, mein, meine, "
            "meinen, den, die, das, der, dem, gib mir, sag mir, schick mir, wie kann ich, wie mache ich, "
            "wie geht, wo kann ich, wie, alle, alles, uns, bitte mal, doch, ich, kannst, hilf mir, "
            "letzten, letztes"
        ),
    }
)
"""What leads to an order and says nothing by itself."""
HOW = merge_lists(
    {
        "en": (
            "how do i, how to, how can i, how do you, how can we, how do we, how does one, how would i, "
            "how does, where do i, where can i, what is the command, is it ok to, is it okay to, "
            "is it possible to, am i allowed to"
        ),
        "de": "wie kann ich, wie mache ich, wie geht, wo kann ich, darf man, kann man, ist es ok",
        "fr": "comment puis-je, comment je peux, comment faire pour, comment est-ce que je peux, où puis-je",
        "es": "cómo puedo, cómo se puede, cómo hago para, dónde puedo, se puede",
    }
)
"""What asks for an explanation."""

FOR_LATER = merge_lists(
    {
        "en": "remind me, remind us, schedule",
        "de": "erinnere mich, erinner mich, erinnere uns",
        "fr": "rappelle-moi",
        "es": "recuérdame",
    }
)
"""What asks for something to be done later, which the bot does not do."""

QUESTIONS = merge_lists(
    {
        "en": (
            "who, whom, whose, who's, which, what for, what did, what has, what have, what does, what was, "
            "what were, what is, what are, what do, what's, how is, how are, how's, hows, how was, "
            "how does, how did, how has, where's, wheres, where are, when is, when will, when can, when's, "
            "when did, when was, where did, where is, where was, how do, how can, how to, why did, "
            "why was, why is"
        ),
        "de": (
            "wofür, wofuer, wer, wem, wen, wessen, welche, welcher, welches, welchen, wie geht es, "
            "wie geht's, wie gehts, "
            "wie läuft, wo sind, wo bleibt, wann ist, wann kommt, wieso, weshalb, was macht, was hat, "
            "was haben, was habe, was bekam, was ist, was gab, wann hat, wann wurde, wie kann, wie mache, "
            "wie geht, warum, wo ist, wo hat"
        ),
        "fr": (
            "qui a, qui est, quand, où est, où sont, comment va, comment vont, comment est, comment, "
            "pourquoi, qu'est-ce que, qu'est-ce, est-ce que, que fait, qu'a"
        ),
        "es": (
            "quién, quiénes, cuándo, dónde está, dónde, cómo está, cómo le va, cómo, por qué, qué hace, "
            "qué hizo, qué ha, cuál, cuántos, cuántas"
        ),
        "it": "chi ha, dove, quando, come sta, come va, perché non",
        "pt": "quem, onde, quando, como está, como vai, por que",
        "nl": "wie heeft, waar is, wanneer, hoe gaat, hoe is, waarom",
    }
)
"""How questions begin. "What a …" and "how kind" do not."""
DOUBTFUL_QUESTIONS = merge_lists(
    {
        "en": "did, does, do, has, have, can, could, is, are, was, were, will, would, should, shall, may",
        "de": "hat, haben, kann, kannst, ist, sind, war, wird, soll, darf",
        "fr": "est-ce, a-t-elle, a-t-il, peut, est",
        "es": "puede, está, tiene, ha",
    }
)
"""How questions can begin, and exclamations as well."""

HOW_WORDS = merge_lists(
    {
        "en": "how do i, how to, how can i, how do you, how can we, how does one, how do we, how would i",
        "de": "wie",
    }
) | merge_lists(
    {
        "en": "where do i, where can i, help me, help me to",
        "de": "wie kann ich, wie mache ich, wie geht, wo kann ich, hilf mir",
    }
)
QUIET = merge_lists(
    {
        "en": "quietly, privately, private, secretly, discreetly",
        "de": "leise, privat, heimlich, diskret, vertraulich",
    }
)
GIVING = merge_lists(
    {
        "en": "give, send, recognise, recognize, praise, thank, thanking, post, say",
        "de": "danken, loben, lobe, geben, senden, bedanken, sagen",
    }
)
ONESELF_AS_OBJECT = merge_lists(
    {
        "en": "me, us",
        "de": "mir, uns",
    }
)
SHOWING = merge_lists(
    {
        "en": "show, see, view, display, get, list",
        "de": "zeig, zeige, anzeigen, sehen",
    }
)
PRAISE = merge_lists(
    {
        "en": (
            "great, good, best, awesome, amazing, wonderful, fantastic, brilliant, excellent, lovely, "
            "love, loved, loves, nice, nicely, perfect, perfectly, super, superb, outstanding, incredible, "
            "helpful, helped, helping, saved, saves, saving, rescued, appreciate, appreciated, "
            "appreciates, grateful, thankful, hero, heroic, legend, star, rock, rocks, rocked, rockstar, "
            "kind, kindness, generous, patient, patience, well, beautiful, beautifully, stellar, terrific, "
            "impressive, impressed, inspiring, smooth, smoothly, bravo, congrats, congratulations, proud, "
            "fun, delightful, flawless, flawlessly, thorough, quick, fast, clear, clearly, better, hugely, "
            "tremendous, magnificent, invaluable, priceless, cheers, glad, happy, joy, enjoyed, treat, "
            "gem, cool, wow, elegant, clever, smart, genius, godsend, works, worked, works again, fixed, "
            "brought, rescuing, carried"
        ),
        "de": (
            "toll, tolle, toller, tolles, tollen, super, klasse, prima, spitze, großartig, großartige, "
            "großartiger, wunderbar, wunderbare, hervorragend, hervorragende, ausgezeichnet, genial, "
            "geniale, gut, gute, guten, guter, gutes, beste, besten, bester, bestes, schön, schöne, "
            "schönes, geholfen, hilfreich, gerettet, rettete, freundlich, lieb, liebe, geduldig, geduld, "
            "stark, starke, perfekt, perfekte, fantastisch, danke, dankbar, held, heldin, beeindruckend, "
            "begeistert, gefreut, freue, freude, genossen, geklappt, erstklassig, vorbildlich, stolz, "
            "mega, hammer, nett, nette, sauber, saubere, läuft, funktioniert"
        ),
        "fr": (
            "super, génial, géniale, parfait, parfaite, excellent, excellente, formidable, magnifique, "
            "merveilleux, merveilleuse, incroyable, top, bravo, chapeau, bien joué, fantastique, patience, "
            "utile, gentil, gentille, adorable, brillant, brillante"
        ),
        "es": (
            "genial, geniales, perfecto, perfecta, excelente, excelentes, estupendo, estupenda, "
            "maravilloso, maravillosa, increíble, increíbles, fantástico, fantástica, bravo, crack, "
            "paciencia, útil, amable, brillante, salvó, salvaste, ayudó, ayudaste, impresionante"
        ),
    }
)
"""Words of praise: a sentence that has one is thanks, though it begins like an order."""
THANKING = merge_lists(
    {
        "en": (
            "thanks, thank, thx, kudos, props, cheers, shoutout, shout-out, shoutouts, shout-outs, shout, "
            "out, recognition, gratitude, ty, tysm"
        ),
        "de": "danke, dank, dankeschön, merci, lob, anerkennung, vielen, vielen dank",
        "fr": "merci, mercis, remerciement, remerciements, reconnaissance, gratitude",
        "es": "gracias, agradecimiento, agradecimientos, reconocimiento, gratitud",
    }
)
"""Words of thanks, which can be the object of an order, too: "delete my thanks to @maya"."""
OBJECTS = merge_lists(
    {
        "en": (
            "message, messages, post, posts, one, ones, latest, last, recent, recently, previous, that, "
            "this, it, them, everything, anything, data, account, profile, name, note, notes, "
            "notification, notifications, dm, dms, entry, entries, email, emails, channel, again, now, "
            "immediately, asap, here, hearten, bot, him, her, his, hers, their, theirs, he, she, they, "
            "page, form, history, about, digest, reminders, stuff, info, information, wrong, mistake, "
            "typo, accident, accidentally, sorry, oops, words, text"
        ),
        "de": (
            "nachricht, nachrichten, beitrag, post, letzte, letzten, letztes, letzter, das, dies, es, "
            "alles, daten, konto, profil, namen, notiz, benachrichtigung, benachrichtigungen, eintrag, "
            "einträge, kanal, wieder, jetzt, sofort, hier, ihn, sie, ihr, sein, seine, ihre, ihren, "
            "seinen, deren, verlauf, versehen, falsch, fehler, text, worte, machen, zurück, bitte, "
            "löschen, auf"
        ),
    }
)
"""What an order can be about."""
COMPATIBLE = (
    asked.STOP_WORDS
    | asked.ME
    | asked.GAVE
    | asked.THANKED
    | asked.RECEIVED
    | asked.TO
    | asked.FROM
    | asked.OF
    | asked.BY
    | asked.WHO
    | asked.VALUE
    | date_words.ALL
    | POLITE
    | THANKING
    | OBJECTS
)
"""Words beside an order that do not make it a sentence of thanks."""

DIRECTIONS = asked.ME | asked.GAVE | asked.RECEIVED | asked.TO | asked.FROM | asked.OF | asked.BY
"""Words that name only a direction: from a user, to a user."""
BESIDE_NOUNS = (asked.STOP_WORDS | asked.VALUE | date_words.ALL | POLITE | THANKING) - (
    asked.ME | asked.GAVE | asked.RECEIVED
)
"""The same as `COMPATIBLE`, for orders that can begin a sentence."""
