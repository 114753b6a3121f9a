"""The inzetovereenkomst: which articles it must have, and what is still missing for them.

One template for every verband; what the law or the convenant asks stands in it in plain words. It
has no clause that hinders the host from employing the person (Waadi 9a), and gives no legal advice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.pool.flexpool.rules import Reden
from services.pool.inzet.rules.akkoord import Akkoord, Partij, Voorwaarden, ontbrekende_partijen
from services.pool.inzet.rules.inzet import Inzetvariant, Terugkeerdoel

SJABLOON = "inzetovereenkomst-2026.2"
TITEL = "Inzetovereenkomst"
NEDERLAND = ZoneInfo("Europe/Amsterdam")
DOELEN = {
    Terugkeerdoel.OUDE_FUNCTIE: "de eigen functie",
    Terugkeerdoel.INTERNE_KLUSSEN: "interne klussen bij de thuisorganisatie",
    Terugkeerdoel.NADER_TE_BEPALEN: "werk dat de thuisorganisatie en de medewerker samen bepalen",
}
GEZIEN = " Wat dat voor het inkomen betekent, heeft de medewerker vooraf gezien."
GRONDSLAGEN = {"bruto_loon": "hoogstens het brutoloon", "integraal": "de integrale kostprijs"}
PARTIJEN = {
    Partij.THUISORGANISATIE: "de thuisorganisatie (uitlener)",
    Partij.INLENER: "de inlener",
    Partij.MEDEWERKER: "de medewerker",
}


@dataclass(frozen=True, slots=True)
class Artikel:
    """One article: a stable code, its heading and its sentences."""

    code: str
    kop: str
    zinnen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overeenkomstfeiten:
    """All that the agreement says, except the person's name: that is never kept here."""

    thuisorganisatie: str
    thuisorganisatie_oin: str
    inlener: str
    inlener_oin: str
    voorwaarden: Voorwaarden
    waadi_status: str
    waadi_reden: str
    langste_inzet_dagen: int
    akkoorden: tuple[Akkoord, ...]  # to this version of the terms
    gemaakt_op: date


VERPLICHT = (
    "partijen",
    "werkzaamheden",
    "uren",
    "periode",
    "plaats",
    "leiding_en_toezicht",
    "dienstverband",
    "tarief",
    "btw",
    "terugkeer",
    "geheimhouding",
    "aansprakelijkheid",
    "verlenging",
    "beeindiging",
    "in_dienst_treden",
    "waadi",
    "akkoord",
    "geen_juridisch_advies",
)


def ontbreekt(feiten: Overeenkomstfeiten) -> list[Reden]:
    """What must be known before the agreement can be made; empty: it can."""
    v = feiten.voorwaarden
    is_er = {
        "werkzaamheden": (bool(v.werkzaamheden.strip()), "Zeg welk werk de medewerker gaat doen."),
        "plaats": (bool((v.plaats or "").strip()), "Noem de plaats van het werk."),
        "leiding": (bool(v.leiding.strip()), "Noem wie leidt en toezicht houdt, als rol."),
        "terugkeerDatum": (v.terugkeer_datum is not None, "Leg de dag van terugkeer vast."),
        "terugkeerDoel": (v.terugkeer_doel is not None, "Leg vast waarheen de terugkeer is."),
        "tot": (v.tot is not None, "Leg de laatste dag vast."),
    }
    redenen = [Reden(naam, "ontbreekt", zin) for naam, (er, zin) in is_er.items() if not er]
    for partij in ontbrekende_partijen(feiten.akkoorden, v.versie):
        zin = f"Het akkoord van {PARTIJEN[partij]} op deze voorwaarden is er niet."
        redenen.append(Reden(partij, "akkoord-ontbreekt", zin))
    return redenen


