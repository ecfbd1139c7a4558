"""Typing errors, corrected against the catalogue's words: letters missing, doubled, wrong or changing places."""

from collections.abc import Sequence
from dataclasses import replace
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parts.selectors.search_text import Token
from parts.selectors.search_vocabulary import Vocabulary

SHORTEST, LONGEST = 3, 24
MOST_READINGS, MOST_WORDS = 3, 3

COMMON = 0.3
"""How many letters' difference a word ten times as common is worth."""

OTHER_START = 0.6
"""What a different first letter costs on top: people seldom get that one wrong."""

COST_A_LETTER = 0.2
"""What a correction may cost for each letter of the word; beyond that it is another word."""

STAYS, RARE, MUCH_COMMONER = 1.0, 30, 4
"""Names hold typing errors too: a word in so few names may be one of another, but that costs a letter more."""


def corrections(given: Sequence[Token], known: Vocabulary, *, of_parts: bool = True) -> list[list[Token]]:
    """The likeliest other spellings of the tokens, at most three, the best first; none where all are common words."""
    spelled: list[tuple[float, list[Token]]] = [(0, [])]
    for at, token in enumerate(given):
        choices = _choices(token, at == len(given) - 1, known, of_parts)
        longer = [(before + cost, [*tokens, chosen]) for before, tokens in spelled for cost, chosen in choices]
        # The best whole readings begin with the best beginnings: all readings of twelve words would be millions.
        spelled = sorted(longer, key=lambda one: one[0])[: MOST_READINGS + 1]
    return [tokens for _, tokens in spelled if tokens != list(given)][:MOST_READINGS]


def _choices(token: Token, is_last: bool, known: Vocabulary, of_parts: bool) -> list[tuple[float, Token]]:
    """What the token may mean, with what each costs: itself nothing where it is a word, or no word is like it."""
    word = token.word
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return [(0, token)]
    uses = known.uses(word, of_parts=of_parts)
    if uses > RARE or (not uses and known.knows(word, of_parts=of_parts)):
        return [(0, token)]
    if is_last and any(known.uses(longer, of_parts=of_parts) > RARE for longer in known.completions(word)[:MOST_WORDS]):
        return [(0, token)]
    above = uses * MUCH_COMMONER
    near = [(cost, replace(token, word=other)) for cost, other in _nearest(word, known, of_parts, above=above)]
    if not near or uses or known.knows(word, of_parts=of_parts, unfinished=is_last):
        return [(0, token), *((cost + STAYS, other) for cost, other in near)]
    return near


def _nearest(word: str, known: Vocabulary, of_parts: bool, *, above: int) -> list[tuple[float, str]]:
    """Words like this one that stand in more names than `above`, with what each costs, the cheapest first."""
    allowed = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
    found = process.extract(word, known.ordered, scorer=OSA.distance, score_cutoff=allowed, limit=40)
    costs = []
    for near, distance, _ in found:
        uses = known.uses(near, of_parts=of_parts)
        if uses > above and near != word and near.isalpha() and len(near) >= SHORTEST:
            costs.append((distance - COMMON * log10(uses) + OTHER_START * (near[0] != word[0]), near))
    return sorted(cost for cost in costs if cost[0] <= COST_A_LETTER * len(word))[:MOST_WORDS]
