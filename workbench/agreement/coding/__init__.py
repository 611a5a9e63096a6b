"""Agreement on items that everyone labels: percent, the kappas, Krippendorff's α and Gwet's coefficients."""
