"""Codes that people read out and type: no letter or digit in them that looks like another."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither 0 and O nor 1 and I
LETTERS = 8  # of 32: forty bits, too many to guess somebody's order


def new_code(kind: str) -> str:
    """A code such as B-7K3M9QXW: forty bits of chance behind the letter of its kind."""
    return f"{kind}-{''.join(secrets.choice(ALPHABET) for _ in range(LETTERS))}"
