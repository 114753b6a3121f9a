"""The base of the pool's tables."""

from shared import db


class Base(db.Base):
    __abstract__ = True
    metadata = db.metadata()
