"""Receivers and addresses that mean harm: nothing of it reaches inside, and nobody waits for it."""

import asyncio
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.gateway.notificatie.bezorging import lijn
from services.gateway.notificatie.bezorging.lijn import Guard, Lijn
from tests.gateway.conftest import AA, Als
from tests.gateway.notificatie.conftest import URL, Meld, stel, wacht_op
from tests.gateway.notificatie.ontvanger import Handler, Kreeg, Ontvanger, ontvanger

Neem = Callable[..., dict[str, Any]]


def hang(handler: Handler, kreeg: Kreeg) -> None:
    time.sleep(60)


def garbage(handler: Handler, kreeg: Kreeg) -> None:
    handler.wfile.write(b"\x00\xff not http at all\r\n\r\n" * 100)
    handler.close_connection = True


def endless_body(handler: Handler, kreeg: Kreeg) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"x" * 65_536)
    handler.close_connection = True


def endless_head(handler: Handler, kreeg: Kreeg) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    with suppress(OSError):
        while True:
            handler.wfile.write(b"X-Meer: " + b"x" * 1000 + b"\r\n")
    handler.close_connection = True


def drip(handler: Handler, kreeg: Kreeg) -> None:
    """A byte of the head now and then: never silent, never done."""
    with suppress(OSError):
        for char in b"HTTP/1.1 200 OK\r\nContent-Length: 0" + b"0" * 1000:
            handler.wfile.write(bytes([char]))
            time.sleep(0.5)
    handler.close_connection = True


def slow(handler: Handler, kreeg: Kreeg) -> None:
    time.sleep(1)
    handler.antwoord(204)


def inwards(handler: Handler, kreeg: Kreeg) -> None:
    handler.antwoord(307, {"Location": f"{handler.ontvanger.url}/binnen"})


VIJANDEN = {
    "/hangt": (hang, None),
    "/onzin": (garbage, None),
    "/eindeloos": (endless_body, 200),
    "/kop": (endless_head, None),
    "/druppelt": (drip, None),
    "/om": (inwards, 307),
}


def proef(gedrag: Any) -> Any:
    """Decent at the test event; then itself."""

    def doe(handler: Handler, kreeg: Kreeg) -> None:
        if kreeg.type.endswith("proefbericht"):
            handler.antwoord(204)
        else:
            gedrag(handler, kreeg)

    return doe


