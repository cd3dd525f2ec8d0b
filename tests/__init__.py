"""The tests of Hearten."""
