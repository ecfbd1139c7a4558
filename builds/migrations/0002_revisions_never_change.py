"""The database itself keeps a revision what it was: its bytes, its place in the build, and, once published, its existence.

`UPDATE` may write state, figures and dates, never what was uploaded. `DELETE` is refused once a revision has been shown to
all, since remixes and quotes stand on it; whoever must remove one (a court's order, say) disables the trigger in a transaction.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION builds_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'revision % was published and stays', OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.build_id, NEW.number, NEW.file_id, NEW.file_name, NEW.created_at)
        IS DISTINCT FROM (OLD.build_id, OLD.number, OLD.file_id, OLD.file_name, OLD.created_at) THEN
        RAISE EXCEPTION 'revision % never changes; add a new one', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        RAISE EXCEPTION 'revision % keeps the date it was published on', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER builds_revision_guard BEFORE UPDATE OR DELETE ON builds_revision
    FOR EACH ROW EXECUTE FUNCTION builds_revision_guard();
"""

UNGUARD = """
DROP TRIGGER builds_revision_guard ON builds_revision;
DROP FUNCTION builds_revision_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("builds", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
