"""What has to be loaded before Qt is.

PySide6 puts a hook of its own into Python's imports. pydantic has modules that come only when they
are asked for, and some of those do not survive the hook: a window would then fail where it reads
its first scheme, and nowhere else. So all of it is loaded here, by being used as schemes use it.
"""

import warnings


def load_what_schemes_need() -> None:
    import pydantic

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that are on their way out are among them
        for name in pydantic.__all__:
            getattr(pydantic, name)

    class Used(pydantic.BaseModel):
        """Making one loads plug-ins and what builds schemas."""

        text: str = pydantic.Field(default="", min_length=0)

    pydantic.TypeAdapter(list[Used]).validate_python([{"text": "used"}])
    Used.model_json_schema()
