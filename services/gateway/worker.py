"""The worker of the gateway. Start with `python -m services.gateway.worker`."""

from shared import worker
from shared.settings import Settings

if __name__ == "__main__":
    app, _ = worker.create_worker(Settings.for_service("gateway"))
    worker.run(app)
