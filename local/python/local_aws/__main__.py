"""``python -m local_aws``: exit status 2 and one message on standard error when it cannot start."""

import logging
import os
import sys

from local_aws import server
from local_aws.settings import CannotStart, Settings


def main() -> None:
    logging.basicConfig(
        level=os.environ.get("LOG_LEVEL", "INFO").upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        server.run(Settings.from_environment())
    except CannotStart as error:
        print(f"The local AWS cannot start: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
