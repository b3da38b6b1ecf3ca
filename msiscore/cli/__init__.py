"""The command line: one thin command for each public function."""

import os


def main() -> None:
    """The program `msiscore`."""
    # pydantic would look through every installed package for plug-ins of its own, which takes a tenth of a short command.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    from msiscore.cli.application import application

    application(prog_name="msiscore")
