"""`python -m deploy` is `make run`."""

import sys

from deploy import processes

if __name__ == "__main__":
    try:
        processes.preload()  # while this process loads its own libraries
        from deploy.run import main

        sys.exit(main())
    except KeyboardInterrupt:  # before anything was started
        sys.exit(130)
