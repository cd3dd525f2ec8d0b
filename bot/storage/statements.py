"""Statements that are made once, and are executed by the driver itself.

SQLAlchemy compiles such a statement once for each database; after that, its text is at hand. With
`Connection.execute`, SQLAlchemy walks through the whole statement at each call to find that text again, which
takes several times as long as SQLite takes to execute it. Use that only for statements that are composed for
a call: they are rare.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, Boolean, Connection, Insert, UpdateBase
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor

Parameters = Mapping[str, Any]

NO_PARAMETERS: Parameters = MappingProxyType({})

_Conversion = Callable[[Any], Any]


class PreparedStatement:
    """A query or a change, to be executed any number of times.

    Rows are named tuples of their columns. A list as a parameter needs `conditions.is_listed`.
    """

    def __init__(self, statement: Any) -> None:
        """Take a statement of SQLAlchemy's; it is compiled when it is first executed."""
        self._statement = statement
        takes_rows = isinstance(statement, Insert) and statement.select is not None
        self._sets_parameters = isinstance(statement, UpdateBase) and not takes_rows
        # All connections to databases of one kind are configured alike.
        self._compiled: dict[object, _Compiled] = {}

    def fetch_all(self, connection: Connection, parameters: Parameters = NO_PARAMETERS) -> list[Any]:
        """Execute it and return all rows."""
        return self._compile(connection, parameters).execute(connection, parameters)[0]

    def find_one(self, connection: Connection, parameters: Parameters = NO_PARAMETERS) -> Any:
        """Execute it and return the only row that there can be; None if there is none."""
        rows = self.fetch_all(connection, parameters)
        return rows[0] if rows else None

    def fetch_column(self, connection: Connection, parameters: Parameters = NO_PARAMETERS) -> list[Any]:
        """Execute it and return the first column of all rows."""
        return [row[0] for row in self.fetch_all(connection, parameters)]

    def find_value(self, connection: Connection, parameters: Parameters = NO_PARAMETERS) -> Any:
        """Execute it and return the first column of the first row; None if there is no row."""
        row = self.find_one(connection, parameters)
        return row[0] if row else None

    def execute(self, connection: Connection, parameters: Parameters = NO_PARAMETERS) -> int:
        """Execute it and return the number of rows that it changed."""
        return self._compile(connection, parameters).execute(connection, parameters)[1]

    def execute_many(self, connection: Connection, rows: Sequence[Parameters]) -> int:
        """Execute it for each of these parameters, which have the same names; return the sum of the rows."""
        if len(rows) == 1:
            return self.execute(connection, rows[0])
        return self._compile(connection, rows[0]).execute_many(connection, rows)[1]

    def fetch_each(self, connection: Connection, rows: Sequence[Parameters]) -> list[Any]:
        """Execute it for each of these parameters and return all rows, in their order."""
        return self._compile(connection, rows[0]).execute_many(connection, rows)[0]

    def _compile(self, connection: Connection, parameters: Parameters) -> "_Compiled":
        """Return the statement for this database. A change sets the columns that are named as parameters."""
        dialect = connection.dialect
        names = tuple(parameters) if self._sets_parameters else ()
        key = (dialect.name, names)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _Compiled(self._statement, dialect, names)
        return compiled


