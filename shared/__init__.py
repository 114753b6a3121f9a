"""What every service shares: app factory, API rules, database, events. Knows no service."""
