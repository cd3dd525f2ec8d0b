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

CAUSE_WORDS: WordList = {
    "en": "for, because, since, who, whom, that, which, when, with, 4",
    "de": "für, fuer, fürs, weil, wegen, dass, daß, wer, mit, beim, bei, als, wenn",
    "fr": "pour, parce, car, qui, que, avec, d'avoir, de",
    "es": "por, porque, que, quien, con",
    "it": "per, perché, che, con",
    "pt": "por, pela, pelo, pelas, pelos, porque, que, com",
    "nl": "voor, omdat, met",
    "da": "for, fordi, med",
    "no": "for, fordi, med",
    "sv": "för, eftersom, med",
    "pl": "za",
}
"""What leads from thanks to their cause: people named behind it are words of the sentence."""

THANKS: WordList = {
    "en": (
        "thank you, thankyou, thanks, thank u, thank ya, thx, thnx, thanx, tx, ty, tysm, tyvm, kudos, "
        "props, cheers, shoutout, shout-out, shout out, shoutouts, shout-outs, shout outs, gratitude, "
        "much appreciated, appreciation, ta, tks, thnaks, thnks, tahnks, thankss"
    ),
    "de": (
        "danke, danke dir, danke euch, danke ihnen, dankeschön, danke schön, dankeschoen, danke sehr, "
        "dank, dank dir, dank euch, vielen dank, herzlichen dank, lieben dank, besten dank, tausend dank, "
        "merci, dank an, ein dank, ein dankeschön, bedankt, dnake, dakne"
    ),
    "fr": "merci, mille mercis, grand merci",
    "es": "gracias, muchas gracias, mil gracias",
    "it": "grazie, grazie mille, mille grazie, tante grazie",
    "pt": "obrigado, obrigada, muito obrigado, muito obrigada, valeu",
    "ca": "gràcies, moltes gràcies",
    "nl": "dank, dankjewel, dank je, dank je wel, bedankt, dank u, dank u wel, hartelijk dank",
    "da": "tak, mange tak, tusind tak",
    "no": "takk, tusen takk, mange takk",
    "sv": "tack, tack så mycket, stort tack, tusen tack",
    "fi": "kiitos, kiitos paljon, kiitti",
    "pl": "dziękuję, dzięki, dziekuje, dzieki, wielkie dzięki",
    "cs": "děkuji, díky, děkuju",
    "hu": "köszönöm, köszi",
    "ro": "mulțumesc, multumesc, mersi",
    "tr": "teşekkürler, teşekkür ederim, sağ ol",
    "ru": "спасибо",
    "uk": "дякую",
    "ja": "ありがとう, ありがとうございます, ありがとうございました, 感謝, サンキュー",
    "zh": "谢谢, 謝謝, 感谢, 感謝",
    "ko": "감사합니다, 고마워, 고마워요, 감사해요",
}
"""Words that say thanks by themselves."""

PRAISE: WordList = {
    "en": (
        "hats off, bravo, well done, great job, good job, great work, nice work, good work, nice one, "
        "respect, congrats, congratulations, amazing work, awesome work, awesome job, amazing job, "
        "fantastic work, fantastic job, excellent work, brilliant work, way to go, applause, "
        "a round of applause, round of applause, three cheers, hooray, hurray"
    ),
    "de": (
        "respekt, hut ab, ein lob, lob, gut gemacht, super gemacht, toll gemacht, glückwunsch, "
        "gratulation, gute arbeit, super arbeit, tolle arbeit, starke leistung, tolle leistung, applaus, "
        "beifall, ein hoch auf, hurra"
    ),
    "fr": "bravo, chapeau, félicitations, bon travail, applaudissements",
    "es": "felicidades, bien hecho, buen trabajo, un aplauso, aplausos",
    "it": "complimenti, bravissimo, bravissima, ottimo lavoro",
    "pt": "parabéns, bom trabalho",
    "nl": "goed gedaan, goed werk, petje af",
}
"""Words that thank by praising; they are words enough by themselves."""

