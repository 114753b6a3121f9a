"""Where people apply at the employer's own address: which address is safe to show.

What is stored is the address that was checked, with its host in ASCII: so a browser goes where the
rules looked, whatever letters were typed. The shapes refused here are those in which programs
disagree about the host: user info, ports, backslashes, numbers as addresses, escapes.
"""

import re
from collections.abc import Collection
from urllib.parse import quote, urlsplit, urlunsplit

from services.vacatures.vacature.rules.gegevens import Fout

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,58}}[a-z0-9])")
_LANGSTE_HOST, _LANGSTE_ADRES = 253, 2000
# IDNA 2003 (the standard library) and browsers read these differently.
_TWEEDUIDIG = frozenset("ßẞς\u200c\u200d")
_VEILIG_PAD = "/%:@!$&'()*+,;=~-._"


def normale_host(tekst: str) -> str | None:
    """A host name in ASCII and lower case; None when it is no name of a public host."""
    if _TWEEDUIDIG.intersection(tekst):
        return None
    try:
        host = tekst.encode("idna").decode("ascii").lower()
        host.encode("ascii").decode("idna")
    except UnicodeError:
        return None
    if len(host) > _LANGSTE_HOST or not _HOST.fullmatch(host):
        return None
    return host


def lees_adres(url: str) -> str | Fout:
    """The address as it is stored, or what is wrong with it."""
    if any(teken <= " " or teken in '\\\x7f<>"' for teken in url):
        return _fout("adres-ongeldig", "Dit adres heeft tekens die er niet in horen")
    try:
        delen = urlsplit(url)
    except ValueError:
        return _fout("adres-ongeldig", "Dit is geen webadres")
    if delen.scheme != "https":
        return _fout("geen-https", "Het adres begint met https://")
    if "@" in delen.netloc:
        return _fout("gebruikersinfo", "Een adres met een apenstaart voor de host kan niet")
    if ":" in delen.netloc:
        return _fout("poort", "Een adres met een poort of een IP-adres kan niet")
    host = normale_host(delen.netloc)
    if host is None:
        return _fout("host-ongeldig", "Dit is geen naam van een website; een IP-adres kan niet")
    pad, vraag, plek = (quote(d, safe=_VEILIG_PAD + "?") for d in delen[2:])
    adres = urlunsplit(("https", host, pad or "/", vraag, plek))
    if len(adres) > _LANGSTE_ADRES:
        return _fout("te-lang", f"Een adres heeft ten hoogste {_LANGSTE_ADRES} tekens")
    return adres


def sollicitatieadres(url: str, hosts: Collection[str]) -> str | Fout:
    """The address as it is stored, when its host is exactly one of these; else what is wrong."""
    adres = lees_adres(url)
    if isinstance(adres, Fout) or urlsplit(adres).netloc in hosts:
        return adres
    return _fout("host-niet-toegestaan", "Deze host staat niet op de lijst van de werkgever")


def _fout(code: str, reden: str) -> Fout:
    return Fout("sollicitatie_url", code, reden)


def host_fouten(hosts: Collection[str]) -> list[Fout]:
    """Everything wrong with a list of hosts, by its place in the list."""
    normaal = [normale_host(host) for host in hosts]
    fouten = [
        Fout(f"hosts.{nr}", "host-ongeldig", "Geef alleen de naam, zoals werkenbij.example.nl")
        for nr, host in enumerate(normaal)
        if host is None
    ]
    return fouten + [
        Fout(f"hosts.{nr}", "dubbel", "Deze host staat er vaker")
        for nr, host in enumerate(normaal)
        if host is not None and host in normaal[:nr]
    ]
