"""How satisfied customers are: questions asked and the scores they gave."""