class _Compiled:
    """A statement's text for one database, and how it converts parameters and rows."""

    def __init__(self, statement: Any, dialect: Dialect, columns: tuple[str, ...]) -> None:
        self._columns = list(statement.exported_columns)
        if isinstance(statement, Insert) and not self._columns:
            # Otherwise PostgreSQL would return the primary key.
            statement = statement.inline()
        compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        self._text = str(compiled)
        binds: dict[str, BindParameter[Any]] = {name: bind for bind, name in compiled.bind_names.items()}
        if any(bind.expanding for bind in binds.values()) or compiled.prefetch:
            raise ValueError("neither lists nor defaults that Python makes can be prepared")
        self._is_positional = bool(compiled.positional)
        """False if the driver takes parameters by name."""
        names: list[str] = list(compiled.positiontup) if self._is_positional else list(binds)
        keys = {name: name if bind.unique else bind.key for name, bind in binds.items()}
        self._binds = [(name, keys[name], _find_conversion(binds[name], dialect)) for name in names]
        """For each parameter of the text: its name there, the name that callers use, and its conversion."""
        self._fixed = {keys[name]: bind.effective_value for name, bind in binds.items() if not bind.required}
        """The values of parameters that need not be passed, such as the literals of the statement."""
        self._dialect = dialect
        self._make_row: _Conversion | None = None

    def execute(self, connection: Connection, parameters: Parameters) -> tuple[list[Any], int]:
        """Return the rows, and the number of rows that were changed or returned."""
        cursor: DBAPICursor | None = None
        values: Any = None
        try:
            cursor = _open_cursor(connection)
            values = self._convert(parameters)
            is_heard = _is_heard(connection)
            if is_heard:
                _announce(connection, cursor, self._text, values, is_many=False)
            cursor.execute(self._text, values)
            rows = self._read(cursor) if self._columns else []
            if is_heard:
                _report(connection, cursor, self._text, values, is_many=False)
            count = cursor.rowcount
            cursor.close()
        # SQLAlchemy, too, gives whatever interrupts a statement to the function that judges the connection.
        except BaseException as error:  # noqa: BLE001
            _raise_from(connection, error, self._text, values, cursor)
        return rows, count

    def execute_many(self, connection: Connection, rows: Sequence[Parameters]) -> tuple[list[Any], int]:
        """Return what the statement returns for each of the rows; else the number of rows that were changed.

        SQLite's `executemany` returns nothing.
        """
        cursor: DBAPICursor | None = None
        values: Any = None
        found: list[Any] = []
        try:
            cursor = _open_cursor(connection)
            values = [self._convert(row) for row in rows]
            is_heard = _is_heard(connection)
            if is_heard:
                _announce(connection, cursor, self._text, values, is_many=True)
            if self._columns:
                for row in values:
                    cursor.execute(self._text, row)
                    found += self._read(cursor)
            else:
                cursor.executemany(self._text, values)
            if is_heard:
                _report(connection, cursor, self._text, values, is_many=True)
            count = cursor.rowcount
            cursor.close()
        except BaseException as error:  # noqa: BLE001 -- as above
            _raise_from(connection, error, self._text, values, cursor)
        return found, count

    def _convert(self, parameters: Parameters) -> Any:
        """Return parameters as the driver takes them. Raise ValueError if one is missing."""
        if self._fixed:
            parameters = {**self._fixed, **parameters}
        try:
            values = [
                parameters[key] if convert is None else convert(parameters[key])
                for _, key, convert in self._binds
            ]
        except KeyError as error:
            raise ValueError(f"a value is required for the parameter {error.args[0]}") from None
        if self._is_positional:
            return tuple(values)
        return {name: value for (name, _, _), value in zip(self._binds, values, strict=True)}

    def _read(self, cursor: DBAPICursor) -> list[Any]:
        """Return the rows of a cursor as named tuples."""
        if self._make_row is None:
            self._make_row = self._prepare_rows(cursor.description)
        return [self._make_row(row) for row in cursor.fetchall()]

    def _prepare_rows(self, description: Any) -> _Conversion:
        """Return what makes a named tuple of a row.

        The driver knows the types of columns, which decide about conversions, only after an execution.
        """
        columns = list(zip(self._columns, description, strict=True))
        processors = [
            column.type.dialect_impl(self._dialect).result_processor(self._dialect, described[1])
            for column, described in columns
        ]
        conversions = [(place, convert) for place, convert in enumerate(processors) if convert]
        names = [described[0] for _, described in columns]
        # The checker wants names that stand in the code; these are the statement's.
        row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        make: _Conversion = partial(tuple.__new__, row)
        if not conversions:
            return make

        def convert_row(row: Any) -> Any:
            values = list(row)
            for place, convert in conversions:
                values[place] = convert(values[place])
            return make(values)

        return convert_row


def _find_conversion(bind: BindParameter[Any], dialect: Dialect) -> _Conversion | None:
    """Return the conversion of a parameter for the driver; None if it needs none.

    The drivers take truth values as they are. SQLAlchemy would check them, which the type checker does.
    """
    if isinstance(bind.type, Boolean):
        return None
    return bind.type.dialect_impl(dialect).bind_processor(dialect)


def _open_cursor(connection: Connection) -> DBAPICursor:
    """Return a cursor of the driver's own: what the pool puts around its connection asks it at each call."""
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101 -- for the type checker: the connection is not closed
    return driver.cursor()


def _is_heard(connection: Connection) -> bool:
    """Return True if something listens to the statements of this connection."""
    # SQLAlchemy asks the same. The lists of listeners take long to find out that they are empty.
    return connection._has_events or connection.engine._has_events  # noqa: SLF001


def _announce(
    connection: Connection, cursor: DBAPICursor, text: str, parameters: Any, *, is_many: bool
) -> None:
    """Tell SQLAlchemy's listeners what will be executed. What they return is not used."""
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, cursor, text, parameters, None, is_many)


def _report(
    connection: Connection, cursor: DBAPICursor, text: str, parameters: Any, *, is_many: bool
) -> None:
    """Tell SQLAlchemy's listeners what was executed."""
    for hear in connection.dispatch.after_cursor_execute:
        hear(connection, cursor, text, parameters, None, is_many)


def _raise_from(
    connection: Connection, error: BaseException, text: str, parameters: Any, cursor: DBAPICursor | None
) -> None:
    """Raise SQLAlchemy's error for an error of the driver, or of a conversion.

    SQLAlchemy itself decides whether the connection broke, and invalidates it and the pool's older ones. No
    public function does that.
    """
    if not connection.in_transaction() and not connection.invalidated:
        # Otherwise SQLAlchemy would roll back: it does not know that a transaction began.
        connection.begin()
    connection._handle_dbapi_exception(error, text, parameters, cursor, None)  # noqa: SLF001
