"""All checks, in the order in which they are printed."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot import env_file
from bot.doctor import address, installed_tokens, machine, slack_clock, stored_data, tokens
from bot.doctor.finding import Finding, Status, failure, note, well
from bot.settings import Settings


async def examine(settings: Settings, url: str = "") -> AsyncIterator[Finding]:
    """Yield a finding for each check. `url` is the public address to try, "" if there is none."""
    yield _env_file(env_file.ENV_FILE)
    missing = settings.missing
    yield (
        failure("settings", f"set {', '.join(missing)}: `hearten setup` asks for them")
        if missing
        else well("settings")
    )
    yield _commands(settings.commands)
    async for finding in stored_data.check_database(settings):
        yield finding
    yield await stored_data.check_ledger(settings)
    for finding in machine.check_disks(settings):
        yield finding
    async for finding in machine.check_ports(settings):
        yield finding
    for finding in tokens.check_kinds(settings):
        yield finding
    reachability = [finding async for finding in slack_clock.check_slack(settings.slack_api_url)]
    for finding in reachability:
        yield finding
    if reachability[0].status is not Status.FAIL:
        async for finding in tokens.check_tokens(settings):
            yield finding
        async for finding in installed_tokens.check_installations(settings):
            yield finding
    if settings.signing_secret and not settings.app_token:
        yield await address.check_address(url, settings.signing_secret.value)


def _env_file(file: Path) -> Finding:
    if env_file.is_readable_by_others(file):
        return failure(str(file), f"others on this machine can read the tokens in it: run `chmod 600 {file}`")
    return (
        well(str(file))
        if file.exists()
        else note(str(file), "there is none here, so only the environment counts")
    )


def _commands(names: Sequence[str]) -> Finding:
    """Return advice for a command that opens another app; no method of Slack lists them."""
    return note(
        f"commands {', '.join(names)}",
        f"Slack tells no bot who has a command: if {names[0]} opens another app, set HEARTEN_COMMANDS (as "
        "/thanks), paste what `hearten manifest` prints into the app's settings, and start again",
    )
