"""A workspace's values, and the changes that its admins make."""

from collections.abc import Container, Sequence
from enum import StrEnum

from msgspec.structs import replace

from bot.domain.circle import may_configure
from bot.domain.user import User
from bot.domain.value_changes import (
    MAX_KNOWN_VALUES,
    MAX_VALUES,
    NewValue,
    ValueFault,
    ValueForm,
    fill_value_form,
    find_faults,
    hash_value,
    list_ready_values,
    make_key,
    merge_values,
    move_value,
    parse_value_form,
)
from bot.domain.values import READY_VALUES, Value, Values
from bot.domain.workspace import Workspace
from bot.storage import homes, setting_changes, value_merges, workspaces
from bot.storage import values as stored
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.value_merges import ValueMerge

BATCH = 500
"""Recognitions per transaction after a merge: others can write in between."""


class ValueSaved(StrEnum):
    """It is so now."""

    DONE = "done"


class ValueRefusal(StrEnum):
    """Why nothing was changed."""

    NO_ADMIN = "no admin"
    MERGED = "merged"
    """It is a part of another value by now."""
    RETIRED = "retired"
    """Another admin retired it meanwhile."""
    BROUGHT_BACK = "brought back"
    """Another admin restored it meanwhile."""
    TOO_MANY = "too many"
    """No more values can be offered."""
    TOO_MANY_KNOWN = "too many known"
    """The same, with those that are retired."""
    NO_TARGET = "no target"
    """The value to merge into was retired."""
    TOO_MUCH = "too much"
    """Together, both would have too many names or emoji."""


ValueChangeResult = ValueSaved | ValueRefusal | Value | tuple[ValueFault, ...]
"""A `Value` is the current one: another admin changed it since the form was opened."""


def add_value(
    tx: Transaction,
    workspace: Workspace,
    by: User,
    typed: ValueForm,
    ready_key: str = "",
    unknown: Container[str] = (),
) -> ValueChangeResult:
    """Add a value, ready-made or new; `unknown` are emoji that Slack does not have.

    The same form sent twice adds it once.
    """
    if not may_configure(by):
        return ValueRefusal.NO_ADMIN
    values = _lock_values(tx, workspace)
    offered = (*list_ready_values(values), *READY_VALUES)
    new_value = parse_value_form(
        typed, next((ready_value for ready_value in offered if ready_value.key == ready_key), None)
    ).drop_unknown_emoji(unknown)
    same_name = values.find_by_name(new_value.name) if new_value.name else None
    if same_name and _is_same(same_name, new_value):
        return ValueSaved.DONE
    if faults := find_faults(new_value, values):
        return faults
    if len(values.all) >= MAX_VALUES:
        return ValueRefusal.TOO_MANY
    if len(values.with_retired.all) >= MAX_KNOWN_VALUES:
        return ValueRefusal.TOO_MANY_KNOWN
    value = new_value.make_value(make_key(new_value.name, stored.list_keys(tx, workspace.id)))
    stored.add(tx, workspace.id, value)
    _record_change(tx, workspace, by, value.key, None, value)
    return ValueSaved.DONE


def change_value(
    tx: Transaction,
    workspace: Workspace,
    by: User,
    key: str,
    typed: ValueForm,
    seen: str,
    *,
    unknown: Container[str] = (),
    brings_back: bool = False,
) -> ValueChangeResult:
    """Change a value to what was typed; `seen` is the version that the form was opened with.

    With `brings_back` the value was retired, and can be given again.
    """
    if not may_configure(by):
        return ValueRefusal.NO_ADMIN
    values = _lock_values(tx, workspace)
    current = values.with_retired.get(key)
    if current is None:
        return ValueRefusal.MERGED
    new_value = parse_value_form(typed).drop_unknown_emoji(unknown)
    is_same = _is_same(current, new_value)
    if (key in values) == brings_back:
        # The same form, sent a second time, has nothing left to do.
        if not brings_back:
            return ValueRefusal.RETIRED
        return ValueSaved.DONE if is_same else ValueRefusal.BROUGHT_BACK
    if hash_value(current) != seen and not is_same:
        return current
    if faults := find_faults(new_value, values, key):
        return faults
    if brings_back and len(values.all) >= MAX_VALUES:
        return ValueRefusal.TOO_MANY
    value = new_value.make_value(key)
    if not is_same:
        stored.save(tx, workspace.id, value)
    if brings_back:
        stored.bring_back(tx, workspace.id, key)
    _record_change(tx, workspace, by, key, None if brings_back else current, value)
    return ValueSaved.DONE


