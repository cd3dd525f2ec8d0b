"""The tour: three first steps."""

from bot.slack.features.settings.views import CHANGE
from bot.slack.ui.inline import TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Passage

SKIP = "skip-tour"
"""The action that deletes the tour."""


def tour_message(language: Language) -> Message:
    """Build the tour, with a button to skip it."""
    _ = language.gettext
    typed = {
        "kudos": language.command(),
        "invite": "/invite @Hearten",
        "digest": language.command("digest on"),
        "values": language.command("values"),
    }
    commands = {name: TextSpan(command, code=True) for name, command in typed.items()}
    steps = (
        _("1. Type {kudos} anywhere, and thank someone in the form that opens."),
        _("2. In a channel type {invite}, then {digest}: each week its people read their thanks again."),
        _("3. Type {values} to see what you celebrate here. The settings show everything else."),
    )
    return build_message(
        [
            line(
                fill(
                    _("Hello, I'm Hearten. I keep thanks in people's own words. Three small steps to begin:")
                )
            ),
            Passage(tuple(Line(fill(step, **commands)) for step in steps)),
            Buttons(
                (
                    Button(_("Open the settings"), CHANGE, CHANGE),
                    Button(_("Skip this"), SKIP, SKIP),
                )
            ),
        ]
    )
