"""Whether Slack can be reached, and whether this machine's clock agrees with Slack's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from bot.clock import machine_time
from bot.doctor.finding import Finding, failure, note, well
from bot.doctor.tokens import describe_bad_answer, describe_no_way
from bot.errors import SlackError, SlackUnreachableError
from bot.slack.api.probe import fetch_slack_time

MAX_DIFFERENCE = timedelta(minutes=5)
"""Requests whose time differs by more are refused
(https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
NOTED_DIFFERENCE = timedelta(seconds=30)
"""From this on there is a note: digests come so much too early or too late."""


async def check_slack(api_url: str) -> AsyncIterator[Finding]:
    """Yield whether Slack answers, and then how far the clocks are apart."""
    try:
        slack_time = await fetch_slack_time(api_url)
    except SlackUnreachableError as error:
        yield failure("Slack", describe_no_way(error))
        return
    except SlackError as error:
        yield failure("Slack", describe_bad_answer(error))
        return
    yield well("Slack")
    yield (
        note("clock", "Slack did not say what time it is")
        if slack_time is None
        else compare(slack_time, machine_time())
    )


def compare(slack_time: datetime, own_time: datetime) -> Finding:
    """Return a finding for the two times of one moment."""
    difference = abs(own_time - slack_time.astimezone(UTC))
    direction = "ahead of" if own_time > slack_time else "behind"
    seconds = round(difference.total_seconds())
    amount = f"{seconds} seconds" if seconds < 120 else f"{round(seconds / 60)} minutes"
    apart = f"this machine's is {amount} {direction} Slack's"
    if difference >= MAX_DIFFERENCE:
        return failure("clock", f"{apart}, so Slack's requests are refused: set it, best by NTP")
    return note("clock", f"{apart}: set it, best by NTP") if difference >= NOTED_DIFFERENCE else well("clock")
