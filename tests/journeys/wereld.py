"""What a journey runs on: the committed demo region, or the real files when they are there."""

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.demo import regio

EINDHOVEN = regio.EINDHOVEN
# Employers of real vacancies that stand in none of the three registers: hand-made rows, test OINs.
BUITEN_REGISTER = {
    "Autoriteit Persoonsgegevens": ("zbo", "00000099000000065000"),
    "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties": ("rijk", "00000099000000066000"),
}


# The verband of the real journey: employers of vacancies and of hiring assignments.
LEDEN = (
    "Eindhoven",
    "Hilversum",
    "Rijswijk",
    "Sliedrecht",
    "Wormerland",
    "Meppel",
    "Apeldoorn",
    "Houten",
    "Westland",
    "Zoetermeer",
    "Rotterdam",
    "Huizen",
    "Heemstede",
    "Hardenberg",
)


@dataclass(slots=True)
class Wereld:
    """Input of one journey. Organisations are OINs."""

    naam: str
    register: dict[str, list[dict[str, str]]]
    verband: list[str]  # fifteen: fourteen gemeenten and a waterschap
    tweetal: list[str]
    eigen: str
    partner: str
    buiten: str  # an organisation outside the verband
    jobpostings: list[dict[str, Any]]  # of `eigen`
    feiten: dict[str, list[dict[str, Any]]]  # vacancies as facts per employer
    inhuur: dict[str, list[dict[str, Any]]]  # hiring assignments as facts per organisation
    map: Path | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def demo() -> Wereld:
    """The demo region; its vacancies have the shapes of the real ones and say they are made up."""
    postings = [
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": f"Voorbeeldfunctie {number} (verzonnen)",
            "url": f"https://example.org/vacature/{number}",
            "hiringOrganization": {
                "@type": "GovernmentOrganization",
                "name": "Gemeente Eindhoven",
                "identifier": f"{regio.TOOI}gemeente/gm0772",
            },
            "jobLocation": {
                "@type": "Place",
                "address": {"@type": "PostalAddress", "addressLocality": "Eindhoven"},
            },
            "workHours": "32-36 uur per week" if number % 4 else "<24 uur per week",
            "educationRequirements": ("MBO", "HBO", "WO")[number % 3],
            "validThrough": "2026-09-30",
            "baseSalary": {
                "@type": "MonetaryAmount",
                "currency": "EUR",
                "value": {
                    "@type": "QuantitativeValue",
                    "minValue": 3500,
                    "maxValue": 5000,
                    "unitText": "MONTH",
                },
            },
        }
        for number in range(1, 8)
    ]
    feiten = {
        regio.HELMOND: [{"kenmerk": "H-1", "titel": "Voorbeeldadviseur (verzonnen)", "uren": "36"}],
        regio.EINDHOVEN: [_as_feit(posting) for posting in postings],
    }
    inhuur = {
        regio.HELMOND: [
            _behoefte("D-1", "Vergunningverlener", "vergunningverlener", "32", "2026-10-01"),
            _behoefte("D-2", "Projectleider (zonder uren)", "projectleider", None, None),
        ],
        regio.VELDHOVEN: [
            _behoefte("D-3", "Planeconoom", "planeconoom", "8-16", "2026-10-01"),
        ],
    }
    return Wereld(
        naam="demo",
        register=regio.rijen(),
        verband=regio.LEDEN,
        tweetal=regio.TWEETAL,
        eigen=regio.EINDHOVEN,
        partner=regio.VELDHOVEN,
        buiten=regio.MEPPEL,
        jobpostings=postings,
        feiten=feiten,
        inhuur=inhuur,
    )


def echt(folder: Path) -> Wereld:
    """The real registers, 30 vacancies and hiring assignments of 2026, read where they stand."""
    register = {
        soort: _rows(folder / "organisaties" / name)
        for soort, name in (
            ("gemeente", "gemeenten_2026.csv"),
            ("provincie", "provincies.csv"),
            ("waterschap", "waterschappen.csv"),
        )
    }
    oin = {row["tooi_uri"]: row["oin"] for rows in register.values() for row in rows}
    so = _rows(folder / "organisaties" / "samenwerkingsorganen.csv")
    bel = [row for row in so if row["naam"] == "BEL Combinatie"]
    register["gemeenschappelijke_regeling"] = bel
    oin |= {row["tooi_uri"]: row["oin"] for row in bel}
    for naam, (soort, number) in BUITEN_REGISTER.items():
        tooi = f"{regio.TOOI}oorg/test{number[-6:-3]}"
        register[soort] = [{"naam": naam, "oin": number, "tooi_uri": tooi}]
        oin[naam] = number
    rows = _rows(folder / "vacatures" / "vacatures_feiten.csv")
    feiten: dict[str, list[dict[str, Any]]] = {}
    inhuur: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        employer = oin.get(row["organisatie_tooi"]) or oin.get(row["organisatie"])
        target = feiten if row["soort"] == "vacature" else inhuur
        if employer:
            target.setdefault(employer, []).append(
                _vacature(row) if target is feiten else _inhuur(row)
            )
    names = {row["naam"]: row["oin"] for rows in register.values() for row in rows}
    leden = [names[f"Gemeente {naam}"] for naam in LEDEN]
    leden.append(next(oin for naam, oin in names.items() if "Hollandse Delta" in naam))
    postings = json.loads((folder / "vacatures" / "jobposting_eindhoven.jsonld.json").read_text())
    return Wereld(
        naam="echt",
        register=register,
        verband=leden,
        tweetal=leden[:2],
        eigen=EINDHOVEN,
        partner=names["Gemeente Hilversum"],
        buiten=names["Gemeente Helmond"],
        jobpostings=postings,
        feiten=feiten,
        inhuur=inhuur,
        map=folder,
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _cents(euros: str) -> int | None:
    return round(float(euros) * 100) if euros else None


def _vacature(row: dict[str, str]) -> dict[str, Any]:
    return _filled(
        {
            "kenmerk": row["id"],
            "titel": row["titel"],
            "plaats": row["plaats"],
            "uren": row["uren"],
            "schaal": row["schaal"],
            "salarisMin": _cents(row["salaris_min"]),
            "salarisMax": _cents(row["salaris_max"]),
            "sluitingsDatum": row["sluitingsdatum"] if row["sluitingsdatum"] >= "2026" else None,
            "bronUrl": row["url"],
        }
    )


def _inhuur(row: dict[str, str]) -> dict[str, Any]:
    return _filled(
        {
            "kenmerk": row["id"],
            "titel": row["titel"],
            "plaats": row["plaats"],
            "uren": row["uren"],
            "begindatum": row["begindatum"],
            "einddatum": row["einddatum"],
            "contractvorm": row["contractvorm"],
        }
    )


def _as_feit(posting: dict[str, Any]) -> dict[str, Any]:
    """The same vacancy as its own facts: what a portal would deliver beside the ATS."""
    return {
        "kenmerk": posting["url"].rsplit("/", 1)[1],
        "titel": posting["title"],
        "uren": posting["workHours"].removesuffix(" uur per week"),
        "plaats": "Eindhoven",
        "sluitingsDatum": posting["validThrough"],
        "bronUrl": posting["url"],
    }


def _behoefte(
    kenmerk: str, titel: str, functie: str, uren: str | None, van: str | None
) -> dict[str, Any]:
    tot = "2027-03-31" if van else None
    return _filled(
        {
            "kenmerk": kenmerk,
            "titel": f"{titel} (verzonnen)",
            "functie": functie,
            "uren": uren,
            "begindatum": van,
            "einddatum": tot,
        }
    )
