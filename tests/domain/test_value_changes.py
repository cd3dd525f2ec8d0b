"""What admins may make of values."""

import pytest
from msgspec.structs import replace

from bot.domain.commands.parser import parse
from bot.domain.emoji import Emoji
from bot.domain.emoji import parse_emoji_field as read_emoji
from bot.domain.value_changes import (
    MAX_ALIASES,
    MAX_DESCRIPTION_LENGTH,
    MAX_EMOJI,
    MAX_NAME_LENGTH,
    ValueField,
    ValueForm,
    ValueProblem,
    fill_value_form,
    find_changed_fields,
    find_faults,
    hash_value,
    list_ready_values,
    make_key,
    merge_values,
    move_value,
    parse_value_form,
)
from bot.domain.values import FIRST_VALUES, READY_VALUES, Value, Values

CREATIVITY, COLLABORATION, SOLVING = FIRST_VALUES
VALUES = Values(FIRST_VALUES, READY_VALUES[:1])
JOY = ValueForm("joy", "🎉")


def wrong(typed: ValueForm, own: str = "", values: Values = VALUES) -> list[tuple[ValueField, ValueProblem]]:
    return [(fault.field, fault.problem) for fault in find_faults(parse_value_form(typed), values, own)]


def test_typed_value_is_normalized() -> None:
    wish = parse_value_form(
        ValueForm(
            "  #Team \t Spirit ", ":tada:🎉 :clap:", " One\nfor  all ", "spirit,,#Spirit , team-spirit ,joy"
        )
    )
    assert (wish.name, wish.description) == ("Team Spirit", "One for all")
    assert [sign.name for sign in wish.emoji] == ["tada", "clap"]
    assert wish.aliases == ("spirit", "joy")


def test_ready_value_fills_empty_fields() -> None:
    trust = next(value for value in READY_VALUES if value.key == "trust")
    assert parse_value_form(ValueForm(), trust).make_value("trust") == trust
    mine = parse_value_form(ValueForm(emoji="🎉", aliases="faith"), trust)
    assert (mine.name, mine.emoji, mine.aliases) == ("trust", (Emoji("tada", "🎉"),), ("faith",))
    assert parse_value_form(ValueForm(emoji="???"), trust).emoji == ()


@pytest.mark.parametrize(
    "name",
    ["joy", "Team Spirit", "problem-solving 2", "l'été"[2:], "Würde", "信任", "доверие", "24h"],
)
def test_any_valid_name_can_be_typed(name: str) -> None:
    assert wrong(replace(JOY, name=name)) == []
    values = Values([parse_value_form(replace(JOY, name=name)).make_value("own")])
    meant = parse(f"<@UMAYA> thanks for this #{name}", values)
    assert getattr(meant, "values", None) == ("own",)
    looked_for = parse(f"history #{name}", values)
    assert getattr(looked_for, "values", None) == ("own",)


@pytest.mark.parametrize("name", ["r&d", "a/b", "-a", "_", "2026", "😀", "<@U1>", "a,b", "l'été"])
def test_untypable_name_is_invalid(name: str) -> None:
    assert (ValueField.NAME, ValueProblem.NO_TAG) in wrong(replace(JOY, name=name))


@pytest.mark.parametrize(
    ("typed", "own", "expected"),
    [
        (JOY, "", []),
        (replace(JOY, name=""), "", [(ValueField.NAME, ValueProblem.MISSING)]),
        (replace(JOY, emoji=""), "", [(ValueField.EMOJI, ValueProblem.MISSING)]),
        (replace(JOY, emoji="hm"), "", [(ValueField.EMOJI, ValueProblem.UNKNOWN)]),
        (replace(JOY, name="x" * (MAX_NAME_LENGTH + 1)), "", [(ValueField.NAME, ValueProblem.TOO_LONG)]),
        (replace(JOY, name="TEAM work"), "", [(ValueField.NAME, ValueProblem.TAKEN)]),
        (replace(JOY, name="teamwork"), "collaboration", []),
        (replace(JOY, name="Empathy"), "", [(ValueField.NAME, ValueProblem.TAKEN)]),
        (replace(JOY, aliases="fun, idea"), "", [(ValueField.ALIASES, ValueProblem.TAKEN)]),
        (replace(JOY, aliases="a+b"), "", [(ValueField.ALIASES, ValueProblem.NO_TAG)]),
        (replace(JOY, emoji="🎉 :bulb:"), "", [(ValueField.EMOJI, ValueProblem.TAKEN)]),
        (replace(JOY, emoji="💡"), "creativity", []),
        (replace(JOY, emoji="🫂"), "", []),
        (
            replace(JOY, description="x" * (MAX_DESCRIPTION_LENGTH + 1)),
            "",
            [(ValueField.DESCRIPTION, ValueProblem.TOO_LONG)],
        ),
        (
            replace(JOY, emoji=" ".join(f":e{n}:" for n in range(MAX_EMOJI + 1))),
            "",
            [(ValueField.EMOJI, ValueProblem.TOO_MANY)],
        ),
        (
            replace(JOY, aliases=",".join(f"a{n}" for n in range(MAX_ALIASES + 1))),
            "",
            [(ValueField.ALIASES, ValueProblem.TOO_MANY)],
        ),
    ],
)
def test_faults_of_a_form(
    typed: ValueForm, own: str, expected: list[tuple[ValueField, ValueProblem]]
) -> None:
    assert wrong(typed, own) == expected


