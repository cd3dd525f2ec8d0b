"""What happens to the bot's messages when channels open, close or go."""
