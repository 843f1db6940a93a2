"""Laws, strategies and an oracle: what this project proves of its rules, and any local rule set
can prove of its own.
"""
