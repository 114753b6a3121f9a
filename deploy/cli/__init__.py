"""The `doorstroom` command: a client of the gateway's API for whoever runs the platform."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from deploy import demo, secret_files
from deploy.cli import organisaties
from deploy.cli.options import (
    DATA,
    DEFAULT_CLIENT,
    ClientId,
    Geheim,
    GeheimBestand,
    Url,
    connect,
    secret,
)
from deploy.client import DEFAULT_URL, Refused

app = typer.Typer(help="Doorstroom beheren, via de API van de gateway.", no_args_is_help=True)
organisaties_app = typer.Typer(help="Het register van organisaties.", no_args_is_help=True)
klok_app = typer.Typer(help="De klok van de demo.", no_args_is_help=True)
geheimen_app = typer.Typer(help="Geheimen van de diensten.", no_args_is_help=True)
demo_app = typer.Typer(help="De demoregio.", no_args_is_help=True)
app.add_typer(organisaties_app, name="organisaties")
app.add_typer(klok_app, name="klok")
app.add_typer(geheimen_app, name="geheimen")
app.add_typer(demo_app, name="demo")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def _explained() -> Iterator[None]:
    """Exit code 2 with one clear line when the gateway cannot be reached or says no."""
    try:
        yield
    except (Refused, organisaties.Unreadable, demo.NotHere) as error:
        err.print(str(error), style="red", markup=False)
        raise typer.Exit(2) from error
    except httpx2.HTTPError as error:
        err.print(f"De gateway antwoordt niet: {error}", style="red", markup=False)
        raise typer.Exit(2) from error


@organisaties_app.command("importeer")
def importeer(
    pad: Annotated[Path, typer.Argument(help="CSV-bestand of map met registerbestanden.")],
    soort: Annotated[str | None, typer.Option(help="Soort organisatie van dit bestand.")] = None,
    url: Url = DEFAULT_URL,
    client: ClientId = DEFAULT_CLIENT,
    geheim: Geheim = None,
    geheim_bestand: GeheimBestand = None,
) -> None:
    """Lees gemeenten, provincies en waterschappen in; een herhaling wijzigt niets.

    Eindigt met code 1 als er rijen geweigerd zijn.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with _explained():
        found = organisaties.files(pad, soort)
        gateway = connect(url, client, geheim, geheim_bestand)
        with Progress(*columns, TimeElapsedColumn(), console=err) as progress:
            report = organisaties.importeer(gateway, found, progress)
    _print(report)
    if report.refused:
        raise typer.Exit(1)


def _print(report: organisaties.Report) -> None:
    table = Table("bestand", *organisaties.OUTCOMES)
    for file, counts in report.counts.items():
        table.add_row(file, *(str(counts[outcome]) for outcome in organisaties.OUTCOMES))
    out.print(table)
    for title, findings in (("Geweigerd", report.refused), ("Opmerkingen", report.remarks)):
        if findings:
            out.print(f"\n{title}:")
        for each in findings:
            reasons = " ".join(each.reasons)
            out.print(
                f"  {each.file}:{each.line} {each.name}: {reasons}", markup=False, soft_wrap=True
            )


@app.command()
def token(
    url: Url = DEFAULT_URL,
    client: ClientId = DEFAULT_CLIENT,
    geheim: Geheim = None,
    geheim_bestand: GeheimBestand = None,
) -> None:
    """Haal een toegangstoken en druk het af."""
    with _explained():
        print(connect(url, client, geheim, geheim_bestand).token)


@klok_app.command("zet")
def klok_zet(
    moment: Annotated[str, typer.Argument(help="Als 2026-08-12T09:00:00Z; zonder zone: UTC.")],
    url: Url = DEFAULT_URL,
    client: ClientId = DEFAULT_CLIENT,
    geheim: Geheim = None,
    geheim_bestand: GeheimBestand = None,
) -> None:
    """Zet de klok van het hele systeem; kan alleen in een demo of test."""
    try:
        asked = datetime.fromisoformat(moment)
    except ValueError as error:
        raise typer.BadParameter(f"{moment} is geen moment als 2026-08-12T09:00:00Z") from error
    nu = asked.replace(tzinfo=asked.tzinfo or UTC).astimezone(UTC)
    with _explained():
        gateway = connect(url, client, geheim, geheim_bestand)
        body = {"nu": nu.strftime("%Y-%m-%dT%H:%M:%SZ")}
        print(gateway.call("PUT", "/toegang/v1/klok", body)["nu"])


@geheimen_app.command("maak")
def geheimen_maak(
    map: Annotated[Path, typer.Argument(help="Map waarin de bestanden komen.")],
) -> None:
    """Maak wachtwoorden en sleutels voor alle diensten; wat er al staat, blijft.

    De map is alleen voor jou te openen. De bestanden zelf zijn leesbaar, omdat een container ze
    als andere gebruiker leest.
    """
    for name in secret_files.ensure(map, mode=0o644):
        print(map / name)


@demo_app.command("laad")
def demo_laad(
    url: Url = DEFAULT_URL,
    geheim: Geheim = None,
    geheim_bestand: GeheimBestand = None,
) -> None:
    """Laad de demoregio; wat er al is, blijft."""
    given = secret(geheim, geheim_bestand)
    with _explained():
        print(demo.load(url, given, lambda text: err.print(f"… {text}"), DATA))
