# The manuals: build/manual/LANGUAGE (HTML that needs no server) and dist/rino-manual-LANGUAGE.pdf,
# with pictures that are taken of the windows as they are now.
.PHONY: manuals manuals-there
manuals:
	@requirements/setup.sh packages
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.manual

# What the packages take along; anew only by `make manuals`, and for a release.
manuals-there:
	@test -d build/manual/ru -a -d build/manual/en || $(MAKE) --no-print-directory manuals
