"""What somebody must be told of: when an alarm is raised, when it is over, and in what words."""
