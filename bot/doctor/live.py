"""Trials in a real workspace: what no document says, tried in channels that the operator names."""

import asyncio
from collections.abc import Callable, Sequence

from bot.doctor.channel_trials import TrialChannel, find_channel, try_channel
from bot.doctor.command_trials import CommandTrials
from bot.doctor.trial import Trial
from bot.doctor.trial_calls import TrialCalls
from bot.settings import Settings
from bot.slack.api.client import TokenClient

NEEDED_PLACES = ("public channel, not joined", "private channel, joined")
"""What the channels should be, so that all is tried."""


async def try_slack(
    settings: Settings,
    channels: Sequence[str],
    wait: float,
    stopping: asyncio.Event,
    *,
    report: Callable[[Trial], None],
    ask: Callable[[str], None],
) -> list[Trial]:
    """Try everything, clean up even if stopped or failing, and return what Slack did.

    `wait` is how many seconds the operator has to type a command, 0 to leave that out. `report` gets each
    trial at once, `ask` what the operator should do. The settings must have a bot token.
    """
    if settings.bot_token is None:
        raise ValueError("trials need a bot token")
    async with TokenClient(settings.slack_api_url, settings.bot_token.value) as client:
        calls = TrialCalls(client, stopping, report)
        try:
            await _try_channels(calls, channels)
            await _try_command(calls, settings, wait, ask)
        finally:
            await calls.clean_up()
    return calls.trials


async def _try_channels(calls: TrialCalls, names: Sequence[str]) -> None:
    found: list[TrialChannel] = []
    for name in names:
        if calls.is_stopped:
            return
        channel = await find_channel(calls, name)
        if channel is not None:
            found.append(channel)
            await try_channel(calls, channel)
    for place in NEEDED_PLACES:
        if place not in {channel.place for channel in found}:
            calls.skip(place, "everything", "name one with --live")


async def _try_command(
    calls: TrialCalls, settings: Settings, wait: float, ask: Callable[[str], None]
) -> None:
    trials = CommandTrials(calls, settings.commands, ask)
    if calls.is_stopped:
        trials.skip_all("stopped")
    elif settings.app_token is None:
        trials.skip_all("without SLACK_APP_TOKEN no command arrives here")
    elif not wait:
        trials.skip_all("--wait is 0")
    else:
        await trials.run(settings.slack_api_url, settings.app_token.value, wait)
