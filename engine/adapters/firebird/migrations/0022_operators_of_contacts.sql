-- Who has talked with a contact before. In operator_talks.attempt_id a call that came in has its
-- number with a minus (engine.domain.call_key).
CREATE INDEX operator_talks_contact ON operator_talks (contact_id);
