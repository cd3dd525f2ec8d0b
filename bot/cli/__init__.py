"""The `hearten` command.

Modules here import click and little else at their top; each command imports what it alone needs when it is
invoked. `hearten run` would otherwise be the price of `hearten --help`.
"""

import click

from bot.cli.data_export import export
from bot.cli.data_import import import_
from bot.cli.database import backup, migrate, restore
from bot.cli.demo import demo
from bot.cli.digests import digests
from bot.cli.doctor import doctor
from bot.cli.erase import erase
from bot.cli.keys import new_key, rotate_keys
from bot.cli.manifest import manifest
from bot.cli.run import run
from bot.cli.setup import setup


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hearten")
def main() -> None:
    """Hearten, a Slack bot for thanks between colleagues. Try `hearten demo` first."""


for _command in (
    run,
    demo,
    setup,
    digests,
    migrate,
    backup,
    restore,
    import_,
    export,
    erase,
    doctor,
    manifest,
    new_key,
    rotate_keys,
):
    main.add_command(_command)
