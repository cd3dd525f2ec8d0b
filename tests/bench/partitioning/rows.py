"""Recognitions of many workspaces, written by the server itself: ten million take minutes, not hours.

Half of them belong to one huge workspace, the others to small ones in equal shares, all within two years, as
the default retention keeps them. Per person and day the huge one has as many as in `history_rows`. A fifth of
its recognitions are in one channel. All come in the order of time, so rows of all workspaces lie mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from tests.bench.fake_slack import TEAM
from tests.bench.history_rows import COMMON, END, RARE, VALUES

PERIOD = timedelta(days=730)
HUGE, SMALL = 1, 2
"""The ids of the huge workspace, and of the first small one."""
BUSY_CHANNEL = 0
_PER_PERSON_A_DAY = 0.25


@dataclass(frozen=True)
class Crowd:
    """How many recognitions there are, and how many small workspaces."""

    recognitions: int
    workspaces: int

    @property
    def people(self) -> int:
        """People in the huge workspace."""
        return max(60, round(self.recognitions / 2 / PERIOD.days / _PER_PERSON_A_DAY))

    @property
    def channels(self) -> int:
        """Channels in the huge workspace."""
        return max(10, self.people // 10)


SMALL_PEOPLE, SMALL_CHANNELS = 50, 10


def write_workspaces(connection: Connection, crowd: Crowd) -> None:
    """Write the workspaces. The ids of people and channels are the same in all."""
    connection.exec_driver_sql(
        "INSERT INTO workspace (team_id, name, url, bot_user_id, created_at) "
        f"SELECT '{TEAM}' || n, 'Bench', 'https://bench.slack.com/', 'U0BENCHBOT', '{END - PERIOD}' "
        f"FROM generate_series(1, {crowd.workspaces + 1}) AS n"
    )


def write_made(connection: Connection, crowd: Crowd) -> None:
    """Make, for each recognition, what all its rows are written from; the same at each run."""
    microseconds = PERIOD // timedelta(microseconds=1) // crowd.recognitions
    run(
        connection,
        f"""
        CREATE UNLOGGED TABLE made AS
        SELECT n, at, workspace_id, chance, giver,
            (giver + 1 + {_random(1)} % (people - 1)) % people AS recipient,
            CASE WHEN workspace_id = {HUGE} AND {_random(2)} % 5 = 0 THEN {BUSY_CHANNEL}
                ELSE {_random(3)} % channels END AS channel,
            (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008'
                || substr(md5(n::text), 1, 15))::uuid AS id
        FROM generate_series(1::bigint, {crowd.recognitions}) AS n,
            LATERAL (SELECT
                timestamptz '{END}' - ({crowd.recognitions} - n) * interval '{microseconds} us' AS at,
                {_random(4)} AS chance,
                CASE WHEN n % 2 = 0 THEN {HUGE} ELSE {SMALL} + n / 2 % {crowd.workspaces} END AS workspace_id
            ) AS first,
            LATERAL (SELECT
                CASE WHEN workspace_id = {HUGE} THEN {crowd.people} ELSE {SMALL_PEOPLE} END AS people,
                CASE WHEN workspace_id = {HUGE} THEN {crowd.channels} ELSE {SMALL_CHANNELS} END AS channels
            ) AS second,
            LATERAL (SELECT {_random(5)} % people AS giver) AS third
        """,
    )


def _random(seed: int) -> str:
    return f"(hashint8extended(n, {seed}) & 2147483647)"


def run(connection: Connection, statement: str) -> None:
    """Execute a statement in which % is an operator."""
    connection.exec_driver_sql(statement.replace("%", "%%"))


_TEXT = (
    f"format('{COMMON} for the %s and %s %s number %s', (ARRAY['calm', 'patient', 'careful', 'kind', "
    "'thorough'])[1 + chance % 5], (ARRAY['lively', 'quiet', 'honest', 'clear', 'warm'])"
    "[1 + chance / 5 % 5], "
    f"CASE WHEN n % 5000 IN (0, 2501) THEN '{RARE}' ELSE 'planning' END, n)"
)
_VALUE = f"(ARRAY['{VALUES[0]}', '{VALUES[1]}', '{VALUES[2]}'])[1 + chance % 3]"


def _person(column: str) -> str:
    return f"'U0PERSON' || lpad(({column})::text, 4, '0')"


_CHANNEL = "'C0CHANNEL' || lpad(channel::text, 5, '0')"

_KIND = "'shout-out'"

INSERTS = {
    "recognition": (
        "id, workspace_id, channel_id, deduplication_key, source, visibility, text, created_at",
        f"id, workspace_id, {_CHANNEL}, substr(md5(n::text), 1, 16), 'command', 2, {_TEXT}, at",
        "true",
    ),
    "giver": ("workspace_id, user_id, recognition_id", f"workspace_id, {_person('giver')}, id", "true"),
    "recipient": (
        "workspace_id, user_id, recognition_id, visibility",
        f"workspace_id, {_person('recipient')}, id, 2",
        "true",
    ),
    "search_document": ("recognition_id, terms", f"id, to_tsvector('simple', {_TEXT})", "true"),
    "recognition_value": ("recognition_id, value_key", f"id, {_VALUE}", "n / 2 % 2 = 0"),
    "posted_message": (
        "id, workspace_id, channel_id, ts, kind, payload, recognition_id",
        f"md5(n::text)::uuid, workspace_id, {_CHANNEL}, extract(epoch FROM at)::text, {_KIND}, '{{}}', id",
        "true",
    ),
    "mention": (
        "workspace_id, user_id, recognition_id",
        f"workspace_id, {_person('(giver + 7) % 50')}, id",
        "chance % 7 = 0",
    ),
    "endorsement": (
        "workspace_id, user_id, recognition_id, created_at",
        f"workspace_id, {_person('(giver + 9) % 50')}, id, at",
        "chance % 3 = 0",
    ),
    "reply": (
        "workspace_id, user_id, recognition_id, text, created_at",
        f"workspace_id, {_person('recipient')}, id, 'Glad to help!', at",
        "chance % 11 = 0",
    ),
}
"""For each table: its columns, what they are made of, and which recognitions have a row."""


def write_rows(connection: Connection, table: str, *, with_workspace: bool) -> None:
    """Fill a table. `with_workspace` if it has a column for the workspace that Hearten's does not have."""
    columns, values, condition = INSERTS[table]
    if with_workspace:
        columns, values = f"{columns}, workspace_id", f"{values}, workspace_id"
    run(connection, f"INSERT INTO {table} ({columns}) SELECT {values} FROM made WHERE {condition}")
