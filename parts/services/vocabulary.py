"""What search needs beside the rows themselves: every word of the catalogue, and how likely each part is meant."""

from django.db import connection, transaction

from parts.models import PartNumber
from parts.selectors.search_vocabulary import forget_vocabulary
from parts.services.source_names import STARTER

_WORDS = r"""
INSERT INTO parts_searchword (word, uses, part_uses)
SELECT word, sum(ndoc), coalesce(sum(ndoc) FILTER (WHERE of_parts), 0)
FROM (
    SELECT word, ndoc, true AS of_parts FROM ts_stat(
        $$SELECT to_tsvector('simple', translate(lower(name || ' ' || other_names || ' ' || keywords),
            '×éèêëáàâäåãöóôøõüúûùñçíïî-/_.''', 'xeeeeaaaaaaooooouuuunciii    ')) FROM parts_part$$)
    UNION ALL
    SELECT word, ndoc, false FROM ts_stat(
        $$SELECT to_tsvector('simple', translate(lower(name),
            '×éèêëáàâäåãöóôøõüúûùñçíïî-/_.''', 'xeeeeaaaaaaooooouuuunciii    '))
          FROM (SELECT name || ' ' || theme_words AS name FROM parts_set
                UNION ALL SELECT name FROM parts_minifig) AS named$$)
) AS stated
WHERE word ~ '[[:alpha:]]' AND length(word) BETWEEN 2 AND 64
GROUP BY word
"""

_OTHER_LINES = "^(duplo|quatro|primo|scala|belville|fabuland|modulex|znap|clikits|galidor|mursten)\\M"
"""Parts of lines of their own: who means one of them says so."""

_STANDING = """
WITH made AS (
    SELECT part.id, greatest(part.set_count, count(element.part_id)) AS times
    FROM parts_part AS part LEFT JOIN parts_element AS element ON element.part_id = part.id GROUP BY part.id
), same AS (
    SELECT child_id AS one, parent_id AS other FROM parts_partrelation WHERE kind IN ('mould', 'alternate')
    UNION
    SELECT parent_id, child_id FROM parts_partrelation WHERE kind IN ('mould', 'alternate')
), facts AS (
    SELECT part.id,
        60 * ln(1 + made.times + coalesce(moulds.times, 0) / 2) AS common,
        30 * ln(1 + coalesce(print.count, 0)) AS printed,
        CASE WHEN starter.part_id IS NULL THEN 0 ELSE 100 END AS chosen,
        CASE WHEN part.number ~ '^[0-9]{1,4}[a-z]?$' THEN 50 ELSE 0 END AS classic
    FROM parts_part AS part
    JOIN made ON made.id = part.id
    LEFT JOIN (SELECT one, sum(times) AS times FROM same JOIN made ON made.id = same.other GROUP BY one) AS moulds
        ON moulds.one = part.id
    LEFT JOIN (SELECT print_of_id AS of, count(*) FROM parts_part GROUP BY print_of_id) AS print ON print.of = part.id
    LEFT JOIN (SELECT DISTINCT part_id FROM parts_partnumber WHERE evidence = %(starter)s AND rule = %(own)s) AS starter
        ON starter.part_id = part.id
)
SELECT facts.id, greatest(0, round(1000
    + facts.common + facts.printed + facts.chosen + facts.classic
    - CASE part.kind WHEN 'part' THEN 0 WHEN 'assembly' THEN 100 WHEN 'flexible' THEN 200
        WHEN 'print' THEN 300 ELSE 500 END
    - CASE WHEN part.name ~* %(other_lines)s THEN 100 ELSE 0 END
    - CASE WHEN part.name LIKE '%%(Obsolete)%%' THEN 500 ELSE 0 END
    - CASE WHEN part.merged_into_id IS NULL THEN 0 ELSE 400 END)::int) AS standing
FROM facts JOIN parts_part AS part USING (id) ORDER BY facts.id
"""

_FRESH = f"CREATE TEMPORARY TABLE fresh_standing ON COMMIT DROP AS {_STANDING}"
_WRITTEN = """
UPDATE parts_part AS part SET standing = fresh.standing
FROM fresh_standing AS fresh WHERE fresh.id = part.id AND fresh.standing <> part.standing
"""
_IN_ORDER = "SET LOCAL enable_hashjoin = off; ANALYZE fresh_standing"
_IN_ANY_ORDER = "SET LOCAL enable_hashjoin TO DEFAULT; DROP TABLE fresh_standing"
"""Rows are written in the order of their keys, by a merge: new parts' keys follow their names, so what a search finds
lies together and is read in two thirds of the time. A hash join would scatter them all over the table."""


@transaction.atomic
def rebuild_vocabulary() -> int:
    """Collect the words of all names and work out every part's standing; how many words there are.

    An import calls this when it is done, in its own transaction: what is searched never runs behind the catalogue.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM parts_searchword")
        cursor.execute(_WORDS.replace("%", "%%"))
        words = int(cursor.rowcount)
        cursor.execute(_FRESH, {"starter": STARTER, "own": PartNumber.Rule.OWN, "other_lines": _OTHER_LINES})
        for statement in (_IN_ORDER, _WRITTEN, _IN_ANY_ORDER):
            cursor.execute(statement)
    transaction.on_commit(forget_vocabulary)
    return words
