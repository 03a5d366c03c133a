"""The parts every page is built from: theme, words on screen, lists, forms, jobs and messages.

Words are given to parts as they are shown; only what is declared as data at import (commands, columns) holds
message ids and is translated when shown. On a change of language or text size the shell builds its pages anew;
a change of colours needs nothing, because every part asks the theme for its colours while it paints.
"""
