"""`hearten import`: first a report, then the same again to store."""

from pathlib import Path

from bot.practice.server import Practice
from tests.cli.conftest import Invoke
from tests.cli.process import hearten

FILE = "giver;recipients;text;date\nana;maya;thank you;31-03-2026\nAna Ribeiro;maya;thank you;2026-03-31\n"


async def test_report_comes_first_and_nothing_is_stored_twice(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "thanks.csv").write_text(FILE)
    broken = "The date is not like 2026-03-31 or 2026-03-31T14:30:00+02:00."
    line = "line 3: Ana → Maya, 2026-03-31"
    numbers = "1 new, 0 stored before, 1 left out."
    trial = f"line 2: NOT to be stored: {broken}\n{line}\nTo be stored: {numbers} Store them with --store.\n"
    stored = f"line 2: NOT stored: {broken}\n{line}\nStored: {numbers}\n"
    expected = {("--time-zone", "Europe/Berlin"): trial, ("--store",): stored}
    for options, out in expected.items():
        ended = await hearten(tmp_path, "import", "thanks.csv", *options, environment=by_socket)
        assert (ended.status, ended.out) == (0, out), ended.said


def test_what_is_wrong_is_said_in_a_sentence(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "thanks.csv"
    token = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "http://127.0.0.1:1/"}
    missing = invoke("import", str(file))
    assert (missing.exit_code, "does not exist" in missing.output) == (2, True)
    file.write_text(FILE)
    no_token = invoke("import", str(file))
    assert no_token.exit_code == 2
    assert (
        no_token.output
        == "To find people in Slack, SLACK_BOT_TOKEN must be set in the environment or in .env.\n"
    )
    no_zone = invoke("import", str(file), "--time-zone", "Europe/Nowhere", **token)
    assert (no_zone.exit_code, "“Europe/Nowhere” is no time zone." in no_zone.output) == (2, True)
    unreachable = invoke("import", str(file), **token)
    assert unreachable.exit_code == 1
    assert "This did not work: Slack doesn't say who is in the workspace: auth.test" in unreachable.output
