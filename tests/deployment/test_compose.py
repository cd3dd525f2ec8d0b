"""The compose file: valid, confined, and with settings that Hearten knows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.deployment.image import ROOT
from tests.deployment.variables import KNOWN_VARIABLES
from tests.deployment.yaml_files import check_schema, read_yaml

COMPOSE = ROOT / "compose.yaml"
_VARIABLE = re.compile(r"\$\{(\w+)")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(COMPOSE)["services"]
    return found


def test_file_fits_the_compose_specification() -> None:
    check_schema("compose-spec", COMPOSE)


@pytest.mark.parametrize("name", ["hearten", "backup"])
def test_service_is_confined(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_settings_are_known(services: dict[str, Any]) -> None:
    assert set(services["hearten"]["environment"]) - {"PGPASSWORD"} <= KNOWN_VARIABLES


def test_backup_uses_the_database_of_hearten(services: dict[str, Any]) -> None:
    backup, database = services["backup"], services["database"]
    assert backup["image"] == database["image"], "an older pg_dump refuses a newer server"
    environment = backup["environment"]
    named = f"postgresql://{environment['PGUSER']}@{environment['PGHOST']}/{environment['PGDATABASE']}"
    assert named == services["hearten"]["environment"]["DATABASE_URL"]
    (script,) = [volume for volume in backup["volumes"] if volume.startswith("./")]
    source, target, mode = script.split(":")
    assert (ROOT / source).is_file()
    assert backup["entrypoint"] == [target]
    assert mode == "ro"


def test_only_this_machine_reaches_the_port(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["hearten"]
    assert services["hearten"]["ports"] == ["127.0.0.1:${PORT:-3000}:3000"]
    assert {"POSTGRES_PASSWORD", "SLACK_BOT_TOKEN"} <= set(_VARIABLE.findall(COMPOSE.read_text()))
