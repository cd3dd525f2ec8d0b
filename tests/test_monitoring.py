"""The dashboard and the alert rules: of metrics that exist, and with a way out for each alert."""

import json
import re
import subprocess
from pathlib import Path

from prometheus_client import Counter, Histogram

from bot.metrics import Metrics
from tests.conftest import do_without

GITHUB = Path(__file__).parent.parent / ".github"
MONITORING = GITHUB / "monitoring"
ALERTS = MONITORING / "alerts.yaml"
REQUIRED = "HEARTEN_TEST_PROMTOOL"
NAME = re.compile(r"hearten_\w+")
EXPRESSIONS = re.compile(r"expr: (?:>\n)?(.*(?:\n {10}.*)*)")
ALERT = re.compile(r"- alert: (\w+)")


def series() -> set[str]:
    """Return the names under which Prometheus stores Hearten's metrics."""
    names = set[str]()
    for metric in vars(Metrics()).values():
        if isinstance(metric, Counter):
            names.add(f"{next(iter(metric.describe())).name}_total")
        elif isinstance(metric, Histogram):
            names |= {f"{next(iter(metric.describe())).name}_{part}" for part in ("bucket", "sum", "count")}
        elif hasattr(metric, "describe"):
            names.add(next(iter(metric.describe())).name)
    return names


def dashboard_expressions() -> list[str]:
    panels = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


def test_dashboard_and_alerts_use_metrics_that_exist() -> None:
    in_alerts = set(NAME.findall(" ".join(EXPRESSIONS.findall(ALERTS.read_text("utf-8")))))
    on_dashboard = set(NAME.findall(" ".join(dashboard_expressions())))
    assert in_alerts
    assert in_alerts | on_dashboard <= series()
    # Whatever is measured can be seen.
    without_parts = {name for name in series() if not name.endswith(("_sum", "_count"))}
    assert on_dashboard == without_parts


def test_every_alert_is_explained() -> None:
    alerts = ALERT.findall(ALERTS.read_text("utf-8"))
    manual = (GITHUB / "OPERATIONS.md").read_text("utf-8")
    assert re.findall(r"^### (Hearten\w+)$", manual, re.MULTILINE) == alerts


def run_promtool(*arguments: str, folder: Path = MONITORING) -> None:
    """Run it, and fail with what it says. Skip without it."""
    try:
        ended = subprocess.run(
            ("promtool", *arguments), check=False, cwd=folder, capture_output=True, text=True
        )
    except FileNotFoundError:
        do_without("no promtool on this machine", REQUIRED)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_alerts_fire_when_they_should_and_only_then() -> None:
    tested = (MONITORING / "alerts_test.yaml").read_text("utf-8")
    assert all(tested.count(f"alertname: {alert}") >= 1 for alert in ALERT.findall(ALERTS.read_text("utf-8")))
    run_promtool("test", "rules", "alerts_test.yaml")


def test_queries_of_the_dashboard_are_valid(tmp_path: Path) -> None:
    # JSON is YAML.
    rules = [{"record": "panel", "expr": expression} for expression in dashboard_expressions()]
    (tmp_path / "rules.yaml").write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    run_promtool("check", "rules", "--lint=none", "rules.yaml", folder=tmp_path)
