"""One example of each form in which admins change values."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.emoji import Sign
from bot.domain.value_changes import Fault, Field, Typed, Wrong
from bot.domain.values import FIRST_VALUES, READY_VALUES, Values
from bot.slack.blocks import value_forms, values
from bot.slack.blocks.form import errors
from bot.slack.language import language
from bot.usecases.values import NotDone

EN = language("en")
CREATIVITY, COLLABORATION, SOLVING = FIRST_VALUES
RICH = replace(COLLABORATION, others=(Sign("clap", "👏"), Sign("brightside")))
WITH_RETIRED = Values([CREATIVITY, RICH, SOLVING], READY_VALUES[:1])
TYPED = Typed("team spirit", ":clap:", "One for all", "team")
WRONG = (
    Fault(Field.NAME, Wrong.MISSING),
    Fault(Field.NAME, Wrong.TOO_LONG, "x" * 41),
    Fault(Field.NAME, Wrong.NO_TAG, "r&d"),
    Fault(Field.NAME, Wrong.TAKEN, "teamwork", COLLABORATION),
    Fault(Field.NAME, Wrong.TAKEN, "empathy", READY_VALUES[0], is_owner_retired=True),
    Fault(Field.EMOJI, Wrong.MISSING),
    Fault(Field.EMOJI, Wrong.UNKNOWN, "lightbulb!"),
    Fault(Field.EMOJI, Wrong.TAKEN, "💡", CREATIVITY),
    Fault(Field.EMOJI, Wrong.TOO_MANY),
    Fault(Field.DESCRIPTION, Wrong.TOO_LONG),
    Fault(Field.ALIASES, Wrong.TOO_MANY),
)

FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "list of values": lambda: values.listed(EN, WITH_RETIRED),
    "list of values, with news": lambda: values.listed(EN, Values([SOLVING]), values.is_gone(EN)),
    "list of values, all retired": lambda: values.listed(EN, Values([], [SOLVING]), values.not_opened(EN)),
    "list of values, for no admin": lambda: values.refused(EN),
    "adding a value": lambda: value_forms.adding(EN, READY_VALUES, "{}"),
    "adding a value, nothing ready": lambda: value_forms.adding(EN, [], "{}"),
    "changing a value": lambda: value_forms.editing(EN, RICH, "{}", brings_back=False),
    "bringing a value back": lambda: value_forms.editing(EN, RICH, "{}", brings_back=True),
    "changing a value that was changed meanwhile": lambda: value_forms.changed(
        EN,
        TYPED,
        replace(RICH, aliases=()),
        (Field.NAME, Field.EMOJI, Field.ALIASES),
        "{}",
        brings_back=False,
    ),
    "merging a value": lambda: value_forms.merging(EN, RICH, [CREATIVITY, SOLVING], "{}"),
    "merging a value that was changed meanwhile": lambda: value_forms.merging(
        EN, RICH, [CREATIVITY], "{}", is_changed=True
    ),
    "value refused": lambda: errors(
        {
            f"{fault.field}, {fault.wrong}, {number}": value_forms.at_fields(EN, [fault])[fault.field]
            for number, fault in enumerate(WRONG)
        }
        | {why.value: values.not_done(EN, why) for why in NotDone}
    ),
}
