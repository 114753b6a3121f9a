"""What goes over the line about trainees."""
