"""Scraped news pages: where their articles stand and what the page says about each."""
