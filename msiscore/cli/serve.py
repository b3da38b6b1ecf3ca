"""`msiscore serve`: the report in a browser, made anew whenever a file is saved."""

from __future__ import annotations

from pathlib import Path

import click

PORT = 8180


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port; 0 for any that is free.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@click.option("--language", metavar="CODE", help="The language of the report, such as en or nl; the set's own by default.")
@click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights.")
@click.option(
    "--theme",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A house style; reports/theme.yaml by default, if there is one.",
)
def command(assessment_set: str, port: int, open_: bool, language: str | None, weights: str | None, theme: Path | None) -> None:
    """Show the report while you work on its files.

    The page is made anew whenever a file of the set or of its framework is saved, and says what is wrong when it cannot be made. Only
    this computer can reach it. Nothing is written. Ctrl-C ends it.

    \b
    Example:
      msiscore serve my-set --open
    """
    import webbrowser

    from msiscore.cli.preview import Preview, PreviewServer
    from msiscore.cli.reporting import check_language, usual_theme
    from msiscore.cli.terminal import counted, say, show, show_problems
    from msiscore.errors import InputProblems, OutputError
    from msiscore.loading.places import find_set

    def tell(preview: Preview) -> None:
        if preview.error is None:
            say(f"made anew ({preview.version})" if preview.version > 1 else "made")
        elif isinstance(preview.error, InputProblems):
            show_problems(preview.error.problems, on_stderr=True)
            say(f"error: {counted(len(preview.error.problems), 'problem')} in the input")
        else:
            say(f"error: {preview.error}")

    check_language(language)
    preview = Preview(find_set(assessment_set, Path()), language=language, weights=weights, theme=usual_theme(theme))
    try:
        server = PreviewServer(preview, port, told=tell)
    except OSError as error:
        raise OutputError(f"port {port} cannot be used: {error.strerror or error}; choose another with --port") from error
    with server:
        preview.refresh()
        tell(preview)
        show(f"the report is at {server.address} (Ctrl-C ends)")
        if open_:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("ended")
