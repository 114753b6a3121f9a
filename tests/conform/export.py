"""Every public OpenAPI document, made from the apps themselves: no database, no network.

`python -m tests.conform.export [folder]` writes `<api>.json` for each API (to `build/openapi`).
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount

from shared import fernet, token
from shared.settings import Settings

APIS = {
    "vacatures": ("vacatures",),
    "pool": ("pool",),
    "gateway": ("deelname", "toegang", "notificaties"),
}
NAMES = sorted(name for names in APIS.values() for name in names)
METHODS = {"get", "post", "put", "patch", "delete"}
FOLDER = Path("build/openapi")
Document = dict[str, Any]


def settings_of(service: str) -> Settings:
    """Settings that point nowhere: an app can be built with them, and answers nobody."""
    return Settings(
        service=service,
        database_url=f"postgresql+psycopg://{service}@db.example.org/doorstroom",
        signing_keys=json.dumps(token.generate_keys()),
        document_keys=fernet.generate_key(),
        webhook_keys=fernet.generate_key(),
        public_base_url="https://doorstroom.example.org",
        log_level="ERROR",
    )


def create_app(service: str) -> FastAPI:
    app: FastAPI = import_module(f"services.{service}.main").create_app(settings_of(service))
    return app


def apis_of(app: FastAPI) -> dict[str, FastAPI]:
    """The public APIs of a service, by the first part of their base path."""
    mounts = [route for route in app.routes if isinstance(route, Mount)]
    return {
        mount.path.split("/")[1]: mount.app
        for mount in mounts
        if isinstance(mount.app, FastAPI) and mount.app.openapi_url
    }


def documents() -> dict[str, Document]:
    """The document of each API. Error: LookupError when a service has other APIs than we know."""
    found: dict[str, Document] = {}
    for service, names in APIS.items():
        apps = apis_of(create_app(service))
        if set(apps) != set(names):
            raise LookupError(f"{service} has {sorted(apps)}, expected {sorted(names)}")
        found |= {name: apps[name].openapi() for name in names}
    return found


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method (lower case) and description of every operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents().items():
        text = json.dumps(document, indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
