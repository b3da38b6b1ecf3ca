"""The command line: one thin command for each public function."""

import gc
import os


def main() -> None:
    """The program `msiscore`."""
    # pydantic would look through every installed package for plug-ins of its own, which takes a tenth of a short command.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A command makes many small objects, hardly any in rings, and ends: looking for rings costs a sixth of reading a large set.
    gc.disable()

    from msiscore.cli.application import application

    application(prog_name="msiscore")
