"""Het register van organisaties: who the employers are, from the public registers."""
