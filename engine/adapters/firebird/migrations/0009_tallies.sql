-- What was dialled before there were tallies is counted once.

EXECUTE PROCEDURE rebuild_tallies;
