"""A running system with something in it: who may call it, and what there is to find."""

import email
import email.policy
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from deploy import demo, secret_files
from deploy.client import Gateway, as_client, as_keyed_client
from deploy.demo import build, regio
from deploy.demo import pool as demo_pool
from deploy.system import system
from tests.conform.export import APIS
from tests.vacatures.document import bestanden

# A fuzzer asks more than a person; the limit itself has tests of its own.
FAST = {
    "RATE_LIMIT": "1000000/minute",
    "RATE_LIMIT_ANONIEM": "1000000/minute",
    "RATE_LIMIT_INLOG": "1000000/minute",
}
# A browser's page that may read the API; every other origin may not.
ORIGIN = "https://intranet.example.org"
ROLLEN = ("recruiter", "hr_adviseur", "leidinggevende", "makelaar", "beheerder", "secretaris")
CLIENT, PROEF = "conform", "conform-proef"
EIGEN, PARTNER = regio.EINDHOVEN, regio.VELDHOVEN
MENSEN = {"eigen": (EIGEN, "demo-001"), "partner": (PARTNER, "demo-002")}
WISBAAR = "demo-003@example.org"
BUITEN = "buiten@example.org"


@dataclass(frozen=True, slots=True)
class Region:
    """The demo region, and one thing at least of every kind that the APIs know."""

    platform: Gateway
    known: dict[str, Sequence[str | int]]  # ids per API and collection: "pool/leden"
    mail: Path | None = None  # where its mail lands, when that can be read from here
    tokens: dict[str, str] = field(default_factory=dict)  # of own logins

    @property
    def url(self) -> str:
        return self.platform.url

    def organisatie(self) -> Gateway:
        """A machine of Eindhoven with every role that an organisation can give; fresh token."""
        key = build.client(self.platform, CLIENT, EIGEN, ROLLEN)
        return as_keyed_client(self.url, CLIENT, key, "Testgebruiker")

    def medewerker(self, wie: str = "eigen") -> Gateway:
        return build.medewerker(self.platform, *MENSEN[wie])

    def zelf(self) -> Gateway | None:
        """The employee of Eindhoven by the own login; None: there is no mail to find a link in."""
        if self.mail is None:
            return None
        if "zelf" not in self.tokens:
            self.tokens["zelf"] = inloggen(self.url, self.mail, f"{MENSEN['eigen'][1]}@example.org")
        return Gateway(self.url, self.tokens["zelf"])

    def buitenstaander(self) -> Gateway | None:
        """Somebody who works for no organisation, by the own login."""
        if self.mail is None:
            return None
        if "buiten" not in self.tokens:
            wie = {"naam": "Testpersoon Buiten (verzonnen)", "email": BUITEN}
            Gateway(self.url).post("/toegang/v1/kandidaten", wie)
            self.tokens["buiten"] = inloggen(self.url, self.mail, BUITEN, vraag=False)
        return Gateway(self.url, self.tokens["buiten"])

    def poollid(self) -> Gateway | None:
        """The person of the first known inzet, by the own login."""
        return Gateway(self.url, self.tokens["poollid"]) if "poollid" in self.tokens else None

    def wisbaar(self) -> str | None:
        """The own login of somebody who may erase everything: nothing else needs this person."""
        if self.mail is None:
            return None
        if "wisbaar" not in self.tokens:
            self.tokens["wisbaar"] = inloggen(self.url, self.mail, WISBAAR)
        return self.tokens["wisbaar"]

    def thuis(self) -> Gateway:
        """A machine of whoever employs the person of the first known inzet."""
        inzet = self.organisatie().get(f"/pool/v1/inzetten/{self.known['pool/inzetten'][0]}")
        return build.makelaar(self.platform, inzet["thuisorganisatie"])


def inloggen(url: str, mail: Path, adres: str, *, vraag: bool = True) -> str:
    """An access token for who reads the mail of this address; no `vraag`: a link is on its way."""
    if vraag:
        Gateway(url).post("/toegang/v1/inloglinks", {"email": adres})
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for file in mail.glob("*.eml"):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            links = re.findall(r"/mijn#(\S+)", message.get_content())
            if message["To"] == adres and links:
                grant = "urn:doorstroom:grant-type:inloglink"
                form = {"grant_type": grant, "inloglink": links[-1]}
                answer = httpx2.post(f"{url}/toegang/v1/token", data=form, timeout=30)
                return str(answer.raise_for_status().json()["access_token"])
        time.sleep(0.5)
    raise AssertionError("no mail with a link came within a minute")


