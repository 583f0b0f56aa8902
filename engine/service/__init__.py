"""The runner: joins the sans-IO cores to the database, the telephone network and the clock."""
