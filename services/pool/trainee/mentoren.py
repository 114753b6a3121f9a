"""Which mentor guides whom: by experience, by the same exact choice as a rotation."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from services.pool.functieruil.optimaal import Doel, Grens, kies
from services.pool.trainee.rules import Trainee, Traineementor, past_bij


def kies_mentoren(
    trainees: Sequence[Trainee],
    mentoren: Sequence[Traineementor],
    niet: Mapping[UUID, Collection[UUID]] = MappingProxyType({}),
) -> dict[UUID, UUID]:
    """A mentor per trainee: as many as can be, then with most experience in what is wished.

    `niet`: per trainee mentors that cannot be, such as the person's own offer.
    """
    wie = sorted(trainees, key=lambda een: een.id)
    wat = sorted(mentoren, key=lambda een: een.id)
    paren = [
        (t, m, past_bij(een, mentor))
        for t, een in enumerate(wie)
        for m, mentor in enumerate(wat)
        if past_bij(een, mentor) and mentor.id not in niet.get(een.id, ())
    ]
    per_t: dict[int, list[int]] = defaultdict(list)
    per_m: dict[int, list[int]] = defaultdict(list)
    for nr, (t, m, _) in enumerate(paren):
        per_t[t].append(nr)
        per_m[m].append(nr)
    grenzen = [Grens(lijst, 1) for _, lijst in sorted(per_t.items())]
    grenzen += [Grens(lijst, wat[m].hoogstens) for m, lijst in sorted(per_m.items())]
    doelen = [Doel("mensen", [1] * len(paren)), Doel("ervaring", [een[2] for een in paren])]
    keuze, _, _ = kies(len(paren), grenzen, doelen)
    return {wie[paren[nr][0]].id: wat[paren[nr][1]].id for nr in keuze}
