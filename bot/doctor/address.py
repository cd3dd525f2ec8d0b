"""The public address to which Slack sends requests."""

from urllib.parse import urlsplit

from bot.doctor.finding import Finding, failure, note, well
from bot.errors import SlackError, SlackRefusedError, SlackUnreachableError
from bot.slack.api.probe import send_challenge

_SUBJECT = "public address"


async def check_address(url: str, signing_secret: str) -> Finding:
    """Send the request by which Slack verifies an address, and return whether Hearten answers it.

    `url` is the address without `/slack/events`.
    """
    if not url:
        return note(_SUBJECT, "not tried: `hearten doctor --url https://…` does, while `hearten run` serves")
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        return failure(_SUBJECT, "Slack sends to https:// addresses only: put a proxy with TLS in front")
    try:
        await send_challenge(f"{url.rstrip('/')}/slack/events", signing_secret)
    except SlackUnreachableError as error:
        return failure(_SUBJECT, f"no way to it from here ({error}): look at its name, certificate and proxy")
    except SlackRefusedError as error:
        if error.error in ("401", "403"):
            return failure(
                _SUBJECT,
                "it refuses the signature: Hearten there has another SLACK_SIGNING_SECRET, or another time",
            )
        return failure(_SUBJECT, f"it answers {error}, as if it led elsewhere: let it lead to Hearten's PORT")
    except SlackError as error:
        return failure(
            _SUBJECT, f"its proxy does not reach Hearten ({error}): start `hearten run`, or look at PORT"
        )
    return well(_SUBJECT)
