"""The tests of what happens without anybody asking."""
