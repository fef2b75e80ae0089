"""``skykeep serve``: the program as a server of this machine, for the app and for other programs."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from skykeep.api.options import job_count
from skykeep.errors import UsageError
from skykeep.plurals import counted

from ._common import note, print_json
from ._options import JobsOption, JsonOption, QuietOption

__all__ = ["serve"]

HOST = "127.0.0.1"
LOOPBACK = (HOST, "::1", "localhost")
"""Addresses that only this machine reaches."""
PORT = 8321
PORT_MAX = 65_535
TOKEN_LETTERS = 16
"""A shorter token could be guessed by whoever asks often enough."""


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen at.")] = HOST,
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=PORT_MAX, help="Port; 0 takes any that is free.")
    ] = PORT,
    expose: Annotated[
        bool,
        typer.Option("--expose", help="Let other machines ask; needed, with --token, for any other --host."),
    ] = False,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TOKEN",
            envvar="SKYKEEP_TOKEN",
            help=f"What every client must know, {TOKEN_LETTERS} letters or more.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name that the server is reached by; may be repeated."),
    ] = None,
    jobs: JobsOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Serve the app and the API to this machine until Ctrl-C; opens nothing by itself.

    Other machines reach nothing unless --host, --expose and --token say so.
    """
    _refuse_open_doors(host, token, expose=expose)
    from skykeep.web.serving import ServeSettings, listening_socket, make_server

    threads = job_count(jobs)
    socket = listening_socket(host, port)
    settings = ServeSettings(host=host, token=token, names=tuple(name or ()), jobs=threads)
    bound = socket.getsockname()[1]
    server = make_server(settings, started=partial(_say_where, host, bound, token, as_json=json, quiet=quiet))
    try:
        server.run(sockets=[socket])
    finally:
        socket.close()
        if server.ended:
            note(
                f"{counted(server.ended, 'job')} {'was' if server.ended == 1 else 'were'} ended", quiet=quiet
            )


def _refuse_open_doors(host: str, token: str | None, *, expose: bool) -> None:
    """Refuse an address that other machines reach, unless that is meant, and a token that can be guessed.

    Raises
    ------
    UsageError
        With what is missing.
    """
    if token is not None and (len(token) < TOKEN_LETTERS or not token.isascii() or not token.isprintable()):
        raise UsageError(f"token: must be {TOKEN_LETTERS} letters or more, as of 'openssl rand -hex 16'")
    if host in LOOPBACK:
        return
    if not expose:
        raise UsageError(
            f"host {host!r}: other machines may reach it; give --expose and --token, or --host {HOST}"
        )
    if token is None:
        raise UsageError(f"host {host!r}: give --token too, so that not everyone there may ask")


def _say_where(host: str, port: int, token: str | None, *, as_json: bool, quiet: bool) -> None:
    """Say where the server is, how it is stopped, and who reaches what."""
    silent = quiet or as_json
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if as_json:
        print_json({"address": address, "host": host, "port": port, "needs_token": token is not None})
    else:
        typer.echo(f"skykeep serves {address}")
    sys.stdout.flush()  # who started it may wait for this line
    who = "this machine alone" if host in LOOPBACK else "every machine that reaches this address"
    known = "" if token is None else f"; only with the token, in a browser once {address}?token=TOKEN"
    note(f"reachable: by {who}{known}", quiet=silent)
    note("  /                  the app: a map to plan on", quiet=silent)
    note("  /api/              what can be asked, and how", quiet=silent)
    note("  /api/openapi.json  the same for programs", quiet=silent)
    note("  /api/live          the same questions by websocket", quiet=silent)
    note("stop with Ctrl-C: jobs in flight end too", quiet=silent)
