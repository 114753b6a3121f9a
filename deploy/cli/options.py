"""As whom and where to the `doorstroom` command goes: options with the environment as default."""

import os
from pathlib import Path
from typing import Annotated

import typer

from deploy import secret_files
from deploy.client import Gateway, as_client

# The folder of `make run`, which leaves the secret of its first client there: on this machine
# nothing needs be given.
DATA = Path(os.environ.get("DOORSTROOM_DATA", ".data"))
LOCAL_SECRET = DATA / "secrets" / secret_files.BEHEER
DEFAULT_CLIENT = "platformbeheer"

Url = Annotated[str, typer.Option(envvar="DOORSTROOM_URL", help="Adres van de gateway.")]
ClientId = Annotated[str, typer.Option(envvar="DOORSTROOM_CLIENT", help="Naam van de client.")]
Geheim = Annotated[
    str | None, typer.Option(envvar="DOORSTROOM_GEHEIM", help="Geheim van de client.")
]
GeheimBestand = Annotated[
    Path | None,
    typer.Option(
        envvar="DOORSTROOM_GEHEIM_BESTAND",
        help=f"Bestand met het geheim; zonder opgave {LOCAL_SECRET} van `make run`.",
    ),
]


def secret(given: str | None, file: Path | None) -> str:
    """The secret of the client. Error: typer.BadParameter when there is none to be found."""
    file = file or (LOCAL_SECRET if LOCAL_SECRET.is_file() else None)
    if given is None and file is not None:
        try:
            given = file.read_text().strip()
        except OSError as error:
            raise typer.BadParameter(f"{file} is niet te lezen: {error.strerror}") from error
    if not given:
        raise typer.BadParameter(
            "geef het geheim van de client met --geheim-bestand of DOORSTROOM_GEHEIM"
        )
    return given


def connect(url: str, client: str, given: str | None, file: Path | None) -> Gateway:
    """The gateway, with a fresh token."""
    return as_client(url, client, secret(given, file))
