"""The tests of the practice workspace."""
