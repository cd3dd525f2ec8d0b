"""What a browser shows before, after and instead of an installation."""

from urllib.parse import urlencode

from msgspec import Struct

from bot.slack.ui.language import Language

OPEN_APP_URL = "https://slack.com/app_redirect"
"""Opens an app in Slack (https://docs.slack.dev/interactivity/deep-linking)."""


class Page(Struct, frozen=True):
    """A page with one link. `language` is an IETF tag; `status` that of HTTP."""

    language: str
    title: str
    text: str
    link_label: str
    link: str
    status: int = 200


def invitation_page(language: Language, authorize_url: str) -> Page:
    """Build the page where an installation begins."""
    _ = language.gettext
    return Page(
        _tag(language),
        _("Add Hearten to your Slack"),
        _("Thank each other, and read the good words again each week. No points, no rankings, no AI."),
        _("Add to Slack"),
        authorize_url,
    )


def success_page(language: Language, workspace: str, app_id: str, team_id: str) -> Page:
    """Build the page after an installation; `team_id` is "" if it is for a whole organisation."""
    _ = language.gettext
    query = urlencode({"app": app_id, **({"team": team_id} if team_id else {})})
    return Page(
        _tag(language),
        _("Hearten is in {workspace}").format(workspace=workspace),
        _("I've written you a message there with three small steps to begin.")
        if team_id
        else _("An admin of the organisation now chooses which workspaces get it."),
        _("Open Slack"),
        f"{OPEN_APP_URL}?{query}",
    )


def cancelled_page(language: Language, install_url: str) -> Page:
    """Build the page after a user cancelled."""
    _ = language.gettext
    text = _("You cancelled, so nothing was installed and nothing was stored.")
    return _failure(language, text, install_url, status=200)


def stale_page(language: Language, install_url: str) -> Page:
    """Build the page for a link that was used before, is too old, or is from another browser."""
    _ = language.gettext
    text = _("This link was used before, is too old, or began in another browser. Please start again.")
    return _failure(language, text, install_url, status=400)


def other_app_page(language: Language, install_url: str) -> Page:
    """Build the page for a grant of another app."""
    _ = language.gettext
    text = _("This installation belongs to another app, so I can't finish it. Please start again.")
    return _failure(language, text, install_url, status=400)


def refused_page(language: Language, install_url: str, error: str) -> Page:
    """Build the page for an installation that Slack refuses. `error` is Slack's name of the reason."""
    _ = language.gettext
    text = _("Slack didn't allow it ({error}). An admin of your Slack can tell you more.")
    return _failure(language, text.format(error=error), install_url, status=400)


def unavailable_page(language: Language, install_url: str) -> Page:
    """Build the page while Slack or the database doesn't answer."""
    _ = language.gettext
    text = _("Slack or Hearten isn't answering right now. Please start again in a minute.")
    return _failure(language, text, install_url, status=503)


def erasing_page(language: Language, install_url: str) -> Page:
    """Build the page while the data of an earlier installation is being erased."""
    _ = language.gettext
    text = _("The data from before is being erased right now. Please start again in a few minutes.")
    return _failure(language, text, install_url, status=503)


def _failure(language: Language, text: str, install_url: str, *, status: int) -> Page:
    _ = language.gettext
    return Page(
        _tag(language), _("Hearten isn't installed"), text, _("Start again"), install_url, status=status
    )


def _tag(language: Language) -> str:
    return str(language.locale).replace("_", "-")
