"""The commands, a file each: ``configure`` tells the parser its options, ``execute`` runs it and gives its exit status.

A command's file is imported when the command is given, and no earlier: ``arlib check`` imports no engine.
"""
