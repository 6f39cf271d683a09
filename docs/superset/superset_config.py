"""What a Superset beside the warehouse needs; see docs/connecting.md."""

import os
from pathlib import Path

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
# Superset's own records; the warehouse itself is opened read-only
SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path.home() / 'superset' / 'superset.db'}"
LANGUAGES = {
    "zh": {"flag": "cn", "name": "简体中文"},
    "en": {"flag": "us", "name": "English"},
}
BABEL_DEFAULT_LOCALE = "zh"
