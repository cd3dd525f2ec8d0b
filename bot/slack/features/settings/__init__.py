"""Workspace settings, for admins."""
