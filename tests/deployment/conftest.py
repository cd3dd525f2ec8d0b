"""The practice workspace that the image is connected to, as in the tests of the command line."""

from tests.cli.conftest import practice as practice
