"""The kinds of secrets, recognized by their form, and what to do about one that Slack refuses."""

import re
from collections.abc import Mapping

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
CLIENT_ID, CLIENT_SECRET = "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"

_KINDS: Mapping[str, str] = {
    "xoxb-": BOT_TOKEN,
    "xapp-": APP_TOKEN,
    # With token rotation a bot token lasts twelve hours (https://docs.slack.dev/authentication/using-token-rotation).
    "xoxe.xoxb-": "a bot token that expires: turn token rotation off, and reinstall the app",
    "xoxe.xoxp-": "a user token that expires",
    "xoxe-": "a refresh token",
    "xoxp-": "a user token",
    "xoxc-": "a token of a browser's session, which belongs nowhere",
    "xoxd-": "a cookie of a browser's session, which belongs nowhere",
    "xoxs-": "a token of a browser's session, which belongs nowhere",
    "xoxa-": "a token of a workspace app, which Slack retired",
    "xoxr-": "a refresh token",
    "xwfp-": "a token of a workflow",
    "https://hooks.slack.com/": "the address of a webhook",
}
"""Prefixes of secrets: the variable that each belongs in, or what it is."""
_PLACEHOLDER = re.compile(r"(?:xoxb|xapp)-?(?:\.\.\.|…|your\b.*|x+|<.*)?", re.IGNORECASE)
_WHOLE = re.compile(r"[!#-&(-~]*")
"""Characters of secrets: no blanks, line breaks or quotes, nothing beyond ASCII."""
_HEX_SECRET = re.compile(r"[0-9a-f]{32}")
_CLIENT_ID = re.compile(r"\d{1,20}\.\d{1,20}")
_APP_TOKEN_ID = re.compile(r"xapp-\d-(A[0-9A-Z]{6,20})-")
_APP_ID = re.compile(r"A[0-9A-Z]{8,12}")

_WHERE: Mapping[str, str] = {
    BOT_TOKEN: "the Bot User OAuth Token (xoxb-…) under OAuth & Permissions",
    APP_TOKEN: "an App-Level Token (xapp-…) with connections:write under Basic Information",
    SIGNING_SECRET: "the Signing Secret (32 digits and letters a to f) under Basic Information",
    CLIENT_ID: "the Client ID (two numbers with a dot between) under Basic Information",
    CLIENT_SECRET: "the Client Secret (32 digits and letters a to f) under Basic Information",
}
"""Where to find each in the app's settings at https://api.slack.com/apps."""
_BY_ADMINS = (
    "accesslimited",
    "ekm_access_denied",
    "org_login_required",
    "team_access_not_granted",
    "two_factor_setup_required",
)
"""Refusals that only an admin of the workspace can end."""


def find_app_id(app_token: str) -> str:
    """Return the id of the app that an app-level token names, "" if it names none."""
    found = _APP_TOKEN_ID.match(app_token)
    return found[1] if found else ""


def wrong_kind(variable: str, value: str) -> str:
    """Return a sentence for the operator if a secret is not of the kind that its variable needs, else "".

    Secrets of unknown form are accepted. The sentence never repeats the value.
    """
    if _PLACEHOLDER.fullmatch(value):
        return f"only a placeholder is set: copy {_WHERE[variable]}"
    if not _WHOLE.fullmatch(value):
        return f"it holds something that no secret has, such as a blank or a quote: copy {_WHERE[variable]}"
    found = next((kind for prefix, kind in _KINDS.items() if value.startswith(prefix)), "")
    if not found:
        found = _kind_without_prefix(variable, value)
    if not found or found == variable:
        return ""
    if found in _WHERE:
        return f"that is what belongs in {found}: here belongs {_WHERE[variable]}"
    return f"that is {found}: here belongs {_WHERE[variable]}"


def wrong_form(variable: str, value: str) -> str:
    """Return a sentence if a secret has not the form that Slack gives it, else "".

    As `wrong_kind`, but secrets of unknown form are refused, too.
    """
    if wrong := wrong_kind(variable, value):
        return wrong
    patterns = {SIGNING_SECRET: _HEX_SECRET, CLIENT_SECRET: _HEX_SECRET, CLIENT_ID: _CLIENT_ID}
    is_right = (
        patterns[variable].fullmatch(value) if variable in patterns else _KINDS.get(value[:5]) == variable
    )
    return "" if is_right else f"that has another form: here belongs {_WHERE[variable]}"


def _kind_without_prefix(variable: str, value: str) -> str:
    if _HEX_SECRET.fullmatch(value):
        return "" if variable in (SIGNING_SECRET, CLIENT_SECRET) else SIGNING_SECRET
    if _CLIENT_ID.fullmatch(value):
        return CLIENT_ID
    return "an app ID" if _APP_ID.fullmatch(value) else ""


def advice(variable: str, value: str, error: str) -> str:
    """Return what an operator can do about Slack's refusal of a token."""
    if wrong := wrong_kind(variable, value):
        return wrong
    again = f"copy {_WHERE[variable]} at https://api.slack.com/apps, and start again"
    if error in _BY_ADMINS:
        return "an admin of the Slack workspace has to let the app in"
    match error:
        case "missing_scope":
            return f"it lacks a scope: {again}"
        case "token_expired":
            return f"it expired, as tokens with rotation do: turn rotation off, reinstall the app, {again}"
        case "token_revoked" | "account_inactive":
            return f"the app was uninstalled, or the token revoked: reinstall the app, {again}"
        case _:
            return again
