"""Words that thank, and those around them, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList

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
        "danke, danke dir, danke euch, danke ihnen, dankeschön, dankschön, danke schön, dankeschoen, "
        "danke sehr, dank, dank dir, dank euch, vielen dank, herzlichen dank, lieben dank, "
        "besten dank, tausend dank, "
        "merci, ein dank, ein dankeschön, bedankt, dnake, dakne"
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
        "a round of applause, round of applause, three cheers, hooray, hurray, thumbs up, high five"
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
        "congratulations, applause, a round of applause, round of applause, three cheers, hooray, "
        "hurray, thumbs up, high five"
    ),
    "de": "lob, ein lob, respekt, applaus, beifall, daumen hoch, glückwunsch, ein hoch, hurra",
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
