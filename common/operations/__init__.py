"""What operators see of the running site: request ids, log lines, metrics, health."""
