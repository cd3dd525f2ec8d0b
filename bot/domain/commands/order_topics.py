"""What people can ask of the bot, and the nouns and verbs for it, by language: see `vocabulary`."""

from collections.abc import Collection, Mapping
from enum import StrEnum

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
    KEEPSAKE = "keepsake"
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
        "fr": "responsables",
        "es": "responsables",
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
    Topic.KEEPSAKE: {
        "en": "keepsake, keepsakes",
        "de": "andenken, erinnerungsstück",
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


MAX_ORDER_WORDS = max(len(phrase.split()) for phrase in TOPICS)
