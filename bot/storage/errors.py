"""What the storage raises for the operator to read."""


class NoDatabaseError(OSError):
    """The database cannot be opened or reached. The message is for the operator, and holds no password."""
