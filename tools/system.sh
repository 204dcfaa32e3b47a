#!/usr/bin/env bash
# Sees to the programs that some tests need: Debian's Chromium and fonts that hold Cyrillic for those that drive a
# browser (and for the pictures), Tesseract with its languages for those that read scans, PostgreSQL for those that run
# on it, in a server of their own. Installs them where it can (root, and apt-get at hand); elsewhere it says what is
# missing, and the tests skip.
set -u

missing=()
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || missing+=(chromium-headless-shell)
fc-list ':lang=uk' 2>/dev/null | grep -q . || missing+=(fontconfig fonts-dejavu)
languages=" $(tesseract --list-langs 2>/dev/null | tr '\n' ' ') "
[ "$languages" != "  " ] || missing+=(tesseract-ocr)
for language in ukr rus; do
    [[ $languages == *" $language "* ]] || missing+=("tesseract-ocr-$language")
done
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing ${missing[*]} for the tests …"
    if [[ " ${missing[*]} " == *" postgresql "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
        mkdir -p /etc/postgresql-common  # the tests start servers of their own; Debian's need not run
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}"; } \
        >/dev/null 2>&1 && exit 0
fi
echo "Missing for some tests: ${missing[*]}. Those are skipped; on Debian: apt-get install ${missing[*]}"
exit 0
