"""The independent judge of swaps: kep_solver, made for kidney exchange by others, on CBC."""

from kep_solver.entities import Donor, Instance, Recipient, Transplant
from kep_solver.model import TransplantCount
from kep_solver.programme import Programme

from services.pool.functieruil.berekening import Net
from services.pool.functieruil.feiten import Feiten, als_json, van_json


def zonder_dagen(feiten: Feiten) -> Feiten:
    """Everybody on the same days, so that a ring is nothing but its arcs."""
    tekst = als_json(feiten)
    dagen = {"van": "2026-10-01", "tot": "2027-03-31"}
    for een in tekst["wensen"]:
        een["plek"] |= dagen
    for een in tekst["plekken"]:
        een |= dagen
    return van_json(tekst)


def instantie(net: Net) -> Instance:
    """Who gives up a place is the donor of whoever goes there; without free seats."""
    instance = Instance()
    mensen = [Recipient(f"R{nr}") for nr in range(net.aantal_mensen)]
    gevers = [Donor(f"D{nr}") for nr in range(net.aantal_mensen)]
    for nr, ontvanger in enumerate(mensen):
        gevers[nr].recipient = ontvanger
        ontvanger.addDonor(gevers[nr])
        instance.addRecipient(ontvanger)
    for nr, naar in enumerate(net.pijlen[: net.aantal_mensen]):
        for een in naar:
            if een < net.aantal_mensen:
                instance.addTransplant(Transplant(gevers[een], mensen[nr], 1))
    return instance


def meeste_mensen(instance: Instance, langste: int) -> int:
    """The most people who can swap in rings of at most `langste`."""
    telling = TransplantCount()  # type: ignore[no-untyped-call]
    programma = Programme([telling], langste, 0, "ruil", full_details=False)
    oplossing, _ = programma.solve_single(instance)
    assert oplossing is not None
    return round(oplossing.values[0])
