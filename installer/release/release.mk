# `make release VERSION=1.2.3`: everything for users in dist/, with checksums, bill of materials,
# licences and notes; the commit gets its tag (docs/release.md).
# WITHOUT_AUDIT="why" where the service of vulnerabilities cannot be reached: the notes tell it.
# `make audit`: known holes in the locked parts. AUDIT="…": options of pip-audit.
.PHONY: release audit

# The manuals first: the packages take them along.
RELEASED := manuals wheel debian-package windows-installer

release:
	@requirements/setup.sh packages
	@.venv/bin/python -m installer.release.build check "$(VERSION)"
ifndef WITHOUT_AUDIT
	@$(MAKE) --no-print-directory audit
else
	@echo "release: NOT audited: $(WITHOUT_AUDIT)" >&2
endif
	@rm -rf dist
	@export SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct); \
	for target in $(RELEASED); do $(MAKE) --no-print-directory $$target || exit 1; done
	@.venv/bin/python -m installer.release.build finish "$(VERSION)" "$(WITHOUT_AUDIT)"

audit:
	@requirements/setup.sh packages
	@.venv/bin/python -m installer.release.audit $(AUDIT)
