"""A workspace's values, and the changes that its admins make."""

from collections.abc import Container, Sequence
from enum import StrEnum

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
    """Somebody retired it meanwhile."""
    BROUGHT_BACK = "brought back"
    """Somebody brought it back meanwhile."""
    TOO_MANY = "too many"
    """No more values can be offered."""
    TOO_MANY_KNOWN = "too many known"
    """The same, with those that are retired."""
    NO_TARGET = "no target"
    """The value to merge into is not celebrated any more."""
    TOO_MUCH = "too much"
    """Together, both would have too many names or emoji."""


ValueChangeResult = ValueSaved | ValueRefusal | Value | tuple[ValueFault, ...]
"""A `Value` is what it is now: somebody has changed it since the form was opened."""


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
    wish = parse_value_form(
        typed, next((one for one in offered if one.key == ready_key), None)
    ).drop_unknown_emoji(unknown)
    same = values.find_by_name(wish.name) if wish.name else None
    if same and _is_same(same, wish):
        return ValueSaved.DONE
    if wrong := find_faults(wish, values):
        return wrong
    if len(values.all) >= MAX_VALUES:
        return ValueRefusal.TOO_MANY
    if len(values.with_retired.all) >= MAX_KNOWN_VALUES:
        return ValueRefusal.TOO_MANY_KNOWN
    value = wish.make_value(make_key(wish.name, stored.list_keys(tx, workspace.id)))
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
    now = values.with_retired.get(key)
    if now is None:
        return ValueRefusal.MERGED
    wish = parse_value_form(typed).drop_unknown_emoji(unknown)
    is_so = _is_same(now, wish)
    if (key in values) == brings_back:
        # The same form, sent a second time, has nothing left to do.
        if not brings_back:
            return ValueRefusal.RETIRED
        return ValueSaved.DONE if is_so else ValueRefusal.BROUGHT_BACK
    if hash_value(now) != seen and not is_so:
        return now
    if wrong := find_faults(wish, values, key):
        return wrong
    if brings_back and len(values.all) >= MAX_VALUES:
        return ValueRefusal.TOO_MANY
    value = wish.make_value(key)
    if not is_so:
        stored.save(tx, workspace.id, value)
    if brings_back:
        stored.bring_back(tx, workspace.id, key)
    _record_change(tx, workspace, by, key, None if brings_back else now, value)
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
        was, now = [names[one] for one in keys], [names[one] for one in order]
        setting_changes.record(tx, workspace.id, by.id, "values", was, now)
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
    one, target = values.with_retired.get(key), values.get(into)
    if one is None:
        return (
            ValueSaved.DONE
            if value_merges.find_target(tx, workspace.id, key) == into
            else ValueRefusal.MERGED
        )
    if target is None or target.key == key:
        return ValueRefusal.NO_TARGET
    if hash_value(one) != seen:
        return one
    whole = merge_values(one, target, values)
    if whole is None:
        return ValueRefusal.TOO_MUCH
    stored.save(tx, workspace.id, whole)
    value_merges.start_merge(tx, workspace.id, key, into)
    names = [one.name], [target.name]
    setting_changes.record(tx, workspace.id, by.id, "merged_value", *names, about=key)
    _record_change(tx, workspace, by, into, target, whole)
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
    """Return True if the value is as requested already."""
    return bool(new_value.emoji) and not new_value.unread and new_value.make_value(value.key) == value


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
    said = fill_value_form(value)
    return [said.name, said.emoji, said.description, said.aliases]


def find_values(tx: Transaction, workspace: Workspace) -> Values:
    """Return the values of a workspace."""
    return workspaces.find_values(tx, workspace.id)
