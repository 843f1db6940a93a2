"""How a template and its values become text in Chinese, in English or in one more language."""
