"""Waarheen mag worden afgeleverd: het openbare internet, en wat de beheerder toestaat."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from services.gateway.notificatie.rules.abonnement import Bezwaar

NAT64 = IPv6Network("64:ff9b::/96")
MAX_LENGTE = 1000
Adres = IPv4Address | IPv6Address


def bezwaar(url: str, http_hosts: frozenset[str], netwerken: Iterable[str]) -> Bezwaar | None:
    """What can be said against an address without looking it up; it is checked at every call."""
    parts = _split(url)
    if parts is None:
        return Bezwaar.ADRES_ONLEESBAAR
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" and host not in http_hosts:
        return Bezwaar.ADRES_ZONDER_TLS
    try:
        literal = ip_address(host)
    except ValueError:
        return None
    return None if is_toegestaan(literal, netwerken) else Bezwaar.ADRES_NIET_OPENBAAR


def _split(url: str) -> SplitResult | None:
    """The parts of an address that says where, and nothing more."""
    plain = url.isascii() and not any(c <= " " or c in '\\"<>^`{|}\x7f' for c in url)
    if not plain or len(url) > MAX_LENGTE:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and parts.hostname and port != 0
    more = parts.username is not None or parts.password is not None or "#" in url
    return parts if known and not more else None


def is_toegestaan(adres: Adres, netwerken: Iterable[str]) -> bool:
    """Whether we may connect: public or in a configured network, also what is packed inside."""
    nets = [ip_network(netwerk) for netwerk in netwerken]
    return all(
        _is_openbaar(een) or any(een.version == net.version and een in net for net in nets)
        for een in _binnenste(adres)
    )


def _binnenste(adres: Adres) -> list[Adres]:
    """The address, and the IPv4 addresses that it stands for."""
    if isinstance(adres, IPv4Address):
        return [adres]
    if adres.ipv4_mapped is not None:
        return [adres.ipv4_mapped]
    if adres in NAT64:  # translated on the way: what counts is where it arrives
        return [IPv4Address(int(adres) & 0xFFFFFFFF)]
    inner: list[Adres] = [adres]
    if adres.sixtofour is not None:
        inner.append(adres.sixtofour)
    return inner


def _is_openbaar(adres: Adres) -> bool:
    return adres.is_global and not (
        adres.is_multicast
        or adres.is_reserved
        or adres.is_private
        or adres.is_loopback
        or adres.is_link_local
        or adres.is_unspecified
        or getattr(adres, "is_site_local", False)
    )
