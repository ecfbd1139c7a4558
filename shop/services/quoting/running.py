"""The worker's part of a quote."""


def run_quote(quote_id: int) -> None:
    """Under way."""
