"""The base of the tables of vacatures."""

from shared import db


class Base(db.Base):
    __abstract__ = True
    metadata = db.metadata()
