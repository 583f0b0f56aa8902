"""docs/forms.md says what there is."""

import json
import re
from pathlib import Path

from engine.forms.codec import load_form
from engine.forms.model import FieldType
from engine.forms.showing import FORMATS
from engine.forms.validate import MOST_STEPS, validate

TEXT = (Path(__file__).parents[4] / "docs" / "forms.md").read_text(encoding="utf-8")


def test_all_types_and_formats_are_described() -> None:
    for kind in FieldType:
        assert f"| `{kind}` |" in TEXT, kind
    for name in FORMATS:
        assert f"`{name}`" in TEXT, name
    assert f"{MOST_STEPS} steps" in TEXT


def test_the_example_is_a_good_form() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    form = load_form(json.dumps(json.loads(example)))
    assert validate(form) == []
    assert len(form.pages) == 2
