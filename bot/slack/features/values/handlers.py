"""Values: shown to all, changed by admins in a list with forms on top of it."""

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import emoji
from bot.domain.circle import may_configure
from bot.domain.commands.command import ValuesCommand
from bot.domain.value_changes import ValueField, ValueForm, find_changed_fields, hash_value, list_ready_values
from bot.domain.values import Value, Values
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.values import form_views as values_form_views
from bot.slack.features.values import views as values_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader, Request
from bot.slack.ui.inline import fill
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import Answer, View, errors, replace_view
from bot.usecases import values as changes
from bot.usecases.values import ValueRefusal, ValueSaved, find_values


class _ValueFormData(Struct, frozen=True):
    """A form's private metadata: the id of the list below it, the value's key and its version."""

    below: str
    key: str = ""
    seen: str = ""


async def answer_command(request: Request, _: ValuesCommand) -> Message:
    """Show the values."""
    may_change = may_configure(request.reader.user)
    return values_views.build_values(request.reader.language, request.values, may_change=may_change)


async def open_list(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the list, or return a message to readers who may not."""
    if not may_configure(reader.user):
        return build_message(
            [line(fill(values_views.refusal_sentence(reader.language, ValueRefusal.NO_ADMIN)))]
        )
    view = values_views.build_list(reader.language, reader.values)
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def choose_from_list(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Do what was chosen in the list, or open the form for it. Raises `InvalidPayloadError`."""
    if not may_configure(reader.user):
        await context.update(workspace, press.view_id, values_views.refusal_view(reader.language))
        return
    action, _, rest = press.value.partition(":")
    key, _, before = rest.partition(":")
    match action:
        case values_views.MOVE:
            outcome = await context.deps.database.write(
                changes.reorder_value, workspace, reader.user, key, before
            )
        case values_views.RETIRE:
            outcome = await context.deps.database.write(changes.retire_value, workspace, reader.user, key)
        case _:
            await _open_form(context, workspace, reader, press, action, key)
            return
    note = (
        values_views.refusal_sentence(reader.language, outcome) if isinstance(outcome, ValueRefusal) else ""
    )
    await _redraw_list(context, workspace, reader, press.view_id, note)


async def _open_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press, action: str, key: str
) -> None:
    form = _build_form(reader, reader.values, action, key, press.view_id)
    if form is None:
        await _redraw_list(
            context, workspace, reader, press.view_id, values_views.missing_value_sentence(reader.language)
        )
    elif not await context.push(workspace, press.trigger_id, form):
        await _redraw_list(
            context, workspace, reader, press.view_id, values_views.open_failure_sentence(reader.language)
        )


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save a form, or return field errors. Raises `InvalidPayloadError`."""
    opened = load(_ValueFormData, submission.context)
    if submission.form == values_form_views.MERGE_VALUE:
        return await _merge_values(context, workspace, reader, submission, opened)
    typed = ValueForm(**{name.value: submission.typed(name) for name in ValueField})
    strange = [sign.name for sign in emoji.parse_emoji_field(typed.emoji)[0] if not sign.character]
    custom_emoji = context.custom_emoji
    unknown = await custom_emoji.find_unknown(workspace, strange)
    aliases = await custom_emoji.find_aliases(workspace, strange)
    typed = replace(typed, emoji=emoji.replace_aliases(typed.emoji, aliases))
    brings_back = submission.form == values_form_views.RESTORE_VALUE
    database = context.deps.database
    if submission.form == values_form_views.ADD_VALUE:
        ready_key = submission.typed(values_form_views.READY)
        outcome = await database.write(changes.add_value, workspace, reader.user, typed, ready_key, unknown)
    else:
        outcome = await database.write(
            changes.change_value,
            workspace,
            reader.user,
            opened.key,
            typed,
            opened.seen,
            unknown=unknown,
            brings_back=brings_back,
        )
    match outcome:
        case Value():
            others = find_changed_fields(opened.seen, outcome)
            private_metadata = dump(replace(opened, seen=hash_value(outcome)))
            return replace_view(
                values_form_views.build_conflict_form(
                    reader.language, typed, outcome, others, private_metadata, brings_back=brings_back
                )
            )
        case tuple():
            return errors(values_form_views.fault_errors(reader.language, outcome))
        case _:
            return await _finish(context, workspace, reader, opened, outcome, ValueField.NAME)


async def _merge_values(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission, opened: _ValueFormData
) -> Answer | None:
    into = submission.typed(values_form_views.INTO)
    outcome = await context.deps.database.write(
        changes.merge_value, workspace, reader.user, opened.key, into, opened.seen
    )
    if isinstance(outcome, ValueSaved | ValueRefusal):
        return await _finish(context, workspace, reader, opened, outcome, values_form_views.INTO)
    form = _build_form(
        reader,
        await _read_values(context, workspace),
        values_views.MERGE,
        opened.key,
        opened.below,
        is_changed=True,
    )
    if form is None:
        return await _finish(context, workspace, reader, opened, ValueRefusal.MERGED, values_form_views.INTO)
    return replace_view(form)


async def _finish(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    opened: _ValueFormData,
    outcome: ValueSaved | ValueRefusal,
    field: str,
) -> Answer | None:
    """Update the list, and close the form or explain in it why nothing was changed."""
    is_redrawn = await _redraw_list(context, workspace, reader, opened.below)
    if isinstance(outcome, ValueRefusal):
        return errors({field: values_views.refusal_sentence(reader.language, outcome)})
    if is_redrawn:
        return None
    # The list below the form is outdated.
    return replace_view(values_views.build_list(reader.language, await _read_values(context, workspace)))


async def _redraw_list(
    context: Context, workspace: Workspace, reader: Reader, view: str, note: str = ""
) -> bool:
    values = await _read_values(context, workspace)
    return await context.update(workspace, view, values_views.build_list(reader.language, values, note))


async def _read_values(context: Context, workspace: Workspace) -> Values:
    return await context.deps.database.read(find_values, workspace)


def _build_form(
    reader: Reader, values: Values, action: str, key: str, below: str, *, is_changed: bool = False
) -> View | None:
    """Build the form for an action; None if the value is gone. Raises `InvalidPayloadError`."""
    language, value = reader.language, values.with_retired.get(key)
    if action == values_views.ADD:
        return values_form_views.build_add_form(
            language, list_ready_values(values), dump(_ValueFormData(below))
        )
    if action not in (values_views.EDIT, values_views.RESTORE, values_views.MERGE):
        raise InvalidPayloadError("value")
    if value is None:
        return None
    context = dump(_ValueFormData(below, key, hash_value(value)))
    if action == values_views.MERGE:
        targets = [target for target in values.all if target.key != key]
        return (
            values_form_views.build_merge_form(language, value, targets, context, is_changed=is_changed)
            if targets
            else None
        )
    brings_back = action == values_views.RESTORE
    if (key in values) == brings_back:
        return None
    return values_form_views.build_edit_form(language, value, context, brings_back=brings_back)
