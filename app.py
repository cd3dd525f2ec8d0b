"""`slack run` runs this file, with the tokens of a development app in the environment."""

from bot.cli import main

main(["run"])
