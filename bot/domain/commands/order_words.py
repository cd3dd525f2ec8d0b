"""Words by which people ask something of the bot, by language: plain data, folded as in `vocabulary`."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from bot.domain.commands import date_words
from bot.domain.commands import question_words as asked
from bot.domain.commands.vocabulary import WordList, merge_lists


class Topic(StrEnum):
    """What an order is about."""

    GIVE = "give"
    QUIETLY = "quietly"
    HISTORY = "history"
    UNDO = "undo"
    REMOVE = "remove"
    """Something is to go; what, the order leaves open."""
    EDIT = "edit"
    FORGET = "forget"
    REPORT = "report"
    PRIVACY = "privacy"
    SETTINGS = "settings"
    DIGEST = "digest"
    LEADS = "leads"
    VALUES = "values"
    EXPORT = "export"
    LANGUAGE = "language"
    HELP = "help"

    @property
    def command(self) -> str:
        """Return what to type for it after the command's name."""
        commands = {
            "give": "@maya thanks for …",
            "remove": "undo",
            "edit": "help",
            "report": "help",
            "forget": "forget me",
            "language": "settings language de",
        }
        return commands.get(self.value, self.value)


_NOUNS: dict[Topic, WordList] = {
    Topic.HISTORY: {
        "en": (
            "report on, reports on, a report on, history, hist, show, list, search, search for, find, "
            "view, display, look up, lookup, query, past"
        ),
        "de": (
            "verlauf, historie, zeige, zeig, anzeigen, suche, such, suche nach, such nach, finde, liste, "
            "auflisten, vergangenes, bericht, bericht über, berichte, bericht zu"
        ),
        "fr": "historique, montre, affiche, cherche, chercher, recherche, rapport sur",
        "es": "historial, muestra, mostrar, busca, buscar, informe sobre",
        "it": "cronologia, mostra, cerca",
        "pt": "histórico, mostra, procura",
        "nl": "geschiedenis, toon, zoek",
    },
    Topic.SETTINGS: {
        "en": "settings, setting, configure, configuration, config, setup, set up, admin, admins",
        "de": "einstellungen, einstellung, konfiguration, konfigurieren, einrichten, einrichtung",
        "fr": "paramètres, réglages, configuration",
        "es": "ajustes, configuración, configurar",
        "it": "impostazioni",
        "pt": "configurações, definições",
        "nl": "instellingen",
    },
    Topic.PRIVACY: {
        "en": "privacy, preferences, preference",
        "de": "datenschutz, privatsphäre, vorlieben",
        "fr": "confidentialité, vie privée, préférences",
        "es": "privacidad, preferencias",
        "it": "preferenze",
        "pt": "privacidade",
        "nl": "privacy, voorkeuren",
    },
    Topic.DIGEST: {
        "en": "digest, digests, weekly, summary, newsletter",
        "de": "wochenrückblick, rückblick, zusammenfassung, wochenbericht",
        "fr": "résumé, récapitulatif",
        "es": "resumen",
        "it": "riepilogo",
        "pt": "resumo",
        "nl": "samenvatting",
    },
    Topic.LEADS: {
        "en": "leads, lead",
        "de": "leitung, leitungen, führung, führungskräfte",
    },
    Topic.VALUES: {
        "en": "values, value",
        "de": "werte, wert",
        "fr": "valeurs",
        "es": "valores",
        "it": "valori",
        "nl": "waarden",
    },
    Topic.EXPORT: {
        "en": "export, download, backup",
        "de": "export, exportiere, exportieren, herunterladen, datenexport",
        "fr": "exporter, exporte, télécharger",
        "es": "exportar, exporta, descargar",
    },
    Topic.LANGUAGE: {
        "en": "language, languages, in english, in german, english, german, translate, translation",
        "de": "sprache, sprachen, auf deutsch, auf englisch, deutsch, englisch, übersetze, übersetzen",
        "fr": "langue, traduire, en français, français",
        "es": "idioma, traducir, en español, español",
    },
    Topic.HELP: {
        "en": (
            "help, commands, command, menu, usage, manual, info, test, add, invite, options, start, "
            "remind, notify, ping, ask"
        ),
        "de": (
            "hilfe, hilf, befehle, befehl, menü, anleitung, infos, hinzufügen, einladen, erinnere, frag, "
            "frage"
        ),
        "fr": "aide, aide-moi, commandes, commande, inviter, ajoute, ajouter",
        "es": "ayuda, ayúdame, comandos, invitar, añade, añadir, agregar",
        "it": "aiuto, aiutami, comandi",
        "pt": "ajuda, comandos",
        "nl": "hulp, opdrachten",
    },
}
"""Orders that can begin a sentence of thanks: "history was great"."""

