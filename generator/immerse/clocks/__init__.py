"""When something is due: the arithmetic of wall and cover time, on a typical week and on the calendar."""
