-- Schemes without a draft get what is published as theirs; a draft that is published already is no
-- unpublished work.

UPDATE schemes s SET s.draft_revision = 1,
  s.draft_saved_at = (SELECT v.published_at FROM scheme_versions v WHERE v.id = s.published_id),
  s.draft_version_id = s.published_id,
  s.draft = (SELECT v.document FROM scheme_versions v WHERE v.id = s.published_id)
  WHERE s.draft IS NULL AND s.published_id IS NOT NULL;

UPDATE schemes s SET s.draft_revision = 1, s.draft_saved_at = CURRENT_TIMESTAMP,
  s.draft_version_id = (SELECT v.id FROM scheme_versions v
    WHERE v.id = s.published_id AND v.document = s.draft)
  WHERE s.draft IS NOT NULL AND s.draft_revision = 0;
