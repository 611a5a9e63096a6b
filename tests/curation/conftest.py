"""Fixtures: a project of the store's tests."""

from __future__ import annotations

from tests.store.conftest import blank, project

__all__ = ["blank", "project"]
