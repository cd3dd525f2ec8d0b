"""How users wish to be thanked, written to and counted in."""
