"""What admins may make of values."""

from dataclasses import replace

import pytest

from bot.domain.commands.parser import parse
from bot.domain.emoji import Sign
from bot.domain.emoji import read as read_emoji
from bot.domain.value_changes import (
    MOST_ALIASES,
    MOST_DESCRIPTION,
    MOST_NAME,
    MOST_SIGNS,
    Field,
    Typed,
    Wrong,
    changed_fields,
    faults,
    merged,
    moved,
    new_key,
    read,
    ready,
    shown,
    version,
)
from bot.domain.values import FIRST_VALUES, READY_VALUES, Value, Values

CREATIVITY, COLLABORATION, SOLVING = FIRST_VALUES
VALUES = Values(FIRST_VALUES, READY_VALUES[:1])
JOY = Typed("joy", "🎉")


def wrong(typed: Typed, own: str = "", values: Values = VALUES) -> list[tuple[Field, Wrong]]:
    return [(fault.field, fault.wrong) for fault in faults(read(typed), values, own)]


def test_what_is_typed_is_tidied() -> None:
    wish = read(
        Typed(
            "  #Team \t Spirit ", ":tada:🎉 :clap:", " One\nfor  all ", "spirit,,#Spirit , team-spirit ,joy"
        )
    )
    assert (wish.name, wish.description) == ("Team Spirit", "One for all")
    assert [sign.name for sign in wish.signs] == ["tada", "clap"]
    assert wish.aliases == ("spirit", "joy")


def test_a_ready_value_says_what_was_left_empty() -> None:
    trust = next(value for value in READY_VALUES if value.key == "trust")
    assert read(Typed(), trust).as_value("trust") == trust
    mine = read(Typed(emoji="🎉", aliases="faith"), trust)
    assert (mine.name, mine.signs, mine.aliases) == ("trust", (Sign("tada", "🎉"),), ("faith",))
    assert read(Typed(emoji="???"), trust).signs == ()


@pytest.mark.parametrize(
    "name",
    ["joy", "Team Spirit", "problem-solving 2", "l'été"[2:], "Würde", "信任", "доверие", "24h"],
)
def test_whatever_is_a_name_can_be_typed(name: str) -> None:
    assert wrong(replace(JOY, name=name)) == []
    values = Values([read(replace(JOY, name=name)).as_value("own")])
    meant = parse(f"<@UMAYA> thanks for this #{name}", values)
    assert getattr(meant, "values", None) == ("own",)
    looked_for = parse(f"history #{name}", values)
    assert getattr(looked_for, "values", None) == ("own",)


@pytest.mark.parametrize("name", ["r&d", "a/b", "-a", "_", "2026", "😀", "<@U1>", "a,b", "l'été"])
def test_what_cannot_be_typed_is_no_name(name: str) -> None:
    assert (Field.NAME, Wrong.NO_TAG) in wrong(replace(JOY, name=name))


@pytest.mark.parametrize(
    ("typed", "own", "expected"),
    [
        (JOY, "", []),
        (replace(JOY, name=""), "", [(Field.NAME, Wrong.MISSING)]),
        (replace(JOY, emoji=""), "", [(Field.EMOJI, Wrong.MISSING)]),
        (replace(JOY, emoji="hm"), "", [(Field.EMOJI, Wrong.UNKNOWN)]),
        (replace(JOY, name="x" * (MOST_NAME + 1)), "", [(Field.NAME, Wrong.TOO_LONG)]),
        (replace(JOY, name="TEAM work"), "", [(Field.NAME, Wrong.TAKEN)]),
        (replace(JOY, name="teamwork"), "collaboration", []),
        (replace(JOY, name="Empathy"), "", [(Field.NAME, Wrong.TAKEN)]),
        (replace(JOY, aliases="fun, idea"), "", [(Field.ALIASES, Wrong.TAKEN)]),
        (replace(JOY, aliases="a+b"), "", [(Field.ALIASES, Wrong.NO_TAG)]),
        (replace(JOY, emoji="🎉 :bulb:"), "", [(Field.EMOJI, Wrong.TAKEN)]),
        (replace(JOY, emoji="💡"), "creativity", []),
        (replace(JOY, emoji="🫂"), "", []),
        (replace(JOY, description="x" * (MOST_DESCRIPTION + 1)), "", [(Field.DESCRIPTION, Wrong.TOO_LONG)]),
        (
            replace(JOY, emoji=" ".join(f":e{n}:" for n in range(MOST_SIGNS + 1))),
            "",
            [(Field.EMOJI, Wrong.TOO_MANY)],
        ),
        (
            replace(JOY, aliases=",".join(f"a{n}" for n in range(MOST_ALIASES + 1))),
            "",
            [(Field.ALIASES, Wrong.TOO_MANY)],
        ),
    ],
)
def test_what_is_wrong(typed: Typed, own: str, expected: list[tuple[Field, Wrong]]) -> None:
    assert wrong(typed, own) == expected


