"""How the tables of an older casebook become those of today, step by step (Alembic). There is no way back."""
