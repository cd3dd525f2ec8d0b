"""What people say to the bot without naming anybody, by language: plain data, folded as in `vocabulary`."""

from bot.domain.commands.vocabulary import merge_lists

INTRODUCTION = merge_lists(
    {
        "en": (
            "who are you, what are you, what is this, what's this, what is hearten, what's hearten, about, "
            "about you, what can you do, what do you do, what does hearten do, introduce yourself, "
            "your name, what is your name, tell me about you, tell me about yourself, how are you, "
            "how is it going, how are things, how do you do, "
            "how are you doing, how's it going, what's up, are you there, anybody there, anyone there, "
            "you there, bot, are you a bot, are you human, what are you for, are you an ai, are you ai, "
            "is this ai, is this an ai, are you chatgpt, are you gpt, do you use ai, who made you"
        ),
        "de": (
            "wer bist du, was bist du, was ist das, was ist hearten, was kannst du, was machst du, "
            "stell dich vor, wie geht's, wie geht es dir, wie gehts, bist du da, jemand da, wie heisst du, "
            "bist du eine ki, bist du ki, ist das eine ki, nutzt du ki, benutzt du ki, "
            "wie heißt du, über dich, was tust du, bist du ein bot, wozu bist du da, was soll das"
        ),
    }
)
"""What asks the bot about itself."""
WHAT_IS_POSSIBLE = merge_lists(
    {
        "en": (
            "what can i do, what can i type, what can i write, what can i say, what is possible, "
            "what's possible, how does this work, how does it work, how do you work, how does that work, "
            "how to use this, how do i use this, how do i use you, how to use you, what now, features, h, "
            "man"
        ),
        "de": (
            "was kann ich tun, was kann ich machen, was kann ich schreiben, was kann ich tippen, was geht, "
            "wie funktioniert das, wie geht das, wie funktionierst du, was ist möglich, funktionen"
        ),
    }
)
OPEN_FORM = merge_lists(
    {
        "en": (
            "give, new, form, thank, thank someone, thank somebody, say thanks, give thanks, give kudos, "
            "kudos, send kudos, send thanks, shoutout, shout out, recognise, recognize, open, open form, "
            "recognise someone, recognize someone, i want to thank someone, i want to thank somebody, "
            "i'd like to thank someone, i would like to thank someone, i want to say thanks, "
            "i want to give kudos, i want to send kudos, start a thank you, give a shoutout, "
            "give someone kudos, open the form, show the form, show form"
        ),
        "de": (
            "formular, neu, danken, jemandem danken, danke sagen, dank senden, lob, loben, jemanden loben, "
            "öffnen, geben, formular öffnen, ich möchte jemandem danken, ich will jemandem danken, "
            "ich möchte danke sagen, ich will danke sagen, ich möchte jemanden loben, "
            "ich will jemanden loben, formular zeigen"
        ),
    }
)
ABOUT_ONES_DATA = merge_lists(
    {
        "en": (
            "data, my data, gdpr, what do you know about me, what do you store, what do you know, "
            "who looked, what data do you have, what data do you store, what data do you keep, "
            "what data do you have about me, what data do you keep about me, "
            "personal data, who sees this, who can see this, who can see my thanks, "
            "who reads this, who can read this, who can read my thanks, can my boss read this, "
            "can my boss see this, can my manager read this, can my manager see this, "
            "i only want private thanks, i want private thanks, only private thanks, thank me privately, "
            "thank me in private, please thank me privately, leave the digest, "
            "i don't want the digest, "
            "who looked at my data, who looked at my thanks, who has looked, who has looked at my data, "
            "who has access to my data, who can see my data, who can see my history, is this anonymous, "
            "is it anonymous, is this private, is it private, is this confidential, turn off dms, "
            "turn off messages, turn off notifications, no dms, no messages, no notifications, fewer dms, "
            "fewer messages, less messages, too many messages, "
            "i don't want to be thanked, i don't want to be thanked publicly, "
            "i don't want to be thanked in public, i don't want public thanks, don't thank me, "
            "don't thank me publicly, don't thank me in public, i don't want to be in the digest, "
            "i don't want this, remove me from the digest, take me off the digest, remove me from digests"
        ),
        "de": (
            "daten, meine daten, dsgvo, dsgvo auskunft, auskunft, welche daten hast du, "
            "welche daten speicherst du, was weisst du über mich, was weißt du über mich, "
            "was speicherst du, wer hat geschaut, persönliche daten, wer sieht das, wer kann das sehen, "
            "wer liest das, wer kann das lesen, kann mein chef das lesen, kann meine chefin das lesen, "
            "danke mir nur privat, bitte danke mir nur privat, dankt mir nur privat, "
            "bitte dankt mir nur privat, ich möchte nur privaten dank, "
            "wer hat meine daten gesehen, wer hat meine daten angeschaut, wer hat zugriff, "
            "wer kann meine daten sehen, ist das anonym, ist das privat, ist das vertraulich, "
            "weniger nachrichten, keine nachrichten, zu viele nachrichten, "
            "benachrichtigungen aus, "
            "ich will keinen dank, ich möchte nicht öffentlich gelobt werden, "
            "ich will nicht öffentlich gelobt werden, ich möchte keinen öffentlichen dank, "
            "ich will das nicht, nimm mich aus dem rückblick"
        ),
        "fr": "mes données, données, rgpd",
        "es": "mis datos, datos",
    }
)
PERSONAL = merge_lists(
    {
        "en": "my, me",
        "de": "mein, meine, meinen, meiner, mich",
    }
)
ONESELF = merge_lists(
    {
        "en": "me, myself, data, account, profile, everything, all, name, info, information",
        "de": "mich, daten, konto, profil, alles, namen, account, informationen",
    }
)
"""What a user wants gone who does not mean their latest thanks."""
LATEST = merge_lists(
    {
        "en": (
            "thanks, kudos, shoutout, shoutouts, shout-out, message, post, last, latest, recent, it, that, "
            "this, one, recognition"
        ),
        "de": (
            "dank, danke, lob, nachricht, beitrag, letzte, letzten, letztes, letzter, es, das, anerkennung"
        ),
    }
)
"""What a user wants gone who means their latest thanks."""
LANGUAGES = merge_lists(
    {
        "en": (
            "what languages do you speak, which languages do you speak, do you speak german, "
            "do you speak french, do you speak spanish, do you speak english, can you speak german"
        ),
        "de": "sprichst du deutsch, kannst du deutsch, welche sprachen sprichst du, sprichst du englisch",
        "fr": "parles-tu français, tu parles français, quelles langues parles-tu",
        "es": "hablas español, qué idiomas hablas",
    }
)
"""Questions about the languages that the bot speaks."""
MISTAKES = merge_lists(
    {
        "en": (
            "oops, ooops, whoops, ops, oh no, my mistake, mistake, wrong person, wrong one, wrong channel, "
            "typo, i made a mistake, i made a typo, my bad, that was wrong, sent by mistake, by mistake, "
            "misclick"
        ),
        "de": (
            "ups, upps, uups, hoppla, huch, oje, vertippt, verklickt, falsche person, falscher kanal, "
            "mach das weg, mach es weg, nimm das weg, das war falsch, "
            "versehen, mein fehler, aus versehen, tippfehler"
        ),
        "fr": "oups, zut, erreur, mon erreur, mauvaise personne",
        "es": "uy, ups, vaya, error, mi error, persona equivocada, me equivoqué",
    }
)
"""What a user says who did something by mistake."""
BOT_PRAISE = merge_lists(
    {
        "en": (
            "good bot, great bot, nice bot, best bot, good, great, nice, cool, perfect, awesome, "
            "wonderful, lovely, amazing, excellent, super, wow, you're great, you are great, "
            "you're the best, you are the best, you rock, i love you, love you, love it, i love it, "
            "love this, i love this, you're awesome, you are awesome, yay, that helps, that helped, "
            "very helpful, helpful, much obliged, all good, bye, goodbye, bye bye, good night, see you, "
            "see you later, see you tomorrow, have a nice day, have a good day, have a nice weekend"
        ),
        "de": (
            "guter bot, super, toll, klasse, prima, perfekt, cool, spitze, du bist toll, du bist super, "
            "gern geschehen, ich liebe dich, hat geholfen, hilfreich, sehr nett, lieber bot, sehr gut, "
            "gut, alles klar, schön, tschüss, tschüs, gute nacht, bis morgen, bis später, bis bald, "
            "schönes wochenende, schönen abend, schönen feierabend, schönen tag"
        ),
    }
)
"""What praises the bot without a word of thanks."""
BESIDE_BOT_PRAISE = merge_lists(
    {
        "en": (
            "hearten, bot, for that, for this, for the help, for your help, for helping, for everything, "
            "for it, for asking, for being here, that, it, i, really, got it, you're welcome, my friend, "
            "dear, hey, hi, oh, ok, okay, and, buddy, you, you are, you're, very, so, much"
        ),
        "de": (
            "dafür, für die hilfe, für deine hilfe, für alles, das, ich, hat, mir, oh, ok, und, sehr, dir, du"
        ),
    }
)
OTHERS_THANKED = merge_lists(
    {
        "en": "everyone, everybody, all, team, folks, guys, y'all, colleagues, them, her, him",
        "de": "alle, allen, zusammen, team, leute, kollegen, ihr, ihm, ihnen",
    }
)
"""Who is thanked, if not the bot."""
MINE = merge_lists(
    {
        "en": (
            "mine, my thanks, my kudos, my shoutouts, my shout-outs, my recognition, my messages, "
            "thanks to me, last, latest, recent, newest, last one, last thanks, latest thanks, "
            "my last thanks, my latest thanks, what's new, whats new, about me, where are my thanks, "
            "where is my history, where are my kudos"
        ),
        "de": (
            "meine kudos, mein kudos, alle meine kudos, meine dankesworte, "
            "mein dank, meine danke, mein lob, meine anerkennung, dank an mich, letzte, letzter, letzten, "
            "letztes, neueste, neuester, über mich, wo ist mein verlauf, wo ist mein dank, "
            "wo sind meine kudos"
        ),
        "fr": "dernier, derniers, mes mercis, les derniers",
        "es": "último, últimos, mis gracias, los últimos",
    }
)
"""One's own history."""
