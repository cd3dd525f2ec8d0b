"""Words that ask for a private or an anonymous recognition, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList

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
