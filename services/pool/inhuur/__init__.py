"""External hires: the register, the check before a hire, figures with their definition, goals."""
