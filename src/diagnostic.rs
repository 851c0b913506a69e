//! Any error as text: heading, place with caret, causes, hints, exit code.
