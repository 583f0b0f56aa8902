#!/bin/bash
# A shared Firebird server on a fresh Debian or Ubuntu: installs what it stands on, then does
# `rino-desktop server setup` with the same options (docs/server.md). Can be called again at any
# time: what is as it should be stays as it is.
set -euo pipefail

if ! command -v rino-desktop >/dev/null; then
  echo "rino-server-setup: install RINO Desktop first (docs/server.md)" >&2
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "rino-server-setup: this is neither Debian nor Ubuntu" >&2
  exit 1
fi

wanted=(firebird3.0-server firebird3.0-utils)
case " $* " in *" --tunnel-port"*) wanted+=(stunnel4) ;; esac
missing=()
for name in "${wanted[@]}"; do
  dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "rino-server-setup: only root can install ${missing[*]}; call it with sudo" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" </dev/null
  # The package starts a server of its own, at the port that ours is to have, with nothing in it.
  # One that was here before stays: whose databases it has is not for us to say.
  case " ${missing[*]} " in
    *" firebird3.0-server "*)
      if [ -d /run/systemd/system ]; then systemctl disable --now --quiet firebird3.0; fi
      ;;
  esac
fi

exec rino-desktop server setup "$@"