TRIBUTES: WordList = {
    "en": (
        "kudos, props, shoutout, shout-out, shout out, shoutouts, shout-outs, bravo, respect, congrats, "
        "congratulations, applause, a round of applause, round of applause, three cheers, hooray, hurray"
    ),
    "de": "lob, ein lob, respekt, applaus, beifall, glückwunsch, ein hoch, hurra",
    "fr": "bravo, chapeau, applaudissements",
    "es": "un aplauso, aplausos, felicidades",
}
"""Words of praise that are for those who are named next: "kudos for @maya for …"."""

THANKS_BEFORE: WordList = {
    "en": (
        "a, an, big, a big, huge, a huge, many, so many, so much, heartfelt, a heartfelt, special, "
        "a special, massive, a massive, warm, a very big, very big, great, a great, a quick, quick, much, "
        "more, lots of, a lot of, tons of, a million, my, our, major, mad, sincere, some, all the, double, "
        "extra, public, a public, and"
    ),
    "de": (
        "ein, einen, ganz, sehr, riesen, ein riesen, ein riesiges, ein großes, ein grosses, großes, "
        "großen, grossen, ein großer, einen großen, ein herzliches, einen herzlichen, tausend, vielen, "
        "herzlichen, lieben, besten, ein ganz, mein, meinen, unser, unseren"
    ),
    "fr": "un, un grand, grand, mille, un gros, un immense",
    "es": "muchas, muchísimas, mil, un gran",
    "it": "un, un grande, tante, mille",
    "pt": "um, um grande, muito",
    "nl": "een, een grote, heel veel, hartelijk",
    "da": "en stor, stor, mange",
    "no": "en stor, stor, mange",
    "sv": "ett stort, stort, många",
}
"""What makes thanks larger, before them: "a big thank you"."""

THANKS_AFTER: WordList = {
    "en": (
        "so much, very much, a lot, a million, again, a ton, a bunch, loads, so so much, once again, "
        "once more, a million times, ever so much, heaps, big time"
    ),
    "de": (
        "sehr, vielmals, nochmal, nochmals, noch einmal, tausendmal, von herzen, ganz herzlich, "
        "recht herzlich"
    ),
    "fr": "beaucoup, encore, infiniment, bien",
    "es": "de nuevo, otra vez",
    "it": "mille, ancora, tante",
    "pt": "mais uma vez, novamente",
    "nl": "wel, nogmaals",
    "sv": "så mycket, igen",
    "da": "igen",
    "no": "igjen",
}
"""What makes thanks larger, after them: "thanks so much"."""

THANKS_DIRECTED: WordList = {
    "en": (
        "goes, go, goes out, go out, out, to you, you, guys, everyone, everybody, all, team, also, too, "
        "especially"
    ),
    "de": "geht, gehen, auch, dir, euch, ihnen, alle, wirklich, schön, besonders, vor allem, insbesondere",
}
"""What leads from thanks to the names: "thanks go to @maya"."""

REQUESTS_TO_THANK: WordList = {
    "en": "thank, give credit to, recognise, recognize, acknowledge, appreciate, celebrate, praise",
    "de": "bedanke dich bei, bedanken bei, bedanke mich bei, danke sagen an, dank sagen an, lobe, grüße",
    "fr": "remercie, remercier",
    "es": "agradece a, agradecer a",
    "it": "ringrazia, ringraziare",
    "pt": "agradece a, agradecer a, agradeça a",
    "nl": "bedank, bedanken",
}
"""Requests to the bot to thank those who are named next: "please thank @maya for …"."""

REQUESTS_TO_TELL: WordList = {
    "en": "say, give, send, tell, pass, pass on, share",
    "de": "sag, sage, gib, richte, schick, schicke, sende",
    "fr": "dis, dire, donne, envoie",
    "es": "di, dile, diles, da, dale, dales, envía",
    "it": "di, dai, manda",
    "pt": "diz, diga, dá, envia",
    "nl": "zeg, geef, stuur",
}
"""Requests to the bot that need the rest of the sentence: "give @maya kudos", "give @maya a big hug"."""

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

