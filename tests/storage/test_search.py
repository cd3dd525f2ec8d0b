"""Both databases find the same text, and no deleted text."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.mentions import escape
from bot.domain.message_text import fold_for_search, write_plain
from bot.domain.recognition import Source
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import recognitions, schema, search, text_search
from bot.storage.engine import Database, Transaction
from bot.storage.ids import Ids
from bot.storage.recognitions import RecognitionRow
from tests.conftest import FixedClock
from tests.domain.commands.typing import everything

_origins = itertools.count()

any_example = settings(max_examples=150, deadline=None)


@pytest.fixture
def tx(database: Database, workspace: Workspace, clock: FixedClock) -> Iterator[Transaction]:
    """One transaction that is never committed."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield Transaction(connection, clock.now(), Ids())
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")


def say(tx: Transaction, workspace: Workspace, text: str) -> RecognitionId:
    """Record a recognition with this text; return its id."""
    draft = RecognitionRow(
        deduplication_key=f"command:{next(_origins)}",
        source=Source.COMMAND,
        channel=ChannelId("C1"),
        giver=UserId("U1"),
        recipients={UserId("U2"): Visibility.PUBLIC},
        visibility=Visibility.PUBLIC,
        text=text,
        values=(),
    )
    (recognition,) = recognitions.add_all(tx, workspace.id, [draft]).values()
    return recognition


def list_matching(tx: Transaction, *phrases: str) -> list[str]:
    """Return the recognitions whose texts these phrases match."""
    folded = text_search.fold_phrases(phrases)
    column, is_postgresql = schema.recognition.c.id, search.is_postgresql(tx)
    condition = text_search.matches_text(column, len(folded), in_postgresql=is_postgresql)
    query = select(column).where(condition).order_by(column)
    return list(tx.connection.scalars(query, text_search.make_parameters(tx, folded)))


def matching(tx: Transaction, *phrases: str) -> list[str]:
    """Return the same; the index must find each of them by a term, unless all are very short."""
    folded = text_search.fold_phrases(phrases)
    if not folded:
        return []
    found = list_matching(tx, *phrases)
    candidates = text_search.find_candidates(tx, folded)
    if candidates is None:
        terms = " ".join(folded).split()
        assert max(len(term.encode()) for term in terms) <= text_search.MAX_SHORT_PREFIX
    else:
        assert set(found) <= set(candidates)
    return found


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("thanks for the map", "FOR THE MAP"),
        ("thanks,\n(for) *the* map!", "“for the”"),
        ("two sketches", "sketch"),
        ("two sketches", "two sk"),
        ("R&amp;D", "r&amp;d"),
        ("R&amp;D", "R & D"),
        ("a &lt;b&gt; c", "b"),
        ("snake_case", "snake case"),
        ("Maya’s way", "maya's"),
        ("100% done", "100%"),
        ("Übergabe", "ubergabe"),
        ("ubergabe", "ÜBERGABE"),
        ("U\u0308bergabe", "Übergabe"),
        ("große Hilfe", "GROSSE"),
        ("СПАСИБО Артём", "артем"),
        ("Ευχαριστώ", "ΕΥΧΑΡΙΣΤΩ"),
        ("İstanbul", "istanbul"),
        ("كِتَاب", "كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("非常感谢你的帮助", "感谢"),
        ("资料を作ってくれてありがとう", "ありがとう"),
        ("ｶﾞﾝﾊﾞﾚ", "ガンバレ"),
        ("ขอบคุณมากครับ", "มาก"),
        ("정말 감사합니다", "감사"),
        ("बहुत धन्यवाद", "धन्यवाद"),
        ("co\u00adoperate", "cooperate"),
        ("see <https://a.example/plan|the plan>", "the plan"),
        ("see <https://a.example/plan|the plan>", "a.example"),
        ("see <https://a.example/plan>", "<https://a.example/plan>"),
        ("in <#C1|design>", "design"),
        ("for <!subteam^S1|@backend>", "@backend"),
        ("with <@U7|tom> in Rome", "with <@U8> in rome"),
        ("saved :tada: us", "saved us"),
        ("x" * 200, "x" * 150),
    ],
)
def test_visible_text_is_found(tx: Transaction, workspace: Workspace, words: str, phrase: str) -> None:
    said = say(tx, workspace, words)
    say(tx, workspace, "of something else")
    assert matching(tx, phrase) == [said]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("R&amp;D", "amp"),
        ("a &lt;b&gt; c", "lt"),
        ("thanks for the map", "the for"),
        ("thanks for the map", "thanks map"),
        ("thanks for the map", "ap"),
        ("two sketches", "sketch."),
        ("two sketches", "sketch and"),
        ("did 1000 of it", "100%"),
        ("with <@U7|tom>", "tom"),
        ("with <@U7|tom>", "U7"),
        ("in <#C1|design>", "C1"),
        ("well done :tada:", "tada"),
        ("はは", "ぱぱ"),
        ("非常感谢", "谢感"),
        ("thanks", ""),
        ("thanks", "%"),
        ("thanks 🎉", "🎉"),
        ("well done :tada:", ":tada:"),
        ("with <@U7>", "<@U7>"),
    ],
)
def test_other_text_is_not_found(tx: Transaction, workspace: Workspace, words: str, phrase: str) -> None:
    say(tx, workspace, words)
    assert matching(tx, phrase) == []


def test_all_phrases_must_match(tx: Transaction, workspace: Workspace) -> None:
    said = say(tx, workspace, "thanks for the map of Rome")
    say(tx, workspace, "thanks for the map")
    assert matching(tx, "rome", "the map") == [said]
    assert matching(tx, "rome", "!") == [said]
    assert matching(tx, "rome", "milan") == []


