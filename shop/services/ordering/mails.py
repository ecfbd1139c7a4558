"""Letters"""


def send_letter(letter: str, pk: int) -> None:
    """later"""