DISCREET: WordList = {
    "en": (
        "quietly, quiet, privately, private, priv, pvt, in private, silently, silent, in silence, "
        "secretly, secret, in secret, confidentially, confidential, in confidence, discreetly, discretely, "
        "discreet, on the quiet, on the side, off the record, on the down low, on the dl, between us, "
        "just between us, between us two, between you and me, just between you and me, "
        "between the two of us, just for you, only for you, only you, for you only, for your eyes only, "
        "your eyes only, dm, in a dm, in dm, in dms, by dm, via dm, as dm, as a dm, through dm, "
        "direct message, by direct message, via direct message, in a direct message, as a direct message, "
        "pm, by pm, via pm, in a pm, private message, a private message, privately please, not public, "
        "not publicly, non-public, not in public, nonpublic, unlisted, hidden, don't post, don't post it, "
        "do not post, do not post it, don't post this, do not post this, don't publish, don't share, "
        "no shout-out, no shoutout, without a shout-out, without shout-out, hush, hush hush, psst, pssst, "
        "pst, shh, shhh, sssh, ssh, sh, whisper, whispering, whispered, under the table, one on one, 1:1, "
        "keep it private, keep private, keep this private, keep it quiet, keep it between us, "
        "personal and private, undercover, under the radar, low key, low-key, lowkey, don't tell anyone, "
        "don't tell anybody, do not tell anyone, do not tell anybody, don't tell a soul, "
        "don't show anyone, don't show anybody, don't show this, don't show it, do not show this, "
        "do not show it, don't show this to anyone, don't show it to anyone, don't show this to anybody, "
        "don't show it to anybody, do not show this to anyone, do not show it to anyone, should see this, "
        "should see it, should read this, should read it, don't make it public, don't make this public, "
        "do not make it public, do not make this public, keep it secret, keep it a secret, "
        "keep this secret, keep this a secret, keep this between us, keep it confidential, "
        "keep this confidential, not for the channel, not in the channel, not for everyone, 1on1, 1-on-1, "
        "one-on-one, hush-hush, behind closed doors, only visible to you, visible only to you, for you alone"
    ),
    "de": (
        "privates, privaten, privater, leises, leisen, stilles, vertrauliches, vertraulichen, "
        "heimliches, geheimes, diskretes, "
        "leise, ganz leise, still und leise, still und heimlich, im stillen, in aller stille, "
        "stillschweigend, heimlich, insgeheim, vertraulich, im vertrauen, streng vertraulich, privat, "
        "in privat, ganz privat, im privaten, diskret, geheim, im geheimen, unter uns, nur unter uns, "
        "ganz unter uns, unter vier augen, unter 4 augen, nur für dich, nur für euch, nur für sie, "
        "nur für ihn, nur fuer dich, nur fuer euch, nur dir, nur euch, nur du, nicht öffentlich, "
        "nichtöffentlich, nicht-öffentlich, nicht oeffentlich, ohne öffentlichkeit, per dm, als dm, "
        "in einer dm, dm, pn, per pn, als pn, via pn, per dn, als dn, via dn, direktnachricht, "
        "per direktnachricht, als direktnachricht, privatnachricht, private nachricht, nicht posten, "
        "nicht teilen, nicht veröffentlichen, pst, psst, pscht, flüsternd, flüster, unauffällig, "
        "im stillen kämmerlein, zwischen uns, nur zwischen uns, unterm radar, verschwiegen, privatim, "
        "nicht weitersagen, sag es niemandem, sag's niemandem, erzähl es niemandem, erzähl's niemandem, "
        "zeig es niemandem, zeig das niemandem, nicht zeigen, behalt es für dich, behalte es für dich, "
        "soll das lesen, soll das sehen, soll es lesen, soll es sehen, bleibt unter uns, "
        "das bleibt unter uns, nicht im kanal, nicht für alle, nur für dich sichtbar, "
        "nur sichtbar für dich, hinter verschlossenen türen, für dich allein"
    ),
    "fr": (
        "en privé, privé, en prive, discrètement, discret, en secret, secrètement, entre nous, "
        "confidentiellement, confidentiel, juste pour toi, rien que pour toi, en silence, mp, en mp, "
        "silencieusement, par message privé, message privé, en toute discrétion, pas en public"
    ),
    "es": (
        "en privado, privado, privadamente, discretamente, en secreto, secretamente, en silencio, "
        "en voz baja, entre nosotros, solo para ti, sólo para ti, confidencialmente, confidencial, "
        "silenciosamente, calladamente, por privado, mensaje privado, no público"
    ),
    "it": (
        "in privato, privato, privatamente, discretamente, in segreto, segretamente, in silenzio, tra noi, "
        "solo per te, riservato, riservatamente, silenziosamente, confidenzialmente"
    ),
    "pt": (
        "em privado, em particular, privado, privadamente, discretamente, em segredo, em silêncio, "
        "entre nós, só para ti, só para você, confidencial, confidencialmente, baixinho"
    ),
    "nl": (
        "privé, prive, in privé, in stilte, stilletjes, stiekem, onder ons, vertrouwelijk, heimelijk, "
        "zachtjes, alleen voor jou, discreet, niet openbaar"
    ),
    "da": "privat, stille, i stilhed, diskret, fortroligt, hemmeligt, mellem os, kun til dig",
    "no": "privat, stille, i stillhet, diskret, fortrolig, hemmelig, mellom oss, bare til deg",
    "sv": (
        "privat, tyst, i det tysta, i tysthet, diskret, hemligt, i hemlighet, mellan oss, bara till dig, "
        "konfidentiellt"
    ),
    "fi": "yksityisesti, hiljaa, salaa, luottamuksellisesti",
    "pl": "prywatnie, po cichu, dyskretnie, poufnie, w tajemnicy",
    "cs": "soukromě, potichu, diskrétně, důvěrně",
    "tr": "gizlice, özel olarak, sessizce",
    "ru": "тихо, по секрету, конфиденциально, приватно, лично",
    "uk": "тихо, приватно, таємно",
    "ja": (
        "こっそり, こっそりと, 内緒で, 内緒, 非公開で, 非公開, ひそかに, 密かに, プライベートで, dmで, 静かに"
    ),
    "zh": "私下, 悄悄, 悄悄地, 私信, 私聊, 秘密, 私密",
    "ko": "조용히, 비공개로, 비공개, 몰래, 개인적으로",
}
"""What asks for discretion, right before or right after the names."""

