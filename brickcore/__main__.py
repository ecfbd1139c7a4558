"""`python -m brickcore`: read, count and draw models without a server or a database."""

import sys

from brickcore.cli import main

if __name__ == "__main__":
    sys.exit(main())
