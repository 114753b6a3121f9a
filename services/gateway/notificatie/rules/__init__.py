"""De regels van de notificaties: wie mag weten, wie krijgt wat, wanneer opnieuw, en waarheen."""

from services.gateway.notificatie.rules.abonnement import (
    REDENEN as REDENEN,
)
from services.gateway.notificatie.rules.abonnement import (
    Abonnement as Abonnement,
)
from services.gateway.notificatie.rules.abonnement import (
    Abonnementstatus as Abonnementstatus,
)
from services.gateway.notificatie.rules.abonnement import (
    Bezwaar as Bezwaar,
)
from services.gateway.notificatie.rules.abonnement import (
    mag_worden as mag_worden,
)
from services.gateway.notificatie.rules.abonnement import (
    wil as wil,
)
from services.gateway.notificatie.rules.aflevering import (
    HERKANSINGEN as HERKANSINGEN,
)
from services.gateway.notificatie.rules.aflevering import (
    Afleveringsoort as Afleveringsoort,
)
from services.gateway.notificatie.rules.aflevering import (
    Afleveringstatus as Afleveringstatus,
)
from services.gateway.notificatie.rules.aflevering import (
    Uitkomst as Uitkomst,
)
from services.gateway.notificatie.rules.aflevering import (
    Vervolg as Vervolg,
)
from services.gateway.notificatie.rules.aflevering import (
    te_pauzeren as te_pauzeren,
)
from services.gateway.notificatie.rules.aflevering import (
    toestemming as toestemming,
)
from services.gateway.notificatie.rules.aflevering import (
    vervolg as vervolg,
)
from services.gateway.notificatie.rules.aflevering import (
    wachttijd as wachttijd,
)
from services.gateway.notificatie.rules.stroom import (
    Gebeurtenis as Gebeurtenis,
)
from services.gateway.notificatie.rules.stroom import (
    Lezer as Lezer,
)
from services.gateway.notificatie.rules.stroom import (
    Publiek as Publiek,
)
from services.gateway.notificatie.rules.stroom import (
    cloudevent as cloudevent,
)
from services.gateway.notificatie.rules.stroom import (
    mag_weten as mag_weten,
)
