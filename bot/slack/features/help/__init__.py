"""Help, and answers to what was not understood."""
