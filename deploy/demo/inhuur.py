"""Hires of two employers of the demo, with pay, own fte, what an hour costs, and goals."""

from typing import Any

from deploy.client import Gateway
from deploy.demo import build, regio

BASE = "/pool/v1"
PER_EMPLOYER = 6  # enough that a partner sees their sum
LOON = {regio.EINDHOVEN: 18_500_000_000, regio.VELDHOVEN: 3_200_000_000}
BRON = "Verzonnen voorbeeld"


def fill(platform: Gateway, makelaar: Gateway, verband: str) -> None:
    """Once: a second time the rows are there."""
    jaar = int(str(platform.get("/toegang/v1/klok")["nu"])[:4]) - 1
    for oin, loonsom in LOON.items():
        hr = makelaar if oin == regio.EINDHOVEN else build.makelaar(platform, oin)
        if hr.get(f"{BASE}/inhuurregels?pageSize=1&jaar={jaar}")["results"]:
            continue
        for nummer in range(PER_EMPLOYER):
            hr.post(f"{BASE}/inhuurregels", regel(jaar, nummer))
        year = {"loonsomCent": loonsom, "bron": BRON, "gedeeldMet": [verband]}
        hr.call("PUT", f"{BASE}/inhuurjaren/{jaar}", year)
        for functie in functies():
            where = f"{jaar}/functies/{functie}"
            hr.call("PUT", f"{BASE}/eigen-formaties/{where}", {"fte": 4.5, "bron": BRON})
            rate = {"centPerUur": 10_500, "bron": BRON}
            hr.call("PUT", f"{BASE}/referentietarieven/{where}", rate)
        hr.post(f"{BASE}/inhuurdoelen", doel(jaar))


def functies() -> list[str]:
    """Two functions of the catalogue that the pool has people for."""
    return sorted({lid[3] for lid in regio.POOLLEDEN})[:2]


def regel(jaar: int, nummer: int) -> dict[str, Any]:
    """A hire of nobody: a function, hours and cost."""
    vorm = ("commerciele_detachering", "zzp", "uitzenden")[nummer % 3]
    return {
        "kenmerk": f"Verzonnen {nummer + 1}",
        "functie": functies()[nummer % 2],
        "vorm": vorm,
        "leverancierSoort": "privaat_met_winst",
        "uren": 400 + 50 * nummer,
        "kostenCent": 4_400_000 + 550_000 * nummer,
        "van": f"{jaar}-{nummer % 4 * 3 + 1:02}-01",
        "tot": f"{jaar}-12-31",
        "reden": ("vacature", "deskundigheid")[nummer % 2],
        "zonderToets": "Van voor de inhuurtoets er was (verzonnen).",
    }


def doel(jaar: int) -> dict[str, Any]:
    """A smaller share of pay in three years."""
    return {
        "maat": "inhuur_van_loonsom",
        "nulmeting": 1700,
        "nulmetingJaar": jaar - 1,
        "nulmetingBron": BRON,
        "streefwaarde": 1200,
        "streefjaar": jaar + 3,
        "toelichting": "Verzonnen voorbeeld.",
    }