DISCREET_BEFORE_NAMES: WordList = {
    "en": (
        "only for, just for, only to, just to, for the eyes of, message, dm to, pm to, whisper to, q, "
        "in private to, privately to, quietly to, direct message to, p, discrete, unpublicly, un-publicly"
    ),
    "de": "still, nur für, nur fuer, nur an, allein für",
    "fr": "rien que pour, juste pour, seulement pour",
    "es": "solo para, sólo para",
    "it": "solo per",
    "pt": "só para",
    "nl": "stil, alleen voor",
}
"""What asks for discretion before the names only; after them it has another meaning."""

ARTICLES_BEFORE_DISCREET = frozenset(("a", "an", "ein", "eine", "einen", "un", "une", "una", "uma"))
"""Articles behind names that may lead to what asks for discretion: "give @maya a private thank you"."""
DISCREET_NOUNS: WordList = {
    "en": "note, message, word, words, dm, pm, direct message, private message, shoutout, shout-out",
    "de": "nachricht, notiz, botschaft, wort, worte, dm, pn, direktnachricht, privatnachricht, gruß",
    "fr": "message, mot, mp",
    "es": "mensaje, nota",
}
"""What may be private in such a request, beside words of thanks."""

DISCREET_AT_END: WordList = {
    "en": (
        "quietly, privately, in private, confidentially, in confidence, anonymously, off the record, "
        "privately please, quietly please, in private please, between us, between you and me, "
        "between the two of us, just us two"
    ),
    "de": (
        "leise, privat, ganz privat, vertraulich, im vertrauen, anonym, unter vier augen, leise bitte, "
        "privat bitte, unter uns, unter uns bitte, unter uns bleiben, unter uns bleibt"
    ),
    "fr": "entre nous, en privé, en privé svp, merci privé, merci discret, message privé",
    "es": "entre nosotros, entre nosotras, en privado, en privado por favor, mensaje privado",
}
"""What may ask for discretion as the last words, though nothing sets it off: "thanks for all quietly"."""

