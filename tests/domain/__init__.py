"""The tests of the decisions."""
