"""Form knowledge as data: what the forms are called, how they are headed, which rows they have.

Whatever depends on a place or a year belongs in these YAML files, not in code.
"""

import os

# With its first model pydantic looks through all that is installed for plugins, of which there are
# none: 0.03 s of every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
