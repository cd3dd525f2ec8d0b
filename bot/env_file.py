"""The file `.env` in the working directory: settings that the environment does not set.

It has a line `NAME=value` for each, as Docker Compose and systemd read it, too.
"""

import contextlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import EnvFileError

if TYPE_CHECKING:
    from dotenv.parser import Binding

ENV_FILE = Path(".env")


def load(file: Path = ENV_FILE) -> None:
    """Set each variable of the file that the environment lacks or has empty. Raise `EnvFileError`."""
    for name, value in read(file).items():
        # Settings have names in capitals, and are read in either case.
        if not os.environ.get(name.upper()):
            os.environ[name.upper()] = value


def read(file: Path = ENV_FILE) -> dict[str, str]:
    """Return the names and values in the file, {} if there is none. Raise `EnvFileError`."""
    return {line.key: line.value or "" for line in _parse(_read_text(file), file) if line.key}


def is_readable_by_others(file: Path = ENV_FILE) -> bool:
    """Return True if other users of this machine may read or write the file."""
    if sys.platform == "win32" or not file.is_file():
        return False
    return bool(stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def refuse_link(file: Path = ENV_FILE) -> None:
    """Raise `EnvFileError` if the file is a symbolic link: its target may be shared."""
    if file.is_symlink():
        raise EnvFileError(
            f"{file} is a symbolic link: put a file in its place, or change its target by hand"
        )


def write(values: Mapping[str, str], file: Path = ENV_FILE) -> None:
    """Set these values in the file, for its owner's eyes only. All other lines stay as they are.

    The file is replaced when the new one is complete. Raise `EnvFileError`, as `refuse_link` does, too.
    """
    refuse_link(file)
    content = "".join(_replace_lines(_parse(_read_text(file), file), values))
    try:
        _replace_file(file, content)
    except OSError as error:
        raise EnvFileError(f"{file} can't be written ({error.strerror}): nothing was changed") from error


def _read_text(file: Path) -> str:
    try:
        # The line ends stay as they are.
        with file.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise EnvFileError(f"{file} isn't text in UTF-8: save it as such") from error
    except OSError as error:
        raise EnvFileError(
            f"{file} can't be read ({error.strerror}): remove it, or let Hearten read it"
        ) from error


def _parse(text: str, file: Path) -> list["Binding"]:
    if not text:
        return []
    # Most starts have no such file, and nothing else needs the library.
    import io

    from dotenv.parser import parse_stream

    lines = list(parse_stream(io.StringIO(text, newline="")))
    for line in lines:
        if line.error:
            number = line.original.line + _count_leading_breaks(line.original.string)
            raise EnvFileError(f"line {number} of {file} isn't NAME=value: mend it, or begin it with #")
    return lines


def _count_leading_breaks(text: str) -> int:
    """Return how many empty lines the library counts to a line below them."""
    return text[: len(text) - len(text.lstrip())].count("\n")


def _replace_lines(lines: list["Binding"], values: Mapping[str, str]) -> Iterator[str]:
    """Yield the text with these values: the first line of each name is replaced, later ones are removed."""
    missing = dict(values)
    text = ""
    for line in lines:
        text = line.original.string
        if line.key not in values:
            yield text
            continue
        yield text[: len(text) - len(text.lstrip())]
        if line.key in missing:
            yield f"{line.key}={missing.pop(line.key)}\n"
    if text and not text.endswith("\n"):
        yield "\n"
    for name, value in missing.items():
        yield f"{name}={value}\n"


def _replace_file(file: Path, content: str) -> None:
    # Each start reads the file, and hardly any writes it.
    import tempfile

    # Only its owner may read what this makes.
    descriptor, path = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.absolute().parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(path).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(path).unlink()
        raise