_VERBS: dict[Topic, WordList] = {
    Topic.UNDO: {
        "en": (
            "undo, revert, take back, takeback, retract, revoke, withdraw, unsend, take it back, "
            "take that back, take this back, unthank, rollback, roll back"
        ),
        "de": (
            "rückgängig, mach rückgängig, rückgängig machen, zurücknehmen, nimm zurück, zurückziehen, "
            "zieh zurück, nimm das zurück, nimm es zurück, nehme zurück, nehmen zurück, ziehe zurück, "
            "mache rückgängig, hole zurück, hol zurück, widerrufen, widerrufe, widerruf"
        ),
        "fr": "annuler, annule, annulez, retirer, retire, reprendre, reprends, défaire",
        "es": "deshacer, deshaz, revertir, anular, anula, retirar, retira, deshace",
        "it": "annulla, annullare, ritira",
        "pt": "desfazer, desfaz, desfaça, reverter",
        "nl": "ongedaan maken, terugdraaien, intrekken, herroepen",
    },
    Topic.REMOVE: {
        "en": "delete, remove, cancel, clear, reset, discard, drop, hide",
        "de": (
            "lösche, löschen, lösch, loesche, loeschen, entferne, entfernen, entfern, abbrechen, "
            "storniere, stornieren, streiche, streich, streichen, verwerfen, verstecke, verstecken, "
            "ausblenden"
        ),
        "fr": "supprimer, supprime, supprimez, effacer, efface, enlever, enlève, cacher, cache",
        "es": (
            "borrar, borra, eliminar, elimina, suprimir, quitar, quita, cancelar, cancela, ocultar, oculta"
        ),
        "it": "eliminare, cancella, cancellare, rimuovi",
        "pt": "apagar, apaga, excluir, remover",
        "nl": "verwijder, verwijderen, annuleren, annuleer, wis, wissen",
    },
    Topic.FORGET: {
        "en": "forget, erase, wipe, purge",
        "de": "vergiss, vergessen, vergesse",
        "fr": "oublier, oublie, oublie-moi",
        "es": "olvidar, olvida, olvídame, olvídate",
        "it": "dimentica",
        "pt": "esquecer, esquece",
        "nl": "vergeet, vergeten",
    },
    Topic.REPORT: {
        "en": (
            "report, flag, complaint, complaint about, complaint against, complain, complain about, "
            "escalate, warn"
        ),
        "de": (
            "melde, melden, meldung, meldung über, beschwere, beschweren, beschwerde, anzeige gegen, "
            "verwarnen"
        ),
        "fr": "signaler, signale, signalement, se plaindre, plainte, dénoncer",
        "es": "denunciar, denuncia, reportar, reporta, queja, quejarse",
        "it": "segnala, segnalare",
        "nl": "rapporteer, rapporteren, klacht",
    },
    Topic.EDIT: {
        "en": (
            "edit, correct, rename, amend, update, modify, change my thanks, change thanks, "
            "change the thanks, change my words, change my message, change my kudos"
        ),
        "de": "bearbeite, bearbeiten, ändere, ändern, korrigiere, korrigieren, umbenennen, berichtige",
        "fr": "modifier, modifie, corriger, corrige",
        "es": "editar, edita, modificar, modifica, corregir",
        "it": "modificare, correggi",
        "pt": "corrigir",
        "nl": "bewerk, bewerken, wijzig",
    },
    Topic.PRIVACY: {
        "en": (
            "stop, unsubscribe, mute, unmute, block, unblock, ignore, opt out, optout, opt-out, "
            "leave me alone, ban, silence, disable, unfollow, snooze, no more, don't message, "
            "do not message, stop messaging, stop sending, stop writing, stop pinging, stop bothering, "
            "stop contacting"
        ),
        "de": (
            "stopp, stoppe, abmelden, melde ab, abbestellen, stummschalten, blockiere, blockieren, blocke, "
            "ignoriere, ignorieren, deaktiviere, deaktivieren, lass mich in ruhe, lasst mich in ruhe, "
            "keine nachrichten mehr, schreib mir nicht, austragen, hör auf, aufhören"
        ),
        "fr": (
            "arrête, arrêter, bloque, bloquer, se désabonner, désabonner, ignore, ignorer, "
            "laisse-moi tranquille"
        ),
        "es": "parar, bloquear, bloquea, silenciar, silencia, ignorar, darse de baja, déjame en paz",
        "it": "blocca, bloccare, ignora",
        "pt": "bloqueia",
        "nl": "blokkeer, blokkeren, negeer, afmelden",
    },
}
"""Orders that hardly ever begin a sentence of thanks."""


def _split_phrases(lists: Mapping[Topic, WordList], languages: Collection[str] = ()) -> Mapping[str, Topic]:
    """Return the topic of each phrase, of these languages alone if any are given."""
    return {
        phrase: topic
        for topic, words in lists.items()
        for phrase in merge_lists({tag: words[tag] for tag in words if not languages or tag in languages})
    }


NOUNS = _split_phrases(_NOUNS)
VERBS = _split_phrases(_VERBS)
TOPICS: Mapping[str, Topic] = {**NOUNS, **VERBS}
MISSPELT_TOPICS: Mapping[str, Topic] = {
    **_split_phrases(_NOUNS, ("en", "de")),
    **_split_phrases(_VERBS, ("en", "de")),
}
"""The phrases that a misspelt word is compared with: few, so that few other words resemble one."""
INFINITIVES = frozenset(word for word in TOPICS if word.endswith("en") and " " not in word)
"""German verbs that end a sentence: "meine Daten löschen"."""
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
MAX_ORDER_WORDS = max(len(phrase.split()) for phrase in TOPICS)

POLITE = merge_lists(
    {
        "en": (
            "sorry, oops, please, pls, plz, can you, could you, would you, will you, can i, could i, "
            "may i, i, i want to, i want, i'd like to, i'd like, i would like to, i would like, i need to, "
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
            "how does, where do i, where can i, what is the command"
        ),
        "de": "wie kann ich, wie mache ich, wie geht, wo kann ich",
    }
)
"""What asks for an explanation."""

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