def test_a_fault_names_whose_it_is() -> None:
    (taken,) = faults(read(replace(JOY, name="empathy")), VALUES)
    assert (taken.piece, taken.owner, taken.is_owner_retired) == ("empathy", READY_VALUES[0], True)
    (unknown,) = faults(read(replace(JOY, emoji=":ours: 🎉")).without({"ours"}), VALUES)
    assert (unknown.wrong, unknown.piece) == (Wrong.UNKNOWN, ":ours:")


def test_a_form_shows_what_it_would_be_sent_as() -> None:
    value = replace(COLLABORATION, others=(Sign("clap", "👏"), Sign("ours")))
    assert read(shown(value)).as_value(value.key) == value


def test_a_version_tells_which_fields_changed() -> None:
    seen = version(CREATIVITY)
    assert changed_fields(seen, CREATIVITY) == ()
    now = replace(CREATIVITY, name="spark", others=(Sign("ours"),))
    assert changed_fields(seen, now) == (Field.NAME, Field.EMOJI)
    assert version(now) != seen


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Joy", set[str](), "joy"),
        ("Team  Spirit", set[str](), "team-spirit"),
        ("joy", {"joy", "joy-2"}, "joy-3"),
        ("信任", set[str](), "信任"),
    ],
)
def test_keys(name: str, taken: set[str], key: str) -> None:
    assert new_key(name, taken) == key


@pytest.mark.parametrize(
    ("key", "before", "order"),
    [("b", "a", "bac"), ("a", "c", "bac"), ("a", "", "bca"), ("c", "gone", "abc"), ("b", "c", "abc")],
)
def test_moving_says_where_to(key: str, before: str, order: str) -> None:
    once = moved("abc", key, before)
    assert "".join(once) == order
    assert moved(once, key, before) == once


def test_merging_takes_names_and_emoji_along() -> None:
    one = replace(CREATIVITY, others=(Sign("art", "🎨"),))
    whole = merged(one, COLLABORATION, Values([one, COLLABORATION]))
    assert whole == replace(
        COLLABORATION,
        aliases=("teamwork", "collab", "creativity", "creative", "idea"),
        others=(Sign("bulb", "💡"), Sign("art", "🎨")),
    )


def test_merging_leaves_to_others_what_is_theirs() -> None:
    other = Value("x", "x", "bulb", "💡", "")
    whole = merged(CREATIVITY, COLLABORATION, Values([COLLABORATION, other], [CREATIVITY]))
    assert whole is not None
    assert whole.others == ()


def test_too_much_is_not_merged() -> None:
    many = replace(CREATIVITY, aliases=tuple(f"a{n}" for n in range(MOST_ALIASES)))
    assert merged(many, COLLABORATION, Values([many, COLLABORATION])) is None


def test_ready_values_do_not_stand_in_each_others_way() -> None:
    values = Values(FIRST_VALUES)
    for value in READY_VALUES:
        assert faults(read(Typed(), value), values) == ()
        assert read_emoji(value.character)[0] == (Sign(value.emoji, value.character),)
        values = Values([*values.all, value])
    assert ready(values) == ()
    assert [value.key for value in ready(VALUES)] == [value.key for value in READY_VALUES[1:]]


def test_a_ready_value_leaves_out_names_of_others() -> None:
    mentor = Value("mentor", "mentor", "owl", "🦉", "")
    found = next(value for value in ready(Values([mentor])) if value.key == "mentorship")
    assert found.aliases == ("mentoring",)
