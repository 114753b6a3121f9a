"""The Compose file and the Dockerfile, as text: what may be reached, by whom, with what rights."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from joserfc.jwk import KeySet
from pydantic import ValidationError

from deploy import SERVICES
from shared.settings import Modus, Settings

COMPOSE: dict[str, Any] = yaml.safe_load(Path("docker-compose.yml").read_text())
DEMO = Path("deploy/secrets-demo")
WORKERS = [f"{service}-werker" for service in SERVICES]
MIGRATIONS = [f"{service}-migratie" for service in SERVICES]


def test_the_parts_are_those_of_the_design() -> None:
    assert set(COMPOSE["services"]) == {"postgres", *SERVICES, *WORKERS, *MIGRATIONS}
    assert COMPOSE["version"] == "3.8"  # Compose 1.29 asks for it, 2 ignores it
    assert "name" not in COMPOSE  # Compose 1.29 refuses it


def test_only_the_gateway_is_published_and_only_on_this_machine() -> None:
    published = {
        name: part["ports"] for name, part in COMPOSE["services"].items() if "ports" in part
    }
    assert published == {"gateway": ["127.0.0.1:${PORT_GATEWAY:-8000}:8000"]}
    assert COMPOSE["networks"]["gegevens"]["internal"]
    assert COMPOSE["networks"]["binnen"]["internal"]
    assert COMPOSE["services"]["postgres"]["networks"] == ["gegevens"]
    for service in ("vacatures", "pool"):
        assert COMPOSE["services"][service]["networks"] == ["gegevens", "binnen"]


def test_every_container_is_read_only_and_without_rights() -> None:
    for name, part in COMPOSE["services"].items():
        assert part["read_only"] is True, name
        assert part["cap_drop"] == ["ALL"], name
        assert part["security_opt"] == ["no-new-privileges:true"], name
        assert "/tmp" in part["tmpfs"], name
        assert "user" not in part or part["user"] != "root"
        assert part["restart"] == ("no" if name in MIGRATIONS else "unless-stopped"), name


def test_a_container_gets_its_own_secrets_only() -> None:
    for name, part in COMPOSE["services"].items():
        service = re.sub("-(werker|migratie)$", "", name)
        if service == "postgres":
            continue
        assert {secret.split("_")[0] for secret in part["secrets"]} == {service}, name
        named = set(part["environment"]) - {"FORWARDED_ALLOW_IPS"}  # the server's own
        assert all(key.startswith(f"{service.upper()}_") for key in named), name


def test_nothing_starts_before_its_schema_is_there() -> None:
    for service in SERVICES:
        done = {"condition": "service_completed_successfully"}
        for part in (service, f"{service}-werker"):
            assert COMPOSE["services"][part]["depends_on"] == {f"{service}-migratie": done}
        healthy = {"postgres": {"condition": "service_healthy"}}
        assert COMPOSE["services"][f"{service}-migratie"]["depends_on"] == healthy


def test_every_committed_secret_is_used_and_says_that_it_is_a_demo() -> None:
    files = {path.name: path.read_text() for path in DEMO.iterdir()}
    assert files.keys() == COMPOSE["secrets"].keys()
    for name, text in files.items():
        assert COMPOSE["secrets"][name]["file"] == f"${{GEHEIMEN:-./deploy/secrets-demo}}/{name}"
        if name.endswith(("_signing_keys", "_oidc_keys")):
            assert [str(key.kid)[:5] for key in KeySet.import_key_set(yaml.safe_load(text))] == [
                "demo-"
            ]
        else:
            assert text.startswith("demo-")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_refuses_the_demo_secrets_in_production(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTROOM_SECRETS_DIR", str(DEMO))
    monkeypatch.setenv(f"{service.upper()}_DATABASE_URL", f"postgresql://{service}@postgres/x")
    monkeypatch.setenv(f"{service.upper()}_MODUS", "demo")
    assert Settings.for_service(service).modus is Modus.DEMO
    monkeypatch.setenv(f"{service.upper()}_MODUS", "productie")
    with pytest.raises(ValidationError, match="geheim uit de demo"):
        Settings.for_service(service)


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        *product(SERVICES, ["database_password", "signing_keys"]),
        ("vacatures", "document_keys"),
        ("gateway", "beheer_secret"),
        ("gateway", "webhook_keys"),
    ],
)
def test_each_single_demo_secret_is_refused(
    service: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deploy.secret_files import ensure

    ensure(tmp_path / "eigen")
    name = f"{service}_{kind}"
    monkeypatch.setenv("DOORSTROOM_SECRETS_DIR", str(tmp_path / "eigen"))
    monkeypatch.setenv(f"{service.upper()}_DATABASE_URL", f"postgresql://{service}@postgres/x")
    assert Settings.for_service(service).modus is Modus.PRODUCTIE
    (tmp_path / "eigen" / name).write_text((DEMO / name).read_text())
    with pytest.raises(ValidationError, match="geheim uit de demo"):
        Settings.for_service(service)


def test_one_dockerfile_for_all_without_root() -> None:
    text = Path("deploy/Dockerfile").read_text()
    assert text.count("\nFROM ") == 1
    assert "FROM python:3.13-slim" in text
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert "--require-hashes" in text
    copied = re.findall(r"^COPY (\S+)", text, re.MULTILINE)
    assert copied == [
        *("requirements.lock", "alembic.ini", "shared/", "services/__init__.py"),
        "services/${SERVICE}/",
    ]
    # What the image makes ready may not stand where a mount of Compose hides it.
    hidden = {path for part in COMPOSE["services"].values() for path in part["tmpfs"]}
    kept = re.findall(r"^(?:ENV|RUN) .*", text, re.MULTILINE)
    assert [line for line in kept for path in hidden if f"{path}/" in line] == []
    ignored = Path(".dockerignore").read_text().splitlines()
    assert ignored[1] == "*"
