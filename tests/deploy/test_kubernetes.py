"""The manifests fit each other: names, ports, secrets; no more rights than needed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy import SERVICES
from deploy.secret_files import ensure

FOLDER = Path("deploy/kubernetes")
DOCUMENTS = [
    document
    for file in sorted(FOLDER.glob("*.yaml"))
    for document in yaml.safe_load_all(file.read_text())
]


def of_kind(kind: str) -> dict[str, Any]:
    return {d["metadata"]["name"]: d for d in DOCUMENTS if d["kind"] == kind}


def pods() -> Iterator[Any]:
    for deployment in of_kind("Deployment").values():
        yield deployment["spec"]["template"]["spec"]


def containers() -> Iterator[Any]:
    for pod in pods():
        yield from pod.get("initContainers", [])
        yield from pod["containers"]


def test_every_document_is_named_and_in_our_namespace() -> None:
    for document in DOCUMENTS:
        assert document["apiVersion"]
        if document["kind"] != "Namespace":
            assert document["metadata"]["namespace"] == "doorstroom"


def test_each_service_has_api_worker_address_and_budget() -> None:
    names = {*SERVICES, *(f"{service}-werker" for service in SERVICES)}
    assert of_kind("Deployment").keys() == names
    assert of_kind("Service").keys() == set(SERVICES)
    assert of_kind("PodDisruptionBudget").keys() == set(SERVICES)
    for name, deployment in of_kind("Deployment").items():
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        assert deployment["spec"]["selector"]["matchLabels"] == {"app": name}
        assert labels == {"app": name, "dienst": name.removesuffix("-werker")}
    for name, service in of_kind("Service").items():
        assert service["spec"]["selector"] == {"app": name}


def test_a_service_migrates_before_it_starts_and_is_watched() -> None:
    for service in SERVICES:
        pod = of_kind("Deployment")[service]["spec"]["template"]["spec"]
        assert pod["initContainers"][0]["args"] == ["alembic", "-n", service, "upgrade", "head"]
        assert pod["containers"][0]["livenessProbe"]["httpGet"]["path"] == "/live"
        assert pod["containers"][0]["readinessProbe"]["httpGet"]["path"].startswith("/ready")
        worker = of_kind("Deployment")[f"{service}-werker"]["spec"]["template"]["spec"]
        assert worker["containers"][0]["args"] == ["python", "-m", f"services.{service}.worker"]


def test_no_container_has_rights_it_does_not_need() -> None:
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert not pod["automountServiceAccountToken"]
    for container in containers():
        rights = container["securityContext"]
        assert rights["readOnlyRootFilesystem"]
        assert not rights["allowPrivilegeEscalation"]
        assert rights["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


def test_a_service_gets_its_own_secrets_only() -> None:
    for name, deployment in of_kind("Deployment").items():
        volumes = deployment["spec"]["template"]["spec"]["volumes"]
        given = [v["secret"]["secretName"] for v in volumes if "secret" in v]
        assert given == [name.removesuffix("-werker")]


def test_the_settings_are_complete_and_in_production_mode() -> None:
    data = of_kind("ConfigMap")["instellingen"]["data"]
    for service in SERVICES:
        prefix = service.upper()
        assert data[f"{prefix}_MODUS"] == "productie"
        assert f"://{service}@postgres-rw:5432/doorstroom" in data[f"{prefix}_DATABASE_URL"]
        for other in SERVICES:
            assert data[f"{prefix}_{other.upper()}_URL"] == f"http://{other}:8000"
    assert not any("PASSWORD" in key or "SECRET" in key for key in data)


def test_only_the_gateway_can_be_reached_from_outside() -> None:
    policies = of_kind("NetworkPolicy")
    assert policies["niets"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    outside = {
        name
        for name, policy in policies.items()
        for rule in policy["spec"].get("ingress", [])
        for source in rule.get("from", [{"namespaceSelector": {}}])
        if "namespaceSelector" in source
    }
    assert outside == {"voordeur", "postgres"}
    assert policies["voordeur"]["spec"]["podSelector"] == {"matchLabels": {"app": "gateway"}}
    operator = policies["postgres"]["spec"]["ingress"][1]["from"]
    assert operator[0]["namespaceSelector"]["matchLabels"].popitem()[1] == "cnpg-system"
    (rule,) = of_kind("Ingress")["gateway"]["spec"]["rules"]
    assert [path["backend"]["service"]["name"] for path in rule["http"]["paths"]] == ["gateway"]
    assert all("type" not in service["spec"] for service in of_kind("Service").values())


@pytest.mark.parametrize("service", SERVICES)
def test_the_readme_makes_the_secrets_that_the_manifests_want(service: str, tmp_path: Path) -> None:
    made = ensure(tmp_path / "geheimen", mode=0o644)
    assert {f"{service}_database_password", f"{service}_signing_keys"} <= set(made)
