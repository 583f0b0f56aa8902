# The wheel, and the packages for Debian and Ubuntu: dist/*.whl, dist/*.deb
.PHONY: wheel debian-package

wheel: manuals-there
	@requirements/setup.sh engine
	@.venv/bin/python installer/debian/build.py wheel --output dist

debian-package: manuals-there
	@requirements/setup.sh packages
	@.venv/bin/python installer/debian/build.py packages --output dist
