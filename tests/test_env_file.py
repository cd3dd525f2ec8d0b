"""`.env`: what is read from it, and what stays when Hearten writes into it."""

import os
import resource
from pathlib import Path

import pytest

from bot import env_file
from bot.errors import EnvFileError

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("PORT=4000\n", {"PORT": "4000"}),
        ("export PORT = '4000' # ours\n", {"PORT": "4000"}),
        ("# PORT=4000\n\nPORT=\n", {"PORT": ""}),
        ("PORT=4000\r\nHOST=::\r\n", {"PORT": "4000", "HOST": "::"}),
        # A `$` in a password is no variable.
        ("DATABASE_URL=postgresql://h:a${b}#c@db/h", {"DATABASE_URL": "postgresql://h:a${b}#c@db/h"}),
        ("PORT=1\nPORT=2\n", {"PORT": "2"}),
    ],
)
def test_values_are_read(file: Path, text: str, values: dict[str, str]) -> None:
    file.write_text(text, newline="")
    assert env_file.read(file) == values


def test_missing_file_has_no_values(file: Path) -> None:
    assert env_file.read(file) == {}
    assert not env_file.is_readable_by_others(file)


def test_environment_goes_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("HOST", "")
    monkeypatch.setenv("HEARTEN_COMMANDS", "")
    file.write_text("port=2\nHOST=::1\nhearten_commands=/thanks\n")
    env_file.load(file)
    assert [os.environ[name] for name in ("PORT", "HOST", "HEARTEN_COMMANDS")] == ["1", "::1", "/thanks"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PORT=1\n\nno setting here\n", "line 3 of .env isn't NAME=value: mend it, or begin it with #"),
        (b"PORT=1\nTOKEN='xoxb-hush\n", "line 2 of .env isn't NAME=value: mend it, or begin it with #"),
        (b"PORT=\xff\n", ".env isn't text in UTF-8: save it as such"),
        (None, ".env can't be read (Is a directory): remove it, or let Hearten read it"),
    ],
)
def test_unreadable_file_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, sentence: str
) -> None:
    monkeypatch.chdir(file.parent)
    file.mkdir() if content is None else file.write_bytes(content)
    for use in (env_file.read, lambda: env_file.write(TOKENS)):
        with pytest.raises(EnvFileError) as refused:
            use()
        assert str(refused.value) == sentence
    assert content is None or file.read_bytes() == content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n"),
        ("# ours\nPORT=1", "# ours\nPORT=1\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n"),
        (
            "A='x'  # y\r\n\nexport SLACK_APP_TOKEN=old\n#SLACK_BOT_TOKEN=old\n\nZ=1\n",
            "A='x'  # y\r\n\nSLACK_APP_TOKEN=xapp-1\n#SLACK_BOT_TOKEN=old\n\nZ=1\nSLACK_BOT_TOKEN=xoxb-1\n",
        ),
        (
            "SLACK_BOT_TOKEN=a\nSLACK_APP_TOKEN=b\nSLACK_BOT_TOKEN=c\n",
            "SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n",
        ),
    ],
)
def test_other_lines_stay(file: Path, before: str, after: str) -> None:
    file.write_text(before, newline="")
    file.chmod(0o644)
    assert env_file.is_readable_by_others(file)
    env_file.write(TOKENS, file)
    assert file.read_bytes().decode() == after
    assert file.stat().st_mode & 0o777 == 0o600
    assert not env_file.is_readable_by_others(file)
    assert env_file.read(file) | TOKENS == env_file.read(file)


def test_new_file_is_private(file: Path) -> None:
    env_file.write(TOKENS, file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_symbolic_link_is_refused(file: Path) -> None:
    target = file.with_name("shared")
    target.write_text("A=1\n")
    file.symlink_to(target)
    with pytest.raises(EnvFileError, match=r"\.env is a symbolic link: put a file in its place"):
        env_file.write(TOKENS, file)
    assert target.read_text() == "A=1\n"
    assert env_file.read(file) == {"A": "1"}


def test_full_disk_loses_nothing(file: Path) -> None:
    file.write_text("A=1\n")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file may grow beyond this, as if the disk were full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        with pytest.raises(EnvFileError, match=r"can't be written \(File too large\): nothing was changed"):
            env_file.write(TOKENS, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in file.parent.iterdir()] == [".env"]
    assert file.read_text() == "A=1\n"
