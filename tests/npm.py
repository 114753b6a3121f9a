"""Judges and tools of npm: tests install them themselves, once, from the lock in their folder."""

import fcntl
import shutil
import subprocess
from functools import cache
from pathlib import Path

NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
SECONDS = 300


@cache
def install(folder: Path) -> str | None:
    """Make `node_modules` of `folder` what its lock names; why not, when that cannot be.

    Two test processes may come at once: the second waits for the first and finds it done.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "no Node 20 here"
    wanted = (folder / "package-lock.json").read_text(encoding="utf-8")
    stamp = folder / "node_modules/.doorstroom"
    with folder.joinpath("package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return None
        done = subprocess.run(NPM, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode:
            return f"npm could not install what {folder.name} names"
        stamp.write_text(wanted, encoding="utf-8")
    return None
