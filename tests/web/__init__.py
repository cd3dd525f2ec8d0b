"""The tests of the way in by HTTP."""
