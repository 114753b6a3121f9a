"""The way out to addresses that organisations gave: what a name leads to is judged when asked."""

import asyncio
from typing import Any

import pytest

from services.gateway.toegang.buiten import Buiten, Onbereikbaar
from tests.conftest import settings_of
from tests.gateway.toegang.openid import Provider

HOSTS = frozenset({"localhost", "127.0.0.1"})
BINNEN = frozenset({"127.0.0.0/8", "::1/128"})


def vraag(database: dict[str, str], url: str, networks: frozenset[str]) -> dict[str, Any]:
    options = {"uitgever_http_hosts": HOSTS, "uitgever_networks": networks}
    buiten = Buiten(settings_of("gateway", database, **options))
    return asyncio.run(buiten.get(url))


def test_a_name_that_leads_inside_is_not_connected_to(
    database: dict[str, str], provider: Provider
) -> None:
    """The name itself is allowed here; where it leads is not. The control may go there."""
    url = provider.url.replace("127.0.0.1", "localhost") + "/.well-known/openid-configuration"
    before = provider.geteld()
    with pytest.raises(Onbereikbaar, match="niet openbaar"):
        vraag(database, url, frozenset())
    assert provider.geteld() == before
    assert vraag(database, url, BINNEN)["issuer"] == provider.url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://login.example.org/",
        "http://login.example.org/",
        "https://u:p@login.example.org/",
        "https://10.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://login.example.org/#x",
        "",
    ],
)
def test_addresses_that_are_not_looked_up_at_all(database: dict[str, str], url: str) -> None:
    with pytest.raises(Onbereikbaar, match="niet toegestaan"):
        vraag(database, url, frozenset())


@pytest.mark.parametrize(
    ("modus", "why"),
    [("omleiding", "antwoord 302|geen JSON"), ("eindeloos", "te groot"), ("weg", "Error")],
)
def test_answers_that_are_none(
    database: dict[str, str], provider: Provider, modus: str, why: str
) -> None:
    provider.modus(modus)
    with pytest.raises(Onbereikbaar, match=why):
        vraag(database, f"{provider.url}/.well-known/openid-configuration", BINNEN)
