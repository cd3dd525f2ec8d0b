"""Words of requests, greetings and messages that name a user, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList

RELATIVES = frozenset(("who", "whose", "qui", "quien", "che", "die", "der"))
"""Begins a clause about the users named right before: "@maya who stayed late"."""
AFTER_RELATIVES_IN_QUESTIONS: WordList = {
    "en": (
        "is, are, was, were, will, can, could, do, does, did, has, have, wants, want, broke, left, took, "
        "knows, needs, should, else, else's, owns, made"
    ),
    "fr": "est, a, peut, sait, veut, va",
    "de": "ist, hat, kann, macht, war, will, weiß",
}
"""What follows "who" in a question: "who is on call"."""


REQUEST_OPENINGS: WordList = {
    "en": (
        "please, pls, plz, can you, can we, can i, could you, could we, could i, would you, will you, "
        "do you, did you, are you, have you, may i, i need, i need you, we need, need you, you need to, "
        "you should, you must, you have to, make sure you, let me know, call me, ping me, send me, "
        "give me, tell me, show me, help me, don't forget, remember to, reminder, fyi, heads up, heads-up, "
        "note that, urgent, asap, when can, where is, where are, where's, what is, what's, what are, "
        "who is on, why, how do, how are, how's, how is, is there, is it, is she, is he, are there, "
        "any news, any update, any updates, see you, meet me, join, let's, lets, shall we, want to"
    ),
    "de": (
        "bitte, kannst du, könntest du, könnt ihr, können wir, könntet ihr, würdest du, wirst du, "
        "magst du, hast du, habt ihr, bist du, seid ihr, darf ich, ich brauche, wir brauchen, du musst, "
        "du sollst, du solltest, ruf mich, schick mir, gib mir, sag mir, zeig mir, hilf mir, melde dich, "
        "vergiss nicht, denk an, denk dran, zur info, achtung, dringend, wann, wo ist, wo sind, wo bist, "
        "was ist, warum, wieso, wie geht, wie läuft, gibt es, gibt's, sehen wir, treffen wir, lass uns, "
        "wollen wir, komm, kommst du"
    ),
    "fr": (
        "s'il te plaît, s'il vous plaît, svp, stp, peux-tu, peux tu, tu peux, pouvez-vous, pourrais-tu, "
        "tu pourrais, pourriez-vous, est-ce que, as-tu, tu as, es-tu, j'ai besoin, il faut, n'oublie pas, "
        "appelle-moi, envoie-moi, dis-moi, où est, où es, quand, pourquoi, comment, qu'est-ce, on se voit, "
        "rappel"
    ),
    "es": (
        "por favor, puedes, podrías, puede, podría, tienes, necesito, necesitamos, debes, tienes que, "
        "hay que, no olvides, llámame, mándame, envíame, dime, dónde está, dónde cuándo, por qué, qué es, "
        "qué tal, recuerda, recordatorio, nos vemos"
    ),
    "it": "per favore, puoi, potresti, hai, sei, devi, ho bisogno, dove, quando, perché non, come",
    "pt": "por favor, pode, podes, poderia, você pode, tem, preciso, onde, quando, por que, como",
    "nl": (
        "alsjeblieft, kun je, kan je, wil je, zou je, heb je, ben je, ik heb nodig, waar is, wanneer, waarom"
    ),
}
"""How a text begins that asks a user for something."""

POLITE: WordList = {
    "en": "please, pls, plz",
    "de": "bitte",
    "fr": "svp, stp, s'il te plaît, s'il vous plaît",
    "es": "por favor",
    "it": "per favore",
    "pt": "por favor",
    "nl": "alsjeblieft, alstublieft",
}

BESIDE_GREETINGS: WordList = {
    "en": (
        "there, how are you, how are you doing, how are things, how's it going, hows it going, "
        "how do you do, what's up, whats up, sup, welcome, welcome back, welcome aboard, "
        "welcome to the team, bye, goodbye, good night, good day, see you, see ya, see you tomorrow, "
        "see you later, see you soon, cya, ttyl, take care, have a nice day, have a good day, "
        "have a great day, have a nice weekend, have a good weekend, have a great weekend, "
        "have a good one, have a nice evening, happy birthday, happy new year, happy friday, happy monday, "
        "merry christmas, happy holidays, get well soon, good luck, safe travels, long time no see, "
        "nice to meet you, nice to see you, good to see you, great to see you, long time, everyone, "
        "everybody, all, team, and, to you, my friend, again, today, from me, you, i hope you're well, "
        "hope you're well, hope you are well, hope all is well, sorry, no problem, np, you're welcome, "
        "your welcome, test, testing, lol, haha, ok, okay, yes, no, yep, nope, hmm, hm, sure, right, "
        "morning, afternoon, evening, hi-ya, hellooo, helloo, hii, hiii, heyy, heyyy, monday, friday"
    ),
    "de": (
        "wie geht's, wie gehts, wie geht es dir, wie geht es euch, wie läuft's, na, willkommen, "
        "herzlich willkommen, willkommen zurück, willkommen im team, tschüss, tschüs, ciao, "
        "auf wiedersehen, gute nacht, bis morgen, bis später, bis bald, bis dann, bis montag, schönen tag, "
        "schönen tag noch, schönes wochenende, schönen feierabend, schönen abend, einen schönen tag, "
        "ein schönes wochenende, gute besserung, viel glück, viel erfolg, alles gute, "
        "alles gute zum geburtstag, herzlichen glückwunsch zum geburtstag, happy birthday, frohes neues, "
        "frohes neues jahr, frohe weihnachten, frohe ostern, gute reise, mahlzeit, moinsen, morgen, abend, "
        "tag, grüße, liebe grüße, viele grüße, lg, vg, mfg, dir, euch, an alle, alle, zusammen, und, auch, "
        "noch, heute, sorry, entschuldigung, kein problem, gerne, gern geschehen, test, ja, nein, ok, "
        "alles klar, servus, guten rutsch"
    ),
    "fr": (
        "ça va, comment ça va, comment vas-tu, comment allez-vous, bienvenue, au revoir, à bientôt, "
        "à demain, à plus, à plus tard, bonne journée, bonne soirée, bonne nuit, bon week-end, "
        "bon weekend, bonnes vacances, bon anniversaire, joyeux anniversaire, joyeux noël, bonne année, "
        "bon courage, bonne chance, bon rétablissement, tout le monde, à tous, à toutes, toi, et, "
        "enchanté, enchantée, désolé, désolée, de rien, test, oui, non"
    ),
    "es": (
        "qué tal, cómo estás, cómo te va, cómo va, bienvenido, bienvenida, bienvenidos, adiós, "
        "hasta luego, hasta mañana, hasta pronto, nos vemos, buen día, buenas noches, buen fin de semana, "
        "feliz cumpleaños, feliz navidad, feliz año, feliz año nuevo, buena suerte, suerte, mucha suerte, "
        "que te mejores, a todos, a todas, todos, y, lo siento, perdón, de nada, prueba, sí, no, "
        "encantado, encantada"
    ),
    "it": (
        "come stai, come va, benvenuto, benvenuta, arrivederci, a domani, buona giornata, buon compleanno, "
        "a tutti"
    ),
    "pt": (
        "tudo bem, como vai, bem-vindo, bem-vinda, tchau, até amanhã, até logo, feliz aniversário, a todos"
    ),
    "nl": "hoe gaat het, welkom, tot ziens, tot morgen, doei, fijne dag, fijn weekend, allemaal",
}
"""What greets, wishes well or answers, and thanks no one."""


NEUTRAL: WordList = {
    "en": (
        "breaking the record, broke the record, broken the record, breaking records, breaking the ice, "
        "broke the ice, "
        "would love, i'd love, we'd love, love to, great if, great when, would be great, be great if, "
        "would be nice, would be good, would be awesome, would be amazing, would be lovely, "
        "would be perfect, would be wonderful, would be fantastic, would be helpful, would be super, "
        "would be super helpful, would be really great, would be really helpful, would appreciate, "
        "i'd appreciate, we'd appreciate, appreciate it if, appreciate if, will be great, best regards, "
        "kind regards, warm regards, best wishes, best time, best way, best if, best to, had better, "
        "super urgent, super important, super late, super busy, great britain, good luck, good morning, "
        "good afternoon, good evening, good night, good day, good weekend, great weekend, great day, "
        "nice weekend, nice day, have a great, have a good, have a nice, not only, not just, no doubt, "
        "no wonder, no problem, no worries, never mind, no matter, not to mention, no time, in no time, "
        "no question, why not, if not, not long, no end, no less, no small, not a small, thank god, "
        "thank goodness, thanksgiving, thank you note, thank you card, credit card, recognised by, "
        "couldn't have, could not have, couldn't of, wouldn't have, would not have, would never have, "
        "could never have, can't imagine, cannot imagine, "
        "cheers to, not publicly, not public, not in public, no names, nobody else needs, no one else needs"
    ),
    "de": (
        "wäre toll, wäre super, wäre nett, wäre lieb, wäre gut, wäre schön, wäre klasse, wäre prima, "
        "wäre hilfreich, am besten, beste grüße, besten grüßen, liebe grüße, viele grüße, lieber gruß, "
        "schau mal, schaut mal, guck mal, guckt mal, sag mal, hör mal, mal sehen, mal schauen, mal hier, "
        "mal eben, mal kurz, mal wieder, noch mal, nicht mal, mal bitte, erst mal, "
        "gute nacht, guten morgen, guten tag, guten abend, gute besserung, gute reise, schönes wochenende, "
        "schönen tag, schönen abend, schönen feierabend, nicht nur, keine frage, kein wunder, "
        "kein problem, nicht zuletzt, nicht wahr, gott sei dank, so gut wie, liebe kollegen, "
        "liebe kolleginnen, liebes team, liebe alle, na super, na toll, im großen und ganzen, "
        "so gut es geht, nicht öffentlich, nicht posten, nicht im kanal"
    ),
    "fr": (
        "serait super, serait génial, serait bien, serait top, serait parfait, serait gentil, j'aimerais, "
        "j'adorerais, bien cordialement, bien à toi, bien sûr, meilleures salutations, pas seulement, "
        "sans doute, sans problème, pas de problème, si possible, bonne journée, bon week-end"
    ),
    "es": (
        "sería genial, sería bueno, sería estupendo, sería perfecto, sería bien, me encantaría, "
        "estaría bien, si es posible, no solo, no sólo, sin duda, sin problema, no hay problema, "
        "está bien, buen día, buenas tardes, buenas noches, buenos días"
    ),
}
"""Phrases with such words that say neither praise nor its opposite."""

MESSAGE_VERBS: WordList = {
    "en": (
        "ask, remind, notify, ping, inform, email, e-mail, call, phone, text, warn, invite, alert, nudge, "
        "forward, cc, assign, schedule, book, add, message, contact, page, poke, tag"
    ),
    "de": (
        "frag, frage, erinnere, erinner, informiere, benachrichtige, ruf, rufe, schreib, schreibe, lade, "
        "kontaktiere, warne, weck, wecke, pinge"
    ),
    "fr": (
        "demande à, demande a, demander à, demander a, rappelle à, rappelle a, préviens, prévenir, "
        "informe, informer, appelle, appeler, écris à, écris a, invite, inviter, avertis, contacte"
    ),
    "es": (
        "pregunta a, pregúntale a, preguntar a, recuerda a, recuérdale a, recordar a, avisa a, avísale a, "
        "avisar a, llama a, llamar a, escribe a, escríbele a, informa a, invita a, contacta a"
    ),
}
"""What asks to pass a message on to those who are named next, whatever it says."""

TELLING_VERBS: WordList = {
    "en": (
        "tell, let, say to, say, send, pass on to, pass to, relay to, share with, pls tell, please tell, "
        "can you tell, could you tell, just tell"
    ),
    "de": "sag, sage, sags, richte, teile, teil, gib, schick, schicke, sende, erzähl, erzähle, melde, lass",
    "fr": (
        "dis à, dis a, dire à, dire a, envoie à, envoie a, transmets à, transmets a, fais savoir à, donne à"
    ),
    "es": "di a, dile a, decir a, diles a, envía a, envíale a, manda a, mándale a, dale a, cuéntale a",
    "it": "di' a, di a, dici a",
    "pt": "diz a, diga a, diz à, diga à",
    "nl": "zeg, vertel",
}
"""The same, where words of thanks may follow."""


REPLIES: WordList = {
    "en": (
        "will do, i will do, i'll do that, i'll do it, got it, noted, on it, i'm on it, i'll check, "
        "i'll have a look, i'll take a look, understood, makes sense, but no, but not now, maybe later, "
        "i'm good, we're good, i already have it, already done, see you there, talk later, sounds good"
    ),
    "de": (
        "mach ich, mache ich, wird gemacht, verstanden, passt, passt so, alles klar, aber nein, "
        "aber nicht jetzt, hab ich schon, habe ich schon, schon erledigt, erledige ich, schaue ich mir an, "
        "schau ich mir an, bis gleich, bis später"
    ),
    "fr": "je m'en occupe, compris, bien noté, c'est noté, mais non, ça marche",
    "es": "lo haré, entendido, anotado, ya lo tengo, pero no, me encargo",
}
"""What answers a user, beside a word of thanks: "thanks, will do"."""

IN_ADVANCE: WordList = {
    "en": "in advance, all, everyone, you, regards",
    "de": "im voraus, schon mal, schonmal, dir, euch, lg, gruß, grüße, vg",
    "fr": "d'avance, par avance, à toi, à vous",
    "es": "de antemano, por adelantado",
    "it": "in anticipo",
    "pt": "desde já",
    "nl": "alvast, bij voorbaat",
}
"""What is beside thanks for something that is not done yet."""

OFFERING = frozenset(
    ("accept", "take", "know", "nimm", "nehmt", "acepta", "recibe", "accepte", "recois", "aceita", "neem")
)
"""What offers thanks politely: "please accept my thanks"."""
