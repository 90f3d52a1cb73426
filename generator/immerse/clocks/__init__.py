"""When something is due: wall and cover time on the calendar, of which a typical week is one without holidays."""