def artikelen(feiten: Overeenkomstfeiten, naam: str) -> list[Artikel]:
    """All obligatory articles, in a fixed order; `naam` is the person's."""
    return [*_werk(feiten, naam), *_geld(feiten), *_verloop(feiten), *_slot(feiten, naam)]


def _werk(feiten: Overeenkomstfeiten, naam: str) -> Sequence[Artikel]:
    v = feiten.voorwaarden
    einde = f" tot en met {_dag(v.tot)}" if v.tot else ""
    return (
        Artikel(
            "partijen",
            "Partijen",
            (
                f"Thuisorganisatie (uitlener): {feiten.thuisorganisatie}, OIN"
                f" {feiten.thuisorganisatie_oin}.",
                f"Inlener: {feiten.inlener}, OIN {feiten.inlener_oin}.",
                f"Medewerker: {naam}.",
            ),
        ),
        Artikel("werkzaamheden", "Werkzaamheden", (f"{v.werkzaamheden.strip().rstrip('.')}.",)),
        Artikel("uren", "Uren", (f"De medewerker werkt {_uren(v)} uur per week bij de inlener.",)),
        Artikel("periode", "Periode", (f"De inzet is van {_dag(v.van)}{einde}.",)),
        Artikel("plaats", "Plaats", (f"Plaats van het werk: {v.plaats}.",)),
        Artikel(
            "leiding_en_toezicht",
            "Leiding en toezicht",
            (
                "De inlener leidt het werk, houdt toezicht en zorgt voor veilig werk."
                f" Namens de inlener doet dit: {v.leiding}.",
            ),
        ),
    )


def _geld(feiten: Overeenkomstfeiten) -> Sequence[Artikel]:
    v = feiten.voorwaarden
    minder = v.variant is Inzetvariant.UREN_VERMINDERD
    dienstverband = (
        "De medewerker blijft in dienst van de thuisorganisatie. Arbeidsvoorwaarden, verlof en"
        " ziekte blijven daar geregeld."
    )
    betaling = (
        "De medewerker werkt tijdens de inzet minder uren bij de thuisorganisatie."
        + GEZIEN * v.effect_getoond
        if minder
        else "De thuisorganisatie betaalt het loon door."
    )
    return (
        Artikel("dienstverband", "Dienstverband en loon", (dienstverband, betaling)),
        Artikel("tarief", "Tarief", (_tarief(v),)),
        Artikel(
            "btw",
            "Btw",
            (
                "Over het uitlenen van personeel is in beginsel btw verschuldigd. Voor"
                " arbeidsmobiliteit kan een goedkeuring gelden: schriftelijk, hoogstens twaalf"
                " maanden met verlengingen, en een vergoeding van hoogstens het brutoloon. Partijen"
                " gaan zelf na of zij daaraan voldoen.",
            ),
        ),
    )


def _tarief(v: Voorwaarden) -> str:
    if v.tarief_grondslag is None:
        return "Het tarief is nog af te spreken."
    grondslag = GRONDSLAGEN.get(v.tarief_grondslag, v.tarief_grondslag)
    if v.tarief_cent_per_uur is None:
        return f"Het tarief is {grondslag}; het bedrag per uur is nog af te spreken."
    return f"Het tarief is {_bedrag(v.tarief_cent_per_uur)} per uur, op grond van {grondslag}."


