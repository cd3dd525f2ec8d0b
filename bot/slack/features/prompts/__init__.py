"""Weekly prompts, for users who asked for them."""
