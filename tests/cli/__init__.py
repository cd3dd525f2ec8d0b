"""The `hearten` command."""
