"""Tests on real open data: a package, so that what is loaded lives as long as they do."""