@contextmanager
def running() -> Iterator[tuple[str, str, Path | None]]:
    """Address, secret and mail of the system at DOORSTROOM_URL, or of one started here (test)."""
    if url := os.environ.get("DOORSTROOM_URL"):
        yield url, Path(os.environ["DOORSTROOM_GEHEIM_BESTAND"]).read_text().strip(), None
        return
    settings = {f"{s.upper()}_{name}": value for s in APIS for name, value in FAST.items()}
    settings["GATEWAY_ORIGINS"] = json.dumps([ORIGIN])
    with tempfile.TemporaryDirectory(prefix="doorstroom-conform-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        with system(home, modus="test", settings=settings) as addresses:
            secret = secret_files.read(addresses.secrets, secret_files.BEHEER)
            yield addresses.gateway, secret, home / "mail"


def fill(url: str, secret: str, mail: Path | None = None) -> Region:
    """Load the demo region, let its main job run once, and leave some of it to be done."""
    with tempfile.TemporaryDirectory() as folder:
        demo.load(url, secret, folder=Path(folder))
    region = Region(as_client(url, "platformbeheer", secret, "Testbeheerder"), {}, mail)
    org = region.organisatie()
    _deelname(region, org)
    _vacatures(region, org)
    _wensen(region)
    _verwijzingen(region, org)
    _werving(region, org)
    _teksten(region, org)
    _documenten(region, org)
    _pool(region, org)
    _notificaties(region, org)
    build.client(region.platform, PROEF, EIGEN, ("recruiter",))
    keys = region.platform.get(f"/toegang/v1/clients/{PROEF}/sleutels")["results"]
    region.known.update({"toegang/clients": [PROEF], "toegang/sleutels": [k["id"] for k in keys]})
    _toegang(region)
    return region


def _toegang(region: Region) -> None:
    """Issuers that the platform has not allowed, and an API token of a client."""
    base = "/toegang/v1"
    uitgevers = region.platform.everything(f"{base}/uitgevers")
    if not uitgevers:
        body = {
            "naam": "Eigen inlog (verzonnen)",
            "organisatie": EIGEN,
            "publiek": ["urn:doorstroom"],
            "clients": [{"id": "intranet"}],
        }
        issuers = [f"https://login{number}.example.org" for number in range(6)]
        uitgevers = [
            region.platform.post(f"{base}/uitgevers", body | {"issuer": one}) for one in issuers
        ]
    tokens = f"{base}/clients/{PROEF}/tokens"
    verloopt = datetime.now(UTC) + timedelta(days=300)
    region.platform.post(tokens, {"naam": "proef", "verlooptOp": verloopt.isoformat()})
    region.known.update(
        {
            "toegang/uitgevers": [een["id"] for een in uitgevers],
            "toegang/tokens": [t["id"] for t in region.platform.get(tokens)["results"]],
        }
    )


def _documenten(region: Region, org: Gateway) -> None:
    """A document with an application that the employer's own system takes over; mail on its way."""
    base, person = "/vacatures/v1", region.medewerker()
    lopend = ("ingediend", "in_behandeling")
    own = [s["id"] for s in person.everything(f"{base}/sollicitaties") if s["status"] in lopend]
    path = f"{base}/sollicitaties/{own[0]}/documenten"
    if not person.everything(path):
        data = bestanden.pdf("Verzonnen voorbeeld")
        body = {"bestandsnaam": "cv.pdf", "mediaType": "application/pdf", "grootte": len(data)}
        made = person.post(path, body)["id"]
        bearer = f"Bearer {person.token}"
        headers = {"Authorization": bearer, "Content-Type": "application/octet-stream"}
        url = f"{region.url}{path}/{made}/inhoud"
        httpx2.put(url, content=data, headers=headers, timeout=60).raise_for_status()
    known = [id for id in region.known["vacatures/sollicitaties"] if id != own[0]]
    org.get(f"{base}/overdrachten/{own[0]}")
    region.known.update(
        {
            "vacatures/sollicitaties": [own[0], *known],  # first: its document belongs to it
            "vacatures/documenten": [d["id"] for d in person.everything(path)],
            "vacatures/overdrachten": [own[0], *known],
            "deelname/berichten": _ids(org, "/deelname/v1/berichten"),
        }
    )


def _ids(caller: Gateway, path: str) -> list[str]:
    return [thing["id"] for thing in caller.everything(path)]


def _own_first(caller: Gateway, path: str, owner: str) -> list[str]:
    """The ids of what the caller may change before those that it may only see."""
    found = caller.everything(path)
    return [thing["id"] for thing in sorted(found, key=lambda thing: thing[owner] != EIGEN)]


def _vacatures(region: Region, org: Gateway) -> None:
    base = "/vacatures/v1"
    open_to_all = {v["kenmerk"]: v["id"] for v in org.everything(f"{base}/vacatures")}["DEMO-003"]
    for wie in MENSEN:
        person = region.medewerker(wie)
        if not person.everything(f"{base}/sollicitaties"):
            person.post(f"{base}/vacatures/{open_to_all}/sollicitaties", {"motivatie": "Graag."})
    items = [
        regio.VACATURES[0] | {"kenmerk": f"CONFORM-{n}", "titel": f"Proef {n} (verzonnen)"}
        for n in range(8)
    ]
    delivered = org.post(f"{base}/aanleveringen", {"items": items})
    region.known.update(
        {
            "vacatures/vacatures": _own_first(org, f"{base}/vacatures", "werkgever"),
            "vacatures/sollicitaties": _ids(org, f"{base}/vacatures/{open_to_all}/sollicitaties"),
            "vacatures/aanleveringen": [delivered["id"]],
            "vacatures/aangeleverde-vacatures": [item["kenmerk"] for item in items],
        }
    )
    _procedure(region, org)
    _deling(region, org)


def _deling(region: Region, org: Gateway) -> None:
    """A function that two employers share: one proposal that waits, one that is open."""
    base, partner = "/vacatures/v1", build.ats(region.platform, PARTNER)
    if not org.everything(f"{base}/functiedelingen"):
        item = regio.VACATURES[0] | {"titel": "Gedeelde functie (verzonnen)", "uren": "36"}
        items = [item | {"kenmerk": f"CONFORM-D{n}"} for n in range(2)]
        made = org.post(f"{base}/aanleveringen", {"items": items})["resultaten"]
        delen = [{"werkgever": oin, "uren": 18} for oin in (EIGEN, PARTNER)]
        voorstel = {"vorm": "aparte_contracten", "kostensleutel": "uren", "delen": delen}
        for line in made:
            org.post(f"{base}/vacatures/{line['vacatureId']}/functiedeling", voorstel)
        opened = f"{base}/vacatures/{made[0]['vacatureId']}"
        for caller, oin in ((org, EIGEN), (partner, PARTNER)):
            deling = caller.get(f"{opened}/functiedeling")
            [deel] = [d["id"] for d in deling["delen"] if d["werkgever"] == oin]
            path = f"{opened}/functiedeling/delen/{deel}/statuswijzigingen"
            caller.post(path, {"naar": "aanvaard"})
        over = [{"fase": f, "werkdagen": 0, "reden": "Proef."} for f in ("intern", "partners")]
        opening = {"verbanden": [_verband(region)], "fasewijzigingen": over}
        org.post(f"{opened}/openstelling", opening)
        region.medewerker("partner").post(f"{opened}/sollicitaties", {})
    shared = org.everything(f"{base}/functiedelingen")
    earlier = region.known["vacatures/vacatures"]
    region.known.update(
        {
            "vacatures/vacatures": [*(line["vacatureId"] for line in shared), *earlier],
            "vacatures/delen": [line["deel"] for line in shared],
            "vacatures/sollicitaties": [
                *region.known["vacatures/sollicitaties"],
                *(
                    id
                    for line in shared
                    for id in _ids(org, f"{base}/vacatures/{line['vacatureId']}/sollicitaties")
                ),
            ],
        }
    )


def _procedure(region: Region, org: Gateway) -> None:
    """A partner's employee who was offered a job and moves, with a step and a complaint."""
    base, person = "/vacatures/v1", region.medewerker("partner")
    if not person.everything(f"{base}/overstappen"):
        item = regio.VACATURES[0] | {"kenmerk": "CONFORM-M", "titel": "Overstap (verzonnen)"}
        delivered = org.post(f"{base}/aanleveringen", {"items": [item]})
        vacature = f"{base}/vacatures/{delivered['resultaten'][0]['vacatureId']}"
        skipped = [{"fase": "intern", "werkdagen": 0, "reden": "Proef."}]
        opening = {"verbanden": [_verband(region)], "fasewijzigingen": skipped}
        org.post(f"{vacature}/openstelling", opening)
        made = person.post(f"{vacature}/sollicitaties", {})
        own = f"{base}/sollicitaties/{made['id']}"
        org.post(f"{own}/beoordelingen", {"oordeel": "passend", "reden": "Proef."})
        for soort in ("gesprek", "assessment"):
            org.post(f"{own}/selectiestappen", {"soort": soort, "datum": "2026-12-01"})
        org.post(f"{own}/aanbiedingen", {"contractsoort": "vast", "uren": 36, "schaal": "10"})
        for over in ("beoordeling", "behandeling"):
            person.post(f"{own}/klachten", {"over": over, "tekst": "Proef."})
        person.post(f"{own}/statuswijzigingen", {"naar": "aangenomen"})
    moves = person.everything(f"{base}/overstappen")
    own = f"{base}/sollicitaties/{moves[0]['sollicitatieId']}"
    earlier = region.known["vacatures/sollicitaties"]
    region.known.update(
        {
            "vacatures/sollicitaties": [*earlier, moves[0]["sollicitatieId"]],
            "vacatures/overstappen": [move["id"] for move in moves],
            "vacatures/punten": ["vog", "eed", "pensioen", "werkplek"],
            "vacatures/aanbiedingen": _ids(person, f"{own}/aanbiedingen"),
            "vacatures/selectiestappen": _ids(person, f"{own}/selectiestappen"),
            "vacatures/klachten": _ids(person, f"{own}/klachten"),
        }
    )


def _werving(region: Region, org: Gateway) -> None:
    """Mandates that have yet to begin (they change nothing now), and a salary table."""
    base = "/vacatures/v1"
    if not _ids(org, f"{base}/mandaten"):
        for year in range(2090, 2094):
            days = {"vanDatum": f"{year}-01-01", "totDatum": f"{year}-12-31"}
            org.post(f"{base}/mandaten", {"gemachtigde": regio.MEPPEL} | days)
    rows = [{"schaal": "10", "periodiek": n, "bedrag": 330_000 + n * 15_000} for n in range(12)]
    tabel = {"cao": "proef", "geldigVanaf": "2026-01-01", "bron": "Verzonnen", "regels": rows}
    made = org.post(f"{base}/salaristabellen", tabel)
    region.known.update(
        {
            "vacatures/mandaten": _ids(org, f"{base}/mandaten"),
            "vacatures/salaristabellen": [made["id"]],
            "vacatures/werkgevers": [EIGEN, PARTNER],
        }
    )


def _teksten(region: Region, org: Gateway) -> None:
    """What a vacancy can be told with, what functions are worth, and who left."""
    base, verband = "/vacatures/v1", _verband(region)
    merk = {"naam": "Proef (verzonnen)", "tekst": "Verzonnen voorbeeld."}
    org.call("PUT", f"{base}/werkgevers/{EIGEN}/profiel", merk)
    org.call("PUT", f"{base}/verbanden/{verband}/label", merk)
    if not _ids(org, f"{base}/profielblokken"):
        for nr in range(3):
            blok = {"titel": f"Proef {nr} (verzonnen)", "tekst": "Verzonnen voorbeeld."}
            org.post(f"{base}/profielblokken", blok)
    if not _ids(org, f"{base}/functiewaarderingen"):
        waarde = {"functie": "planeconoom", "normsysteem": "eigen", "normfunctie": "Verzonnen"}
        waarde |= {"schaalMin": "10", "schaalMax": "11"}
        for jaar in range(2020, 2024):
            org.post(f"{base}/functiewaarderingen", waarde | {"geldigVanaf": f"{jaar}-01-01"})
    uitstroom = dict.fromkeys(("binnenVerband", "overheid", "bedrijfsleven", "zzp"), 6)
    uitstroom |= {"pensioen": 7, "onbekend": 0}
    org.call("PUT", f"{base}/werkgevers/{EIGEN}/uitstroomopgaven/2025", uitstroom)
    region.known.update(
        {
            "vacatures/verbanden": [verband],
            "vacatures/profielblokken": _ids(org, f"{base}/profielblokken"),
            "vacatures/functiewaarderingen": _ids(org, f"{base}/functiewaarderingen"),
            "vacatures/uitstroomopgaven": [2025],
        }
    )


def _wensen(region: Region) -> None:
    """What a person has by the own login alone: a wish that is shared, interest, a search."""
    if (zelf := region.zelf()) is None:
        return
    base = "/vacatures/v1"
    wens = {
        "naam": "Proefwens (verzonnen)",
        "eindDatum": f"{zelf.get('/toegang/v1/klok')['nu'][:4]}-12-31",
        "functies": ["planeconoom"],
        "verbanden": [_verband(region)],
        "eigenOrganisatie": True,  # what is seen first may be a vacancy of the own employer
    }
    made = zelf.post(f"{base}/loopbaanwensen", wens)["id"]
    path = f"{base}/loopbaanwensen/{made}/statuswijzigingen"
    zelf.post(path, {"naar": "gepubliceerd"})
    seen = zelf.everything(f"{base}/vacatures")[0]["id"]
    shown = zelf.post(f"{base}/vacatures/{seen}/interesses", {"wens": made})["id"]
    zelf.post(f"{base}/interesses/{shown}/berichten", {"tekst": "Proef."})
    zoek = {"naam": "Proef (verzonnen)", "frequentie": "wekelijks", "filter": {}}
    search = zelf.post(f"{base}/zoekopdrachten", zoek)["id"]
    # What is for few comes first: a stranger must not find it.
    openbaar = {een["id"] for een in Gateway(region.url).everything(f"{base}/vacatures")}
    mogelijk = sorted(_ids(zelf, f"{base}/mogelijkheden"), key=openbaar.__contains__)
    # For the own people only: who is no colleague must not find them.
    verhaal = {"soort": "profiel", "naam": "Testpersoon", "titel": "Proef", "tekst": "Verzonnen."}
    verhalen = [zelf.post(f"{base}/verhalen", verhaal)["id"] for _ in range(3)]
    zelf.post(f"{base}/verhalen/{verhalen[0]}/statuswijzigingen", {"naar": "gepubliceerd"})
    region.known.update(
        {
            "vacatures/loopbaanwensen": [made],
            "vacatures/interesses": [shown],
            "vacatures/zoekopdrachten": [search],
            "vacatures/verhalen": verhalen,
            "vacatures/mogelijkheden": mogelijk,
        }
    )


def _verwijzingen(region: Region, org: Gateway) -> None:
    """A referral that waits for the person, one to us, one to erase; consent and an objection."""
    if (zelf := region.zelf()) is None or region.mail is None:
        return
    base, login = "/vacatures/v1", f"{MENSEN['partner'][1]}@example.org"
    partner = Gateway(region.url, inloggen(region.url, region.mail, login))
    nu = datetime.fromisoformat(zelf.get("/toegang/v1/klok")["nu"])
    eind = {"eindDatum": str((nu + timedelta(days=60)).date())}
    delen = ["contact", "motivatie", "documenten", "categorie"]
    wil = {"ontvangers": [EIGEN], "gegevens": delen, "motivatie": "Proef."} | eind
    naar_ons = [partner.post(f"{base}/eigen-doorverwijzingen", wil) for _ in range(3)]
    weg = naar_ons[-1]["toestemmingId"]
    partner.post(f"{base}/toestemmingen/{weg}/statuswijzigingen", {"naar": "ingetrokken"})
    vraag = {"medewerker": zelf.get("/toegang/v1/persoon")["id"], "ontvangers": [PARTNER]}
    waits = org.post(f"{base}/doorverwijzingen", vraag | {"opVerzoekVanMedewerker": True})
    bewaar = {"doel": "langer_bewaren", "ontvangers": [EIGEN], "gegevens": ["contact"]} | eind
    consents = [zelf.post(f"{base}/toestemmingen", bewaar)["id"] for _ in range(3)]
    bezwaar = {"organisatie": EIGEN, "tekst": "Proef."}
    objections = [zelf.post(f"{base}/bezwaren", bezwaar)["id"] for _ in range(3)]
    region.known.update(
        {
            "vacatures/doorverwijzingen": [een["id"] for een in (*naar_ons[:2], waits)],
            "vacatures/toestemmingen": consents,
            "vacatures/wisverzoeken": _ids(org, f"{base}/wisverzoeken"),
            "vacatures/bezwaren": objections,
        }
    )


def _pool(region: Region, org: Gateway) -> None:
    base = "/pool/v1"
    verband = _verband(region)
    names = ("Demopool (verzonnen)", "Proefpool een (verzonnen)", "Proefpool twee (verzonnen)")
    pools = [demo_pool.flexpool(org, verband, name) for name in names]
    if not _ids(org, f"{base}/inzetten"):
        made = demo_pool.voorstel(org, pools[0])
        own = [line for line in made["regels"] if line["thuisorganisatie"] == EIGEN]
        for line in own or made["regels"]:
            decide = f"{base}/toewijzingsvoorstellen/{made['id']}/regels/{line['id']}/besluiten"
            org.post(decide, {"besluit": "bevestigd", "reden": "Proef."})
    gift = org.post(f"{base}/pools/{pools[0]}/gunningen", {"uren": 8, "reden": "Proef."})
    last = demo_pool.voorstel(org, pools[0])
    item = {"verband": verband, "titel": "Proef (verzonnen)"}
    org.post(f"{base}/behoeften", item | {"inlener": EIGEN})
    delivered = org.post(f"{base}/aanleveringen", {"items": [item]})
    region.known.update(
        {
            "pool/pools": pools,
            "pool/leden": _own_first(org, f"{base}/pools/{pools[0]}/leden", "thuisorganisatie"),
            "pool/behoeften": _own_first(org, f"{base}/behoeften", "inlener"),
            "pool/toewijzingsvoorstellen": [last["id"]],
            "pool/gunningen": [gift["id"]],
            "pool/regels": [line["id"] for line in last["regels"]],
            "pool/inzetten": _own_first(org, f"{base}/inzetten", "thuisorganisatie"),
            "pool/aanleveringen": [delivered["id"]],
        }
    )
    region.known["pool/verbanden"] = [verband]
    region.known["pool/keuzes"] = ["doelgroep", "afzender", "doelen"]
    region.known["pool/partners"] = pools[1:]
    region.known["pool/punten"] = ["toegang", "werkplek", "contactpersoon"]
    rouleert = regio.POOLLEDEN[0][3]
    roulatie = f"{base}/verbanden/{verband}/roulatiefuncties/{rouleert}"
    org.call("PUT", roulatie, {"geschikt": True})
    region.known["pool/roulatiefuncties"] = [rouleert]
    inzet = org.get(f"{base}/inzetten/{region.known['pool/inzetten'][0]}")
    region.known["pool/medewerkers"] = [inzet["medewerker"]]
    _poollid(region, org)
    if (zelf := region.zelf()) is not None:
        vraag = {"organisatie": EIGEN, "soort": "correctie", "tekst": "Proef."}
        asked = [zelf.post(f"{base}/verzoeken", vraag)["id"] for _ in range(3)]
        region.known["pool/verzoeken"] = asked
    _planning(region, org, verband, pools)
    _inhuur(region, org, verband)
    _ruil(region, org, verband)
    _vormwijzer(region, org)
    _klankbord(region, org, verband)
    _uren(region, org, verband)
    _klus(region, org, verband)
    _verrekening(region, org, verband)
    _trainees(region, org, verband)


def _klankbord(region: Region, org: Gateway, verband: str) -> None:
    """Questions of our own; with an own login from outside an expert who said yes, and a claim."""
    base = "/pool/v1"
    vraag = {"verband": verband, "soort": "technisch", "onderwerpen": ["wonen"], "tekst": "Proef."}
    region.known["pool/klankbordvragen"] = [
        org.post(f"{base}/klankbordvragen", vraag)["id"] for _ in range(4)
    ]
    if (buiten := region.buitenstaander()) is None:
        return
    wie: dict[str, Any] = {"verband": verband, "onderwerpen": ["wonen"]}
    wie |= {"soorten": ["technisch"]}
    wie |= {"ervaring": "Verzonnen.", "onafhankelijk": True}
    expert = buiten.post(f"{base}/klankbordexperts", wie)["id"]
    org.call("PUT", f"{base}/klankbordexperts/{expert}/opname", {"opgenomen": True})
    match = []
    for een in region.known["pool/klankbordvragen"][-2:]:
        pad = f"{base}/klankbordvragen/{een}/koppelingen"
        match.append(org.post(pad, {"expert": expert})["id"])
        buiten.post(f"{base}/klankbordkoppelingen/{match[-1]}/antwoord", {"ja": True})
    dag = buiten.get("/toegang/v1/klok")["nu"][:10]
    bon = {"soort": "reizen", "dag": dag, "bedragCent": 450}
    kosten = f"{base}/klankbordkoppelingen/{match[0]}/onkosten"
    region.known.update(
        {
            "pool/klankbordexperts": [expert],
            "pool/klankbordkoppelingen": match,
            "pool/klankbordonkosten": [buiten.post(kosten, bon)["id"] for _ in range(3)],
        }
    )


def _trainees(region: Region, org: Gateway, verband: str) -> None:
    """A programme of one block with a rooster that holds, and one that waits for a person."""
    base = "/pool/v1"
    begin = datetime.now(UTC).date() + timedelta(days=90)
    blok = {"van": begin.isoformat(), "tot": (begin + timedelta(days=180)).isoformat()}
    item: dict[str, Any] = {"verband": verband, "naam": "Proef", "convenant": "Proef"}
    item |= {"blokken": [blok], "plaatsen": 200, "urenPerWeek": 36}
    item["aanmeldenTot"] = (begin - timedelta(days=1)).isoformat()
    made = [org.post(f"{base}/traineeprogrammas", item)["id"] for _ in range(2)]
    for id in made:
        for oin in (EIGEN, PARTNER):
            host = {"laag": "gemeente", "ruimte": [50], "onderwerpen": ["water"]}
            org.call("PUT", f"{base}/traineeprogrammas/{id}/gastplekken/{oin}", host)
        org.post(f"{base}/traineeprogrammas/{id}/statuswijzigingen", {"naar": "open"})
    course = {"soort": "cursus", "titel": "Proef", "link": "https://example.org/cursus"}
    parts = [org.post(f"{base}/traineeprogrammas/{made[0]}/onderdelen", course) for _ in range(3)]
    people = [
        org.post(f"{base}/traineeprogrammas/{made[0]}/trainees", {"medewerker": str(uuid4())})
        for _ in range(4)
    ]
    trainees = [one["id"] for one in people]
    region.known["pool/traineementoren"] = []
    if (zelf := region.zelf()) is not None:
        offer = {"programma": made[0], "ervaring": ["water"]}
        region.known["pool/traineementoren"] = [zelf.post(f"{base}/traineementoren", offer)["id"]]
        own = zelf.post(f"{base}/traineeprogrammas/{made[0]}/aanmeldingen", {})["id"]
        trainees.insert(0, own)
    roosters = []
    for _ in range(2):
        rooster = org.post(f"{base}/traineeprogrammas/{made[0]}/roosters", {})
        deadline = time.monotonic() + 120
        while rooster["status"] == "in_berekening" and time.monotonic() < deadline:
            time.sleep(0.5)
            rooster = org.get(f"{base}/traineeroosters/{rooster['id']}")
        roosters.append(rooster["id"])
    org.post(f"{base}/traineeroosters/{roosters[0]}/vaststelling", {"reden": "Proef."})
    region.known.update(
        {
            "pool/traineeprogrammas": made,
            "pool/gastplekken": [EIGEN, PARTNER],
            "pool/blokken": [1],
            "pool/programmaonderdelen": [one["id"] for one in parts],
            "pool/trainees": trainees,
            "pool/traineeroosters": roosters,
        }
    )


def _uren(region: Region, org: Gateway, verband: str) -> None:
    """With an own login: weeks with hours for the co-operation, of which one is approved."""
    if (zelf := region.zelf()) is None:
        return
    base = "/pool/v1"
    nu = datetime.fromisoformat(zelf.get("/toegang/v1/klok")["nu"])
    weken = [f"{nu - timedelta(weeks=terug):%G-W%V}" for terug in range(1, 7)]
    staten = []
    for week in weken:
        maand = zelf.get(f"{base}/urenweken/{week}")["van"][:7]
        regel = {"soort": "samenwerking", "verband": verband, "maand": maand, "uren": 2}
        made = zelf.call("PUT", f"{base}/urenweken/{week}", {"regels": [regel], "indienen": True})
        staten += [een["urenstaat"] for een in made["regels"] if een["urenstaat"]]
    org.post(f"{base}/urenstaten/{staten[0]}/besluit", {"akkoord": True})
    region.known["pool/urenweken"] = weken
    region.known["pool/urenstaten"] = staten


def _verrekening(region: Region, org: Gateway, verband: str) -> None:
    """A month that was over is closed; the one of today is a concept."""
    base = "/pool/v1"
    nu = datetime.fromisoformat(org.get("/toegang/v1/klok")["nu"])
    over = f"{nu.replace(day=1) - timedelta(days=1):%Y-%m}"
    concept = org.get(f"{base}/verbanden/{verband}/verrekenmaanden/{over}")
    if not concept["gesloten"]:
        getal = {"controlegetal": concept["controlegetal"]}
        org.post(f"{base}/verrekeningen", {"verband": verband, "maand": over} | getal)
    region.known["pool/verrekeningen"] = [
        een["id"] for een in org.everything(f"{base}/verrekeningen")
    ]
    region.known["pool/verrekenmaanden"] = [over, f"{nu:%Y-%m}"]
    region.known["pool/organisaties"] = [EIGEN]


def _poollid(region: Region, org: Gateway) -> None:
    """The member of the first inzet by the own login, and that member first of all."""
    inzet = org.get(f"/pool/v1/inzetten/{region.known['pool/inzetten'][0]}")
    home = str(inzet["thuisorganisatie"])  # not always ours: it is whom the proposal found
    hr = org if home == EIGEN else build.ats(region.platform, home)
    people = hr.everything(f"/deelname/v1/organisaties/{home}/medewerkers")
    key = next(one["externId"] for one in people if one["id"] == inzet["medewerker"])
    leden = {id: org.get(f"/pool/v1/leden/{id}")["medewerker"] for id in region.known["pool/leden"]}
    own_first = sorted(leden, key=lambda lid: leden[lid] != inzet["medewerker"])
    region.known["pool/leden"] = own_first
    if region.mail is not None:
        region.tokens["poollid"] = inloggen(region.url, region.mail, f"{key}@example.org")


def _ruil(region: Region, org: Gateway, verband: str) -> None:
    """Free seats and a calculation; with an own login also a wish and a visit."""
    base, functie = "/pool/v1", regio.POOLLEDEN[0][3]
    begin = datetime.now(UTC).date() + timedelta(days=60)
    periode = {"van": begin.isoformat(), "tot": (begin + timedelta(days=180)).isoformat()}
    plek = {"verband": verband, "functie": functie, "niveau": "senior", "urenPerWeek": 32} | periode
    seats = [org.post(f"{base}/vrije-plekken", plek | {"titel": "Proef"})["id"] for _ in range(3)]
    region.known["pool/vrije-plekken"] = seats
    if (zelf := region.zelf()) is not None:
        kan = [{"functie": functie, "niveau": "senior"}]
        wens = plek | {"kan": kan, "zoekt": [functie], "geldigTot": periode["tot"]}
        wish = zelf.post(f"{base}/ruilwensen", wens | {"zichtbaarheid": "verband"})["id"]
        region.known["pool/ruilwensen"] = [wish]
        # A chain may end at this seat, so that there is a ring.
        org.call("PUT", f"{base}/ruilwensen/{wish}/vervanging", {"magLeeg": True})
        bezoek = {"verband": verband, "gastheer": PARTNER, "onderwerp": "Proef"}
        bezoek["datum"] = begin.isoformat()
        region.known["pool/werkbezoeken"] = [
            zelf.post(f"{base}/werkbezoeken", bezoek)["id"] for _ in range(3)
        ]
    # Of an employer where nobody of us works: that is a seat to move to.
    build.makelaar(region.platform, PARTNER).post(
        f"{base}/vrije-plekken", plek | {"titel": "Proef"}
    )
    ronde = org.post(f"{base}/ruilrondes", {"verband": verband})
    deadline = time.monotonic() + 120
    while ronde["status"] == "in_berekening" and time.monotonic() < deadline:
        time.sleep(0.5)
        ronde = org.get(f"{base}/ruilrondes/{ronde['id']}")
    region.known["pool/ruilrondes"] = [ronde["id"]]
    region.known["pool/ruilkringen"] = _ids(zelf or org, f"{base}/ruilkringen")


def _klus(region: Region, org: Gateway, verband: str) -> None:
    """Klussen of our own; with an own login also answers, a plan and a report of other work."""
    base = "/pool/v1"
    begin = datetime.now(UTC).date() + timedelta(days=60)
    klus: dict[str, Any] = {"verband": verband, "titel": "Proef (verzonnen)"}
    klus |= {"urenMin": 1, "urenMax": 36, "van": begin.isoformat()}
    klus |= {"tot": (begin + timedelta(days=90)).isoformat(), "sluitingsDatum": begin.isoformat()}
    made = [org.post(f"{base}/klussen", klus)["id"] for _ in range(4)]
    for id in made[:3]:
        step = {"naar": "open", "reden": "Proef."}
        org.post(f"{base}/klussen/{id}/statuswijzigingen", step)
    region.known["pool/klussen"] = made
    if (zelf := region.zelf()) is None:
        return
    reactie = {"motivatie": "Proef.", "urenPerWeek": 8}
    region.known["pool/klusreacties"] = [
        zelf.post(f"{base}/klussen/{id}/reacties", reactie)["id"] for id in made[:3]
    ]
    plan = {"doelUren": 8, "geldigTot": klus["tot"]}
    region.known["pool/klussenplannen"] = [zelf.post(f"{base}/klussenplannen", plan)["id"]]
    zelf.call("PUT", f"{base}/nevenwerkmelding", {"gemeld": False})


def _vormwijzer(region: Region, org: Gateway) -> None:
    """Advices that an organisation keeps."""
    base = "/pool/v1"
    vragen = org.get(f"{base}/vormwijzer")["vragen"]
    antwoorden = {vraag["code"]: vraag["antwoorden"][0]["code"] for vraag in vragen}
    vraag = {"sector": "gemeenten", "antwoorden": antwoorden}
    made = [org.post(f"{base}/vormadviezen", vraag)["id"] for _ in range(2)]
    region.known["pool/vormadviezen"] = made


def _inhuur(region: Region, org: Gateway, verband: str) -> None:
    """What an organisation hired, checked before it, read in, and wants; an inzet instead of it."""
    base, functie = "/pool/v1", regio.POOLLEDEN[0][3]
    jaar, dag = datetime.now().astimezone().year, {"van": "2026-09-01", "tot": "2026-12-31"}
    hired: dict[str, Any] = {"functie": functie, "uren": 8, "kostenCent": 80_000, **dag}
    hired |= {"vorm": "uitzenden", "leverancierSoort": "privaat_met_winst", "reden": "piek"}
    check = {"functie": functie, "urenPerWeek": 8, "verband": verband, **dag}
    goal: dict[str, Any] = {"maat": "inhuurkosten", "nulmeting": 2, "nulmetingJaar": 2025}
    goal |= {"nulmetingBron": "Proef", "streefwaarde": 1, "streefjaar": 2027}
    known = {
        "inhuurregels": ("inhuurregels", hired | {"zonderToets": "Proef."}),
        "inhuurtoetsen": ("inhuurtoetsen", check),
        "inhuurdoelen": ("inhuurdoelen", goal | {"verband": verband}),
    }
    for name, (path, body) in known.items():
        region.known[f"pool/{name}"] = [org.post(f"{base}/{path}", body)["id"] for _ in range(2)]
    entered = {"loonsomCent": 1_000_000, "bron": "Proef", "gedeeldMet": [verband]}
    org.call("PUT", f"{base}/inhuurjaren/{jaar}", entered)
    for path, amount in (
        ("eigen-formaties", {"fte": 1}),
        ("referentietarieven", {"centPerUur": 1}),
    ):
        org.call("PUT", f"{base}/{path}/{jaar}/functies/{functie}", {"bron": "Proef", **amount})
    for name in ("inhuurjaren", "eigen-formaties", "referentietarieven", "inhuurcijfers"):
        region.known[f"pool/{name}"] = [jaar, jaar - 1]
    region.known["pool/functies"] = [functie]
    own = [een["id"] for een in org.everything(f"{base}/inzetten") if een["inlener"] == EIGEN]
    region.known["pool/inhuurvervangingen"] = own or region.known["pool/inzetten"]
    head = "functie;vorm;leverancierSoort;uren;kosten;van;tot;reden\n;;;;;;;x"
    headers = {"Authorization": f"Bearer {org.token}", "Content-Type": "text/csv"}
    url = f"{region.url}{base}/inhuurinlezingen/_csv"
    files = [httpx2.post(url, content=head, headers=headers, timeout=60) for _ in range(2)]
    region.known["pool/inhuurinlezingen"] = [een.json()["id"] for een in files]


def _planning(region: Region, org: Gateway, verband: str, pools: Sequence[str]) -> None:
    """An opgave with a project, own hours, a group of two employers, a need shown elsewhere."""
    base, functie = "/pool/v1", regio.POOLLEDEN[0][3]
    name = {"naam": "Proef (verzonnen)"}
    opgave = org.post(f"{base}/opgaven", name | {"verbanden": [verband]})
    work = name | {"verband": verband, "van": "2026-09-01", "opgaveId": opgave["id"]}
    project = org.post(f"{base}/projecten", work)
    own = {"verband": verband, "functie": functie, "urenPerWeek": 36}
    hours = org.post(f"{base}/capaciteiten", own | {"van": "2026-01-01"})
    outflow = f"{base}/uitstroomverwachtingen"
    if not _ids(org, outflow):
        org.post(outflow, own | {"jaar": datetime.now().astimezone().year + 1, "aantal": 1})
    small: dict[str, Any] = {"verband": verband, "titel": "Klein (verzonnen)", "functie": functie}
    small |= {"urenMin": 8, "urenMax": 8, "zoSnelMogelijk": True, "openEinde": True}
    partner = build.makelaar(region.platform, PARTNER)
    needs = [one.post(f"{base}/behoeften", small)["id"] for one in (org, partner)]
    together = {"verband": verband, "behoeften": needs, "reden": "Proef."}
    group = org.post(f"{base}/behoeftegroepen", together)
    for one, other in (pools[:2], pools[1::-1]):
        word = {"akkoord": True, "reden": "Proef."}
        org.call("PUT", f"{base}/pools/{one}/partners/{other}", word)
    shown = {"vanPool": pools[0], "naarPool": pools[1]}
    forwarded = org.post(f"{base}/behoeften/{needs[0]}/doorzendingen", shown)
    region.known.update(
        {
            "pool/opgaven": [opgave["id"]],
            "pool/projecten": [project["id"]],
            "pool/capaciteiten": [hours["id"]],
            "pool/uitstroomverwachtingen": _ids(org, outflow),
            "pool/behoeftegroepen": [group["id"]],
            "pool/doorzendingen": [forwarded["id"]],
        }
    )


def _verband(region: Region) -> str:
    found = region.platform.everything("/deelname/v1/verbanden")
    return next(str(verband["id"]) for verband in found if verband["naam"] == regio.VERBAND)


def _notificaties(region: Region, org: Gateway) -> None:
    """Subscriptions of a receiver that is not there, two with a test under way."""
    base, made = "/notificaties/v1/abonnementen", []
    for number in range(4):
        body = {"naam": f"Conform {number}", "callbackUrl": f"https://a{number}.example.org/hook"}
        made.append(org.post(base, body)["id"])
    proeven = [org.post(f"{base}/{id}/proefberichten", {})["id"] for id in made[:2]]
    known = {"notificaties/abonnementen": made, "notificaties/afleveringen": proeven}
    region.known.update(known)


def _deelname(region: Region, org: Gateway) -> None:
    base = "/deelname/v1"
    verband = _verband(region)
    for number in range(3):
        build.persoon(org, EIGEN, f"conform-{number}", f"Testpersoon Conform {number}")
    rows = {"soort": "gemeente", "rijen": regio.rijen()["gemeente"][:1]}
    imported = region.platform.post(f"{base}/organisatie-importen", rows)
    region.known.update(
        {
            "deelname/verbanden": [verband],
            "deelname/organisaties": [EIGEN, PARTNER, regio.MEPPEL],
            "deelname/medewerkers": _ids(org, f"{base}/organisaties/{EIGEN}/medewerkers"),
            "deelname/leden": _ids(org, f"{base}/verbanden/{verband}/leden"),
            "deelname/organisatie-importen": [imported["id"]],
            "deelname/gegevensafspraken": [1],
        }
    )
    _besluiten(region, org, verband)


def _besluiten(region: Region, org: Gateway, verband: str) -> None:
    """Who joins and leaves, in a verband of its own; portals and contacts in the one of all."""
    base = "/deelname/v1"
    klein = build.verband(region.platform, "Conformtweetal", [EIGEN, PARTNER], "2026-01-01")
    vraag = {"verband": klein, "organisatie": regio.HELMOND, "van": "2027-01-01"}
    toetreding = region.platform.post(f"{base}/toetredingen", vraag)["id"]
    weg = org.post(f"{base}/uittredingen", {"verband": klein, "tot": "2026-12-31"})["id"]
    portaal = {"soort": "portaal", "naam": "Conform", "webadres": "https://example.org/portaal"}
    portalen = [org.post(f"{base}/verbanden/{verband}/portalen", portaal)["id"] for _ in range(2)]
    versies = f"{base}/verbanden/{verband}/convenanten"
    concept = region.platform.post(versies, {"pool": regio.POOLKEUZES})["versie"]
    org.call("PUT", f"{versies}/{concept}/stemmen/{EIGEN}", {"akkoord": False})
    contact = {"naam": "Team Conform (verzonnen)", "email": "conform@example.org"}
    pad = f"{base}/organisaties/{EIGEN}/wervingscontacten"
    region.known.update(
        {
            "deelname/toetredingen": [toetreding],
            "deelname/uittredingen": [weg],
            "deelname/portalen": portalen,
            "deelname/convenanten": [1, concept],
            "deelname/wervingscontacten": [org.post(pad, contact)["id"] for _ in range(2)],
            "deelname/stemmen": [EIGEN, PARTNER],
        }
    )
