"""``python -m homeward.cli``: the same as the ``homeward`` command."""

import sys

from homeward.cli import main

sys.exit(main())
