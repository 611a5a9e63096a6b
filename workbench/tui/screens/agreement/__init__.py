"""Agreement on the screen: the figures, the disagreements behind each, and the annotators side by side."""
