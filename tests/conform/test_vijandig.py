"""Every operation of every service, tried through the gateway by those who should get nothing.

Made from the documents, so that a new operation is tried without anybody thinking of it. What a
service does with a signed stranger stands in its own test_buitenstaanders; here the outer door.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from deploy.client import JWT_BEARER, as_keyed_client, statement
from deploy.demo import build, regio
from tests.conform import export, region
from tests.conform.asked import Asked
from tests.samples import sample

DOCUMENTEN = export.documents()
OPERATIES = [
    (name, method, path, operation)
    for name, document in DOCUMENTEN.items()
    for path, method, operation in export.operations(document)
]
NAMEN = [f"{method.upper()} /{name}{path}" for name, method, path, _ in OPERATIES]
BUITEN = "00000099000000007000"  # a test OIN
VREEMD = str(UUID(int=0xDEAD, version=4))  # exists nowhere
# What is not named by an id: a version that is not there, an organisation that did not vote.
NERGENS = "00000099999999999000"  # an OIN of no organisation
VREEMD_VAN = {
    "deelname/gegevensafspraken": "9999",
    "deelname/stemmen": BUITEN,
    "pool/organisaties": NERGENS,
    "pool/gastplekken": NERGENS,
    "pool/blokken": "2",
    "pool/verrekenmaanden": "2020-01",
}
# Figures per year: each reads and writes the own ones at the same address.
JAREN = {"inhuurjaren", "eigen-formaties", "referentietarieven", "inhuurcijfers", "functies"}
# Known to everybody with a token, by nature: who takes part, agreements, functions, figures.
VOOR_IEDEREEN = {
    "deelname": {"organisaties", "verbanden", "convenanten", "leden"},
    "vacatures": {"werkgevers", "uitstroomopgaven", "indicatoren", "punten", "verbanden"},
    "pool": {"keuzes", "punten"} | JAREN,
}

pytestmark = pytest.mark.conform
AANMELDEN = {"/kandidaten", "/inloglinks", "/afmeldingen"}  # what one does before a token
VERS = {"/kandidaten", "/klok"}  # answered with something new each time


def vraag(
    asked: Asked, operatie: tuple[str, str, str, Any], headers: dict[str, str], pad: str
) -> httpx2.Response:
    """The operation on this path, with a body that its schema allows."""
    name, method, _, spec = operatie
    document = DOCUMENTEN[name]
    meer: dict[str, Any] = {}
    content = spec.get("requestBody", {}).get("content", {})
    if content:
        soort, body = next(iter(content.items()))
        headers = headers | {"Content-Type": soort}
        ruw = sample(body.get("schema", {}), document)
        meer["content"] = json.dumps(ruw) if "json" in soort else "x"
    verplicht = [
        p for p in spec.get("parameters", []) if p.get("in") == "query" and p.get("required")
    ]
    params = {p["name"]: sample(p["schema"], document) for p in verplicht}
    return asked.http.request(method.upper(), pad, headers=headers, params=params, **meer)


# ---- who is nobody
@pytest.fixture(scope="module")
def vervalst(stelsel: region.Region) -> dict[str, str]:
    """Tokens that prove nothing, made from one that is good."""
    goed = stelsel.organisatie().token
    assert goed
    kop, inhoud, handtekening = goed.split(".")
    claims = _lees(inhoud)
    ander = OKPKey.generate_key("Ed25519")
    later = claims | {"exp": claims["exp"] + 9999}
    valse_kop = _lees(kop) | {"alg": "none"}
    beweerd = claims | {"client_id": "platformbeheer", "scope": "deelname:beheren toegang:beheren"}
    return {
        "zonder handtekening": f"{_schrijf(valse_kop)}.{inhoud}.",
        "andere inhoud": f"{kop}.{_schrijf(beweerd)}.{handtekening}",
        "later verlopen": f"{kop}.{_schrijf(later)}.{handtekening}",
        "andere sleutel": _onderteken(ander, _lees(kop), claims),
        "eigen sleutel meegestuurd": _onderteken(
            ander, _lees(kop) | {"jwk": ander.as_dict(private=False)}, claims
        ),
        "geen token": "x",
    }


def _lees(deel: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(deel + "=" * (-len(deel) % 4)))
    return found


def _schrijf(deel: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(deel).encode()).decode().rstrip("=")


def _onderteken(sleutel: OKPKey, kop: dict[str, Any], claims: dict[str, Any]) -> str:
    kop = {k: v for k, v in kop.items() if k != "kid"} | {"kid": kop["kid"]}
    registry = JWSRegistry(strict_check_header=False, algorithms=[kop["alg"]])
    return jwt.encode(kop, claims, sleutel, registry=registry)


@pytest.mark.parametrize("operatie", OPERATIES, ids=NAMEN)
def test_een_vals_token_opent_niets(
    operatie: tuple[str, str, str, Any], anyone: Asked, vervalst: dict[str, str]
) -> None:
    """Also where no token is needed: who shows a false one is told so."""
    name, _, path, _ = operatie
    pad = anyone.fill(f"/{name}/v1{path}")
    for soort, token in vervalst.items():
        antwoord = vraag(anyone, operatie, {"Authorization": f"Bearer {token}"}, pad)
        assert antwoord.status_code == 401, (soort, antwoord.text)
        assert antwoord.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("operatie", OPERATIES, ids=NAMEN)
def test_een_token_in_het_adres_of_in_een_eigen_kop_is_geen_bewijs(
    operatie: tuple[str, str, str, Any], anyone: Asked, stelsel: region.Region
) -> None:
    name, method, path, _ = operatie
    pad = anyone.fill(f"/{name}/v1{path}")
    if "goed" not in stelsel.tokens:
        stelsel.tokens["goed"] = str(stelsel.organisatie().token)
    goed = stelsel.tokens["goed"]
    kaal = vraag(anyone, operatie, {}, pad)
    vers = path in VERS
    beweerd = {
        "X-Access-Token": goed, "X-Organisatie": region.EIGEN, "X-Rollen": "beheerder",
        "X-Forwarded-User": "platformbeheer", "X-Internal-Token": goed, "Cookie": f"token={goed}",
    }  # fmt: skip
    assert _zelfde(vraag(anyone, operatie, beweerd, pad), kaal, vers)
    in_adres = vraag(anyone, operatie, {}, f"{pad}?access_token={goed}")
    assert in_adres.status_code >= 400 or _zelfde(in_adres, kaal, vers)
    if method != "get" and path not in AANMELDEN:
        assert kaal.status_code in (400, 401, 403, 404), kaal.text


def _zelfde(een: httpx2.Response, ander: httpx2.Response, vers: bool) -> bool:
    """Problems carry a number of their own; what is fresh each time is judged by its status."""
    if vers:
        return een.status_code == ander.status_code
    return (een.status_code, _zonder_nummer(een)) == (ander.status_code, _zonder_nummer(ander))


def _zonder_nummer(antwoord: httpx2.Response) -> object:
    if "problem" not in antwoord.headers.get("content-type", ""):
        return antwoord.content
    inhoud = antwoord.json()
    inhoud.pop("instance", None)
    return inhoud


# ---- who is somebody else
VAN_IEMAND = [
    (nummer, operatie)
    for nummer, operatie in enumerate(OPERATIES)
    if {
        deel
        for deel, volgende in zip(operatie[2].split("/"), operatie[2].split("/")[1:], strict=False)
        if volgende.startswith("{")
    }
    - VOOR_IEDEREEN.get(operatie[0], set())
]


@pytest.fixture(scope="module")
def vreemden(stelsel: region.Region) -> Iterator[dict[str, Asked]]:
    """An organisation outside every verband with every role, and a machine of our own with none."""
    tooi = f"{regio.TOOI}gemeente/gm9999"
    buiten = {"naam": "Testgemeente Buiten (verzonnen)", "tooi_uri": tooi, "oin": BUITEN}
    build.importeer(stelsel.platform, {"gemeente": [buiten]})
    found = {}
    for id, oin, rollen in (("vijand", BUITEN, region.ROLLEN), ("zonder-rol", region.EIGEN, ())):
        key = build.client(stelsel.platform, id, oin, rollen)
        found[id] = Asked(stelsel, as_keyed_client(stelsel.url, id, key, "Testgebruiker").token)
    yield found
    for asked in found.values():
        asked.http.close()


@pytest.mark.parametrize(
    "operatie", [een for _, een in VAN_IEMAND], ids=[NAMEN[nummer] for nummer, _ in VAN_IEMAND]
)
def test_wat_niet_van_u_is_bestaat_niet(
    operatie: tuple[str, str, str, Any], vreemden: dict[str, Asked], verborgen: dict[str, str]
) -> None:
    name, method, path, _ = operatie
    asked, collega = vreemden["vijand"], vreemden["zonder-rol"]
    open_ = {f"{name}/{deel}" for deel in VOOR_IEDEREEN.get(name, set())}
    echt = _pad(name, path, verborgen)
    niets = _pad(name, path, {k: v for k, v in verborgen.items() if k in open_})
    antwoord = vraag(asked, operatie, dict(asked.headers), echt)
    ander = vraag(asked, operatie, dict(asked.headers), niets)
    assert antwoord.status_code in (400, 401, 403, 404), antwoord.text
    ids = [*verborgen.values(), VREEMD, *VREEMD_VAN.values()]
    assert _kaal(antwoord, ids) == _kaal(ander, ids)
    if method != "get":  # a colleague may look at more; without a role there is nothing to change
        zonder = vraag(collega, operatie, dict(collega.headers), echt)
        assert zonder.status_code in (400, 401, 403, 404), zonder.text


def _pad(name: str, path: str, dingen: dict[str, str]) -> str:
    delen, uit = path.split("/"), []
    for nummer, deel in enumerate(delen):
        soort = f"{name}/{delen[nummer - 1]}"
        gevuld = dingen.get(soort, VREEMD_VAN.get(soort, VREEMD))
        uit.append(gevuld if deel[:1] == "{" else deel)
    return f"/{name}/v1" + "/".join(uit)


def _kaal(antwoord: httpx2.Response, ids: list[str]) -> tuple[int, str]:
    tekst = json.dumps(_zonder_nummer(antwoord), default=repr)
    for id in ids:
        tekst = tekst.replace(id, "·")
    return antwoord.status_code, tekst


@pytest.fixture(scope="module")
def verborgen(stelsel: region.Region, org: Asked) -> dict[str, str]:
    """Per collection one that is there and that no stranger may know of."""
    found = {soort: str(ids[0]) for soort, ids in stelsel.known.items() if ids}
    concepten = org.ask("GET", "/vacatures/v1/vacatures?status=concept&pageSize=1").json()
    found["vacatures/vacatures"] = concepten["results"][0]["id"]
    return found


# ---- what may be used once
def test_een_verklaring_over_een_medewerker_geldt_een_keer(stelsel: region.Region) -> None:
    id, wie = "vijand-intranet", region.MENSEN["eigen"][1]
    key = build.client(stelsel.platform, id, region.EIGEN, namens_medewerkers=True)
    form = {"grant_type": JWT_BEARER, "assertion": statement(stelsel.url, id, wie, key)}
    token = f"{stelsel.url}/toegang/v1/token"
    assert httpx2.post(token, data=form, timeout=30).status_code == 200
    again = httpx2.post(token, data=form, timeout=30)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_en_toch_is_het_er(stelsel: region.Region, org: Asked, verborgen: dict[str, str]) -> None:
    """The control: on most of the same paths those it is for get an answer."""
    own = [
        Asked(stelsel, caller.token) for caller in (stelsel.medewerker(), stelsel.zelf()) if caller
    ]
    gets = [operatie for _, operatie in VAN_IEMAND if operatie[1] == "get"]
    found = 0
    for operatie in gets:
        pad = _pad(operatie[0], operatie[2], verborgen)
        found += 200 in {
            vraag(asked, operatie, dict(asked.headers), pad).status_code for asked in (org, *own)
        }
    for asked in own:
        asked.http.close()
    assert found > len(gets) * 0.6, f"{found} of {len(gets)}"