def test_fault_names_the_owner_of_a_taken_name() -> None:
    (taken,) = find_faults(parse_value_form(replace(JOY, name="empathy")), VALUES)
    assert (taken.piece, taken.owner, taken.is_owner_retired) == ("empathy", READY_VALUES[0], True)
    (unknown,) = find_faults(
        parse_value_form(replace(JOY, emoji=":ours: 🎉")).drop_unknown_emoji({"ours"}), VALUES
    )
    assert (unknown.problem, unknown.piece) == (ValueProblem.UNKNOWN, ":ours:")


def test_unchanged_form_is_parsed_to_the_same() -> None:
    value = replace(COLLABORATION, others=(Emoji("clap", "👏"), Emoji("ours")))
    made = parse_value_form(fill_value_form(value)).make_value(value.key)
    assert replace(made, style=value.style) == value


def test_hash_shows_which_fields_changed() -> None:
    seen = hash_value(CREATIVITY)
    assert find_changed_fields(seen, CREATIVITY) == ()
    now = replace(CREATIVITY, name="spark", others=(Emoji("ours"),))
    assert find_changed_fields(seen, now) == (ValueField.NAME, ValueField.EMOJI)
    assert hash_value(now) != seen


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Joy", set[str](), "joy"),
        ("Team  Spirit", set[str](), "team-spirit"),
        ("joy", {"joy", "joy-2"}, "joy-3"),
        ("信任", set[str](), "信任"),
    ],
)
def test_keys_of_values(name: str, taken: set[str], key: str) -> None:
    assert make_key(name, taken) == key


@pytest.mark.parametrize(
    ("key", "before", "order"),
    [("b", "a", "bac"), ("a", "c", "bac"), ("a", "", "bca"), ("c", "gone", "abc"), ("b", "c", "abc")],
)
def test_moved_value_has_a_new_position(key: str, before: str, order: str) -> None:
    once = move_value("abc", key, before)
    assert "".join(once) == order
    assert move_value(once, key, before) == once


def test_merge_takes_names_and_emoji_along() -> None:
    one = replace(CREATIVITY, others=(Emoji("art", "🎨"),))
    whole = merge_values(one, COLLABORATION, Values([one, COLLABORATION]))
    assert whole == replace(
        COLLABORATION,
        aliases=("teamwork", "collab", "creativity", "creative", "idea"),
        others=(Emoji("bulb", "💡"), Emoji("art", "🎨")),
    )


def test_merge_takes_nothing_of_other_values() -> None:
    other = Value("x", "x", "bulb", "💡", "")
    whole = merge_values(CREATIVITY, COLLABORATION, Values([COLLABORATION, other], [CREATIVITY]))
    assert whole is not None
    assert whole.others == ()


def test_too_large_merge_is_refused() -> None:
    many = replace(CREATIVITY, aliases=tuple(f"a{n}" for n in range(MAX_ALIASES)))
    assert merge_values(many, COLLABORATION, Values([many, COLLABORATION])) is None


def test_ready_values_share_no_name_or_emoji() -> None:
    values = Values(FIRST_VALUES)
    for value in READY_VALUES:
        assert find_faults(parse_value_form(ValueForm(), value), values) == ()
        assert read_emoji(value.character)[0] == (Emoji(value.emoji, value.character),)
        values = Values([*values.all, value])
    assert list_ready_values(values) == ()
    assert [value.key for value in list_ready_values(VALUES)] == [value.key for value in READY_VALUES[1:]]


def test_ready_value_omits_names_of_others() -> None:
    mentor = Value("mentor", "mentor", "owl", "🦉", "")
    found = next(value for value in list_ready_values(Values([mentor])) if value.key == "mentorship")
    assert found.aliases == ("mentoring",)
