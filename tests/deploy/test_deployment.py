"""What is deployed fits together: manifests against Kubernetes' schemas, queries against the metrics that there are."""
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import settings_table
import yaml
from dushu_service import metrics
from dushu_service.settings import MIB, PREFIX, Settings, from_environment
from prometheus_client import Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase

ROOT = Path(__file__).parents[2]
MANIFESTS = [
    manifest
    for path in sorted((ROOT / "deploy/k8s").glob("*.yaml"))
    for manifest in yaml.safe_load_all(path.read_text())
]
BY_KIND = {manifest["kind"]: manifest for manifest in MANIFESTS}
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
PROMETHEUS = ROOT / "deploy/prometheus"


@pytest.fixture
def container() -> dict[str, Any]:
    (container,) = BY_KIND["Deployment"]["spec"]["template"]["spec"]["containers"]
    return container


def environment_of(container: dict[str, Any]) -> dict[str, str]:
    return {entry["name"]: entry["value"] for entry in container["env"] if "value" in entry}


@pytest.mark.parametrize("version", ["1.31", "1.34"])
@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_manifest_is_valid(manifest: dict[str, Any], version: str) -> None:
    """No member is unknown or of a wrong type."""
    kubernetes_validate.validate(manifest, version, strict=True)


def test_every_kind_is_there() -> None:
    assert set(BY_KIND) == {
        "Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy"
    }


def test_selectors_select_the_pods() -> None:
    labels = BY_KIND["Deployment"]["spec"]["template"]["metadata"]["labels"]
    selectors = [
        BY_KIND["Deployment"]["spec"]["selector"]["matchLabels"],
        BY_KIND["Service"]["spec"]["selector"],
        BY_KIND["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        BY_KIND["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    assert all(selector.items() <= labels.items() for selector in selectors)
    assert BY_KIND["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == "dushu"


def test_pod_has_no_rights(container: dict[str, Any]) -> None:
    pod = BY_KIND["Deployment"]["spec"]["template"]["spec"]

    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}
    }
    assert f"USER {pod['securityContext']['runAsUser']}:" in (ROOT / "Dockerfile").read_text()


def test_grace_period_is_long_enough(container: dict[str, Any]) -> None:
    """Nobody is killed while it still drains, or ends what is in flight."""
    settings = from_environment(environment_of(container))
    grace = BY_KIND["Deployment"]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]

    assert grace > settings.drain_seconds + settings.stop_seconds


def memory_of(settings: Settings) -> int:
    """The most that docs/operations.md says a service with these settings needs."""
    at_once = settings.threads * settings.max_body_bytes + settings.inline_body_bytes
    reports = (settings.threads + 1) * settings.max_report_parts
    return settings.workers * (80 * MIB + 60 * at_once + 1200 * reports + settings.max_buffered_bytes)


def test_memory_is_enough(container: dict[str, Any]) -> None:
    """Even when every thread has the worst body that is let in."""
    assert memory_of(from_environment(environment_of(container))) <= 1024 * MIB
    assert container["resources"]["limits"]["memory"] == "1Gi"

    composed = COMPOSE["services"]["dushu"]
    assert memory_of(from_environment(composed["environment"])) <= 2048 * MIB
    assert composed["mem_limit"] == "2g"


def test_image_has_what_its_commands_need() -> None:
    """The default of EXTRAS names extras that there are, and the manual says how to have all of them."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    (default,) = re.findall(r"^ARG EXTRAS=(\S+)$", dockerfile, re.MULTILINE)
    manual = (ROOT / "docs/operations.md").read_text()
    offered = {extra for choice in re.findall(r"EXTRAS=([a-z,]+)", manual) for extra in choice.split(",")}

    assert dockerfile.index("ARG EXTRAS") > dockerfile.index(" AS build"), "an argument holds in its stage alone"
    assert 'pip install --no-cache-dir ".[${EXTRAS}]"' in dockerfile
    assert set(default.split(",")) == {"service", "worker"}
    assert {"service", "worker", "archive"} <= offered <= set(extras)
    assert "HEALTHCHECK" in dockerfile and "--no-healthcheck" in manual


def test_settings_are_those_of_the_service(container: dict[str, Any]) -> None:
    known = {PREFIX + name.upper() for name in Settings.__struct_fields__}
    services = COMPOSE["services"]

    assert {entry["name"] for entry in container["env"]} <= known
    assert set(services["dushu"]["environment"]) <= known
    from_environment(services["dushu"]["environment"])


def test_only_this_machine_reaches_what_compose_publishes() -> None:
    for service in COMPOSE["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_files_that_compose_mounts_are_there() -> None:
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert not source.startswith(".") or (ROOT / source).is_dir(), source


def names_of(metric: MetricWrapperBase) -> set[str]:
    name = metric.describe()[0].name
    if isinstance(metric, Counter):
        return {f"{name}_total"}
    if isinstance(metric, Histogram):
        return {f"{name}_bucket", f"{name}_sum", f"{name}_count"}
    return {name}


def queries() -> list[str]:
    dashboard = json.loads((ROOT / "deploy/grafana/dashboards/dushu.json").read_text())
    panels = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return panels + [rule["expr"] for group in groups for rule in group["rules"]]


def test_queries_ask_for_metrics_that_there_are() -> None:
    known: set[str] = set()
    for metric in vars(metrics).values():
        if isinstance(metric, MetricWrapperBase):
            known |= names_of(metric)

    asked = {name for query in queries() for name in re.findall(r"\bdushu_\w+", query)}
    assert asked <= known
    assert {"dushu_refused_total", "dushu_requests_in_flight"} <= asked


def test_every_alert_is_explained() -> None:
    manual = (ROOT / "docs/operations.md").read_text()
    for group in yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]:
        for rule in group["rules"]:
            assert f"`{rule['alert']}`" in manual
            assert rule["annotations"]["summary"]


def test_manual_shows_the_settings_that_there_are() -> None:
    """`python tests/deploy/settings_table.py` brings it up to date."""
    manual = settings_table.MANUAL.read_text()

    assert manual == settings_table.renewed(manual)
