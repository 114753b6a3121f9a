"""Settings: from the environment and secret files; demo secrets are refused in production."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared import fernet, token
from shared.settings import Modus, Settings

OWN = json.dumps(token.generate_keys())
DEMO = json.dumps(token.generate_keys("demo-"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOORSTROOM_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("POOL_DATABASE_URL", "postgresql://pool@db.example:5432/doorstroom")
    (tmp_path / "pool_signing_keys").write_text(OWN)
    (tmp_path / "pool_database_password").write_text("p@ss/word\n")
    return tmp_path


def test_environment_and_files_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOL_GATEWAY_URL", "http://gateway:8000/")
    monkeypatch.setenv("VACATURES_GATEWAY_URL", "http://elders")
    settings = Settings.for_service("pool")
    assert settings.modus is Modus.PRODUCTIE
    assert settings.url_of("gateway") == "http://gateway:8000"
    assert settings.database.password == "p@ss/word"
    assert settings.database.drivername == "postgresql+psycopg"
    assert "p@ss" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pool_signing_keys", DEMO),
        ("pool_database_password", "demo-wachtwoord"),
        ("pool_beheer_secret", "demo-geheim"),
    ],
)
def test_a_demo_secret_works_in_the_demo_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (folder / name).write_text(text)
    with pytest.raises(ValidationError, match="geheimen maak"):
        Settings.for_service("pool")
    with pytest.raises(ValidationError) as error:
        Settings.for_service("pool")
    assert text not in str(error.value)
    for modus in ("demo", "test"):
        monkeypatch.setenv("POOL_MODUS", modus)
        assert Settings.for_service("pool").modus == modus


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTROOM_SECRETS_DIR", str(tmp_path))
    monkeypatch.delenv("POOL_DATABASE_URL", raising=False)
    with pytest.raises(ValidationError) as error:
        Settings.for_service("pool")
    assert {e["loc"][0] for e in error.value.errors()} >= {"database_url", "signing_keys"}


def test_documents_are_never_kept_in_the_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTROOM_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("VACATURES_DATABASE_URL", "postgresql://x@db.example/doorstroom")
    (tmp_path / "vacatures_signing_keys").write_text(OWN)
    with pytest.raises(ValidationError, match="document_keys ontbreekt"):
        Settings.for_service("vacatures")
    (tmp_path / "vacatures_document_keys").write_text(fernet.generate_key("demo-"))
    with pytest.raises(ValidationError, match="geheimen maak"):
        Settings.for_service("vacatures")
    (tmp_path / "vacatures_document_keys").write_text(fernet.generate_key())
    assert fernet.open_(Settings.for_service("vacatures")) is not None
