"""Keeps the project: tables, transactions, the log and its projection. The only room that knows SQL.

Rows are read and written through the driver and plain SQL that SQLite and PostgreSQL both run, because importing
SQLModel costs half a second of CPU that a terminal program pays at every start; SQLModel declares the tables
(:mod:`workbench.store.tables`), from which migrations, checks and tests are made.
"""
