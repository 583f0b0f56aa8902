# `make windows-installer`: dist/rino-desktop-VERSION-windows-x86_64-setup.exe, built on Linux.
#   PYTHON_ZIP=FILE      CPython's official embeddable archive instead of the one from the registry
#   SIGN_WITH="…"        options of `osslsigncode sign` (certificate, key, timestamp server): signed
.PHONY: windows-installer windows-lock test-windows

windows-installer: manuals-there
	@requirements/setup.sh packages
	@.venv/bin/python -m installer.windows.build \
	  $(if $(PYTHON_ZIP),--python-zip "$(PYTHON_ZIP)") $(if $(SIGN_WITH),--sign-with '$(SIGN_WITH)')

windows-lock:
	@requirements/setup.sh packages
	@.venv/bin/python -m installer.windows.lock

# Builds the installer, installs and tries it under wine. SETUP=FILE: tries that one.
test-windows: $(if $(SETUP),,manuals-there)
	@requirements/setup.sh packages
	@RINO_WINDOWS_SETUP="$(SETUP)" QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest tests/windows
