-- The Contacts page: lists of millions walked along in an order, and who was withdrawn by hand.

-- The rows of a list in the order of its file: what is walked along when nothing else serves.
CREATE INDEX contacts_list ON contacts (import_id, list_row);
-- Those of one state, by the moment of their next try.
CREATE INDEX contacts_state ON contacts (campaign_id, state, next_at, id);

-- Withdrawn by people: a list that is refreshed does not take them up again, as it does with those
-- of withdrawn_contacts.
CREATE TABLE contact_withdrawals (
  contact_id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  withdrawn_at TIMESTAMP NOT NULL,
  who VARCHAR(100) NOT NULL,
  reason VARCHAR(300) NOT NULL,
  state_before SMALLINT NOT NULL,
  next_at_before TIMESTAMP NOT NULL
);

-- What was done with one contact.
CREATE INDEX audit_subject_number ON audit_log (subject_id);
