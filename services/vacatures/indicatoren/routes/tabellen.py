"""Each table: which facts it needs, and how they are counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.vacatures.indicatoren import rules, storage
from services.vacatures.indicatoren.rules import Tabel
from services.vacatures.profiel import storage as profielen


@dataclass(frozen=True, slots=True)
class Vraag:
    """What a table is asked about."""

    tx: Session
    periode: rules.Periode
    werkgever: str
    verband: UUID | None
    k: int
    dagen: int
    g4: frozenset[str]
    nu: datetime

    def vervullingen(self, *, geopend: bool = False) -> list[rules.Vervulling]:
        """The accepted offers of the period, or of what first opened in it."""
        return storage.list_vervullingen(
            self.tx, self.periode, self.werkgever, self.verband, geopend=geopend
        )

    def klasse(
        self, vervullingen: Iterable[rules.Vervulling], meer: Iterable[str] = ()
    ) -> rules.Klasse:
        """The size class of every organisation that these name."""
        oins = {oin for v in vervullingen for oin in (v.werkgever, v.van_organisatie) if oin}
        klassen = profielen.grootteklassen(self.tx, oins | set(meer), self.g4)
        return klassen.__getitem__


def _vervultijd(vraag: Vraag) -> list[rules.Tabelcel]:
    lijst = vraag.vervullingen()
    return rules.vervultijd(lijst, vraag.klasse(lijst), vraag.k)


def _wervingstijd(vraag: Vraag) -> list[rules.Tabelcel]:
    lijst = vraag.vervullingen()
    return rules.wervingstijd(lijst, vraag.klasse(lijst), vraag.k)


def _moeilijk(vraag: Vraag) -> list[rules.Tabelcel]:
    lijst = vraag.vervullingen(geopend=True)
    openstaand = storage.list_openstaand(
        vraag.tx, vraag.periode, vraag.werkgever, vraag.verband, vraag.nu
    )
    klasse = vraag.klasse(lijst, {o.werkgever for o in openstaand})
    return rules.moeilijk_vervulbaar(lijst, openstaand, klasse, vraag.dagen, vraag.k)


def _stromen(vraag: Vraag) -> list[rules.Tabelcel]:
    lijst = vraag.vervullingen()
    return rules.stromen(lijst, vraag.klasse(lijst), vraag.k)


def _verbandmoves(vraag: Vraag) -> list[rules.Tabelcel]:
    return rules.verbandmoves(vraag.vervullingen(), vraag.verband, vraag.k)


def _voorrang(vraag: Vraag) -> list[rules.Tabelcel]:
    wat = vraag.tx, vraag.periode, vraag.werkgever, vraag.verband
    aanbiedingen, afwijzingen = storage.count_aanbiedingen(*wat), storage.count_afwijzingen(*wat)
    return rules.voorrang(aanbiedingen, afwijzingen, vraag.k)


def _uitstroom(vraag: Vraag) -> list[rules.Tabelcel]:
    jaren = vraag.periode.jaren
    opgaven = storage.list_opgaven(vraag.tx, jaren, vraag.werkgever, vraag.verband)
    return rules.uitstroombestemming(opgaven, vraag.k)


TELLINGEN: Mapping[Tabel, Callable[[Vraag], list[rules.Tabelcel]]] = {
    Tabel.VERVULTIJD: _vervultijd,
    Tabel.WERVINGSTIJD: _wervingstijd,
    Tabel.MOEILIJK_VERVULBAAR: _moeilijk,
    Tabel.STROMEN: _stromen,
    Tabel.VERBANDMOVES: _verbandmoves,
    Tabel.VOORRANG: _voorrang,
    Tabel.UITSTROOMBESTEMMING: _uitstroom,
}
