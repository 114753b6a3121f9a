"""What is public leaves the building: pages and feeds that others read unasked."""
