"""The process that makes keepsakes, where no PDF can be made."""

from bot.slack.features.keepsake import worker

if __name__ == "__main__":
    worker.PDF_PROGRAM = "tests.keepsake.no_such_program"
    worker.main()
