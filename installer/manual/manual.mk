# The manuals: build/manual/LANGUAGE (HTML that needs no server) and dist/rino-manual-LANGUAGE.pdf,
# with pictures that are taken of the windows as they are now.
.PHONY: manuals
manuals:
	@requirements/setup.sh packages
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.manual
