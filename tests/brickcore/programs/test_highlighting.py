from itertools import pairwise

from brickcore.programs import highlighting
from brickcore.programs.highlighting import runs_of


def test_the_runs_are_the_text() -> None:
    text = "# drive\nfrom hub import port\n\n\ndef turn(by):\n    return 'left' if by > 1.5 else None\n"
    runs = runs_of(text, "python")
    assert "".join(part for _, part in runs) == text
    coloured = {(kind, part.strip()) for kind, part in runs if kind}
    assert {("c", "# drive"), ("k", "return"), ("nf", "turn"), ("s", "'left'"), ("m", "1.5")} <= coloured


def test_neighbours_of_a_class_are_one_run() -> None:
    kinds = [kind for kind, _ in runs_of("task main() { a(b, c(d)); }", "c")]
    assert all(first != second for first, second in pairwise(kinds))


def test_notes_and_long_texts_stay_plain() -> None:
    long = "x = 1\n" * (highlighting.MOST_COLOURED // 6 + 1)
    assert runs_of("def", "text") == [("", "def")]
    assert runs_of(long, "python") == [("", long)]
    assert runs_of("", "python") == []


def test_markup_in_a_program_stays_text() -> None:
    assert "".join(part for _, part in runs_of("x = '<script>'", "python")) == "x = '<script>'"
