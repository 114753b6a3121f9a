"""Settlements as they are shown, open or closed: the same shape."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from services.pool.verrekening import rules, storage
from services.pool.verrekening.routes import models
from services.pool.verrekening.routes.models import uren

HONDERD = 100  # hundredths of a percent in a percent
KOLOMMEN = (
    "crediteur", "debiteur", "soort", "route", "maand", "correctie", "uren", "bedrag",
)  # fmt: skip


def concept(wat: rules.Verrekening) -> models.Verrekening:
    inhoud = wat.posten, wat.regels
    return _toon(wat.verband, wat.maand, None, wat.instelling, rules.controlegetal(wat),
                 rules.REGELVERSIE, wat.saldi, wat.betalingen, *inhoud, wat.wachtend)  # fmt: skip


def gesloten(
    wat: storage.Maand,
    posten: Iterable[rules.Urenpost],
    regels: Iterable[rules.Verrekenregel],
) -> models.Verrekening:
    return _toon(wat.verband, wat.maand, wat, wat.instelling, wat.controlegetal, wat.regelversie,
                 wat.saldi, wat.betalingen, posten, regels, ())  # fmt: skip


def _toon(
    verband: UUID,
    maand: str,
    dicht: storage.Maand | None,
    instelling: rules.Maandinstelling,
    controlegetal: str,
    regelversie: str,
    saldi: dict[str, int],
    betalingen: Iterable[rules.Betaling],
    posten: Iterable[rules.Urenpost],
    regels: Iterable[rules.Verrekenregel],
    wachtend: Iterable[rules.Wachtend],
) -> models.Verrekening:
    lijst = list(posten)
    return models.Verrekening(
        id=dicht.id if dicht else None,
        verband=verband,
        maand=maand,
        gesloten=dicht is not None,
        gesloten_op=dicht.gesloten_op if dicht else None,
        gesloten_namens=dicht.gesloten_namens if dicht else None,
        regelversie=regelversie,
        controlegetal=controlegetal,
        instelling=models.VerrekenInstelling(
            **asdict(instelling) | {"btw_percentage": instelling.btw_percentage / HONDERD}
        ),
        saldi=[models.Verrekensaldo(organisatie=wie, cent=c) for wie, c in saldi.items()],
        betalingen=[models.Verrekenbetaling.model_validate(een) for een in betalingen],
        stromen=[_stroom(een) for een in rules.stromen(regels)],
        samenwerking=[
            models.Samenwerkingsuren(organisatie=wie, uren=uren(kwartieren))
            for wie, kwartieren in rules.samenwerkingsuren(lijst).items()
        ],
        wachtend=_wachtend(wachtend),
        waarschuwingen=_waarschuwingen(lijst),
    )


def _stroom(een: rules.Grootboekstroom) -> models.Verrekenstroom:
    velden = asdict(een)
    return models.Verrekenstroom(**velden | {"uren": uren(velden.pop("kwartieren"))})


def _wachtend(lijst: Iterable[rules.Wachtend]) -> list[models.Wachtend]:
    """Sums per pair: no line of a person."""
    per: dict[tuple[rules.Wachtreden, str, str | None], int] = defaultdict(int)
    for een in lijst:
        per[een.reden, een.regel.uitlener, een.regel.inlener] += een.regel.kwartieren
    return [
        models.Wachtend(reden=reden, uitlener=van, inlener=naar, uren=uren(kwartieren))
        for (reden, van, naar), kwartieren in sorted(per.items(), key=lambda een: str(een[0]))
    ]


def _waarschuwingen(posten: Iterable[rules.Urenpost]) -> list[str]:
    """Each sentence once: which inzet it is about is for its parties to see."""
    zinnen = {
        zin for een in posten for zin in rules.waarschuwingen(een.route, list(een.voorwaarden))
    }
    return sorted(zinnen)[:100]


def stroom_csv(getoond: models.Verrekening) -> list[list[object]]:
    """The open ledger as rows; amounts as a machine reads them."""
    return [
        [
            een.crediteur, een.debiteur, een.soort.value, een.route.value, een.maand,
            "ja" if een.correctie else "nee", f"{een.uren:.2f}", rules.decimaal(een.cent),
        ]
        for een in getoond.stromen
    ]  # fmt: skip


def regel(een: storage.Eigenregel) -> models.Verrekenregel:
    """A line about somebody whom the organisation employs or has at work."""
    wat, post = een.regel, een.post
    tarief = post.tarief
    return models.Verrekenregel(
        urenregel=wat.urenregel,
        corrigeert=wat.corrigeert,
        soort=wat.soort,
        inzet=wat.inzet,
        medewerker=een.medewerker,
        week=post.regel.week,
        maand=wat.maand,
        crediteur=wat.crediteur,
        debiteur=wat.debiteur,
        uren=uren(wat.kwartieren),
        tarief_cent=wat.tarief_cent,
        grondslag=tarief.grondslag if tarief else None,
        herkomst=tarief.herkomst if tarief else None,
        deel=wat.deel,
        geheel=wat.geheel,
        cent=wat.bedrag,
        route=wat.route,
        voorwaarden=[models.BtwVoorwaarde.model_validate(v) for v in post.voorwaarden],
        factuur=een.factuur,
    )


def stuk(een: storage.Stuk) -> models.Factuur:
    return models.Factuur(
        id=een.id,
        verrekening=een.verrekening,
        nummer=een.nummer,
        soort=een.soort,
        crediteur=een.crediteur,
        debiteur=een.debiteur,
        datum=een.datum,
        vervaldatum=een.vervaldatum,
        netto_cent=een.netto,
        totaal_cent=een.totaal,
        btw=[
            models.FactuurBtw(
                categorie=deel.categorie,
                percentage=deel.percentage / HONDERD,
                grondslag_cent=deel.grondslag,
                btw_cent=deel.btw,
            )
            for deel in een.btw
        ],
        verwijst=list(een.verwijst),
    )