DISCREET_CLAUSES: WordList = {
    "en": (
        "don't post, do not post, dont post, don't publish, do not publish, don't share this, don't share "
        "it, do not share this, do not share it, don't announce, do not announce, not publicly, not public, "
        "not in public, not for public, nobody else needs, nobody else should, nobody else has to, no one "
        "else needs, no one else should, no one else has to, no-one else needs, no-one else should, nobody "
        "needs to know, no one needs to know, nobody has to know, no one has to know, keep it private, keep "
        "this private, keep that private, keep it quiet, keep this quiet, keep it secret, keep this secret, "
        "keep it a secret, keep it confidential, keep this confidential, keep it to yourself, keep this to "
        "yourself, keep it down low, on the down low, don't tell anyone, don't tell anybody, don't tell the "
        "others, don't tell my boss, do not tell anyone, don't show anyone, don't let anyone know, don't "
        "let anybody know, don't want anyone to, don't want others to, don't want everyone to, don't want "
        "this public, don't want it public, off the record, don't make it public, don't make this public, "
        "not for the channel, not in the channel, for your eyes only, privately please, in private please, "
        "please privately, send it privately, send this privately, just for your eyes, without posting, "
        "without everyone seeing, without everybody seeing, without anyone seeing, without anybody seeing, "
        "without everyone knowing, without anyone knowing, don't want the team to, don't want the whole, "
        "don't want people to, do not want anyone to, do not want everyone to, from a secret admirer, from "
        "an anonymous, don't say it's from me, don't say it was me, don't tell them it's me, without my "
        "name, stays unnamed, stay unnamed, remain unnamed, remains unnamed, stay anonymous, remain anonymous"
    ),
    "de": (
        "nicht posten, nicht veröffentlichen, nicht öffentlich, nicht oeffentlich, nicht weitersagen, nicht "
        "weitererzählen, sag es niemandem, sag's niemandem, sags niemandem, sag das niemandem, sag "
        "niemandem, sag es keinem, sag's keinem, sags keinem, erzähl es niemandem, erzähl's niemandem, "
        "erzähl niemandem, muss niemand wissen, niemand wissen, keiner wissen, braucht niemand wissen, "
        "braucht niemand zu wissen, muss sonst niemand, muss keiner wissen, braucht keiner wissen, braucht "
        "keiner zu wissen, soll sonst niemand, niemand sonst wissen, soll niemand wissen, soll keiner "
        "wissen, behalt es für dich, behalte es für dich, behalt das für dich, behalte das für dich, "
        "behalt's für dich, nicht im kanal, nicht in den kanal, nicht für alle, nicht vor allen, bitte "
        "privat, lieber privat, nur privat, bitte nur privat, bitte vertraulich, bitte nur an dich, ohne es "
        "zu posten, nicht an die große glocke, ohne dass es alle, ohne dass alle, ohne dass es jemand, ohne "
        "dass jemand, nicht für die öffentlichkeit, will nicht dass alle, möchte nicht dass alle, nicht vor "
        "dem team, nicht dass es von mir, nicht dass ich es war, nicht von wem, ohne meinen namen, "
        "ungenannt bleiben, ungenannt bleibt, anonym bleiben, anonym bleibt"
    ),
    "fr": (
        "pas en public, ne publie pas, ne pas publier, ne le publie pas, garde-le pour toi, garde ça pour "
        "toi, ne le dis à personne, personne d'autre ne, reste discret, reste discrète, restez discrets"
    ),
    "es": (
        "no lo publiques, no publiques, no publicar, no en público, no se lo digas a nadie, no lo digas a "
        "nadie, guárdalo para ti, nadie más"
    ),
}
"""Words that may ask for discretion anywhere at the end of a text."""

