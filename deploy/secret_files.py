"""Secrets as files, one per setting, as Compose and Kubernetes hand them over.

Names: `<service>_database_password`, `<service>_signing_keys` (JSON Web Key Set with a private
Ed25519 key), `vacatures_document_keys` and `gateway_webhook_keys` (Fernet keys, one per line),
`gateway_oidc_keys` (with which people's own login proves us at an employer's issuer: a JSON Web
Key Set with a private RSA key, because every issuer can check that), `gateway_beheer_secret` (the
client that registers all others) and `postgres_superuser_password` (only for whoever runs the
database).
"""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from deploy import SERVICES

SUPERUSER = "postgres_superuser_password"
BEHEER = "gateway_beheer_secret"
DOCUMENTS = "vacatures_document_keys"
WEBHOOKS = "gateway_webhook_keys"
OIDC = "gateway_oidc_keys"


def ensure(folder: Path, mark: str = "", mode: int = 0o600) -> list[str]:
    """Make the secrets that are not there yet; give the names of the new ones.

    Args:
        folder: made with mode 0700 when it is not there.
        mark: start of every secret, as "demo-" for those that work in demo mode only.
        mode: of the files; a container needs 0o644 for its own user, the folder closes them off.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for name, make in _wanted(mark):
        path = folder / name
        if not path.exists():
            # Written beside its place: a start that is broken off leaves no empty secret.
            beside = path.with_name(f".{name}")
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as f:
                f.write(make())
            beside.rename(path)
            made.append(name)
    return made


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text().strip()


def database_passwords(folder: Path) -> dict[str, str]:
    return {service: read(folder, f"{service}_database_password") for service in SERVICES}


def _wanted(mark: str) -> list[tuple[str, Callable[[], str]]]:
    """Every secret with what makes it: an RSA key takes a while, so only when it is not there."""
    from shared import fernet, token  # only here: their libraries are slow to load

    passwords = [f"{service}_database_password" for service in SERVICES] + [SUPERUSER, BEHEER]
    keys = [f"{service}_signing_keys" for service in SERVICES]
    return [
        *((name, lambda: mark + secrets.token_urlsafe(32)) for name in passwords),
        *((name, lambda: json.dumps(token.generate_keys(mark))) for name in keys),
        *((name, lambda: fernet.generate_key(mark)) for name in (DOCUMENTS, WEBHOOKS)),
        (OIDC, lambda: json.dumps(token.generate_rsa_keys(mark))),
    ]
