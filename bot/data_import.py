"""Brings recognitions along from a file: finds its people in Slack, and reports on each line."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import tzinfo
from itertools import islice
from pathlib import Path

from msgspec import Struct

from bot.app import Hearten
from bot.domain.imports.bonusly import read_bonuses
from bot.domain.imports.decision import ImportedRecognition, ImportRefusal, make_markup
from bot.domain.imports.files import Row, UnknownColumnsError, read_rows
from bot.domain.imports.people import People, UnmatchedPersonError, is_email
from bot.domain.imports.records import BrokenLine
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.errors import ImportFileError, SlackError
from bot.slack.api.client import SlackClient
from bot.slack.api.profiles import fetch_profiles
from bot.slack.manifest import EMAIL_SCOPE
from bot.storage import workspaces
from bot.usecases.imports import ImportOutcome, ImportResult, store_imports, try_imports

BATCH_SIZE = 200
"""Recognitions in one transaction."""
NEEDS_EMAILS = (
    f"the file names people by e-mail address, and Slack doesn't show those to Hearten: add the scope "
    f"{EMAIL_SCOPE} under OAuth & Permissions, reinstall the app, and remove the scope after the import"
)


class LineReport(Struct, frozen=True):
    """What becomes of one line, as a sentence; `outcome` is None if it cannot be read or understood."""

    line: int
    sentence: str
    outcome: ImportOutcome | ImportRefusal | None = None


class DataImport:
    """A file that is imported to one workspace."""

    def __init__(self, file: Path, zone: tzinfo, *, is_trial: bool, team: str = "") -> None:
        """Read nothing yet. A trial stores nothing. `team` is Slack's id, "" for the only workspace."""
        self._file = file
        self._zone = zone
        self._is_trial = is_trial
        self._team = team
        self.counts: Counter[str] = Counter()
        """How many lines are new, stored before, or left out."""

    def count_lines(self) -> int:
        """Return how many lines the file has. Raise OSError."""
        with self._file.open("rb") as opened:
            return sum(1 for _ in opened)

    async def run(self, bot: Hearten) -> AsyncIterator[LineReport]:
        """Yield a report for each line. Raise `ImportFileError`."""
        try:
            workspace = await self._find_workspace(bot)
            client = SlackClient(bot.web_api, bot.installations)
            people = People([profile async for profile in fetch_profiles(client, workspace)])
        except SlackError as error:
            raise ImportFileError(f"Slack doesn't say who is in the workspace: {error}") from error
        if not people.have_emails and self._needs_emails():
            raise ImportFileError(NEEDS_EMAILS)
        values = await bot.deps.database.read(workspaces.find_values, workspace.id)
        rows = self._read_rows()
        while batch := list(islice(rows, BATCH_SIZE)):
            for report in await self._import_batch(bot, workspace, batch, people, values):
                self.counts[report.outcome.name if report.outcome else ""] += 1
                yield report

    async def _find_workspace(self, bot: Hearten) -> Workspace:
        """Return the workspace to import to. Raise `ImportFileError` or `SlackError`."""
        found = [
            workspace
            for workspace in await bot.installations.list_workspaces()
            if self._team in ("", workspace.identity.team_id)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{each.identity.team_id} ({each.identity.name})" for each in found)
            raise ImportFileError(f"Hearten is in several workspaces: name one with --team, of {names}")
        raise ImportFileError(f"Hearten is not installed in the workspace {self._team}".rstrip())

    def _read_rows(self) -> Iterator[Row | BrokenLine]:
        with self._file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            try:
                if self._file.suffix.lower() == ".json":
                    yield from read_bonuses(lines.read())
                else:
                    yield from read_rows(lines, self._zone)
            except UnknownColumnsError as error:
                raise ImportFileError(f"{self._file} can't be imported: {error}") from error

    def _needs_emails(self) -> bool:
        """Return True if the file calls someone by nothing but an e-mail address."""
        people = (
            person
            for row in self._read_rows()
            if isinstance(row, Row)
            for person in (row.giver, *row.recipients)
        )
        return any(all(map(is_email, filter(None, person))) for person in people)

    async def _import_batch(
        self,
        bot: Hearten,
        workspace: Workspace,
        batch: Iterable[Row | BrokenLine],
        people: People,
        values: Values,
    ) -> list[LineReport]:
        reports: list[LineReport] = []
        understood: list[tuple[Row, ImportedRecognition]] = []
        for row in batch:
            try:
                if isinstance(row, BrokenLine):
                    reports.append(LineReport(row.line, row.reason))
                else:
                    understood.append((row, _understand(row, people, values)))
            except UnmatchedPersonError as error:
                reports.append(LineReport(row.line, str(error)))
        imported = [recognition for _, recognition in understood]
        database = bot.deps.database
        results = (
            await database.read(try_imports, workspace, imported)
            if self._is_trial
            else await database.write(store_imports, workspace, imported)
        )
        for (row, recognition), result in zip(understood, results, strict=True):
            reports.append(LineReport(row.line, _describe(row, recognition, result), result.outcome))
        return sorted(reports, key=lambda report: report.line)


def _understand(row: Row, people: People, values: Values) -> ImportedRecognition:
    """Find the people and values of a row. Raise `UnmatchedPersonError`."""
    found = (values.with_retired.find_by_name(name) for name in row.values)
    return ImportedRecognition(
        giver=people.find(row.giver),
        recipients=tuple({user.id: user for user in map(people.find, row.recipients)}.values()),
        text=make_markup(row.text),
        values=tuple(value.key for value in found if value),
        given_at=row.date,
    )


def _describe(row: Row, recognition: ImportedRecognition, result: ImportResult) -> str:
    """Return the sentence about a row that was understood. It has no word of its text."""
    if isinstance(result.outcome, ImportRefusal):
        return result.outcome.value
    names = ", ".join(user.name or user.id for user in recognition.recipients)
    sentence = f"{recognition.giver.name or recognition.giver.id} → {names}, {row.date:%Y-%m-%d}"
    if result.outcome is ImportOutcome.STORED_BEFORE:
        return f"{sentence}, stored before"
    if result.left_out:
        sentence += f", without {result.left_out} of them who can't be thanked"
    if missing := len(row.values) - len(recognition.values):
        sentence += f", without {missing} of its values that Hearten doesn't know"
    return sentence
