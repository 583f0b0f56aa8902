# The manuals: build/manual/LANGUAGE (HTML that needs no server) and dist/rino-manual-LANGUAGE.pdf,
# with pictures that are taken of the windows as they are now.
.PHONY: manuals manuals-there
manuals:
	@requirements/setup.sh packages
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.manual

# What the packages take along: made anew where texts or windows have changed since.
manuals-there:
	@requirements/setup.sh packages
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.manual --if-needed
