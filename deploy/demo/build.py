"""Building blocks of a region, through the gateway's own API; each may be repeated."""

from collections.abc import Iterable, Mapping
from typing import Any

from joserfc.jwk import OKPKey

from deploy.client import Gateway, as_keyed_client, as_medewerker, public_jwk

DEELNAME, TOEGANG = "/deelname/v1", "/toegang/v1"
# What an organisation's own machines do for it, as roles of one client each.
ATS = ("recruiter", "hr_adviseur")
POOL = ("makelaar", "hr_adviseur")


def importeer(platform: Gateway, rijen: Mapping[str, list[dict[str, str]]]) -> dict[str, int]:
    """Bring organisations into the register, per soort. Returns the count per outcome."""
    counts: dict[str, int] = {}
    for soort, rows in rijen.items():
        for start in range(0, len(rows), 500):
            body = {"soort": soort, "rijen": rows[start : start + 500]}
            report = platform.post(f"{DEELNAME}/organisatie-importen", body)
            for outcome in ("toegevoegd", "gewijzigd", "ongewijzigd", "geweigerd"):
                counts[outcome] = counts.get(outcome, 0) + report[outcome]
    return counts


def client(
    platform: Gateway,
    id: str,
    organisatie: str | None,
    rollen: Iterable[str] = (),
    namens_medewerkers: bool = False,
) -> OKPKey:
    """A client with a fresh key; keys that it had before are withdrawn."""
    key = OKPKey.generate_key("Ed25519")
    if platform.send("GET", f"{TOEGANG}/clients/{id}").status_code == 404:
        body = {
            "id": id,
            "naam": f"Demo {id}",
            "organisatie": organisatie,
            "rollen": list(rollen),
            "namensMedewerkers": namens_medewerkers,
        }
        platform.post(f"{TOEGANG}/clients", body)
    for old in platform.get(f"{TOEGANG}/clients/{id}/sleutels")["results"]:
        platform.call("DELETE", f"{TOEGANG}/clients/{id}/sleutels/{old['id']}")
    platform.post(f"{TOEGANG}/clients/{id}/sleutels", {"jwk": public_jwk(key)})
    return key


def ats(platform: Gateway, oin: str, gebruiker: str = "Testrecruiter") -> Gateway:
    """The recruitment system of an organisation, acting for a named test user."""
    key = client(platform, f"ats-{oin}", oin, ATS)
    return as_keyed_client(platform.url, f"ats-{oin}", key, gebruiker)


def makelaar(platform: Gateway, oin: str, gebruiker: str = "Testmakelaar") -> Gateway:
    """The pool desk of an organisation, acting for a named test user."""
    key = client(platform, f"pool-{oin}", oin, POOL)
    return as_keyed_client(platform.url, f"pool-{oin}", key, gebruiker)


def medewerker(platform: Gateway, oin: str, extern_id: str) -> Gateway:
    """An employee, through the intranet of the own organisation."""
    key = client(platform, f"intranet-{oin}", oin, namens_medewerkers=True)
    return as_medewerker(platform.url, f"intranet-{oin}", key, extern_id)


def persoon(hr: Gateway, oin: str, extern_id: str, naam: str, **feiten: Any) -> str:
    """The pseudonym of a synthetic employee, recorded by the own HR."""
    path = f"{DEELNAME}/organisaties/{oin}/medewerkers"
    found = hr.post(f"{path}/_zoek", {"externIds": [extern_id]})["results"]
    if found:
        return str(found[0]["id"])
    email = f"{extern_id}@example.org"
    body = {"externId": extern_id, "naam": naam, "email": email, "synthetisch": True}
    return str(hr.post(path, body | feiten)["id"])


def verband(platform: Gateway, naam: str, leden: Iterable[str], vanaf: str) -> str:
    """A verband with these members since `vanaf` (a day), found by its name or made."""
    known = {v["naam"]: v["id"] for v in platform.everything(f"{DEELNAME}/verbanden")}
    id = known.get(naam)
    if id is None:
        body = {"naam": naam, "status": "convenant", "beginDatum": vanaf}
        id = platform.post(f"{DEELNAME}/verbanden", body)["id"]
    path = f"{DEELNAME}/verbanden/{id}/leden"
    present = {lid["organisatie"] for lid in platform.everything(path)}
    for oin in leden:
        if oin not in present:
            platform.post(path, {"organisatie": oin, "van": vanaf, "orInstemmingOp": vanaf})
    afspraken = f"{DEELNAME}/verbanden/{id}/gegevensafspraken"
    if not platform.get(afspraken)["results"]:
        titel = "Afspraak over het delen van persoonsgegevens (verzonnen)"
        platform.post(afspraken, {"titel": titel, "geslotenOp": vanaf})
    return str(id)


def convenant(platform: Gateway, verband: str, **afspraken: Any) -> int:
    """The version of the convenant that is in force; a first one is made and starts today."""
    path = f"{DEELNAME}/verbanden/{verband}/convenanten"
    in_force = [c["versie"] for c in platform.everything(path) if c["status"] == "van_kracht"]
    if in_force:
        return int(max(in_force))
    versie = platform.post(path, afspraken)["versie"]
    platform.post(f"{path}/{versie}/inwerkingtredingen", {})
    return int(versie)
