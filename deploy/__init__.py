"""How Doorstroom is installed, started and run. Knows the services by name only."""

SERVICES = ("vacatures", "pool", "gateway")
