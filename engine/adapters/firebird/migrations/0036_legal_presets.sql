-- Legal presets of an office's own: one row for each version.

CREATE TABLE legal_presets (
  name VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  version INTEGER NOT NULL,
  document BLOB SUB_TYPE TEXT CHARACTER SET UTF8 NOT NULL, -- JSON: engine.domain.preset_model
  made_at TIMESTAMP NOT NULL,
  made_by VARCHAR(200) NOT NULL,
  CONSTRAINT legal_presets_key PRIMARY KEY (name, version)
);

SET TERM ^ ;
CREATE TRIGGER legal_presets_wake FOR legal_presets AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
SET TERM ; ^