def reorder_value(
    tx: Transaction, workspace: Workspace, by: User, key: str, before: str
) -> ValueChangeResult:
    """Move a value before another one, or to the end; repeated, it changes nothing."""
    if not may_configure(by):
        return ValueRefusal.NO_ADMIN
    values = _lock_values(tx, workspace)
    if key not in values:
        return (
            ValueRefusal.MERGED if value_merges.find_target(tx, workspace.id, key) else ValueRefusal.RETIRED
        )
    keys = [value.key for value in values.all]
    order = move_value(keys, key, before)
    if order != keys:
        stored.put_in_order(tx, workspace.id, order)
        names = {value.key: value.name for value in values.all}
        old_names, new_names = (
            [names[value_key] for value_key in keys],
            [names[value_key] for value_key in order],
        )
        setting_changes.record(tx, workspace.id, by.id, "values", old_names, new_names)
        homes.refresh(tx, workspace.id, [by.id])
    return ValueSaved.DONE


def retire_value(tx: Transaction, workspace: Workspace, by: User, key: str) -> ValueChangeResult:
    """Retire a value, so it cannot be given. Recognitions keep it."""
    if not may_configure(by):
        return ValueRefusal.NO_ADMIN
    values = _lock_values(tx, workspace)
    if value := values.get(key):
        stored.retire(tx, workspace.id, key)
        _record_change(tx, workspace, by, key, value, None)
    return ValueSaved.DONE


def merge_value(
    tx: Transaction, workspace: Workspace, by: User, key: str, into: str, seen: str
) -> ValueChangeResult:
    """Merge a value into another one, which gets its names and its recognitions.

    `seen` is the version that the form was opened with. Posted shout-outs are not updated.
    """
    if not may_configure(by):
        return ValueRefusal.NO_ADMIN
    values = _lock_values(tx, workspace)
    value, target = values.with_retired.get(key), values.get(into)
    if value is None:
        return (
            ValueSaved.DONE
            if value_merges.find_target(tx, workspace.id, key) == into
            else ValueRefusal.MERGED
        )
    if target is None or target.key == key:
        return ValueRefusal.NO_TARGET
    if hash_value(value) != seen:
        return value
    merged = merge_values(value, target, values)
    if merged is None:
        return ValueRefusal.TOO_MUCH
    stored.save(tx, workspace.id, merged)
    value_merges.start_merge(tx, workspace.id, key, into)
    names = [value.name], [target.name]
    setting_changes.record(tx, workspace.id, by.id, "merged_value", *names, about=key)
    _record_change(tx, workspace, by, into, target, merged)
    return ValueSaved.DONE


def rewrite_merged(tx: Transaction, failed: FailedItems | None = None) -> bool:
    """Rewrite a batch of recognitions of a merged value; return True if there may be more.

    A merge that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("merge of values")
    claimed = None if failed.are_too_many else value_merges.claim(tx, failed)
    if claimed is None:
        return False

    def rewrite(merges: Sequence[ValueMerge]) -> list[bool]:
        return [value_merges.rewrite(tx, merge, BATCH) for merge in merges]

    work_on_each(tx, [claimed], lambda merge: (merge.workspace_id, merge.key), rewrite, failed)
    return True


def _lock_values(tx: Transaction, workspace: Workspace) -> Values:
    stored.lock(tx, workspace.id)
    return workspaces.find_values(tx, workspace.id)


def _is_same(value: Value, new_value: NewValue) -> bool:
    """Return True if the value is as requested already. Its style is nobody's request."""
    if not new_value.emoji or new_value.unread:
        return False
    return replace(new_value.make_value(value.key), style=value.style) == value


def _record_change(
    tx: Transaction, workspace: Workspace, by: User, key: str, before: Value | None, now: Value | None
) -> None:
    setting_changes.record(
        tx, workspace.id, by.id, "value", _describe_value(before), _describe_value(now), key
    )
    # This admin looks at it now. Others see it when they open their Homes.
    homes.refresh(tx, workspace.id, [by.id])


def _describe_value(value: Value | None) -> list[str] | None:
    """Return a value as admins read it: name, emoji, description, other names."""
    if value is None:
        return None
    form = fill_value_form(value)
    return [form.name, form.emoji, form.description, form.aliases]


def find_values(tx: Transaction, workspace: Workspace) -> Values:
    """Return the values of a workspace."""
    return workspaces.find_values(tx, workspace.id)
