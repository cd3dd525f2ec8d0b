"""Reading recognitions of the past."""
