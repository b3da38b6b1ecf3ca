"""What the scores can carry: how often a result holds when weights, ratings and open answers are other than stated."""
