"""What can be typed, line by line, for `/kudos help`."""

from bot.domain.commands.order_topics import Topic
from bot.slack.ui.language import Language


def list_help_lines(language: Language, *, for_admin: bool) -> list[tuple[Topic, str, str]]:
    """Return what can be typed: the topic, the command, and what it does."""
    _ = language.gettext
    lines = [
        (Topic.GIVE, language.command(), _("opens a form for your thanks")),
        (
            Topic.GIVE,
            language.command("@maya thanks for …"),
            _("thanks someone where everyone here can read it"),
        ),
        (
            Topic.GIVE,
            language.command("everyone in #design thanks for …"),
            _("thanks a channel or a user group as a team, and notifies no one"),
        ),
        (Topic.QUIETLY, language.command("quietly @maya …"), _("thanks someone in private")),
        (
            Topic.GIVE,
            language.command("card @maya until friday 16:00"),
            _("collects words from many for one card; cards shows yours"),
        ),
        (Topic.UNDO, language.command("undo"), _("takes your latest thanks back")),
        (
            Topic.HISTORY,
            language.command("history"),
            _("shows what you received; add given, since monday, in november, or words to look for"),
        ),
        (
            Topic.HISTORY,
            language.command("history given @maya"),
            _("shows what you gave Maya; from @maya shows what she gave you"),
        ),
        (Topic.HISTORY, language.command("history #design"), _("shows what was given in a channel")),
        (
            Topic.DIGEST,
            language.command("digest"),
            _("shows how this channel gets its weekly digest, and lets you change it"),
        ),
        (
            Topic.DIGEST,
            language.command("digest on friday 15:00 all, with empty weeks"),
            _("sets it in words: all, members or channel; empty weeks; picture off; also off and preview"),
        ),
        (
            Topic.DIGEST,
            language.command("digest now since monday"),
            _("shows you these days at once; then you can post them, or copy them as text"),
        ),
        (
            Topic.DIGEST,
            language.command("digest for several channels"),
            _("opens a form that gives several of your channels the same hour"),
        ),
        (
            Topic.PRIVACY,
            language.command("privacy"),
            _("shows what I store about you and who looked; you choose how you are thanked"),
        ),
        (Topic.EXPORT, language.command("export"), _("sends you everything I store about you, as files")),
        (
            Topic.KEEPSAKE,
            language.command("keepsake last year"),
            _("sends you your good words, as a page and a PDF; also all, or yearly on 12 march"),
        ),
        (Topic.FORGET, language.command("forget me"), _("erases your name, or all your data")),
        (Topic.VALUES, language.command("values"), _("shows what we celebrate here")),
        (Topic.LEADS, language.command("leads"), _("shows who you care for, if you're a lead")),
        (
            Topic.LEADS,
            language.command("history @maya given"),
            _("shows a lead what Maya gave; without given, what she received"),
        ),
    ]
    if for_admin:
        lines += [
            (
                Topic.LEADS,
                language.command("leads add @carol for #team"),
                _("lets Carol care for these people; also remove, off and on"),
            ),
            (
                Topic.SETTINGS,
                language.command("settings"),
                _("shows the settings, who changed what, and a form to change them"),
            ),
        ]
    return lines