def _verloop(feiten: Overeenkomstfeiten) -> Sequence[Artikel]:
    v = feiten.voorwaarden
    doel = DOELEN[v.terugkeer_doel] if v.terugkeer_doel else "nog af te spreken werk"
    terug = _dag(v.terugkeer_datum) if v.terugkeer_datum else "een nog af te spreken dag"
    return (
        Artikel(
            "terugkeer",
            "Terugkeergarantie",
            (f"De medewerker komt op {terug} terug bij de thuisorganisatie, in {doel}.",),
        ),
        Artikel(
            "geheimhouding",
            "Geheimhouding",
            (
                "De medewerker houdt geheim wat bij de inlener vertrouwelijk is, ook na de inzet,"
                " en houdt zich aan de regels over integriteit en veiligheid van de inlener.",
            ),
        ),
        Artikel(
            "aansprakelijkheid",
            "Aansprakelijkheid",
            (
                "Voor schade door of aan de medewerker tijdens het werk bij de inlener geldt wat de"
                " wet voor de inlener als leidinggevende organisatie regelt. De inlener is"
                " daarvoor verzekerd.",
            ),
        ),
        Artikel(
            "verlenging",
            "Verlenging",
            (
                "Verlengen kan alleen als alle drie de partijen opnieuw akkoord zijn. Met"
                f" verlengingen duurt de inzet in beginsel hoogstens {feiten.langste_inzet_dagen}"
                " dagen.",
            ),
        ),
        Artikel(
            "beeindiging",
            "Eerder eindigen",
            (
                "De thuisorganisatie en de inlener kunnen de inzet eerder eindigen, ook als de"
                f" medewerker daarom vraagt: met een reden, en {_vooraf(v.opzegtermijn_weken)}."
                " Eerder kan alleen als alle drie de partijen akkoord zijn, of als doorgaan niet"
                " kan. De medewerker legt de overdracht vast.",
            ),
        ),
        Artikel(
            "in_dienst_treden",
            "In dienst treden bij de inlener",
            (
                "Niets in deze overeenkomst belet de medewerker om bij de inlener in dienst te"
                " gaan, tijdens of na de inzet. De inlener laat de eigen vacatures op tijd weten.",
            ),
        ),
    )


def _slot(feiten: Overeenkomstfeiten, naam: str) -> Sequence[Artikel]:
    return (
        Artikel(
            "waadi",
            "Waadi",
            (
                f"Status: {feiten.waadi_status.replace('_', ' ')}. {feiten.waadi_reden}",
                "Uitlener en inlener leggen vast wie waar werkt en bewaren dat zeven jaar na het"
                " jaar waarin de inzet eindigt.",
            ),
        ),
        akkoorden(feiten, naam, in_nederland),
        Artikel(
            "geen_juridisch_advies",
            "Geen juridisch advies",
            ("Deze tekst is een hulpmiddel en geen juridisch advies. Laat twijfels nakijken.",),
        ),
    )


def akkoorden(feiten: Overeenkomstfeiten, naam: str, moment: Callable[[datetime], str]) -> Artikel:
    """Who said yes, when and to which version."""
    versie = feiten.voorwaarden.versie
    ja = {een.partij: een for een in feiten.akkoorden if een.versie == versie and een.akkoord}
    namen = {Partij.MEDEWERKER: naam}
    zinnen = (
        f"Voor {PARTIJEN[partij]}: {namen.get(partij, ja[partij].door)}, op"
        f" {moment(ja[partij].op)}, op versie {versie} van de voorwaarden."
        for partij in Partij
        if partij in ja
    )
    return Artikel("akkoord", "Akkoord", tuple(zinnen))


def in_nederland(op: datetime) -> str:
    """A moment as a Dutch reader's clock shows it; the season tells the hour that comes twice."""
    hier = op.astimezone(NEDERLAND)
    seizoen = "zomertijd" if hier.dst() else "wintertijd"
    return f"{hier:%d-%m-%Y om %H:%M} uur (Nederlandse {seizoen})"


def _vooraf(weken: int) -> str:
    if weken == 0:
        return "zonder opzegtermijn"
    return f"minstens {weken} {'week' if weken == 1 else 'weken'} vooraf gezegd"


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _uren(v: Voorwaarden) -> str:
    return f"{v.uren_per_week.normalize():f}".replace(".", ",")


def _bedrag(cent: int) -> str:
    teken = "-" if cent < 0 else ""
    euro, rest = divmod(abs(cent), 100)
    return f"{teken}€ {euro:,}".replace(",", ".") + f",{rest:02d}"
