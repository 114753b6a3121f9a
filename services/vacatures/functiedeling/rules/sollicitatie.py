"""Applications on a joint vacancy: for which parts, seen by whom, and who agrees to an offer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.vacatures.functiedeling.rules.deling import (
    Deel,
    Deelstatus,
    Delingsvorm,
    Functiedeling,
    niet_akkoord,
)
from services.vacatures.vacature.rules import Fout, Vacature


@dataclass(frozen=True, slots=True)
class Deelsollicitatie:
    """An application with the parts it is for; no parts named means: for all of them."""

    sollicitatie: UUID
    delen: frozenset[UUID] = frozenset()
    medewerker: UUID | None = None  # pseudonym


@dataclass(frozen=True, slots=True)
class Aanbodbesluit:
    """What one employer's named person said about an offer to one candidate."""

    deel: UUID
    akkoord: bool
    gebruiker: str
    reden: str | None = None


def apart(deling: Functiedeling | None) -> list[Deel]:
    """The parts that somebody can apply for apart: with separate contracts, once agreed."""
    if deling is None or deling.vorm is Delingsvorm.EEN_WERKGEVER:
        return []
    return [deel for deel in deling.levend if deel.status is Deelstatus.AANVAARD]


def delen_fouten(deling: Functiedeling, delen: Collection[UUID]) -> list[Fout]:
    """Why an application cannot be for these parts; an empty list: it can."""
    if delen and deling.vorm is Delingsvorm.EEN_WERKGEVER:
        reden = "Deze functie is er alleen als geheel"
        return [Fout("delen", "alleen-geheel", reden)]
    bekend = {deel.id for deel in deling.levend}
    return [Fout("delen", "onbekend", "Dit deel bestaat niet") for id in delen if id not in bekend]


def voor_delen(deling: Functiedeling, sollicitatie: Deelsollicitatie) -> list[Deel]:
    """The parts that an application is for."""
    alle = not sollicitatie.delen or deling.vorm is Delingsvorm.EEN_WERKGEVER
    return [deel for deel in deling.levend if alle or deel.id in sollicitatie.delen]


def dingt_mee(deling: Functiedeling, een: Deelsollicitatie, ander: Deelsollicitatie) -> bool:
    """Whether two applications are for a same part: only then one goes before the other."""
    delen = {deel.id for deel in voor_delen(deling, een)}
    return any(deel.id in delen for deel in voor_delen(deling, ander))


def ziet(
    deling: Functiedeling, sollicitatie: Deelsollicitatie, organisaties: Collection[str]
) -> bool:
    """Whether recruiters of these organisations may see the application.

    With separate contracts an employer sees what is for its own part; with one contract all do.
    Who answered no, or withdrew, sees nobody.
    """
    return any(
        deel.werkgever in organisaties and deel.status is Deelstatus.AANVAARD
        for deel in voor_delen(deling, sollicitatie)
    )


def verantwoordelijke(deling: Functiedeling, sollicitatie: Deelsollicitatie) -> str:
    """The one controller of an application: as named, or the first employer that it is for."""
    oins = [deel.werkgever for deel in voor_delen(deling, sollicitatie)]
    if not oins or deling.verantwoordelijke in oins:
        return deling.verantwoordelijke
    return oins[0]


def nieuwe_werkgevers(
    vacature: Vacature, deling: Functiedeling | None, sollicitatie: Deelsollicitatie
) -> tuple[str, ...]:
    """Who employ the candidate once hired, the one that leads first.

    With one contract the formal employer, with separate ones each whose part it is.
    """
    if deling is None:
        return (vacature.werkgever,)
    if deling.vorm is Delingsvorm.EEN_WERKGEVER:
        return (deling.formele_werkgever or vacature.werkgever,)
    oins = [deel.werkgever for deel in voor_delen(deling, sollicitatie)]
    return tuple(sorted(oins, key=lambda oin: oin != vacature.werkgever)) or (vacature.werkgever,)


def beletselen_aanbod(
    deling: Functiedeling, sollicitatie: Deelsollicitatie, besluiten: Sequence[Aanbodbesluit]
) -> list[Fout]:
    """What keeps an offer from standing: every employer concerned agrees, to its part and to this.

    `besluiten` in the order in which they were taken: the last of each part counts.
    """
    laatste = {besluit.deel: besluit for besluit in besluiten}
    delen = voor_delen(deling, sollicitatie)
    fouten = niet_akkoord(delen)
    for deel in delen:
        besluit = laatste.get(deel.id)
        wie = f"Werkgever {deel.werkgever}"
        if besluit is None:
            zin = f"{wie} heeft over deze kandidaat nog niet besloten"
            fouten.append(Fout("functiedeling", "besluit-ontbreekt", zin))
        elif not besluit.akkoord:
            zin = f"{wie} stemt niet in met deze kandidaat"
            fouten.append(Fout("functiedeling", "werkgever-niet-akkoord", zin))
    return fouten
