"""What an operator can measure. Nothing here tells who thanked whom."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The process's figures, in a registry of their own."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
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
            "Messages that stay as they are although they had to be changed or deleted",
            ["kind"],
            registry=self.registry,
        )
        self.held_changes = Gauge(
            "hearten_held_changes",
            "Changes of messages that wait until Slack lets the bot make them",
            registry=self.registry,
        )
        self.event_rate_limits = Counter(
            "hearten_event_rate_limits",
            "Minutes for which Slack held events back, as there were too many",
            registry=self.registry,
        )
        self.digests = Counter("hearten_digests", "Digests made", registry=self.registry)
        self.outbox_depth = Gauge("hearten_outbox_depth", "Messages waiting", registry=self.registry)
        self.outbox_age = Gauge(
            "hearten_outbox_oldest_seconds", "Age of the oldest message waiting", registry=self.registry
        )
        self.unverified = Counter(
            "hearten_unverified_posts",
            "Posts sent a second time though nobody can tell whether the first one stands",
            registry=self.registry,
        )
        self.duplicates = Counter(
            "hearten_duplicates",
            "What Slack brought again and was taken in before",
            ["kind"],
            registry=self.registry,
        )
        self.rate_limits = Counter(
            "hearten_rate_limits", "Calls that Slack refused as too many", ["method"], registry=self.registry
        )
        self.database_errors = Counter(
            "hearten_database_errors", "Transactions that the database failed", registry=self.registry
        )
