"""Wat er aan een convenant ontbreekt of niet klopt: every fault at once, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise

from services.gateway.convenant.rules.afspraken import (
    Afspraken,
    Categorie,
    Fase,
    Poolafspraken,
    Solliciteren,
    Toegang,
)
from services.gateway.convenant.rules.standaard import HERKOMST


class Gebrekcode(StrEnum):
    """What is wrong. Public API: add, never rename."""

    KEUZE_ONTBREEKT = "keuze-ontbreekt"
    FASE_ONTBREEKT = "fase-ontbreekt"
    FASENAAM_DUBBEL = "fasenaam-dubbel"
    FASE_ZONDER_DUUR = "fase-zonder-duur"
    FASE_TE_LANG = "fase-te-lang"
    LAATSTE_FASE_EINDIGT = "laatste-fase-eindigt"
    CATEGORIE_ONTBREEKT = "categorie-ontbreekt"
    SOLLICITEREN_ZONDER_ZICHT = "solliciteren-zonder-zicht"
    VERLIEST_ZICHT = "verliest-zicht"
    VERLIEST_TOEGANG = "verliest-toegang"
    AANGEHOUDEN_ZONDER_FASE = "aangehouden-zonder-fase"
    INLEENKRACHT_ACHTERGESTELD = "inleenkracht-achtergesteld"
    VOLGORDE_ONVOLLEDIG = "volgorde-onvolledig"
    VOLGORDE_DUBBEL = "volgorde-dubbel"
    VOLGORDE_LEEG = "volgorde-leeg"
    FUNCTIE_ONTBREEKT = "functie-ontbreekt"
    FUNCTIECODE_DUBBEL = "functiecode-dubbel"
    FUNCTIENAAM_DUBBEL = "functienaam-dubbel"
    INSTELLING_ONBEKEND = "instelling-onbekend"
    KORTSTE_LANGER_DAN_LANGSTE = "kortste-langer-dan-langste"
    KORTSTE_LANGER_DAN_HORIZON = "kortste-langer-dan-horizon"
    TARIEF_ZONDER_GRONDSLAG = "tarief-zonder-grondslag"
    HERINNERING_VOOR_STILTE = "herinnering-voor-stilte"


C = Gebrekcode
TEKST: Mapping[Gebrekcode, str] = {
    C.KEUZE_ONTBREEKT: "Deze keuze moet het verband nog maken.",
    C.FASE_ONTBREEKT: "Er is minstens één fase nodig.",
    C.FASENAAM_DUBBEL: "Deze naam heeft een eerdere fase al.",
    C.FASE_ZONDER_DUUR: "Alleen de laatste fase loopt door tot de sluiting.",
    C.FASE_TE_LANG: "Deze fase duurt langer dan het verband per fase toestaat.",
    C.LAATSTE_FASE_EINDIGT: "De laatste fase loopt door tot de sluiting en heeft geen duur.",
    C.CATEGORIE_ONTBREEKT: "De fase zegt niets over deze categorie.",
    C.SOLLICITEREN_ZONDER_ZICHT: "Wie de vacature niet ziet, kan niet solliciteren.",
    C.VERLIEST_ZICHT: "Wie een vacature zag, mag haar in een latere fase niet kwijtraken.",
    C.VERLIEST_TOEGANG: "Wie kon solliciteren, mag dat in een latere fase niet kwijtraken.",
    C.AANGEHOUDEN_ZONDER_FASE: "Na aanhouden moet een fase komen waarin de sollicitatie telt.",
    C.INLEENKRACHT_ACHTERGESTELD: "Een inleenkracht heeft dezelfde kansen als eigen personeel "
    "(Waadi, artikel 8c).",
    C.VOLGORDE_ONVOLLEDIG: "Deze categorie ontbreekt in de volgorde.",
    C.VOLGORDE_DUBBEL: "Deze categorie staat meer dan eens in de volgorde.",
    C.VOLGORDE_LEEG: "Een plaats in de volgorde heeft minstens één categorie.",
    C.FUNCTIE_ONTBREEKT: "De functiecatalogus heeft minstens één functie.",
    C.FUNCTIECODE_DUBBEL: "Deze code heeft een eerdere functie al.",
    C.FUNCTIENAAM_DUBBEL: "Deze naam heeft een eerdere functie al.",
    C.INSTELLING_ONBEKEND: "Deze instelling bestaat niet.",
    C.KORTSTE_LANGER_DAN_LANGSTE: "De kortste inzet duurt langer dan de langste.",
    C.KORTSTE_LANGER_DAN_HORIZON: "De kortste inzet past niet in de weken waarover de pool plant.",
    C.TARIEF_ZONDER_GRONDSLAG: "Zeg ook wat het tarief dekt: het brutoloon of de integrale kosten.",
    C.HERINNERING_VOOR_STILTE: "De herinnering komt na de sluiting: kies minder dagen dan"
    " stilteDagen.",
}
# A draft may still lack these; everything else is wrong in itself.
MAG_NOG_ONTBREKEN = frozenset({C.KEUZE_ONTBREEKT})
KEUZES = {
    "doelgroep": "doelgroep",
    "afzender": "afzender",
    "roulatiesysteem": "roulatiesysteem",
    "doelen": "doelen",
    "kostenEnUren": "kosten_en_uren",
}
OPLOPEND = (Solliciteren.NEE, Solliciteren.AANGEHOUDEN, Solliciteren.JA)


@dataclass(frozen=True, slots=True)
class Gebrek:
    """One fault: where (path in the JSON), which, and why it is one."""

    waar: str
    code: Gebrekcode

    @property
    def toelichting(self) -> str:
        """The fault in words."""
        return TEKST[self.code]

    @property
    def mag_in_concept(self) -> bool:
        """Whether a draft may be kept with this fault."""
        return self.code in MAG_NOG_ONTBREKEN


def gebreken(afspraken: Afspraken) -> list[Gebrek]:
    """Everything that keeps these agreements from coming into force; empty means: complete."""
    return [
        Gebrek(waar, code)
        for waar, code in chain(
            _van_fasen(afspraken.fasen, afspraken.maximum_werkdagen_per_fase),
            _van_toegang(afspraken.fasen),
            _van_volgorde(afspraken.kandidaatvolgorde),
            _van_keuzes(afspraken),
            _van_inzetten(afspraken.pool),
            _van_stilte(afspraken),
            _van_functies(afspraken),
            _van_herkomst(afspraken),
        )
    ]


Fouten = Iterator[tuple[str, Gebrekcode]]


def _van_fasen(fasen: Sequence[Fase], maximum: int) -> Fouten:
    if not fasen:
        yield "fasen", C.FASE_ONTBREEKT
    for nr, fase in enumerate(fasen):
        laatste = nr == len(fasen) - 1
        if any(fase.naam.casefold() == eerder.naam.casefold() for eerder in fasen[:nr]):
            yield f"fasen.{nr}.naam", C.FASENAAM_DUBBEL
        if laatste and fase.werkdagen is not None:
            yield f"fasen.{nr}.werkdagen", C.LAATSTE_FASE_EINDIGT
        if not laatste and fase.werkdagen is None:
            yield f"fasen.{nr}.werkdagen", C.FASE_ZONDER_DUUR
        if not laatste and (fase.werkdagen or 0) > maximum:
            yield f"fasen.{nr}.werkdagen", C.FASE_TE_LANG


def _van_toegang(fasen: Sequence[Fase]) -> Fouten:
    for nr, fase in enumerate(fasen):
        for categorie in Categorie:
            waar = f"fasen.{nr}.toegang.{categorie}"
            toegang = fase.toegang.get(categorie)
            if toegang is None:
                yield waar, C.CATEGORIE_ONTBREEKT
            elif toegang.solliciteren != Solliciteren.NEE and not toegang.zichtbaar:
                yield waar, C.SOLLICITEREN_ZONDER_ZICHT
        intern = fase.toegang.get(Categorie.INTERN)
        inleen = fase.toegang.get(Categorie.INLEENKRACHT)
        if intern and inleen and not _minstens(inleen, intern):
            yield f"fasen.{nr}.toegang.inleenkracht", C.INLEENKRACHT_ACHTERGESTELD
    for categorie in Categorie:
        yield from _verloop(fasen, categorie)


def _verloop(fasen: Sequence[Fase], categorie: Categorie) -> Fouten:
    """A category may only gain from phase to phase, and a held application must get its turn."""
    reeks = [
        (nr, fase.toegang[categorie]) for nr, fase in enumerate(fasen) if categorie in fase.toegang
    ]
    for (_, eerder), (nr, later) in pairwise(reeks):
        if eerder.zichtbaar and not later.zichtbaar:
            yield f"fasen.{nr}.toegang.{categorie}", C.VERLIEST_ZICHT
        elif _rang(later) < _rang(eerder):
            yield f"fasen.{nr}.toegang.{categorie}", C.VERLIEST_TOEGANG
    wacht = [nr for nr, toegang in reeks if toegang.solliciteren == Solliciteren.AANGEHOUDEN]
    if wacht and all(toegang.solliciteren != Solliciteren.JA for _, toegang in reeks):
        yield f"fasen.{wacht[0]}.toegang.{categorie}", C.AANGEHOUDEN_ZONDER_FASE


def _rang(toegang: Toegang) -> int:
    return OPLOPEND.index(toegang.solliciteren)


def _minstens(een: Toegang, ander: Toegang) -> bool:
    return een.zichtbaar >= ander.zichtbaar and _rang(een) >= _rang(ander)


def _van_volgorde(volgorde: Sequence[Sequence[Categorie]]) -> Fouten:
    plaats = {categorie: nr for nr, groep in enumerate(volgorde) for categorie in groep}
    telling = Counter(chain.from_iterable(volgorde))
    for nr, groep in enumerate(volgorde):
        if not groep:
            yield f"kandidaatvolgorde.{nr}", C.VOLGORDE_LEEG
    for categorie in Categorie:
        if telling[categorie] == 0:
            yield f"kandidaatvolgorde.{categorie}", C.VOLGORDE_ONVOLLEDIG
        if telling[categorie] > 1:
            yield f"kandidaatvolgorde.{categorie}", C.VOLGORDE_DUBBEL
    intern, inleen = plaats.get(Categorie.INTERN), plaats.get(Categorie.INLEENKRACHT)
    if intern is not None and inleen is not None and inleen > intern:
        yield "kandidaatvolgorde.inleenkracht", C.INLEENKRACHT_ACHTERGESTELD


def _van_keuzes(afspraken: Afspraken) -> Fouten:
    for naam, veld in KEUZES.items():
        if not getattr(afspraken.pool, veld).strip():
            yield f"pool.{naam}", C.KEUZE_ONTBREEKT


def _van_inzetten(pool: Poolafspraken) -> Fouten:
    if pool.kortste_inzet_dagen > pool.langste_inzet_dagen:
        yield "pool.kortsteInzetDagen", C.KORTSTE_LANGER_DAN_LANGSTE
    if pool.kortste_inzet_dagen > pool.horizon_weken * 7:
        yield "pool.kortsteInzetDagen", C.KORTSTE_LANGER_DAN_HORIZON
    heeft_tarief = pool.tarief_cent_per_uur is not None or pool.tarief_per_niveau
    if heeft_tarief and pool.tarief_grondslag is None:
        yield "pool.tariefGrondslag", C.TARIEF_ZONDER_GRONDSLAG


def _van_stilte(afspraken: Afspraken) -> Fouten:
    if afspraken.stilte_herinnering_dagen >= afspraken.stilte_dagen:
        yield "stilteHerinneringDagen", C.HERINNERING_VOOR_STILTE


def _van_functies(afspraken: Afspraken) -> Fouten:
    functies = afspraken.functies
    if not functies:
        yield "functies", C.FUNCTIE_ONTBREEKT
    for nr, functie in enumerate(functies):
        if any(functie.code == eerder.code for eerder in functies[:nr]):
            yield f"functies.{nr}.code", C.FUNCTIECODE_DUBBEL
        if any(functie.naam.casefold() == eerder.naam.casefold() for eerder in functies[:nr]):
            yield f"functies.{nr}.naam", C.FUNCTIENAAM_DUBBEL


INSTELLINGEN = frozenset(herkomst.instelling for herkomst in HERKOMST) | {
    "partnerTeltAlsIntern",
    "contractbehoud",
    "functies",
    *(f"pool.{naam}" for naam in KEUZES),
}


def _van_herkomst(afspraken: Afspraken) -> Fouten:
    for nr, herkomst in enumerate(afspraken.zekerheden):
        if herkomst.instelling not in INSTELLINGEN:
            yield f"zekerheden.{nr}.instelling", C.INSTELLING_ONBEKEND