def test_a_bad_receiver_harms_nobody(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A decent subscriber beside six bad ones and a slow one has everything at once."""
    monkeypatch.setattr(lijn, "TOTAL", 2.0)
    for pad, (gedrag, _) in VIJANDEN.items():
        server.gedrag[pad] = proef(gedrag)
    server.gedrag["/traag"] = proef(slow)
    made = {pad: neem(f"{server.url}{pad}") for pad in [*VIJANDEN, "/traag", "/goed"]}
    for een in made.values():
        wacht_op(hier, ik(AA), een["id"], "actief")
    start = time.monotonic()
    told = meld(20)
    assert [een.id for een in server.wacht("/goed", 20, seconds=5)] == told
    assert time.monotonic() - start < 5
    again = meld(20)
    assert [een.id for een in server.wacht("/goed", 40, seconds=5)] == told + again
    end = time.monotonic() + 25
    query = (
        "SELECT callback_url, laatste_status, laatste_fout FROM aflevering f"
        " JOIN abonnement a ON a.id = f.abonnement WHERE f.soort = 'gebeurtenis'"
    )
    bad = {pad for pad, (_, status) in VIJANDEN.items() if status != 200}
    while time.monotonic() < end:
        seen = {url.rpartition("/")[2]: (s, f) for url, s, f in stel(engine, query)}
        if {f"/{naam}" for naam in seen} >= bad and len(server.ids("/eindeloos")) >= 2:
            break
        time.sleep(0.1)
    assert {f"/{naam}" for naam in seen} == bad
    assert seen["hangt"] == (None, "te-laat")
    assert seen["druppelt"] == (None, "te-laat")
    assert seen["onzin"] == (None, "antwoord-onleesbaar")
    assert seen["om"] == (307, "omleiding")
    assert server.kreeg["/binnen"] == []  # it was not followed
    assert len(server.wacht("/traag", 3, seconds=20)) >= 3  # slow, but it gets on


# ---- addresses -----------------------------------------------------------------------------------
def bel(url: str, *netwerken: str, tls: ssl.SSLContext | None = None) -> tuple[Any, Any]:
    async def call() -> tuple[Any, Any]:
        line = Lijn(Guard(netwerken), tls or ssl.create_default_context())
        try:
            return_ = (await line.call("POST", url, {}, b"{}")).uitkomst
        finally:
            await line.close()
        return return_.status, return_.fout

    return asyncio.run(call())


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"),
    ],
)
def test_no_spelling_of_this_machine_gets_through(server: Ontvanger, host: str) -> None:
    port = server.url.rpartition(":")[2]
    status, fout = bel(f"http://{host}:{port}/binnen")
    assert status is None
    assert fout in ("adres-niet-toegestaan", "adres-onbekend")
    assert not server.kreeg
    # The same call does arrive once the network is allowed: so the guard is what stopped it.
    if host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"):
        status, _ = bel(f"http://{host}:{port}/binnen", "127.0.0.0/8", "::1/128")
        assert status == 204 or host == "[::ffff:127.0.0.1]"


def namen(monkeypatch: pytest.MonkeyPatch, *antwoorden: list[str]) -> list[str]:
    """A name server that says something else each time; what it was asked."""
    asked: list[str] = []
    left = list(antwoorden)

    def answer(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (een, port)) for een in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_is_looked_up_once_per_connection_and_that_answer_counts(
    server: Ontvanger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between check and connection nothing is asked again: a name that changes gains nothing."""
    port = server.url.rpartition(":")[2]
    asked = namen(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert bel(f"http://wissel.example.org:{port}/a", "127.0.0.0/8") == (204, None)
    assert asked == ["wissel.example.org"]
    assert server.kreeg["/a"][0].kop["host"] == f"wissel.example.org:{port}"
    assert bel(f"http://wissel.example.org:{port}/a", "127.0.0.0/8")[1] == "adres-niet-toegestaan"


def test_one_bad_address_among_good_ones_is_enough(
    server: Ontvanger, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.url.rpartition(":")[2]
    namen(monkeypatch, ["127.0.0.1", "169.254.169.254"])
    fout = bel(f"http://dubbel.example.org:{port}/a", "127.0.0.0/8")[1]
    assert fout == "adres-niet-toegestaan"
    assert not server.kreeg


def test_a_name_server_that_hangs_holds_nobody_up(
    server: Ontvanger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lijn, "CONNECT", 0.5)
    monkeypatch.setattr(lijn, "_LOOKUPS", ThreadPoolExecutor(2))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3))
    start = time.monotonic()
    assert bel("http://hangt.example.org/a")[1] == "te-laat"
    assert time.monotonic() - start < 2.5


def test_an_address_inside_is_refused_at_the_registration(hier: TestClient, ik: Als) -> None:
    for url, code in {
        "https://10.0.0.1/": "adres-niet-openbaar",
        "http://ontvanger.example.org/": "adres-zonder-tls",
        "https://a:b@ontvanger.example.org/": "adres-onleesbaar",
    }.items():
        for body in (
            {"callbackUrl": url},
            {"oauth": {"tokenUrl": url, "clientId": "x", "clientSecret": "y"}},
        ):
            whole = {"naam": "x", "callbackUrl": "https://ontvanger.example.org/"} | body
            answer = hier.post(URL, headers=ik(AA), json=whole)
            assert answer.status_code == 400
            assert [een["code"] for een in answer.json()["invalidParams"]] == [code]


# ---- TLS -----------------------------------------------------------------------------------------
def certificaat(folder: Path, naam: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Proef")])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName(naam)]
    with suppress(ValueError):
        names = [x509.IPAddress(ip_address(naam))]
    cert = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8
    nothing = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, private, nothing))
    return pem, secret


@pytest.fixture
def veilig(tmp_path: Path) -> Iterator[tuple[Ontvanger, Path]]:
    pem, secret = certificaat(tmp_path, "ontvanger.example.org")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    with ontvanger(context) as running:
        yield running, pem


def test_tls_checks_the_name_while_the_address_is_pinned(
    veilig: tuple[Ontvanger, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, pem = veilig
    port = server.url.rpartition(":")[2]
    namen(monkeypatch, ["127.0.0.1"])
    good = f"https://ontvanger.example.org:{port}/a"
    trusted = lijn.trusted(str(pem))
    assert bel(good, "127.0.0.0/8", tls=trusted) == (204, None)
    other = f"https://elders.example.org:{port}/a"
    assert bel(other, "127.0.0.0/8", tls=trusted) == (None, "tls-mislukt")
    assert bel(good, "127.0.0.0/8") == (None, "tls-mislukt")  # who signed it, nobody knows
    assert len(server.kreeg["/a"]) == 1