# What the query language of either database could read in a text.
SYNTAX = st.sampled_from(
    [
        '"',
        "'",
        "*",
        ":*",
        "^",
        "NEAR(",
        "NOT",
        "AND",
        "terms:",
        "<->",
        "&",
        "|",
        "!",
        "\\",
        "(",
        ")",
        "--",
        ";",
    ]
)
typed = st.lists(st.one_of(everything, SYNTAX), max_size=6).map(" ".join)


@any_example
@given(phrases=st.lists(typed, max_size=4))
def test_any_phrase_can_be_searched(tx: Transaction, phrases: list[str]) -> None:
    assert matching(tx, *phrases) == []


@any_example
@given(data=st.data(), words=typed)
def test_consecutive_words_match(
    tx: Transaction, workspace: Workspace, data: st.DataObject, words: str
) -> None:
    written = words.encode("utf-8", "replace").decode().replace("\x00", "")
    said = say(tx, workspace, written)
    for parts in (write_plain(written).split(), fold_for_search(written).split()):
        begin = data.draw(st.integers(0, len(parts)))
        end = data.draw(st.integers(begin, len(parts)))
        phrase = escape(" ".join(parts[begin:end]))
        if fold_for_search(phrase).strip():
            assert said in matching(tx, phrase)


def test_word_repeated_very_often_is_found(tx: Transaction, workspace: Workspace) -> None:
    said = say(tx, workspace, "ha " * 600 + "we laughed")
    assert list_matching(tx, "ha ha ha") == [said]
    assert matching(tx, "laughed", "ha") == matching(tx, "we laughed") == [said]


def test_new_text_replaces_the_indexed_text(tx: Transaction, workspace: Workspace) -> None:
    said = say(tx, workspace, "thanks for the map")
    search.index(tx, said, "thanks for the plan")
    assert matching(tx, "map") == []
    assert matching(tx, "plan") == [said]
    search.index(tx, said, "🎉")
    assert matching(tx, "thanks") == []


def test_withdrawn_text_is_not_indexed_until_restored(tx: Transaction, workspace: Workspace) -> None:
    said, other = say(tx, workspace, "thanks for the map"), say(tx, workspace, "thanks for the plan")
    assert recognitions.set_withdrawn(tx, said, withdrawn=True)
    assert matching(tx, "thanks") == [other]
    assert not recognitions.set_withdrawn(tx, said, withdrawn=True)
    assert recognitions.set_withdrawn(tx, said, withdrawn=False)
    assert matching(tx, "map") == [said]


@pytest.mark.parametrize("table", ["recognition", "workspace"])
def test_deleted_row_is_removed_from_the_index(tx: Transaction, workspace: Workspace, table: str) -> None:
    say(tx, workspace, "thanks for the map")
    tx.connection.execute(delete(schema.metadata.tables[table]))
    assert tx.connection.scalar(select(func.count()).select_from(schema.search_document)) == 0
    if tx.connection.dialect.name == "sqlite":
        # FTS5 compares the index with its table, and raises where they differ.
        check = f"INSERT INTO {search.INDEX} ({search.INDEX}, rank) VALUES ('integrity-check', 1)"
        tx.connection.exec_driver_sql(check)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_statistics_tell_common_terms_from_rare_ones(tx: Transaction, workspace: Workspace) -> None:
    """However large the table is: what they do not know is not common, nor are beginnings of it."""
    for number in range(text_search.MAX_MATCHES + 1):
        say(tx, workspace, f"thanks for planning {number}")
    tx.connection.exec_driver_sql("ANALYZE search_document")
    rare = say(tx, workspace, "cartography")
    tx.connection.exec_driver_sql(
        "UPDATE pg_class SET reltuples = 30000000 WHERE oid = 'search_document'::regclass"
    )
    for phrase in ("cartography ", "cartograph", "planning cartograph"):
        assert text_search.find_candidates(tx, text_search.fold_phrases([phrase])) == [rare]
    for phrase in ("thanks ", "planni"):
        assert text_search.find_candidates(tx, text_search.fold_phrases([phrase])) is None


async def test_failed_write_is_not_indexed(database: Database, workspace: Workspace) -> None:
    def give(tx: Transaction, number: int) -> str:
        said = say(tx, workspace, f"thanks number {number}")
        if number % 2:
            raise ValueError
        return said

    given = await asyncio.gather(
        *(database.write(give, number=number) for number in range(10)), return_exceptions=True
    )
    found = await database.read(matching, "thanks number")
    assert sorted(found) == sorted(said for said in given if isinstance(said, str))
    assert len(found) == 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_purged_text_is_nowhere_in_the_file(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    said = await database.write(say, workspace, "thanks for the cartography")
    await database.write(say, workspace, "thanks for the geometry")

    def erase(tx: Transaction) -> None:
        tx.connection.execute(delete(schema.recognition).filter_by(id=said))

    def in_file() -> list[bool]:
        """Return whether the erased word is in the file, and the other one."""
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        content = (tmp_path / "hearten.db").read_bytes()
        return [word in content for word in (b"cartography", b"geometry")]

    await database.write(erase)
    assert in_file() == [True, True]
    await database.write(search.purge)
    assert in_file() == [False, True]
    assert len(await database.read(matching, "geometry")) == 1


async def test_purge_of_unchanged_index_works(database: Database) -> None:
    for _ in range(2):
        await database.write(search.purge)
