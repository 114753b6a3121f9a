"""Every query of this room: the feed here, subscriptions and deliveries in modules of their own."""

from services.gateway.notificatie.storage.abonnementen import (
    einde_lidmaatschap as einde_lidmaatschap,
)
from services.gateway.notificatie.storage.stroom import CHANNEL as CHANNEL
from services.gateway.notificatie.storage.stroom import add as add
from services.gateway.notificatie.storage.stroom import after as after
from services.gateway.notificatie.storage.stroom import position as position
from services.gateway.notificatie.storage.stroom import tell as tell
from services.gateway.notificatie.storage.stroom import to_facts as to_facts
from services.gateway.notificatie.storage.stroom import wis as wis