NOT_TO_PUBLISH: WordList = {
    "en": "not, no, don't, dont, doesn't, without, needn't, never",
    "de": "nicht, kein, keine, keinen, ohne, nie",
    "fr": "ne, n', pas, sans, aucun, aucune",
    "es": "no, sin, nada de",
}
WORDS_FOR_PUBLISHING: WordList = {
    "en": (
        "post, posted, posting, publish, published, publishing, announce, announced, announcing, "
        "announcement, broadcast, shout-out, shoutout, shout-outs, shoutouts, public, publicly, publicity, "
        "channel, fanfare, spotlight, named, mentioned, identified, credited"
    ),
    "de": (
        "posten, gepostet, veröffentlichen, veröffentlicht, öffentlich, öffentlichkeit, channel, kanal, "
        "verkünden, verkündet, ankündigen, herumerzählen, weitererzählen, shout-out, shoutout, genannt, "
        "erwähnt"
    ),
    "fr": (
        "publier, publie, publié, public, publique, canal, annoncer, l'annoncer, annonce, annoncé, nommé, "
        "nommée, cité"
    ),
    "es": (
        "publicar, publiques, publicado, público, pública, canal, anunciar, anuncies, anunciado, nombrado, "
        "nombrada, mencionado, mencionada"
    ),
}
"""What is not to happen to words for which somebody asks discretion: "no need to announce it"."""
BEFORE_REMARKS: WordList = {
    "en": "but, please, pls, though, from someone who",
    "de": "aber, bitte, doch",
    "fr": "mais, svp",
    "es": "pero",
}
"""What begins a remark about the thanks, where no punctuation does."""

ANONYMOUS: WordList = {
    "en": (
        "anonymous, anonymously, anon, anonym, incognito, nameless, namelessly, unnamed, unsigned, "
        "no name, without name, without a name, without my name, without names, without saying who, "
        "don't say who, do not say who, don't tell who, don't say my name, not my name, hide my name, "
        "hiding my name, don't say it's me, don't say it was me, don't tell anyone it's me, "
        "don't tell anyone it was me, don't tell them it's me, don't say it's from me, "
        "don't say it is from me, do not say it's from me, don't say it was from me, "
        "don't tell anyone it's from me, don't say who it's from, don't tell who it's from, "
        "from an anonymous fan, an anonymous fan, from an anonymous colleague, don't mention me, "
        "don't mention my name, keep my name out, not from me, in anonymity, from anonymous, from someone, "
        "from somebody, from a secret admirer, as anonymous, under a pseudonym"
    ),
    "de": (
        "anonym, anonymes, anonyme, anonymer, ganz anonym, inkognito, namenlos, ohne namen, "
        "ohne meinen namen, ohne namensnennung, ohne name, ohne absender, sag niemandem dass ich es bin, "
        "sag niemandem von wem, verrate nicht von wem, verrat nicht von wem, erwähn mich nicht, "
        "von unbekannt, von anonym, sag nicht wer, sag nicht von wem, nicht sagen von wem, "
        "ohne zu sagen wer"
    ),
    "fr": "anonyme, anonymement, sans nom, sans mon nom, incognito, de façon anonyme",
    "es": "anónimo, anónima, anónimamente, sin nombre, sin mi nombre, de forma anónima, incógnito",
    "it": "anonimo, anonima, anonimamente, in forma anonima, in anonimo, senza nome",
    "pt": "anônimo, anônima, anónimo, anonimamente, de forma anônima, sem nome, sem o meu nome",
    "nl": "anoniem, zonder naam, zonder mijn naam",
    "da": "anonymt, anonym, uden navn",
    "no": "anonymt, anonym, uten navn",
    "sv": "anonymt, anonym, utan namn",
    "fi": "nimettömästi, nimettömänä, anonyymisti",
    "pl": "anonimowo, anonimowe",
    "cs": "anonymně",
    "tr": "anonim, isimsiz",
    "ru": "анонимно",
    "uk": "анонімно",
    "ja": "匿名, 匿名で, 名前なしで, 名無しで",
    "zh": "匿名, 不具名",
    "ko": "익명, 익명으로",
}
"""What asks that the giver's name is not shown, which Hearten does not do."""

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
    "ja": "さん, 様, さま, くん, 君, ちゃん, 先生, 氏",
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
