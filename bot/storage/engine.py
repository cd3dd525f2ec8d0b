"""The database that a URL names.

A use case is a synchronous function of one `Transaction`. `Database` runs it off the event loop and releases
its result after the commit.
"""

from bot.storage.database_url import create_private, find_path, parse_url
from bot.storage.postgresql import PostgresqlDatabase
from bot.storage.sqlite import NO_LOG_ADVICE as NO_LOG_ADVICE
from bot.storage.sqlite import SqliteDatabase
from bot.storage.sqlite import has_log as has_log
from bot.storage.transaction import Clock, OnError, OnOutboxMessage
from bot.storage.transaction import Committed as Committed
from bot.storage.transaction import Database as Database
from bot.storage.transaction import Transaction as Transaction
from bot.storage.transaction import UseCase as UseCase
from bot.storage.transaction import open_connection as open_connection


def is_answering(tx: Transaction) -> bool:
    """Return True if the database answers. Raise the driver's error if it does not."""
    return bool(tx.connection.exec_driver_sql("SELECT 1").scalar() == 1)


def connect(
    url: str,
    clock: Clock,
    on_error: OnError = lambda: None,
    on_outbox_message: OnOutboxMessage = lambda: None,
) -> Database:
    """Return the database behind a URL: `sqlite:///file` or `postgresql://…`.

    `clock` returns the time in UTC. `on_error` is called for each transaction that the database failed, from
    any thread; `on_outbox_message` on the event loop, after each commit with messages to be sent now. Raise
    `DatabaseUnavailableError` for a file that cannot be opened. A server is connected later.
    """
    address = parse_url(url)
    if file := find_path(address):
        create_private(file)
        return SqliteDatabase(address, clock, on_error, on_outbox_message)
    return PostgresqlDatabase(address, clock, on_error, on_outbox_message)
