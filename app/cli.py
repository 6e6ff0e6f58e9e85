"""The ``csr`` command: its language, its commands, its exit status.

Exit status: 0 all well; 1 the result has problems; 2 wrong use or configuration, said in
one line; 130 interrupted.  Nothing heavy is imported here: ``csr --help`` comes at once.
To add a command: a function in a ``commands_*`` module, its words in
``domain/wording/<language>/cli.toml``.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Annotated, cast

from app.console import Terminal, discard_closed_pipe, prepare_streams
from app.language import UnknownLanguageError, choose
from domain.problem import ConfigurationError
from domain.wording import say

if TYPE_CHECKING:
    import typer
    from typer.core import TyperCommand

WRONG_USE, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status."""
    prepare_streams()
    # Its small matrices gain nothing from more threads, which wait by turning: a core is burnt.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given = list(sys.argv[1:] if arguments is None else arguments)
    status = 0
    with discard_closed_pipe():
        status = run(given)
    gc.freeze()  # a million objects would be searched for garbage once more, half a second, before they go
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status."""
    try:
        language = choose(arguments)
    except UnknownLanguageError as error:
        Terminal("zh").trouble(say("cli.error.bad_language", "zh", value=error))
        return WRONG_USE
    terminal = Terminal(language, quiet=_is_quiet(arguments))
    signal.signal(signal.SIGTERM, _interrupt)
    return _guarded(lambda: _call(_without_common(arguments), terminal), terminal)


def _is_quiet(arguments: Sequence[str]) -> bool:
    before = arguments[: list(arguments).index("--")] if "--" in arguments else arguments
    return "--quiet" in before or "-q" in before


def _without_common(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without those that every command has and that are already known.

    So they may stand anywhere, also between a group and its command.
    """
    kept: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            kept += [argument, *rest]
        elif argument == "--lang":
            next(rest, None)
        elif argument not in ("--quiet", "-q") and not argument.startswith("--lang="):
            kept.append(argument)
    return kept


def _interrupt(number: int, frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C: in order, with nothing half-written."""
    raise KeyboardInterrupt


def _guarded(work: Callable[[], int], terminal: Terminal) -> int:
    from pipeline.errors import MissingPartError, UsageError

    try:
        return work()
    except KeyboardInterrupt:
        terminal.trouble(terminal.words("error.interrupted"))
        return INTERRUPTED
    except ConfigurationError as error:
        place = f"{error.file}:{error.line}" if error.line else error.file
        said = getattr(error, "said", None)  # settings speak the person's language, rule files English
        message = said(terminal.language) if said else error.message
        terminal.trouble(terminal.words("error.configuration", place=place, message=message))
    except UsageError as error:
        terminal.trouble(terminal.words(f"error.{error.key}", **error.values))
    except MissingPartError as error:
        terminal.trouble(terminal.words("error.missing_part", part=error.part))
    except BrokenPipeError:
        raise
    except OSError as error:
        terminal.trouble(terminal.words("error.system", detail=error))
    return WRONG_USE


def _call(arguments: list[str], terminal: Terminal) -> int:
    import typer

    # the base of all its complaints, wherever this version of typer keeps its click
    complaints = cast(type[Exception], typer.BadParameter.__mro__[2])
    command = typer.main.get_command(_application(terminal))
    try:
        status = command.main(arguments, prog_name="csr", standalone_mode=False)
    except complaints as error:
        return _complain(error, terminal)
    except typer.Abort:
        raise KeyboardInterrupt from None
    if status == INTERRUPTED:  # some versions of typer take Ctrl-C for themselves
        raise KeyboardInterrupt
    return int(status or 0)


def _complain(error: Exception, terminal: Terminal) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "csr"
    message: str = error.format_message() if hasattr(error, "format_message") else str(error)
    if context is not None and (not message.strip() or message == context.get_help()):
        terminal.data(context.get_help())  # a command that needs a command
    else:
        text = " ".join(message.split()).rstrip(".")
        terminal.trouble(terminal.words("error.usage", command=path, message=text))
    return WRONG_USE


def _application(terminal: Terminal) -> "typer.Typer":
    import typer

    from app.help import speaking

    language = terminal.language
    command_class, group_class = speaking(language)
    app = typer.Typer(
        name="csr",
        cls=group_class,
        help=say("cli.help.app", language),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )

    @app.callback(invoke_without_command=True)
    def top(
        context: typer.Context,
        lang: Annotated[str, typer.Option("--lang", help=say("cli.help.lang", language))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("cli.help.quiet", language))] = False,
        version: Annotated[bool, typer.Option("--version", help=say("cli.help.version", language))] = False,
    ) -> int:
        if version:
            from pipeline.version import version as current

            terminal.data(f"csr-checklist {current()}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            terminal.data(context.get_help())
            raise typer.Exit
        return 0

    _register(app, terminal, command_class)
    return app


def _register(app: "typer.Typer", terminal: Terminal, command_class: "type[TyperCommand]") -> None:
    from app import (
        commands_diff,
        commands_evaluate,
        commands_history,
        commands_run,
        commands_text,
        commands_train,
        commands_watch,
        commands_workspace,
    )

    for commands in (
        commands_workspace,
        commands_run,
        commands_watch,
        commands_text,
        commands_evaluate,
        commands_diff,
        commands_history,
        commands_train,
    ):
        commands.register(app, terminal, command_class)
