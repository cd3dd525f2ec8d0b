"""The tests of what Hearten does, a transaction at a time."""
