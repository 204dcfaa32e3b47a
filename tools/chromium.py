"""Debian's Chromium, as tests and pictures start it: the one without a screen, which is lighter; else the whole."""

import shutil

PROGRAM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "No Chromium here; tools/system.sh says how to get it."
