"""The words of the digest's grammar, in the languages that are understood."""

from bot.domain.audience import Coverage
from bot.domain.commands.digest_command import (
    DigestOffCommand,
    DigestPreviewCommand,
)
from bot.domain.commands.vocabulary import merge_lists

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SPANISH = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
GERMAN_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
NOW = {"now", "jetzt"}
"""What asks for a digest of some days, at once."""
SEVERAL = {"channels", "several", "many", "kanäle", "mehrere"}
"""What asks for the form for several channels."""
BESIDE_SEVERAL = {"for", "für", "channels", "kanäle", "several", "mehrere", "many", "in", "please", "bitte"}
ON = {"on", "an", "ein", "start", "einschalten"}
VERBS: dict[str, DigestOffCommand | DigestPreviewCommand] = {
    **dict.fromkeys(("off", "stop", "end", "cancel", "aus", "ausschalten", "beenden"), DigestOffCommand()),
    **dict.fromkeys(
        ("pause", "disable", "unsubscribe", "abbestellen", "abschalten", "pausieren"), DigestOffCommand()
    ),
    **dict.fromkeys(("never", "nie", "niemals", "remove", "delete", "löschen"), DigestOffCommand()),
    **dict.fromkeys(("preview", "vorschau", "show", "zeigen", "anzeigen"), DigestPreviewCommand()),
}
DIGEST_WORDS = merge_lists(
    {
        "en": "digest, digests, weekly, newsletter",
        "de": "rückblick, wochenrückblick, wochenbericht",
        "fr": "résumé, récapitulatif",
        "es": "resumen",
    }
)
"""What people call the digest."""
TURNING = merge_lists(
    {
        "en": "turn, switch, set, up, put, more, my, our, us, me",
        "de": "schalte, schalt, mach, stell, stelle, mir, uns, mehr",
    }
)
SWITCHES = {
    word: switch
    for switch, words in {
        "on": merge_lists(
            {
                "en": "on, enable, activate, start, schedule",
                "de": "ein, an, aktiviere, starte, aktivieren, einschalten, einrichten",
                "fr": "activer, active",
                "es": "activar, activa",
            }
        ),
        "off": merge_lists(
            {
                "en": "off, no, disable, deactivate, stop, pause, cancel, end, unsubscribe",
                "de": (
                    "aus, kein, keinen, stopp, stoppe, "
                    "beende, deaktiviere, deaktivieren, ausschalten, pausiere, "
                    "abbestellen"
                ),
                "fr": "désactiver, désactive, arrête, arrêter",
                "es": "desactivar, desactiva",
            }
        ),
        "preview": merge_lists({"en": "preview", "de": "vorschau", "fr": "aperçu"}),
    }.items()
    for word in words
}
"""What switches the digest, and how `digest` says it."""
ASKS = {"?", "help", "hilfe", "status", "when", "wann", "info", "next", "nächster"}
BESIDE_VERBS = {"now", "jetzt", "it", "this", "please", "bitte", "again", "here", "hier", "for", "digest"}
ONESELF = {"me", "mich", "mir", "myself", "moi"}
DAYS_AHEAD = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2}
NOT_WEEKLY = {"daily", "day", "monthly", "month", "hourly", "weekdays", "workdays"} | {
    *("täglich", "tag", "monatlich", "monat", "werktags", "biweekly", "fortnightly", "fortnight"),
    *("other", "second", "alternate", "zweite", "zweiten", "zweiwöchentlich"),
}
"""Rhythms that a digest does not have: it comes once a week."""
FILLERS = {
    *("at", "every", "each", "on", "in", "and", "from", "for", "the", "with", "a", "next", "week", "weekly"),
    *("time", "zone", "timezone", "please", "to", "send", "come", "am", "um", "jeden", "jede", "jedes", "ab"),
    *("immer", "mit", "für", "und", "den", "die", "der", "das", "im", "uhr", "woche", "wöchentlich", "zeit"),
    *("le", "el", "chaque", "cada", "à", "a"),
    *("change", "move", "switch", "set", "make", "it", "ändere", "verschiebe", "verlege", "uhrzeit"),
    *("zeitzone", "bitte", "nächsten", "kommenden", "@", "auf", ""),
}
ARTICLES = {"los", "la", "las", "les"}
LANGUAGES = {
    word: tag
    for tag, words in {
        "en": "english, englisch, anglais, inglés, inglês, 英語",
        "de": "german, deutsch, allemand, alemán, alemão, ドイツ語",
        "fr": "french, französisch, français, francés, francês, フランス語",
        "es": "spanish, spanisch, espagnol, español, espanhol, スペイン語",
        "pt-BR": "portuguese, portugiesisch, portugais, portugués, português, ポルトガル語",
        "ja": "japanese, japanisch, japonais, japonés, japonês, 日本語",
    }.items()
    for word in words.split(", ")
}
"""Languages by their names in all of them."""
COVERS = {
    **dict.fromkeys(("channel", "here", "kanal", "hier"), Coverage.CHANNEL),
    **dict.fromkeys(("members", "mitglieder", "mitgliedern"), Coverage.MEMBERS),
    **dict.fromkeys(("all", "everything", "workspace", "alle", "allem", "alles"), Coverage.WORKSPACE),
}
WITHOUT = {"without", "no", "off", "ohne", "aus", "keine", "kein"}
MEANT = {
    **{day: day.capitalize() for day in WEEKDAYS},
    "members": "members",
    "channel": "channel",
    "workspace": "all",
    "everything": "all",
    "empty": "with empty weeks",
    "quiet": "with empty weeks",
    "weeks": "with empty weeks",
    "picture": "picture off",
    "language": "language en",
}
"""What was probably meant by a word like one of these."""
