"""A user's own data as files."""
