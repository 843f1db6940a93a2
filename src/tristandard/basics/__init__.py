"""What everything is said in: points, measures, periods, places, outcomes, and how errors speak."""
