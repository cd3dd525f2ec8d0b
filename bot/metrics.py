"""Metrics for the operator. None of them says anything about a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The metrics of a process, in their own registry."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self.ready = Gauge(
            "hearten_ready", "1 if this process can serve Slack, as /readyz says", registry=self.registry
        )
        self.requests = Counter(
            "hearten_requests", "Requests from Slack", ["kind", "outcome"], registry=self.registry
        )
        self.answer_seconds = Histogram(
            "hearten_answer_seconds",
            "Time to answer Slack",
            ["kind"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
            registry=self.registry,
        )
        self.deliveries = Counter(
            "hearten_deliveries", "Deliveries", ["kind", "outcome"], registry=self.registry
        )
        self.unchanged = Counter(
            "hearten_unchanged_messages",
            "Messages that Slack did not let the bot change or delete",
            ["kind"],
            registry=self.registry,
        )
        self.held_changes = Gauge(
            "hearten_held_changes",
            "Changes of messages that wait until Slack allows them",
            registry=self.registry,
        )
        self.event_rate_limits = Counter(
            "hearten_event_rate_limits",
            "Minutes for which Slack held back events, as there were too many",
            registry=self.registry,
        )
        self.digests = Counter("hearten_digests", "Digests made", registry=self.registry)
        self.outbox_depth = Gauge("hearten_outbox_depth", "Messages waiting", registry=self.registry)
        self.outbox_age = Gauge(
            "hearten_outbox_oldest_seconds", "Age of the oldest message waiting", registry=self.registry
        )
        self.unverified = Counter(
            "hearten_unverified_posts",
            "Posts sent again although the first one may have arrived",
            registry=self.registry,
        )
        self.duplicates = Counter(
            "hearten_duplicates",
            "Requests that Slack repeated",
            ["kind"],
            registry=self.registry,
        )
        self.rate_limits = Counter(
            "hearten_rate_limits",
            "Calls that Slack refused because there were too many",
            ["method"],
            registry=self.registry,
        )
        self.database_errors = Counter(
            "hearten_database_errors", "Transactions that failed in the database", registry=self.registry
        )
