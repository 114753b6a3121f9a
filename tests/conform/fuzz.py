"""Run schemathesis on one API through the gateway, as one caller; what it finds is a failure."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2

from tests.conform.region import ROLLEN, Region

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("FUZZ_SEED", "20260812"))
PHASES = "examples,coverage,fuzzing,stateful"
AGAIN = "fuzzing,stateful"  # for another caller of the same document
KNOWN = 0.75  # how often an id is one that exists; else made up, so that 404 is tried too
ERASING = "/verwijderverzoeken"
# Fields of bodies and queries that name something which exists elsewhere.
FIELDS = {
    "verband": "deelname/verbanden",
    "verbanden[*]": "deelname/verbanden",
    "medewerker": "deelname/medewerkers",
    "functie": "functies",
    "functies[*].functie": "functies",
    "organisatie": "organisaties",
    "inlener": "organisaties",
    "werkgever": "organisaties",
    "delen[*].werkgever": "organisaties",
    "sollicitatieId": "vacatures/sollicitaties",
    "deel": "vacatures/delen",
    "thuisorganisatie": "organisaties",
    "profielen[*]": "vacatures/profielblokken",
    "rollen[*]": "rollen",
    "fasewijzigingen[*].fase": "fasen",
    "gemachtigde": "organisaties",
    "ontvangers[*]": "organisaties",
    "werver": "organisaties",
    "regels[*].bedrag": "bedragen",
    "leidinggevende": "deelname/medewerkers",
    "houder": "deelname/medewerkers",
    "adviseur": "deelname/medewerkers",
    "inzet": "pool/inzetten",
    "programma": "pool/traineeprogrammas",
    "mentor": "pool/traineementoren",
    "pool": "pool/pools",
    "vanPool": "pool/pools",
    "naarPool": "pool/pools",
    "lid": "pool/leden",
    "leden[*].lid": "pool/leden",
    "behoefte": "pool/behoeften",
    "behoeften[*]": "pool/behoeften",
    "behoeften[*].behoefte": "pool/behoeften",
    "besluiten[*].regel": "pool/regels",
    "opgaveId": "pool/opgaven",
    "basis.opgaven[*]": "pool/opgaven",
    "project": "pool/projecten",
    "toets": "pool/inhuurtoetsen",
    "gedeeldMet[*]": "deelname/verbanden",
    "ontvanger": "organisaties",
    "gastheer": "organisaties",
    "organisaties[*]": "organisaties",
    "deelnemers[*]": "organisaties",
    "gewichten[*].organisatie": "organisaties",
    "extraLeden[*].thuisorganisatie": "organisaties",
    "kan[*].functie": "functies",
    "zoekt[*]": "functies",
    "wens": "vacatures/loopbaanwensen",
    "vacature": "vacatures/vacatures",
    "urenstaten[*]": "pool/urenstaten",
    "regels[*].inzet": "pool/inzetten",
    "regels[*].verband": "deelname/verbanden",
    "afwijzingen[*].sollicitatie": "vacatures/sollicitaties",
}


def config(
    region: Region, api: str, paths: Mapping[str, Any], token: str | None, examples: int
) -> str:
    """The configuration of one run. TOML: our strings and lists are written as JSON."""
    known = {
        **region.known,
        "functies": ["vergunningverlener", "planeconoom", "ro-jurist"],
        "organisaties": region.known["deelname/organisaties"],
        "rollen": list(ROLLEN),
        "gebruikers": ["testgebruiker"],
        "bedragen": [300_000, 400_000],
        "fasen": ["intern", "partners", "openbaar"],
    }
    lines = [
        f"seed = {SEED}",
        'hooks = "tests.conform.hooks"',
        "continue-on-failure = true",
        "request-timeout = 30.0",
        *([f'headers = {{ Authorization = "Bearer {token}" }}'] if token else []),
        "[cache]",
        "enabled = false",
        "[generation]",
        f"max-examples = {examples}",
        'database = "none"',
        *CHECKS,
        "[phases.examples]",
        "fill-missing = true",
    ]
    for name, values in known.items():
        if values:
            lines += [f'[dictionaries."{_plain(name)}"]', f"values = {json.dumps(values)}"]
    lines += ["[parameters]", f'"header.Audit-User-ID" = {_binding("gebruikers")}']
    for field, name in FIELDS.items():
        for place in ("body", "query"):
            if known.get(name) and (place == "body" or "[" not in field):
                lines.append(f'"{place}.{field}" = {_binding(name)}')
    for path in paths:
        bound = _bindings(api, path, known)
        if bound:
            lines += [
                "[[operations]]",
                f'include-path = "{path}"',
                "[operations.parameters]",
                *bound,
            ]
    own = {region.tokens.get(one) for one in ("zelf", "poollid")}
    if ERASING in paths and token and token in own:
        # Erasing works at once: who erases is a person whom no other request is about.
        lines += ["[[operations]]", f'include-path = "{ERASING}"']
        lines += [f'headers = {{ Authorization = "Bearer {region.wisbaar()}" }}']
    return "\n".join(lines) + "\n"


# Everything is checked, on every answer. What is set otherwise, and why:
CHECKS = (
    "[checks]",
    "max_response_time = 20.0",  # seconds, on a busy machine; a solver is bounded to less
    "[checks.positive_data_acceptance]",
    # 412: If-Match is an optional header, and a made-up one never fits.
    'expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412]',
)


def _plain(name: str) -> str:
    return name.replace("/", "-")


def _binding(name: str) -> str:
    return f'{{ dictionary = "{_plain(name)}", probability = {KNOWN} }}'


def _bindings(api: str, path: str, known: Mapping[str, object]) -> list[str]:
    """`/pools/{id}/leden`: an id of a pool is one of the known pools."""
    return [
        f'"path.{param}" = {_binding(f"{api}/{collection}")}'
        for collection, param in re.findall(r"([a-z-]+)/\{(\w+)\}", path)
        if known.get(f"{api}/{collection}")
    ]


def run(
    region: Region,
    api: str,
    token: str | None,
    folder: Path,
    examples: int,
    phases: str = PHASES,
) -> tuple[int, str, list[list[Any]]]:
    """Exit code (0: nothing found), report, and all answers: (operation, status, code, count)."""
    url = f"{region.url}/{api}/v1/openapi.json"
    document = httpx2.get(url, timeout=30).raise_for_status().json()
    file, seen = folder / f"{api}.toml", folder / "seen.json"
    file.write_text(config(region, api, document["paths"], token, examples), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(file)),
        *("run", url, "--phases", phases, "--no-color"),
    ]
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "160", "FUZZ_SEEN": str(seen)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    answers = json.loads(seen.read_text(encoding="utf-8")) if seen.exists() else []
    return done.returncode, done.stdout + done.stderr, answers
