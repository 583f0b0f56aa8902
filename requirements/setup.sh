#!/bin/bash
# Brings this checkout to a level: `setup.sh engine|desktop|test|packages` (each includes the ones
# before).
# Debian/Ubuntu packages are installed only where missing, Python packages only from the locked,
# hashed lists beside this file, into .venv. A second call finds everything done and is fast.
set -euo pipefail
cd "$(dirname "$0")/.."
level=${1:-engine}
case $level in
  engine) levels=(engine) ;;
  desktop) levels=(engine desktop) ;;
  test) levels=(engine desktop test) ;;
  packages) levels=(engine desktop test packages) ;;
  *) echo "setup.sh: unknown level '$level' (engine, desktop, test or packages)" >&2; exit 2 ;;
esac

mkdir -p .stamps
# Two makes in one checkout take turns.
exec 9>.stamps/lock
flock 9

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }

# What it starts may leave something that goes on (a service): the lock is not for that.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@" 9>&-
  elif command -v sudo >/dev/null; then sudo "$@" 9>&-
  else
    echo "setup: root is needed for: $*" >&2
    echo "setup: run that as root (or install sudo), then call make again" >&2
    exit 1
  fi
}

is_installed() { # is_installed 'a|b'
  local name
  for name in ${1//|/ }; do
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed && return 0
  done
  return 1
}

available() { # the first of 'a|b' that this release really has
  local name
  for name in ${1//|/ }; do
    if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then echo "$name"; return; fi
  done
  echo "${1%%|*}"
}

apt_install() { # apt_install PACKAGE...: those of them that are missing
  local wanted=() missing=() name guard=""
  for name in "$@"; do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing: ${missing[*]}"
  # A source of this machine that fails need not be the one that has them: installing will tell.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=5 update ||
    say "apt-get update has failed; going on with what is known"
  for name in "${missing[@]}"; do wanted+=("$(available "$name")"); done
  # The test peers are started by the tests, on ports of their own: Debian's service for them
  # must not begin to listen just because the package is there.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    guard=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' | as_root tee $guard >/dev/null
    as_root chmod 755 $guard
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 \
    install -y --no-install-recommends "${wanted[@]}" >&2 </dev/null
  if [ -n "$guard" ]; then as_root rm -f "$guard"; trap - EXIT; fi
  if [ -d /run/systemd/system ]; then
    for name in kamailio firebird3.0; do
      case " ${wanted[*]} " in *" $name"*) as_root systemctl disable "$name" 2>/dev/null || true ;; esac
    done
  fi
}

suitable() {
  "$1" -c 'import sys, venv, ensurepip, ssl, ctypes
sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' >/dev/null 2>&1
}

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3 /usr/bin/python3.11 /usr/bin/python3.12 \
    /usr/bin/python3; do
    if command -v "$candidate" >/dev/null && suitable "$candidate"; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

system_packages() {
  local one list=()
  for one in "${levels[@]}"; do
    while read -r name; do list+=("$name"); done < <(grep -v '^#' "requirements/apt-$one.txt")
  done
  if command -v dpkg-query >/dev/null; then
    apt_install "${list[@]}"
  else
    echo "setup: not a Debian or Ubuntu machine; make sure that you have: ${list[*]}" >&2
  fi
}

virtual_environment() {
  if [ -x .venv/bin/python ] && suitable .venv/bin/python; then return; fi
  local python
  if ! python=$(find_python); then
    # The release's own Python where it is new enough, else the one beside it.
    if command -v dpkg-query >/dev/null; then
      apt_install python3 python3-venv
      find_python >/dev/null || apt_install 'python3.12-venv|python3.11-venv'
    fi
    if ! python=$(find_python); then
      echo "setup: no Python 3.11 or 3.12 with venv found; install one (python3.11 python3.11-venv)" >&2
      exit 1
    fi
  fi
  say "creating .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
}

# A list is installed again when it, the Python or the environment itself has changed.
pip_install() { # pip_install NAME PIP-ARGUMENT...
  local name=$1 stamp state
  shift
  stamp=.venv/.stamp-$name
  state=$(.venv/bin/python -V; cat pyproject.toml requirements/*.txt 2>/dev/null | sha256sum)
  [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && return
  say "installing Python packages: $name"
  .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input "$@" \
    </dev/null 9>&-
  echo "$state" >"$stamp"
}

system_packages
virtual_environment
locked=(--require-hashes --no-build-isolation -r)
pip_install build --require-hashes --only-binary=:all: -r requirements/build.txt
pip_install engine "${locked[@]}" requirements/engine.txt
case $level in desktop | test | packages) pip_install desktop "${locked[@]}" requirements/desktop.txt ;; esac
case $level in test | packages) pip_install dev "${locked[@]}" requirements/dev.txt ;; esac
case $level in packages) pip_install packages "${locked[@]}" requirements/packages.txt ;; esac
pip_install ourselves --no-deps --no-build-isolation --editable .
