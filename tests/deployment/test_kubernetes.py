"""The manifests for Kubernetes: valid, of one piece, and confined as the strictest namespaces demand."""

from __future__ import annotations

from typing import Any

import kubernetes_validate
import pytest

from tests.deployment.image import USER
from tests.deployment.variables import KNOWN_VARIABLES
from tests.deployment.yaml_files import KUBERNETES, read_yaml

NAMES = sorted(file.name for file in KUBERNETES.glob("*.yaml") if file.name != "kustomization.yaml")
LONGEST_END = 10
"""Seconds that Hearten takes at most after SIGTERM, as OPERATIONS.md promises."""
OLDEST = "1.32"
"""The oldest version of Kubernetes that these are checked for."""


def read_pod(name: str) -> dict[str, Any]:
    """Return the pod's specification that the manifest has a template of."""
    specification: dict[str, Any] = read_yaml(KUBERNETES / name)["spec"]["template"]["spec"]
    return specification


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("version", [OLDEST, kubernetes_validate.latest_version()])
def test_manifest_fits_the_schema(name: str, version: str) -> None:
    kubernetes_validate.validate(read_yaml(KUBERNETES / name), version, strict=True)


def test_kustomization_names_each_manifest_and_the_image() -> None:
    kustomization = read_yaml(KUBERNETES / "kustomization.yaml")
    assert sorted(kustomization["resources"]) == NAMES
    assert kustomization["namespace"] == read_yaml(KUBERNETES / "namespace.yaml")["metadata"]["name"]
    (image,) = kustomization["images"]
    for name in ("deployment.yaml", "migration.yaml"):
        (container,) = read_pod(name)["containers"]
        assert container["image"] == image["name"]


def test_one_of_two_replicas_always_stays() -> None:
    deployment = read_yaml(KUBERNETES / "deployment.yaml")["spec"]
    budget = read_yaml(KUBERNETES / "disruption-budget.yaml")["spec"]
    assert deployment["replicas"] == 2
    assert budget["minAvailable"] == 1
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    labels = deployment["template"]["metadata"]["labels"]
    service = read_yaml(KUBERNETES / "service.yaml")["spec"]
    assert deployment["selector"]["matchLabels"] == budget["selector"]["matchLabels"] == labels
    assert service["selector"] == labels
    # The migration's pod has other labels: no requests go there, and it doesn't count as a replica.
    job = read_yaml(KUBERNETES / "migration.yaml")["spec"]["template"]["metadata"]["labels"]
    assert not labels.items() <= job.items()


def test_probes_and_ports() -> None:
    (container,) = read_pod("deployment.yaml")["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert ports["http"] == 3000, "the image's PORT"
    (metrics,) = [each["value"] for each in container["env"] if each["name"] == "HEARTEN_METRICS_PORT"]
    annotations = read_yaml(KUBERNETES / "deployment.yaml")["spec"]["template"]["metadata"]["annotations"]
    assert metrics == annotations["prometheus.io/port"] == str(ports["metrics"])
    probes = {name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {name: probe["path"] for name, probe in probes.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }
    assert {probe["port"] for probe in probes.values()} == {"http"}
    (port,) = read_yaml(KUBERNETES / "service.yaml")["spec"]["ports"]
    assert port["targetPort"] == "http"


def test_pod_may_finish_what_it_does() -> None:
    pod = read_pod("deployment.yaml")
    (container,) = pod["containers"]
    program, seconds = container["lifecycle"]["preStop"]["exec"]["command"]
    assert program == "sleep"
    assert pod["terminationGracePeriodSeconds"] >= int(seconds) + LONGEST_END + 5


@pytest.mark.parametrize("name", ["deployment.yaml", "migration.yaml"])
def test_pod_is_confined(name: str) -> None:
    pod = read_pod(name)
    assert pod["automountServiceAccountToken"] is False
    security = pod["securityContext"]
    assert (security["runAsNonRoot"], security["runAsUser"]) == (True, USER)
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {each["name"] for each in container.get("env", ())} <= KNOWN_VARIABLES
