"""An example of each form in which admins change values."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from bot.domain.emoji import Emoji
from bot.domain.value_changes import ValueFault, ValueField, ValueForm, ValueProblem
from bot.domain.values import FIRST_VALUES, READY_VALUES, Values
from bot.slack.features.values import form_views as values_form_views
from bot.slack.features.values import views as values_views
from bot.slack.ui.language import language
from bot.slack.ui.modal import errors
from bot.usecases.values import ValueRefusal

EN = language("en")
CREATIVITY, COLLABORATION, SOLVING = FIRST_VALUES
RICH = replace(COLLABORATION, others=(Emoji("clap", "👏"), Emoji("brightside")))
WITH_RETIRED = Values([CREATIVITY, RICH, SOLVING], READY_VALUES[:1])
TYPED = ValueForm("team spirit", ":clap:", "One for all", "team")
WRONG = (
    ValueFault(ValueField.NAME, ValueProblem.MISSING),
    ValueFault(ValueField.NAME, ValueProblem.TOO_LONG, "x" * 41),
    ValueFault(ValueField.NAME, ValueProblem.NO_TAG, "r&d"),
    ValueFault(ValueField.NAME, ValueProblem.TAKEN, "teamwork", COLLABORATION),
    ValueFault(ValueField.NAME, ValueProblem.TAKEN, "empathy", READY_VALUES[0], is_owner_retired=True),
    ValueFault(ValueField.EMOJI, ValueProblem.MISSING),
    ValueFault(ValueField.EMOJI, ValueProblem.UNKNOWN, "lightbulb!"),
    ValueFault(ValueField.EMOJI, ValueProblem.TAKEN, "💡", CREATIVITY),
    ValueFault(ValueField.EMOJI, ValueProblem.TOO_MANY),
    ValueFault(ValueField.DESCRIPTION, ValueProblem.TOO_LONG),
    ValueFault(ValueField.ALIASES, ValueProblem.TOO_MANY),
)

FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "list of values": lambda: values_views.build_list(EN, WITH_RETIRED),
    "list of values, with news": lambda: values_views.build_list(
        EN, Values([SOLVING]), values_views.missing_value_sentence(EN)
    ),
    "list of values, all retired": lambda: values_views.build_list(
        EN, Values([], [SOLVING]), values_views.open_failure_sentence(EN)
    ),
    "list of values, for no admin": lambda: values_views.refusal_view(EN),
    "adding a value": lambda: values_form_views.build_add_form(EN, READY_VALUES, "{}"),
    "adding a value, nothing ready": lambda: values_form_views.build_add_form(EN, [], "{}"),
    "changing a value": lambda: values_form_views.build_edit_form(EN, RICH, "{}", brings_back=False),
    "bringing a value back": lambda: values_form_views.build_edit_form(EN, RICH, "{}", brings_back=True),
    "changing a value that was changed meanwhile": lambda: values_form_views.build_conflict_form(
        EN,
        TYPED,
        replace(RICH, aliases=()),
        (ValueField.NAME, ValueField.EMOJI, ValueField.ALIASES),
        "{}",
        brings_back=False,
    ),
    "merging a value": lambda: values_form_views.build_merge_form(EN, RICH, [CREATIVITY, SOLVING], "{}"),
    "merging a value that was changed meanwhile": lambda: values_form_views.build_merge_form(
        EN, RICH, [CREATIVITY], "{}", is_changed=True
    ),
    "value refused": lambda: errors(
        {
            f"{fault.field}, {fault.problem}, {number}": values_form_views.fault_errors(EN, [fault])[
                fault.field
            ]
            for number, fault in enumerate(WRONG)
        }
        | {why.value: values_views.refusal_sentence(EN, why) for why in ValueRefusal}
    ),
}
