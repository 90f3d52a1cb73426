"""Computes due times in wall and cover time on a calendar; a typical week is a calendar without holidays."""
