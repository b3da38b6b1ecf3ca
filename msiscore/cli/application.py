"""The program itself: its commands, loaded when they are called, and what becomes of errors.

To add a command: write a module here with a click command called `command`, and name the module in COMMANDS. Imports of numpy, pandas,
pydantic and the like stand inside the command's function, so that `--help` stays quick; `tests/test_startup.py` watches that.

Exit status: 0 done; 1 problems in the input, all of them listed; 2 wrong usage, an unknown name, or an output that cannot be
written; 3 a fault of msiscore itself; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import Any, cast

import click

from msiscore import __version__
from msiscore.cli.terminal import prepare_streams, say_error, show_problems
from msiscore.errors import InputProblems, MsiscoreError, nearest

COMMANDS = (
    "init",
    "new",
    "form",
    "import",
    "check",
    "score",
    "robustness",
    "claim",
    "weights",
    "sensitivity",
    "next",
    "rules",
    "report",
    "serve",
    "schema",
    "patterns",
    "demo",
)
"""In the order of use, which is the order of the help."""

INPUT_PROBLEMS, WRONG_USAGE, OWN_FAULT, INTERRUPTED = 1, 2, 3, 130


class Application(click.Group):
    """A group whose commands are imported one by one, and whose errors are plain lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the name is click's
        """The commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command `cmd_name`, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name  # `import` cannot be the name of a module
        return cast(click.Command, import_module(f"msiscore.cli.{module}").command)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a wrong name is answered with the right ones."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            if name.startswith("-"):
                return super().resolve_command(ctx, args)
            near = nearest(name, COMMANDS)
            raise click.UsageError(
                f"there is no command `{name}`" + (f"; {near}" if near else f" (known: {', '.join(COMMANDS)})")
            )
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program and leave it with its exit status; every error is told in a line or two."""
        prepare_streams()
        status = _status_of(
            lambda: super(Application, self).main(
                args, prog_name, complete_var, standalone_mode=False, windows_expand_args=windows_expand_args, **extra
            )
        )
        if standalone_mode:
            sys.exit(status)
        return status


@click.group(cls=Application, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, message="msiscore %(version)s")
def application() -> None:
    """Evaluation scorecards for multi-stakeholder initiatives.

    Criteria and assessments are YAML files; msiscore checks them, scores them and writes an Excel scorecard, a web page and a PDF.

    \b
    Example:
      msiscore init my-project
      cd my-project
      msiscore check my-set
      msiscore report my-set
    """


def _status_of(run: Callable[[], object]) -> int:
    try:
        result = run()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        _tell_usage_error(error)
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        say_error("stopped")
        return INTERRUPTED
    except click.ClickException as error:
        say_error(error.format_message())
        return WRONG_USAGE
    except InputProblems as error:
        show_problems(error.problems, on_stderr=True)
        count = len(error.problems)
        say_error(f"{count} problem{'s' if count != 1 else ''} in the input")
        return INPUT_PROBLEMS
    except MsiscoreError as error:
        say_error(str(error))
        return WRONG_USAGE
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        say_error(f"{what}{error.strerror or error}")
        return WRONG_USAGE
    except MemoryError:
        say_error("there is not enough memory for this")
        return WRONG_USAGE
    except Exception as error:
        if os.environ.get("MSISCORE_TRACEBACK"):
            raise
        say_error(
            f"a fault of msiscore itself: {type(error).__name__}: {error}",
            "please report it; with the environment variable MSISCORE_TRACEBACK=1 it shows where it happened",
        )
        return OWN_FAULT


def _tell_usage_error(error: click.UsageError) -> None:
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx is not None else "msiscore"
    say_error(message[:1].lower() + message[1:], f"see `{command} --help`")


def _close_stdout() -> None:
    """Whoever read our output has gone; let Python's own flush at the end find nothing to complain of."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
