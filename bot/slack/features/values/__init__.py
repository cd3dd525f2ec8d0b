"""The values of a workspace."""
