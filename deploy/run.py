"""`make run`: the whole system on this machine, with the demo region, until Ctrl-C."""

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import httpx2
import psycopg
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from deploy import demo, secret_files
from deploy.client import Refused
from deploy.demo import paginas
from deploy.system import ROOT, STEPS, Addresses, Ports, check, system

__all__ = ["Addresses", "Ports", "main", "system"]

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Say = Callable[[str], None]


class InTheWay(RuntimeError):
    """Another runner uses the same data folder."""


def main() -> int:
    """Start, print, wait, stop. Exit code 1 when something failed, 0 when it was asked to stop."""
    console = Console(highlight=False, soft_wrap=True, markup=False)
    for number in SIGNALS:
        signal.signal(number, _stop_once)
    data_dir = Path(os.environ.get("DOORSTROOM_DATA", ROOT / ".data")).absolute()
    try:
        with _only_one(data_dir):
            _run(data_dir, console)
    except KeyboardInterrupt:
        console.print("\nDoorstroom is gestopt.")
        return 0
    except (RuntimeError, ValueError, OSError, psycopg.Error, httpx2.HTTPError, Refused) as error:
        _ignore_signals()
        console.print("\nDoorstroom draait niet.", style="bold red")
        console.print(str(error) or type(error).__name__)
        return 1
    return 0


def _run(data_dir: Path, console: Console) -> None:
    modus = os.environ.get("DOORSTROOM_MODUS", "demo")
    admin_url = os.environ.get("DATABASE_URL") or None
    with ExitStack() as stack:
        with _steps(console) as say:
            running = system(data_dir, Ports.from_env(), admin_url, modus, say=say)
            addresses = stack.enter_context(running)
            story = _load_demo(addresses, modus, say)
            story += _demo_pages(addresses, modus, say, stack)
        _tell(addresses, story, console)
        while True:
            check(addresses)
            time.sleep(0.5)


def _load_demo(addresses: Addresses, modus: str, say: Say) -> str:
    """Load the demo region through the gateway; give what a visitor can do with it."""
    if modus != "demo":
        return ""
    say("demoregio laden")
    secret = secret_files.read(addresses.secrets, secret_files.BEHEER)
    return demo.load(addresses.gateway, secret, say, addresses.data_dir)


def _demo_pages(addresses: Addresses, modus: str, say: Say, stack: ExitStack) -> str:
    """An intranet with the widget and a portal, in the demo only; give where they are."""
    if modus != "demo":
        return ""
    say("demopagina's starten")
    secret = secret_files.read(addresses.secrets, secret_files.BEHEER)
    wanted = [
        int(os.environ.get(f"PORT_{name}", usual))
        for name, usual in (("INTRANET", paginas.INTRANET), ("PORTAAL", paginas.PORTAAL))
    ]
    sites = stack.enter_context(paginas.serve(addresses.gateway, secret, *wanted))
    return (
        "\n\nEn kijk in een browser:"
        f"\n  {sites.intranet}/   een intranet met de widget (docs/widget.md)"
        f"\n  {sites.portaal}/   een wervingsportaal"
    )


def _tell(addresses: Addresses, story: str, console: Console) -> None:
    console.print("\nDoorstroom draait.", style="bold green")
    console.print(f"  gateway    {addresses.gateway}      API's, openapi.json, /ready")
    console.print(f"  vacatures  {addresses.vacatures}      alleen voor de gateway en voor jou")
    console.print(f"  pool       {addresses.pool}")
    console.print(f"  geheimen   {addresses.secrets}")
    console.print(f"  logboeken  {addresses.log}")
    if story:
        console.print(f"\n{story}")
    console.print("\nStoppen: Ctrl-C.")


@contextmanager
def _steps(console: Console) -> Iterator[Say]:
    """A bar that moves with each step; one line per step when nobody watches a terminal."""
    if not console.is_terminal:
        yield lambda text: console.print(f"… {text}")
        return
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("beginnen", total=STEPS + 1)

        def say(text: str) -> None:
            progress.update(bar, description=text, advance=1)

        yield say


@contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    """Hold the lock of the data folder; the system lets go of it when this process ends."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise InTheWay(
                f"Het draait al met de gegevens in {data_dir} (proces {lock.read().strip()})."
                " Stop dat met Ctrl-C, of start een tweede met een eigen map en eigen poorten:"
                " make run DOORSTROOM_DATA=… PORT_GATEWAY=… PORT_VACATURES=… PORT_POOL=…"
                " PORT_POSTGRES=…"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def _stop_once(_number: int, _frame: FrameType | None) -> None:
    """Stop in order; a second Ctrl-C must not cut that short."""
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
