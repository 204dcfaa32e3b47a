#!/usr/bin/env bash
# Sees to a browser for the browser tests and the pictures: Debian's Chromium, and fonts that hold Cyrillic.
# Installs them where it can (root, and apt-get at hand); elsewhere it says what is missing, and the tests skip.
set -u

missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
fc-list ':lang=uk' 2>/dev/null | grep -q . || missing+=(fontconfig fonts-dejavu)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing ${missing[*]} for the browser tests …"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 && exit 0
fi
echo "Missing for the browser tests: ${missing[*]}. They are skipped; on Debian: apt-get install ${missing[*]}"
exit 0
