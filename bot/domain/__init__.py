"""What Hearten means: pure decisions over plain data, with nothing but the standard library."""
