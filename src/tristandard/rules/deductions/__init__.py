"""Deduction rules: one module for each form, and the pipeline that every line goes through."""
