"""`python -m deploy.cli` is `doorstroom`."""

from deploy.cli import app

app(prog_name="doorstroom")
