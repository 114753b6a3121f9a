"""Documents with an application: looked at before they are kept, encrypted, read on record."""
