"""What happens without anybody asking: deliveries, and APScheduler's ticks."""
