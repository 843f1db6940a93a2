"""The command line `tristandard`: each command is a few lines over the desk, in Chinese and in English."""
