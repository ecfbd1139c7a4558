import pytest

from parts.selectors.search_terms import terms
from parts.selectors.search_text import MAX_TOKENS, Token, tokens


@pytest.mark.parametrize(
    ("text", "taken_apart"),
    [
        ("Brick 2x4", [Token(word="brick"), Token(size=("2", "4"))]),
        ("2 × 4 × 1/2", [Token(size=("2", "4", "1/2"))]),
        ("2 by 4", [Token(size=("2", "4"))]),
        ("axle 5L", [Token(word="axle"), Token(number="5", unit="l")]),
        ("wheel 43.2 mm", [Token(word="wheel"), Token(number="43.2", unit="mm")]),
        ("3068bpr0001", [Token(word="3068bpr0001")]),
        ("Café", [Token(word="cafe")]),
        ("plate with the clip", [Token(word="plate"), Token(word="clip")]),
        ("with", [Token(word="with")]),
        ("!!! & | ( '", []),
        ("2x4brick", [Token(word="2x4brick")]),
    ],
)
def test_text_is_taken_apart_into_sizes_numbers_and_words(text: str, taken_apart: list[Token]) -> None:
    assert tokens(text) == taken_apart


def test_only_the_beginning_of_a_long_text_counts() -> None:
    assert len(tokens("word " * 10_000)) == MAX_TOKENS
    assert tokens("x" * 299 + " brick") == [Token(word="x" * 299)]


def queries(text: str, *known: str) -> list[str]:
    return [term.query() for term in terms(tokens(text), known)]


def test_size_is_asked_for_in_both_orders() -> None:
    assert queries("6x1") == ["(('6x1') | ('6y1'))"]
    assert queries("1x2x5") == ["(('1x2' & 'x5') | ('1y2' & 'x5'))"]


def test_last_word_may_be_unfinished_but_no_number() -> None:
    assert queries("technic be") == ["(('technic'))", "(('be':*))"]
    assert queries("brick 4") == ["(('brick'))", "(('4'))"]


def test_length_is_found_with_and_without_its_unit_and_teeth_as_words() -> None:
    assert queries("5l") == ["(('5') | ('5l'))"]
    assert queries("40t") == ["(('40' & 'tooth') | ('40t'))"]


def test_builders_words_are_also_looked_for_as_catalogues_write_them() -> None:
    assert queries("liftarm 5") == ["(('liftarm') | ('beam'))", "(('5'))"]
    assert queries("lift arm 5") == ["(('lift' & 'arm') | ('beam'))", "(('5'))"]
    assert queries("four") == ["(('four':*) | ('4':*))"]


def test_two_words_are_one_and_one_is_two_where_the_catalogue_writes_them_so() -> None:
    assert queries("base plate", "baseplate") == ["(('base':* & 'plate':*) | ('baseplate':*))"]
    assert queries("base plate") == ["(('base'))", "(('plate':*))"]
    assert queries("axlepin", "axle", "pin") == ["(('axlepin':*) | ('axle':* & 'pin':*))"]


def test_whole_and_literal_queries_leave_out_longer_words_and_synonyms() -> None:
    [term] = terms(tokens("liftarm"))
    assert term.query("A") == "(('liftarm':*A) | ('beam':*A))"
    assert term.query("A", whole=True) == "(('liftarm':A) | ('beam':A))"
    assert term.query(literal=True) == "(('liftarm'))"


@pytest.mark.parametrize(("text", "said"), [("brick 2x4", 3), ("technic axle 3", 2), ("1x2x5", 3)])
def test_numbers_of_a_size_are_words_and_names_of_shelves_are_none(text: str, said: int) -> None:
    assert sum(term.said for term in terms(tokens(text))) == said
