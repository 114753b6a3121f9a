"""Who sees a vacancy and may apply, at one moment."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.vacature.rules.gegevens import Fout
from services.vacatures.vacature.rules.levensloop import (
    Vacature,
    Vacaturestatus,
    status_op,
    werver_bevroren,
)

# Roles that work on vacancies for the organisation itself.
RECRUITERROLLEN = frozenset({"recruiter", "hr_adviseur"})


@dataclass(frozen=True, slots=True)
class Zichtperiode:
    """From `van` until `tot` (not included) one category sees the vacancy.

    `verband` is set for who comes through a verband; own people and outsiders have none.
    """

    categorie: Categorie
    verband: UUID | None
    van: datetime
    tot: datetime
    solliciteren: Solliciteren
    fase: str
    modus: Voorrangsmodus


@dataclass(frozen=True, slots=True)
class Hoedanigheid:
    """What somebody is towards one vacancy, and through which verband."""

    categorie: Categorie
    verband: UUID | None = None


@dataclass(frozen=True, slots=True)
class Kijker:
    """Who is asking, in facts; without organisation: an outsider."""

    organisatie: str | None = None
    recruiter: bool = False
    verbanden: frozenset[UUID] = frozenset()
    herplaatsing: bool = False
    inlener_bij: frozenset[str] = frozenset()
    # The own organisation, and employers that gave it a mandate that is in force.
    handelt_voor: frozenset[str] = frozenset()
    # Organisations to which this person is referred now, with consent.
    verwezen_naar: frozenset[str] = frozenset()
    medewerker: UUID | None = None
    # Counted once: one viewer is compared with many vacancies.
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        if self.organisatie is not None and self.organisatie not in self.handelt_voor:
            object.__setattr__(self, "handelt_voor", self.handelt_voor | {self.organisatie})
        facts = (self.organisatie, self.verbanden, self.medewerker, self.handelt_voor)
        object.__setattr__(self, "_hash", hash(facts))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Zicht:
    """What one viewer may do with a vacancy at one moment."""

    zichtbaar: bool
    solliciteren: Solliciteren
    fase: str | None
    modus: Voorrangsmodus | None = None


ONZICHTBAAR = Zicht(False, Solliciteren.NEE, None)


def is_eigen_recruiter(kijker: Kijker, vacature: Vacature) -> bool:
    """Whether this recruiter sees the vacancy whatever its phase, as a concept too.

    That is a recruiter of one of its employers, of an organisation that acts for one with a
    mandate, or of the organisation that recruits for it. Not all of them lead: `mag_beheren`.
    """
    namens = kijker.handelt_voor.intersection(vacature.werkgevers)
    return kijker.recruiter and (bool(namens) or _is_werver(kijker, vacature))


def mag_beheren(kijker: Kijker, vacature: Vacature) -> bool:
    """Whether this recruiter leads the vacancy: changes it and handles who applies.

    For the employer that leads (or with its mandate), or as the one that recruits for it. Another
    employer of a joint vacancy sees it, but not the people who applied at the first.
    """
    namens = vacature.werkgever in kijker.handelt_voor
    return kijker.recruiter and (namens or _is_werver(kijker, vacature))


def werver_beletselen(
    vacature: Vacature, werver: str | None, kijker: Kijker, nu: datetime
) -> list[Fout]:
    """Why this viewer may not set who recruits; the one that recruits may only step down.

    The employer itself decides: one that acts with a mandate would outlive its last day so.
    """
    if werver == vacature.werver:
        return []
    if werver is not None and vacature.werkgever != kijker.organisatie:
        return [Fout("werver", "alleen-werkgever", "Alleen de werkgever wijst aan wie werft")]
    return werver_bevroren(vacature, werver, nu)


def _is_werver(kijker: Kijker, vacature: Vacature) -> bool:
    return kijker.organisatie is not None and kijker.organisatie == vacature.werver


def hoedanigheden(
    kijker: Kijker, vacature: Vacature, gedeeld_met: Iterable[UUID]
) -> list[Hoedanigheid]:
    """Everything the viewer is towards this vacancy; everybody is at least an outsider.

    `gedeeld_met`: the verbanden the vacancy is shared with. Who was referred to an employer needs
    no verband of the own and comes through each of these.
    """
    lijst = []
    if kijker.organisatie in vacature.werkgevers:
        lijst += [Hoedanigheid(Categorie.HERPLAATSING)] if kijker.herplaatsing else []
        lijst += [Hoedanigheid(Categorie.INTERN)]
    if kijker.inlener_bij.intersection(vacature.werkgevers):
        lijst += [Hoedanigheid(Categorie.INLEENKRACHT)]
    if kijker.organisatie is not None and kijker.organisatie not in vacature.werkgevers:
        for verband in sorted(kijker.verbanden):
            if kijker.herplaatsing:
                lijst.append(Hoedanigheid(Categorie.HERPLAATSING_PARTNER, verband))
            lijst.append(Hoedanigheid(Categorie.PARTNER, verband))
    if kijker.verwezen_naar.intersection(vacature.werkgevers):
        lijst += [Hoedanigheid(Categorie.DOORVERWEZEN, v) for v in sorted(set(gedeeld_met))]
    return [*lijst, Hoedanigheid(Categorie.EXTERN)]


def zicht(
    vacature: Vacature, zichtperioden: Iterable[Zichtperiode], kijker: Kijker, nu: datetime
) -> Zicht:
    """What the viewer may see and do now: the most generous of what the viewer is."""
    zichtperioden = list(zichtperioden)
    verbanden = {periode.verband for periode in zichtperioden if periode.verband}
    wie = {(h.categorie, h.verband) for h in hoedanigheden(kijker, vacature, verbanden)}
    open_ = [
        periode
        for periode in zichtperioden
        if (periode.categorie, periode.verband) in wie and periode.van <= nu < periode.tot
    ]
    eigen = is_eigen_recruiter(kijker, vacature)
    if status_op(vacature, nu) is not Vacaturestatus.OPENGESTELD or not open_:
        return Zicht(True, Solliciteren.NEE, None) if eigen else ONZICHTBAAR
    beste = max(open_, key=lambda zichtperiode: convenant.RUIMTE[zichtperiode.solliciteren])
    return Zicht(True, beste.solliciteren, beste.fase, beste.modus)


# ---- in words

NAMEN: Mapping[Categorie, str] = {
    Categorie.HERPLAATSING: "eigen herplaatsingskandidaten",
    Categorie.INTERN: "eigen medewerkers",
    Categorie.INLEENKRACHT: "inleenkrachten bij de werkgever",
    Categorie.HERPLAATSING_PARTNER: "herplaatsingskandidaten van partnerorganisaties",
    Categorie.PARTNER: "medewerkers van partnerorganisaties",
    Categorie.DOORVERWEZEN: "doorverwezen kandidaten",
    Categorie.EXTERN: "iedereen",
}

MODUS_IN_WOORDEN: Mapping[Voorrangsmodus, str] = {
    Voorrangsmodus.EXCLUSIEF: "In deze fase kan alleen wie nu mag solliciteren een aanbod krijgen.",
    Voorrangsmodus.VOORRANG_BIJ_PASSEND: (
        "Wie nu mag solliciteren, gaat bij passende geschiktheid voor wie later komt."
    ),
    Voorrangsmodus.GELIJKE_GESCHIKTHEID: "Bij gelijke geschiktheid geldt de afgesproken volgorde.",
}


def in_woorden(zichtperioden: Iterable[Zichtperiode], op: datetime, *, is_nu: bool = True) -> str:
    """Who may apply at a moment, in one or two Dutch sentences; `is_nu`: that moment is now."""
    wanneer = "nu" if is_nu else "op dat moment"
    nu_open = [periode for periode in zichtperioden if periode.van <= op < periode.tot]
    ja = {v.categorie for v in nu_open if v.solliciteren is Solliciteren.JA}
    later = {v.categorie for v in nu_open if v.solliciteren is Solliciteren.AANGEHOUDEN} - ja
    if Categorie.EXTERN in ja:
        return f"Iedereen mag {wanneer} solliciteren."
    if not ja:
        return f"Niemand mag {wanneer} solliciteren."
    zin = f"{wanneer.capitalize()} mogen solliciteren: {_opsomming(ja)}."
    if later:
        zin += f" Al te zien en aangehouden tot de eigen fase: {_opsomming(later)}."
    return zin


def _opsomming(soorten: Collection[Categorie]) -> str:
    *eerste, laatste = [NAMEN[soort] for soort in Categorie if soort in soorten]
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


# ---- who may hear of it


@dataclass(frozen=True, slots=True)
class Gehoor:
    """Who sees a vacancy at a moment; what happens to it is told to them and nobody else."""

    medewerkers: bool  # all people of the employer, not only its recruiters
    verbanden: frozenset[UUID]
    iedereen: bool


def gehoor(zichtperioden: Iterable[Zichtperiode], op: datetime) -> Gehoor:
    """Who may hear at a moment: a group only when all of it sees the vacancy."""
    nu_open = [periode for periode in zichtperioden if periode.van <= op < periode.tot]
    partners = {v.verband for v in nu_open if v.categorie is Categorie.PARTNER}
    return Gehoor(
        any(v.categorie is Categorie.INTERN for v in nu_open),
        frozenset(verband for verband in partners if verband is not None),
        any(v.categorie is Categorie.EXTERN for v in nu_open),
    )
