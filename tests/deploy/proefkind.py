"""Little programs that the tests of the child processes start; the argument chooses."""

import signal
import sys
import time

if __name__ == "__main__":
    if sys.argv[1] == "doof":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("klaar")
    if sys.argv[1] == "sterf":
        sys.exit("schijf vol")
    time.sleep(60)
